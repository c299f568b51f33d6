//! Single words of an answer: ids (contract 13, rule 4), states (rule 8),
//! booleans (rule 9), counts, lists of words.

use kh_model::{BillingCycle, Currency, Stated, StatedWord};

use super::{Json, Object, StatedTime};

/// The text under one of these names; none if blank or no single word.
pub(crate) fn word(object: &Object, names: &[&str]) -> Option<String> {
    let found = object.find(names)?;
    if found.is_blank() {
        return None;
    }
    found.as_word().map(str::to_owned)
}

/// The id under one of these names, as text whatever it was; none if blank.
pub(crate) fn id<I: TryFrom<String>>(object: &Object, names: &[&str]) -> Option<I> {
    I::try_from(word(object, names)?).ok()
}

/// The id of another thing: under `names`, or as the `id` of an object under
/// `whole`. Zero stands for "none", as in the invoice of a free order.
pub(crate) fn reference<I: TryFrom<String>>(
    object: &Object,
    names: &[&str],
    whole: &[&str],
) -> Option<I> {
    let nested = || word(object.find(whole)?.as_object()?, &["id"]);
    let text = word(object, names).or_else(nested)?;
    if text.trim() == "0" {
        return None;
    }
    I::try_from(text).ok()
}

/// All ids in a value: an array of ids or of objects with one, a single id, or
/// ids in one string, separated by commas.
pub(crate) fn ids<I: TryFrom<String>>(json: &Json) -> Vec<I> {
    words(json)
        .into_iter()
        .filter(|word| word != "0")
        .filter_map(|word| I::try_from(word).ok())
        .collect()
}

/// All words in a value: an array, an array of objects with an `id` or `name`,
/// a string separated by commas, spaces or line breaks, or an object whose
/// only list is meant (`{"scope":[…]}`) or whose keys are ticked
/// (`{"read:orders":true}`).
pub(crate) fn words(json: &Json) -> Vec<String> {
    match json {
        Json::Null | Json::Bool(_) => Vec::new(),
        Json::Number(digits) => vec![digits.clone()],
        Json::Text(text) => text
            .split([',', ';', ' ', '\n', '\r', '\t'])
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect(),
        Json::List(items) => items.iter().filter_map(item_word).collect(),
        Json::Object(object) => object
            .iter()
            .flat_map(|(key, value)| match value {
                Json::List(_) => words(value),
                Json::Object(_) => item_word(value).into_iter().collect(),
                Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => {
                    if boolean(value) == Some(true) {
                        vec![key.to_owned()]
                    } else {
                        Vec::new()
                    }
                }
            })
            .collect(),
    }
}

fn item_word(item: &Json) -> Option<String> {
    let word = match item {
        Json::Text(text) | Json::Number(text) => text.trim().to_owned(),
        Json::Object(object) => word(object, &["id", "name", "value"])?,
        Json::Null | Json::Bool(_) | Json::List(_) => return None,
    };
    (!word.is_empty()).then_some(word)
}

/// The boolean of rule 9: true/false, 1/0, "1"/"0", "on"/"", "yes"/"no"; none
/// for anything else, `null` too.
pub(crate) fn boolean(json: &Json) -> Option<bool> {
    match json {
        Json::Bool(flag) => Some(*flag),
        Json::Number(text) | Json::Text(text) => match text.trim().to_ascii_lowercase().as_str() {
            "1" | "on" | "yes" | "true" => Some(true),
            "0" | "" | "off" | "no" | "false" => Some(false),
            _ => None,
        },
        Json::Null | Json::List(_) | Json::Object(_) => None,
    }
}

/// The boolean under one of these names.
pub(crate) fn flag(object: &Object, names: &[&str]) -> Option<bool> {
    boolean(object.find(names)?)
}

/// The whole number from zero on under one of these names.
pub(crate) fn count(object: &Object, names: &[&str]) -> Option<u64> {
    object.find(names)?.as_word()?.trim().parse().ok()
}

/// The state under one of these names, with its word.
pub(crate) fn stated<K: StatedWord>(object: &Object, names: &[&str]) -> Option<Stated<K>> {
    word(object, names).map(|word| Stated::read(&word))
}

/// The billing cycle under one of these names.
pub(crate) fn cycle(object: &Object, names: &[&str]) -> Option<BillingCycle> {
    word(object, names).map(|word| BillingCycle::read(word.trim()))
}

/// The time under one of these names.
pub(crate) fn time(object: &Object, names: &[&str]) -> Option<StatedTime> {
    StatedTime::read(object.find(names)?)
}

/// How a field is named that holds a currency.
pub(crate) const CURRENCY: &[&str] = &["currency", "currency_code", "currencycode"];

/// The currency of a thing, if it is stated as a code or as an object with one.
pub(crate) fn currency(object: &Object) -> Option<Currency> {
    let found = object.find(CURRENCY)?;
    let code = match found.as_object() {
        Some(inner) => word(inner, &["code", "currency", "id"])?,
        None => found.as_word()?.to_owned(),
    };
    Currency::new(code).ok()
}

#[cfg(test)]
mod tests {
    use kh_model::{OrderState, ServiceId};

    use super::*;

    fn read(text: &str) -> Json {
        Json::parse(text.as_bytes()).unwrap()
    }

    fn object(text: &str) -> Object {
        read(text).as_object().unwrap().clone()
    }

    fn service_ids(text: &str) -> Vec<String> {
        ids::<ServiceId>(&read(text))
            .into_iter()
            .map(String::from)
            .collect()
    }

    #[test]
    fn an_id_is_text_whether_it_came_as_a_number_or_a_string() {
        for (form, text) in [
            (r#"{"id":42}"#, "42"),
            (r#"{"id":"42"}"#, "42"),
            (r#"{"id":" 42 "}"#, "42"),
            (r#"{"id":9007199254740993}"#, "9007199254740993"),
            (
                r#"{"id":340282366920938463463374607431768211457}"#,
                "340282366920938463463374607431768211457",
            ),
        ] {
            let id: Option<ServiceId> = id(&object(form), &["id"]);
            assert_eq!(id.unwrap().as_str(), text, "{form}");
        }
        for form in [
            "{}",
            r#"{"id":null}"#,
            r#"{"id":""}"#,
            r#"{"id":{}}"#,
            r#"{"id":true}"#,
        ] {
            assert_eq!(id::<ServiceId>(&object(form), &["id"]), None, "{form}");
        }
    }

    #[test]
    fn ids_come_as_an_array_as_one_or_joined_by_commas() {
        for (form, expected) in [
            ("[1,2]", vec!["1", "2"]),
            (r#"["1","2"]"#, vec!["1", "2"]),
            (r#""1,2""#, vec!["1", "2"]),
            (r#"" 1 , 2 ""#, vec!["1", "2"]),
            ("9007199254740993", vec!["9007199254740993"]),
            (r#"[{"id":1,"name":"a"},{"id":"2"}]"#, vec!["1", "2"]),
            (r#"{"service":[{"id":7}]}"#, vec!["7"]),
            (r#"{"service":{"id":7}}"#, vec!["7"]),
            ("null", vec![]),
            (r#""""#, vec![]),
            ("0", vec![]),
            ("[null,true]", vec![]),
        ] {
            assert_eq!(service_ids(form), expected, "{form}");
        }
    }

    #[test]
    fn words_come_as_an_array_a_string_or_ticked_keys() {
        for form in [
            r#"["read:orders","write:orders"]"#,
            r#""read:orders, write:orders""#,
            r#""read:orders\nwrite:orders""#,
            r#"{"scope":["read:orders","write:orders"]}"#,
            r#"{"read:orders":true,"read:billing":false,"write:orders":1}"#,
            r#"[{"name":"read:orders"},{"name":"write:orders"}]"#,
        ] {
            assert_eq!(
                words(&read(form)),
                ["read:orders", "write:orders"],
                "{form}"
            );
        }
    }

    #[test]
    fn a_reference_is_an_id_or_a_whole_object_and_zero_is_none() {
        let find = |form: &str| {
            reference::<ServiceId>(&object(form), &["service_id"], &["service"]).map(String::from)
        };
        assert_eq!(find(r#"{"serviceid":"7"}"#).as_deref(), Some("7"));
        assert_eq!(find(r#"{"service":{"id":7}}"#).as_deref(), Some("7"));
        assert_eq!(find(r#"{"service":"KVM M"}"#), None);
        assert_eq!(find(r#"{"service_id":0}"#), None);
    }

    #[test]
    fn booleans_have_many_spellings_and_the_unknown_is_unknown() {
        for yes in ["true", "1", r#""1""#, r#""on""#, r#""Yes""#, r#""true""#] {
            assert_eq!(boolean(&read(yes)), Some(true), "{yes}");
        }
        for no in ["false", "0", r#""0""#, r#""""#, r#""no""#, r#""off""#] {
            assert_eq!(boolean(&read(no)), Some(false), "{no}");
        }
        for neither in ["null", "2", r#""maybe""#, "[]", "{}"] {
            assert_eq!(boolean(&read(neither)), None, "{neither}");
        }
    }

    #[test]
    fn a_state_keeps_its_word_and_an_unknown_one_is_not_guessed() {
        let order = object(r#"{"status":"Pending Payment","other":"On Hold"}"#);
        let known = stated::<OrderState>(&order, &["status"]).unwrap();
        assert_eq!(known.kind, OrderState::PendingPayment);
        assert_eq!(known.raw, "Pending Payment");
        let unknown = stated::<OrderState>(&order, &["other"]).unwrap();
        assert_eq!(unknown.kind, OrderState::Unknown);
        assert_eq!(stated::<OrderState>(&order, &["missing"]), None);
    }

    #[test]
    fn a_currency_is_a_code_or_an_object_with_one_and_never_assumed() {
        let code = |form: &str| currency(&object(form)).map(String::from);
        assert_eq!(code(r#"{"currency":"eur"}"#).as_deref(), Some("EUR"));
        assert_eq!(
            code(r#"{"currency":{"code":"USD"}}"#).as_deref(),
            Some("USD")
        );
        assert_eq!(code(r#"{"currencycode":"CHF"}"#).as_deref(), Some("CHF"));
        assert_eq!(code(r#"{"currency":1}"#), None);
        assert_eq!(code("{}"), None);
    }
}
