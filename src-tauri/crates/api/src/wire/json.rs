//! A JSON value that loses nothing: numbers keep the text they came with,
//! objects their order. serde_json's own value would round large ids and turn
//! money into binary floating point.

use std::borrow::Cow;
use std::fmt;

use zeroize::Zeroize;

use super::{Unreadable, parse};

/// Deeper nesting than this is refused. Real answers have fewer than ten levels.
pub const MAX_DEPTH: usize = 64;

/// A JSON value with exact numbers.
#[derive(Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as the text it was written with.
    Number(String),
    /// A string. What is not Unicode in it reads as U+FFFD.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object.
    Object(Object),
}

/// A JSON object in the order it came. Of a key that comes twice, the last
/// value counts, at the place of the first.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Object(pub(super) Vec<(String, Json)>);

impl Json {
    /// Reads a body. A byte order mark and bytes that are not UTF-8 are
    /// tolerated; the size is bounded by the transport.
    ///
    /// # Errors
    /// [`Unreadable::Empty`] for nothing or white space, [`Unreadable::NotJson`],
    /// [`Unreadable::TooDeep`] beyond [`MAX_DEPTH`] levels.
    pub fn parse(body: &[u8]) -> Result<Self, Unreadable> {
        let mut text = String::from_utf8_lossy(body);
        let json = parse::text(&text);
        if let Cow::Owned(copy) = &mut text {
            copy.zeroize();
        }
        json
    }

    /// The object, if it is one.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::List(_) => None,
        }
    }

    /// The array, if it is one.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::Object(_) => None,
        }
    }

    /// The text of a string or the digits of a number.
    #[must_use]
    pub fn as_word(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text),
            Self::Null | Self::Bool(_) | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// Whether it says nothing: `null` or a blank string (contract 13, rules 2
    /// and 5, and the empty collections of contract 14.3).
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Bool(_) | Self::Number(_) | Self::List(_) | Self::Object(_) => false,
        }
    }
}

impl Object {
    /// The value of exactly this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    /// The value of the first of these names that says something; else of the
    /// first that is there at all. Names are compared without case, `_`, `-`
    /// and space, so `next_due_date` also finds `nextduedate` and
    /// `nextDueDate`; an exact key goes before.
    #[must_use]
    pub fn find(&self, names: &[&str]) -> Option<&Json> {
        let mut blank = None;
        for name in names {
            let found = self.get(name).or_else(|| self.get_loosely(name));
            match found {
                Some(value) if !value.is_blank() => return Some(value),
                Some(value) => blank = blank.or(Some(value)),
                None => {}
            }
        }
        blank
    }

    fn get_loosely(&self, name: &str) -> Option<&Json> {
        self.0
            .iter()
            .find(|(key, _)| same_name(key, name))
            .map(|(_, value)| value)
    }

    /// All keys and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Whether it has no keys.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether two field names are one, but for case and the marks between words.
pub(crate) fn same_name(one: &str, two: &str) -> bool {
    fn plain(name: &str) -> impl Iterator<Item = u8> {
        name.bytes()
            .filter(|byte| !matches!(byte, b'_' | b'-' | b' '))
            .map(|byte| byte.to_ascii_lowercase())
    }
    plain(one).eq(plain(two))
}

/// Wipes every text and number, for answers that hold access data.
impl Zeroize for Json {
    fn zeroize(&mut self) {
        match self {
            Self::Null => {}
            Self::Bool(flag) => flag.zeroize(),
            Self::Number(text) | Self::Text(text) => text.zeroize(),
            Self::List(items) => items.iter_mut().for_each(Zeroize::zeroize),
            Self::Object(object) => {
                for (key, value) in &mut object.0 {
                    key.zeroize();
                    value.zeroize();
                }
            }
        }
    }
}

/// Shows the form and no content: any answer may hold something private.
impl fmt::Debug for Json {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => out.write_str("null"),
            Self::Bool(_) => out.write_str("bool"),
            Self::Number(_) => out.write_str("number"),
            Self::Text(_) => out.write_str("text"),
            Self::List(items) => write!(out, "list of {}", items.len()),
            Self::Object(object) => write!(out, "object of {}", object.0.len()),
        }
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "object of {}", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Json {
        Json::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_name_is_found_in_any_spelling_and_the_exact_one_goes_first() {
        let json =
            read(r#"{"nextDueDate":"loose","next_due_date":"exact","total":null,"sum":"1"}"#);
        let object = json.as_object().unwrap();
        let word = |names: &[&str]| {
            object
                .find(names)
                .and_then(Json::as_word)
                .map(str::to_owned)
        };
        assert_eq!(word(&["next_due_date"]).as_deref(), Some("exact"));
        assert_eq!(word(&["NEXT-DUE-DATE"]).as_deref(), Some("loose"));
        assert_eq!(word(&["total", "sum"]).as_deref(), Some("1"));
        assert_eq!(object.find(&["total"]), Some(&Json::Null));
        assert_eq!(object.find(&["tot"]), None);
    }

    #[test]
    fn its_debug_form_shows_no_content() {
        let shown = format!("{:?}", read(r#"{"password":"hunter2","list":[1,"x"]}"#));
        assert_eq!(shown, "object of 2");
    }

    #[test]
    fn wiping_leaves_no_text_behind() {
        let mut json = read(r#"{"password":["hunter2", 17, {"k":"v"}]}"#);
        json.zeroize();
        let Json::Object(object) = &json else {
            panic!("still an object")
        };
        assert!(object.0.iter().all(|(key, value)| {
            key.is_empty()
                && value
                    .as_list()
                    .unwrap()
                    .iter()
                    .all(|item| item.as_word().unwrap_or_default().is_empty())
        }));
    }
}
