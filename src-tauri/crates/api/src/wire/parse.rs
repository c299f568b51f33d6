//! Reading JSON text into the exact value, through serde_json's raw values: it
//! checks the grammar, and numbers keep their text.

use std::collections::HashMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Json, MAX_DEPTH, Object, Unreadable};

/// Reads a whole text.
pub(super) fn text(text: &str) -> Result<Json, Unreadable> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(Unreadable::Empty);
    }
    let whole: &RawValue = serde_json::from_str(text).map_err(|fault| not_json(&fault))?;
    value(whole, 0)
}

fn not_json(fault: &serde_json::Error) -> Unreadable {
    Unreadable::NotJson {
        line: fault.line(),
        column: fault.column(),
    }
}

fn value(raw: &RawValue, depth: usize) -> Result<Json, Unreadable> {
    if depth >= MAX_DEPTH {
        return Err(Unreadable::TooDeep { limit: MAX_DEPTH });
    }
    let text = raw.get();
    match text.as_bytes().first() {
        Some(b'n') => Ok(Json::Null),
        Some(b't') => Ok(Json::Bool(true)),
        Some(b'f') => Ok(Json::Bool(false)),
        Some(b'"') => {
            let mut from = serde_json::Deserializer::from_str(text);
            let text = AnyText
                .deserialize(&mut from)
                .map_err(|fault| not_json(&fault))?;
            Ok(Json::Text(text))
        }
        Some(b'[') => {
            let items: Vec<&RawValue> =
                serde_json::from_str(text).map_err(|fault| not_json(&fault))?;
            let items = items.into_iter().map(|item| value(item, depth + 1));
            Ok(Json::List(items.collect::<Result<_, _>>()?))
        }
        Some(b'{') => object(text, depth),
        Some(_) => Ok(Json::Number(text.to_owned())),
        None => Err(Unreadable::Empty),
    }
}

fn object(text: &str, depth: usize) -> Result<Json, Unreadable> {
    let Entries(entries) = serde_json::from_str(text).map_err(|fault| not_json(&fault))?;
    let mut places: HashMap<String, usize> = HashMap::with_capacity(entries.len());
    let mut kept: Vec<(String, Json)> = Vec::with_capacity(entries.len());
    for (key, raw) in entries {
        let read = value(raw, depth + 1)?;
        if let Some(entry) = places.get(&key).and_then(|place| kept.get_mut(*place)) {
            entry.1 = read;
        } else {
            places.insert(key.clone(), kept.len());
            kept.push((key, read));
        }
    }
    Ok(Json::Object(Object(kept)))
}

/// Keys and raw values of one object, all of them, in order.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Entries<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(key) = map.next_key_seed(AnyText)? {
                    entries.push((key, map.next_value()?));
                }
                Ok(Entries(entries))
            }
        }

        from.deserialize_map(Reader)
    }
}

/// A JSON string, taken as bytes so that a lone surrogate, which PHP writes
/// happily, does not make the whole answer unreadable.
struct AnyText;

impl<'de> DeserializeSeed<'de> for AnyText {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<String, D::Error> {
        from.deserialize_bytes(self)
    }
}

impl Visitor<'_> for AnyText {
    type Value = String;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a string")
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<String, E> {
        Ok(String::from_utf8_lossy(bytes).into_owned())
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Json {
        Json::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn strings_read_with_escapes_lone_surrogates_and_foreign_bytes() {
        assert_eq!(read(r#""a\"\u00e4\n""#), Json::Text("a\"ä\n".to_owned()));
        let lone = read(r#"{"k\ud800":"x\udc00y"}"#);
        let (key, value) = lone.as_object().unwrap().iter().next().unwrap();
        assert!(key.starts_with('k') && key.contains('\u{fffd}'));
        assert!(value.as_word().unwrap().ends_with('y'));
        assert_eq!(
            Json::parse(b"\"M\xfcller\"").unwrap(),
            Json::Text("M\u{fffd}ller".to_owned())
        );
    }

    #[test]
    fn a_byte_order_mark_and_white_space_around_are_no_fault() {
        assert_eq!(read("\u{feff} {} \n"), Json::Object(Object::default()));
    }

    #[test]
    fn what_is_no_json_says_so_with_its_place_and_without_its_text() {
        let html = Json::parse(b"<html>secret</html>").unwrap_err();
        assert_eq!(html, Unreadable::NotJson { line: 1, column: 1 });
        assert!(!html.to_string().contains("secret"));
        assert_eq!(Json::parse(b" \n"), Err(Unreadable::Empty));
        for cut in ["{\"data\":[{\"id\":1}", "{} {}", "nul", "01", "[1,]"] {
            assert!(
                matches!(Json::parse(cut.as_bytes()), Err(Unreadable::NotJson { .. })),
                "{cut}"
            );
        }
    }

    #[test]
    fn nesting_is_read_to_its_limit_and_refused_beyond_however_deep() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(Json::parse(nested(MAX_DEPTH).as_bytes()).is_ok());
        for levels in [MAX_DEPTH + 1, 200_000] {
            assert_eq!(
                Json::parse(nested(levels).as_bytes()),
                Err(Unreadable::TooDeep { limit: MAX_DEPTH })
            );
        }
    }

    #[test]
    fn a_number_keeps_the_text_it_was_written_with() {
        for digits in [
            "9007199254740993",
            "123456789012345678901234567890",
            "9.90",
            "-0.10",
            "1E+2",
        ] {
            assert_eq!(read(digits), Json::Number(digits.to_owned()));
        }
    }

    #[test]
    fn an_object_keeps_its_order_and_the_last_of_two_equal_keys() {
        let json = read(r#"{"b":1,"a":2,"b":3}"#);
        let pairs: Vec<_> = json
            .as_object()
            .unwrap()
            .iter()
            .map(|(key, value)| (key.to_owned(), value.as_word().unwrap().to_owned()))
            .collect();
        assert_eq!(
            pairs,
            [
                ("b".to_owned(), "3".to_owned()),
                ("a".to_owned(), "2".to_owned())
            ]
        );
    }
}
