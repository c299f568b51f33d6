//! Reads headers as people paste them: lines of a request, the output of
//! `curl -v`, arguments of `curl -H`, a dump of `$_SERVER`, a JSON object, or
//! nothing but the value of the signature.

use serde_json::Value;

/// What was found in a paste.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pasted {
    /// Names and values, in order.
    pub(crate) headers: Vec<(String, String)>,
    /// Whether only a value was pasted, without the name of its header.
    pub(crate) bare: bool,
}

/// Longest paste that is looked at, in bytes; headers of a delivery are a few
/// kilobytes.
const LONGEST: usize = 256 * 1024;

/// Reads a paste. What is no header is left out.
pub(crate) fn read(text: &str) -> Pasted {
    let text = cut(text.trim());
    if let Some(headers) = from_json(text) {
        return Pasted {
            headers,
            bare: false,
        };
    }
    let headers = from_lines(text);
    let bare = headers.is_empty() && looks_like_a_signature(text);
    Pasted { headers, bare }
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn looks_like_a_signature(text: &str) -> bool {
    !text.contains('\n')
        && text
            .split(',')
            .any(|part| matches!(part.trim().split_once('='), Some(("t" | "v1" | "v0", _))))
}

fn from_lines(text: &str) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        // What curl says about the connection.
        if line.starts_with("* ") {
            continue;
        }
        match header(line) {
            Some(found) => headers.push(found),
            // A long value may go on in an indented line (RFC 9112, 5.2).
            None if goes_on(line) => {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
            None => {}
        }
    }
    headers
}

/// An indented line that is neither empty nor the next argument of a command.
fn goes_on(line: &str) -> bool {
    let text = line.trim_start();
    line.starts_with([' ', '\t']) && !text.is_empty() && !text.starts_with('-')
}

/// A header in a line.
fn header(line: &str) -> Option<(String, String)> {
    let mut line = line.trim();
    for prefix in ["< ", "> ", "-H ", "--header "] {
        line = line.strip_prefix(prefix).unwrap_or(line).trim_start();
    }
    let line = line.trim_end_matches('\\').trim_end();
    // A comma after a quote is the list's, any other is the value's.
    let listed = line
        .strip_suffix(',')
        .filter(|line| line.ends_with(['"', '\'']));
    let line = unquoted(listed.unwrap_or(line));
    let (name, value) = match line.split_once("=>") {
        Some(parts) => parts,
        None => line.split_once(':')?,
    };
    let name = plain_name(unquoted(name.trim()))?;
    let value = unquoted(value.trim()).trim();
    Some((name, value.to_owned()))
}

/// `"text"` and `'text'` as `text`.
fn unquoted(text: &str) -> &str {
    for mark in ['"', '\''] {
        let inner = text
            .strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark));
        // Two quoted texts are not one.
        if let Some(inner) = inner.filter(|inner| !inner.contains(mark)) {
            return inner;
        }
    }
    text
}

/// The name of a header, also as web servers hand it to programs:
/// `[HTTP_KH_SIGNATURE]` for `KH-SIGNATURE`.
fn plain_name(name: &str) -> Option<String> {
    let name = name
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(name);
    let name = match name.strip_prefix("HTTP_") {
        Some(rest) => rest.replace('_', "-"),
        None => name.to_owned(),
    };
    let is_name = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    is_name.then_some(name)
}

/// `{"Name": "value"}`, values also as lists, the whole also under `headers`;
/// or a list of `{"name": …, "value": …}`.
fn from_json(text: &str) -> Option<Vec<(String, String)>> {
    let json: Value = serde_json::from_str(text).ok()?;
    let json = json.get("headers").unwrap_or(&json);
    match json {
        Value::Object(fields) => Some(
            fields
                .iter()
                .filter_map(|(name, value)| Some((name.clone(), text_of(value)?)))
                .collect(),
        ),
        Value::Array(items) => Some(
            items
                .iter()
                .filter_map(|item| {
                    let name = item.get("name")?.as_str()?;
                    Some((name.to_owned(), text_of(item.get("value")?)?))
                })
                .collect(),
        ),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(items) => {
            let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            (!texts.is_empty()).then(|| texts.join(","))
        }
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUE: &str = "t=1767225600,v1=a9ae";

    #[test]
    fn every_way_of_pasting_gives_the_same_header() {
        for paste in [
            format!("KH-Webhook-Signature: {VALUE}"),
            format!("POST /kh HTTP/1.1\r\nHost: hooks.example\r\nkh-webhook-signature:{VALUE}\r\n"),
            format!(
                "* Connected to hooks.example\n> POST /kh HTTP/1.1\n> KH-Webhook-Signature: {VALUE}\n>"
            ),
            format!("< KH-Webhook-Signature: {VALUE}"),
            format!(
                "curl https://hooks.example \\\n  -H 'KH-Webhook-Signature: {VALUE}' \\\n  -d @body"
            ),
            format!("    [HTTP_KH_WEBHOOK_SIGNATURE] => {VALUE}\n"),
            format!(r#"{{"host":"x","KH-Webhook-Signature":"{VALUE}"}}"#),
            format!(r#"{{"headers":{{"KH-Webhook-Signature":["{VALUE}"]}}}}"#),
            format!(r#"[{{"name":"KH-Webhook-Signature","value":"{VALUE}"}}]"#),
            "KH-Webhook-Signature: t=1767225600,\n  v1=a9ae".to_owned(),
            format!("  \"KH-Webhook-Signature\": \"{VALUE}\",\n  \"x\": \"y\""),
        ] {
            let pasted = read(&paste);
            let found = pasted
                .headers
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case("kh-webhook-signature"));
            let (_, value) = found.unwrap_or_else(|| panic!("{paste}: {pasted:?}"));
            assert_eq!(value.replace(' ', ""), VALUE, "{paste}");
            assert!(!pasted.bare);
        }
    }

    #[test]
    fn a_value_alone_is_known_as_such() {
        let pasted = read(VALUE);
        assert!(pasted.bare && pasted.headers.is_empty());
        for nothing in ["", "hello", "POST /kh HTTP/1.1", "\u{1F980}: x", "[]", "7"] {
            let pasted = read(nothing);
            assert!(!pasted.bare && pasted.headers.is_empty(), "{nothing}");
        }
    }

    #[test]
    fn a_paste_of_any_length_is_cut_at_a_character() {
        let long = "ü".repeat(LONGEST);
        assert!(read(&long).headers.is_empty());
    }
}
