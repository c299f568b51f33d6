//! The exact value as text again: numbers with the digits they came with, keys
//! in their order. Only white space and the spelling of letters may differ.

use super::{Json, Object};

impl Object {
    /// As JSON text without white space.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        object(self, &mut text);
        text
    }
}

fn object(from: &Object, text: &mut String) {
    text.push('{');
    for (at, (key, value)) in from.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        word(key, text);
        text.push(':');
        write(value, text);
    }
    text.push('}');
}

fn write(json: &Json, text: &mut String) {
    match json {
        Json::Null => text.push_str("null"),
        Json::Bool(true) => text.push_str("true"),
        Json::Bool(false) => text.push_str("false"),
        Json::Number(digits) => text.push_str(digits),
        Json::Text(from) => word(from, text),
        Json::List(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        Json::Object(from) => object(from, text),
    }
}

fn word(from: &str, text: &mut String) {
    // A string always has a spelling in JSON.
    text.push_str(&serde_json::to_string(from).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_written_with_nothing_lost() {
        let text = r#"{"id":90071992547409931,"a":[1.50,-0,true,false,null,{}],"b":{"c":"\"x\"\n"},"n":1e400}"#;
        let json = Json::parse(text.as_bytes()).unwrap();
        assert_eq!(json.as_object().unwrap().to_text(), text);
    }
}
