//! Takes the pieces of an answer and decides, from its head and its first
//! bytes, whether they are a document, JSON around one, or neither.

use std::ops::ControlFlow;

use bytes::Bytes;

use super::hash::Hash;
use super::wrapped::{self, Wrapped};
use super::{LARGEST_PDF, NoPdf, PdfForm, PdfSink, ReceivedPdf};
use crate::transport::{BodySink, BodyWay};

const MAGIC: &[u8] = b"%PDF-";
/// A byte order mark, which may come before JSON.
const MARK: &[u8] = b"\xEF\xBB\xBF";
/// How a PDF ends; readers look for it in the last kilobyte.
const END: &[u8] = b"%%EOF";
const END_WITHIN: usize = 1_024;
/// The longest JSON around a document: base64 makes four bytes of three.
const LARGEST_JSON: u64 = LARGEST_PDF / 3 * 4 + (64 << 10);

/// Names of the one thing; anything that names another is refused even if its
/// bytes are right, since somebody is mistaken about them.
const PDF_TYPES: [&str; 2] = ["application/pdf", "application/x-pdf"];
/// Types that say nothing of the content.
const ANY_TYPES: [&str; 5] = [
    "",
    "application/octet-stream",
    "binary/octet-stream",
    "application/force-download",
    "application/download",
];

/// One answer on its way into a sink.
pub(super) struct Receiver<'a> {
    document: Document<'a>,
    stated_length: Option<u64>,
    came: u64,
    form: Form,
}

/// What the answer turns out to be.
enum Form {
    /// Too little has come to say.
    Open(Vec<u8>),
    Document,
    Json(Vec<u8>),
    Refused(NoPdf),
}

/// What became of the answer.
pub(super) enum Received {
    Document(Result<ReceivedPdf, NoPdf>),
    Link(String),
}

impl<'a> Receiver<'a> {
    pub(super) fn new(sink: &'a mut dyn PdfSink) -> Self {
        Self {
            document: Document::new(sink),
            stated_length: None,
            came: 0,
            form: Form::Open(Vec::new()),
        }
    }

    /// What it was, once the answer has ended.
    pub(super) fn finish(self) -> Received {
        let Self {
            mut document,
            stated_length,
            came,
            form,
        } = self;
        let cut = stated_length
            .filter(|stated| *stated != came)
            .map(|stated| NoPdf::CutShort { stated, came });
        let done = match (form, cut) {
            (Form::Refused(why), _) => Err(why),
            (_, Some(cut)) => Err(cut),
            (Form::Open(first), None) if first.is_empty() => Err(NoPdf::Empty),
            (Form::Open(_), None) => Err(NoPdf::OtherBytes),
            (Form::Document, None) => document.end(PdfForm::Plain),
            (Form::Json(text), None) => match wrapped::look(&text) {
                Some(Wrapped::Link(link)) => return Received::Link(link),
                Some(Wrapped::Base64(text)) => unpack(&text, &mut document),
                None => Err(NoPdf::NothingInJson),
            },
        };
        Received::Document(done)
    }

    fn decide(&mut self, piece: Bytes) -> Result<(), NoPdf> {
        match &mut self.form {
            Form::Refused(_) => Ok(()),
            Form::Document => self.document.take(piece),
            Form::Json(text) => {
                text.extend_from_slice(&piece);
                Ok(())
            }
            Form::Open(first) => {
                first.extend_from_slice(&piece);
                if first.starts_with(MAGIC) {
                    let first = std::mem::take(first);
                    if self.stated_length.is_some_and(|long| long > LARGEST_PDF) {
                        return Err(NoPdf::TooLarge { most: LARGEST_PDF });
                    }
                    self.form = Form::Document;
                    self.document.begin(self.stated_length)?;
                    return self.document.take(Bytes::from(first));
                }
                let begin = first.strip_prefix(MARK).unwrap_or(first);
                let begin = begin.trim_ascii_start();
                if matches!(begin.first(), Some(b'{' | b'[' | b'"')) {
                    self.form = Form::Json(std::mem::take(first));
                    return Ok(());
                }
                // White space may come before JSON, and a document in pieces.
                let open = begin.is_empty() && first.len() < END_WITHIN;
                if open || MAGIC.starts_with(first) || MARK.starts_with(first) {
                    return Ok(());
                }
                Err(NoPdf::OtherBytes)
            }
        }
    }

    fn limit(&self) -> u64 {
        match self.form {
            Form::Json(_) => LARGEST_JSON,
            Form::Open(_) | Form::Document | Form::Refused(_) => LARGEST_PDF,
        }
    }
}

impl BodySink for Receiver<'_> {
    fn head(&mut self, status: u16, headers: &[(String, String)]) -> BodyWay {
        if !(200..300).contains(&status) {
            return BodyWay::Whole;
        }
        self.came = 0;
        self.stated_length = header(headers, "content-length").and_then(|text| text.parse().ok());
        let kind = plain_type(header(headers, "content-type").unwrap_or_default());
        self.form = if !is_possible(&kind) {
            Form::Refused(NoPdf::OtherType { stated: kind })
        } else if self.stated_length.is_some_and(|long| long > LARGEST_JSON) {
            Form::Refused(NoPdf::TooLarge { most: LARGEST_PDF })
        } else {
            Form::Open(Vec::new())
        };
        BodyWay::Pieces
    }

    fn piece(&mut self, piece: Bytes) -> ControlFlow<()> {
        self.came += piece.len() as u64;
        let mut done = self.decide(piece);
        if done.is_ok() && self.came > self.limit() {
            done = Err(NoPdf::TooLarge { most: LARGEST_PDF });
        }
        if let Err(why) = done {
            self.form = Form::Refused(why);
        }
        match self.form {
            Form::Refused(_) => ControlFlow::Break(()),
            Form::Open(_) | Form::Document | Form::Json(_) => ControlFlow::Continue(()),
        }
    }
}

fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

/// The type without its parameters, in lower case, not longer than a type is.
fn plain_type(stated: &str) -> String {
    let kind = stated.split(';').next().unwrap_or_default().trim();
    kind.to_ascii_lowercase().chars().take(100).collect()
}

/// JSON is possible too: every other endpoint answers with it, so a document
/// may carry its name (contract 4).
fn is_possible(kind: &str) -> bool {
    PDF_TYPES.contains(&kind)
        || ANY_TYPES.contains(&kind)
        || kind == "text/json"
        || kind == "application/json"
        || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn unpack(text: &str, document: &mut Document<'_>) -> Result<ReceivedPdf, NoPdf> {
    document.begin(None)?;
    wrapped::decode(text, &mut |piece| {
        document.take(Bytes::copy_from_slice(piece))?;
        if document.bytes > LARGEST_PDF {
            return Err(NoPdf::TooLarge { most: LARGEST_PDF });
        }
        Ok(())
    })?;
    document.end(PdfForm::InJson)
}

/// A document on its way into the sink: counted and hashed.
struct Document<'a> {
    sink: &'a mut dyn PdfSink,
    hash: Hash,
    bytes: u64,
    tail: Vec<u8>,
}

impl<'a> Document<'a> {
    fn new(sink: &'a mut dyn PdfSink) -> Self {
        Self {
            sink,
            hash: Hash::new(),
            bytes: 0,
            tail: Vec::new(),
        }
    }

    fn begin(&mut self, stated: Option<u64>) -> Result<(), NoPdf> {
        self.hash = Hash::new();
        self.bytes = 0;
        self.tail.clear();
        Ok(self.sink.begin(stated)?)
    }

    fn take(&mut self, piece: Bytes) -> Result<(), NoPdf> {
        self.sink.write(&piece)?;
        self.bytes += piece.len() as u64;
        let last = &piece[piece.len().saturating_sub(END_WITHIN)..];
        let surplus = (self.tail.len() + last.len()).saturating_sub(END_WITHIN);
        self.tail.drain(..surplus.min(self.tail.len()));
        self.tail.extend_from_slice(last);
        self.hash.update(piece);
        Ok(())
    }

    fn end(&mut self, form: PdfForm) -> Result<ReceivedPdf, NoPdf> {
        let hash = std::mem::replace(&mut self.hash, Hash::new());
        let sha256 = hash.finish().ok_or_else(|| NoPdf::NotWritten {
            kind: std::io::ErrorKind::Other,
            detail: "its hash could not be made".to_owned(),
        })?;
        Ok(ReceivedPdf {
            bytes: self.bytes,
            sha256,
            ends_well: self.tail.windows(END.len()).any(|at| at == END),
            form,
        })
    }
}

#[cfg(test)]
#[path = "receiver_tests.rs"]
mod tests;
