//! Where in an answer the thing is (contract 13, rules 1 and 2).

use super::{Json, Object, Unreadable};

/// Names under which any API may wrap what it returns.
const ENVELOPES: &[&str] = &["data", "result", "item"];

/// Names under which any API may keep a list.
const LISTS: &[&str] = &["data", "items", "results", "result"];

/// How a resource is called in answers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named {
    /// One of them, `order`. Also the word in error messages.
    pub(crate) one: &'static str,
    /// Several of them, `orders`.
    pub(crate) many: &'static str,
    /// The names of its own id. What has one is the thing and no envelope.
    pub(crate) id: &'static [&'static str],
}

impl Named {
    /// Whether this object is the thing itself.
    pub(crate) fn is_at(self, object: &Object) -> bool {
        object
            .find(self.id)
            .is_some_and(|id| id.as_word().is_some() && !id.is_blank())
    }
}

/// The one thing in an answer: under `data`, `result`, `item` or its own name,
/// also nested, also as the only element of a list; else the root.
///
/// # Errors
/// [`Unreadable::Not`] if there is no object at that place.
pub(crate) fn one(json: &Json, named: Named) -> Result<&Object, Unreadable> {
    match json {
        Json::Object(object) => match inside(object, named) {
            Some(inner) => one(inner, named),
            None => Ok(object),
        },
        Json::List(items) => match items.as_slice() {
            [only] => one(only, named),
            _ => Err(Unreadable::Not(named.one)),
        },
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => {
            Err(Unreadable::Not(named.one))
        }
    }
}

fn inside(object: &Object, named: Named) -> Option<&Json> {
    let at = |name: &str| object.find(&[name]).filter(|value| holds(value));
    if let Some(inner) = at("data").or_else(|| at(named.one)) {
        return Some(inner);
    }
    if named.is_at(object) {
        // An order may well have an `item`; it is still the order.
        return None;
    }
    ENVELOPES.iter().copied().chain([named.many]).find_map(at)
}

fn holds(value: &Json) -> bool {
    match value {
        Json::List(_) | Json::Object(_) => true,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => false,
    }
}

/// The things in an answer, in order: a root array; under `data`, `items`,
/// `results` or their name; nested as `{"products":{"product":[…]}}`; one
/// object alone as a list of one; an object with numbers as keys, which is how
/// PHP writes a list with gaps; `null`, `""` and `{}` as an empty list.
///
/// # Errors
/// [`Unreadable::Not`] if there is nothing like a list.
pub(crate) fn many(json: &Json, named: Named) -> Result<Vec<&Json>, Unreadable> {
    match json {
        Json::List(items) => Ok(items.iter().collect()),
        Json::Object(object) => many_in(json, object, named),
        Json::Null => Ok(Vec::new()),
        Json::Text(_) if json.is_blank() => Ok(Vec::new()),
        Json::Bool(_) | Json::Number(_) | Json::Text(_) => Err(Unreadable::Not(named.many)),
    }
}

fn many_in<'a>(
    json: &'a Json,
    object: &'a Object,
    named: Named,
) -> Result<Vec<&'a Json>, Unreadable> {
    let at = |name: &str| object.find(&[name]).filter(|value| holds(value));
    if let Some(inner) = at("data").or_else(|| at(named.many)) {
        return many(inner, named);
    }
    if named.is_at(object) {
        return Ok(vec![json]);
    }
    let names = || LISTS.iter().copied().chain([named.many, named.one]);
    if let Some(inner) = names().find_map(at) {
        return many(inner, named);
    }
    let blank = |name: &str| object.get(name).is_some_and(Json::is_blank);
    if object.is_empty() || names().any(blank) {
        return Ok(Vec::new());
    }
    let numbered = object
        .iter()
        .all(|(key, value)| key.bytes().all(|byte| byte.is_ascii_digit()) && holds(value));
    if numbered {
        return Ok(object.iter().map(|(_, value)| value).collect());
    }
    Err(Unreadable::Not(named.many))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRODUCT: Named = Named {
        one: "product",
        many: "products",
        id: &["id", "pid"],
    };

    fn id_of(text: &str) -> Result<String, Unreadable> {
        let json = Json::parse(text.as_bytes()).unwrap();
        one(&json, PRODUCT).map(|object| {
            object
                .find(PRODUCT.id)
                .and_then(Json::as_word)
                .unwrap_or("none")
                .to_owned()
        })
    }

    fn count(text: &str) -> Result<usize, Unreadable> {
        let json = Json::parse(text.as_bytes()).unwrap();
        many(&json, PRODUCT).map(|items| items.len())
    }

    #[test]
    fn one_thing_is_found_in_every_envelope() {
        for form in [
            r#"{"id":42}"#,
            r#"{"data":{"id":42}}"#,
            r#"{"result":{"id":42}}"#,
            r#"{"item":{"id":42}}"#,
            r#"{"product":{"id":42}}"#,
            r#"{"data":{"product":{"id":42}}}"#,
            r#"{"result":"success","product":{"id":42}}"#,
            r#"{"result":"success","products":{"product":[{"pid":"42"}]}}"#,
            r#"[{"id":42}]"#,
            r#"{"data":[{"id":42}]}"#,
            r#"{"id":42,"item":{"id":7}}"#,
        ] {
            assert_eq!(id_of(form).as_deref(), Ok("42"), "{form}");
        }
    }

    #[test]
    fn where_one_thing_is_expected_nothing_and_several_are_refused() {
        for form in [
            "null",
            "\"x\"",
            "7",
            "[]",
            r#"[{"id":1},{"id":2}]"#,
            r#"{"data":[]}"#,
        ] {
            assert_eq!(id_of(form), Err(Unreadable::Not("product")), "{form}");
        }
    }

    #[test]
    fn a_list_is_found_in_every_form() {
        for form in [
            r#"[{"id":1},{"id":2}]"#,
            r#"{"data":[{"id":1},{"id":2}]}"#,
            r#"{"items":[{"id":1},{"id":2}]}"#,
            r#"{"results":[{"id":1},{"id":2}],"count":2}"#,
            r#"{"products":[{"id":1},{"id":2}]}"#,
            r#"{"data":{"products":[{"id":1},{"id":2}]}}"#,
            r#"{"data":{"current_page":1,"data":[{"id":1},{"id":2}]}}"#,
            r#"{"result":"success","totalresults":2,"products":{"product":[{"pid":1},{"pid":2}]}}"#,
            r#"{"data":{"0":{"id":1},"2":{"id":2}}}"#,
        ] {
            assert_eq!(count(form), Ok(2), "{form}");
        }
    }

    #[test]
    fn one_object_where_a_list_is_expected_is_a_list_of_one() {
        for form in [
            r#"{"id":1}"#,
            r#"{"data":{"id":1}}"#,
            r#"{"products":{"product":{"pid":1}}}"#,
            r#"{"id":1,"items":[1,2,3]}"#,
        ] {
            assert_eq!(count(form), Ok(1), "{form}");
        }
    }

    #[test]
    fn nothing_where_a_list_is_expected_is_an_empty_list() {
        for form in [
            "null",
            r#""""#,
            "[]",
            "{}",
            r#"{"data":null}"#,
            r#"{"data":""}"#,
            r#"{"data":[],"meta":{"total":0}}"#,
            r#"{"result":"success","totalresults":0,"products":""}"#,
        ] {
            assert_eq!(count(form), Ok(0), "{form}");
        }
    }

    #[test]
    fn something_else_where_a_list_is_expected_is_no_empty_list() {
        for form in [r#"{"message":"maintenance"}"#, "7", "true", r#""nothing""#] {
            assert_eq!(count(form), Err(Unreadable::Not("products")), "{form}");
        }
    }
}
