//! The PDF of an invoice. It is not stated whether it comes as it is or inside
//! JSON (contract 4), so the first bytes decide, not the content type.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::answers::{RawAnswer, ReadAnswer};
use crate::wire::Unreadable;

/// The bytes of a PDF file, proven by its first five.
#[derive(Clone, PartialEq, Eq)]
pub struct InvoicePdf {
    bytes: Vec<u8>,
}

const MAGIC: &[u8] = b"%PDF-";

impl InvoicePdf {
    /// The file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn new(bytes: Vec<u8>) -> Option<Self> {
        bytes.starts_with(MAGIC).then_some(Self { bytes })
    }
}

impl std::fmt::Debug for InvoicePdf {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "InvoicePdf({} bytes)", self.bytes.len())
    }
}

impl ReadAnswer for InvoicePdf {
    fn read_answer(raw: &RawAnswer<'_>) -> Result<Self, Unreadable> {
        if let Some(pdf) = Self::new(raw.body.to_vec()) {
            return Ok(pdf);
        }
        let json: Option<Value> = serde_json::from_slice(raw.body).ok();
        json.as_ref()
            .and_then(|json| inside(json, 4))
            .ok_or(Unreadable::Not("PDF"))
    }
}

/// The first text in a JSON answer that is a PDF in base64.
fn inside(json: &Value, depth: u8) -> Option<InvoicePdf> {
    match json {
        Value::String(text) => STANDARD.decode(text.trim()).ok().and_then(InvoicePdf::new),
        Value::Object(fields) if depth > 0 => {
            fields.values().find_map(|value| inside(value, depth - 1))
        }
        Value::Object(_) | Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &[u8]) -> Result<InvoicePdf, Unreadable> {
        InvoicePdf::read_answer(&RawAnswer {
            status: 200,
            headers: &[],
            body,
        })
    }

    #[test]
    fn a_pdf_is_taken_as_it_is_and_out_of_json() {
        assert_eq!(read(b"%PDF-1.7 x").unwrap().bytes(), b"%PDF-1.7 x");
        let wrapped = br#"{"data":{"file":"JVBERi0xLjcgeA=="}}"#;
        assert_eq!(read(wrapped).unwrap().bytes(), b"%PDF-1.7 x");
    }

    #[test]
    fn anything_else_is_no_pdf_whatever_it_calls_itself() {
        for body in [&b"<html>"[..], b"", br#"{"url":"https://evil.test/x.pdf"}"#] {
            assert!(read(body).is_err());
        }
    }
}
