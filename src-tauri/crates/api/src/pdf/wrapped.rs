//! A document inside JSON: as base64 in some field, or as a link. No name is
//! documented (contract 4), so the content of a field decides.

use base64::alphabet;
use base64::engine::{DecodePaddingMode, Engine, GeneralPurpose, GeneralPurposeConfig};

use super::NoPdf;
use crate::wire::Json;

/// Names under which a link to a document is believed to be one.
const LINKS: [&str; 12] = [
    "url",
    "link",
    "href",
    "pdf",
    "file",
    "document",
    "download",
    "location",
    "pdf_url",
    "file_url",
    "download_url",
    "download_link",
];

/// `%PDF-` in base64, without its last letter: that one belongs half to what
/// comes after it.
const MAGIC: &str = "JVBERi";

/// Deeper than this nothing is looked for.
const DEPTH: u8 = 4;

/// Letters that are decoded at once; a multiple of four.
const AT_ONCE: usize = 64 << 10;

/// What JSON holds of a document.
pub(super) enum Wrapped {
    /// The document, as base64 without white space.
    Base64(String),
    /// Where it is.
    Link(String),
}

/// The document in a JSON answer; else the link to it.
pub(super) fn look(text: &[u8]) -> Option<Wrapped> {
    let json = Json::parse(text).ok()?;
    base64_in(&json, DEPTH)
        .map(Wrapped::Base64)
        .or_else(|| link_in(&json, DEPTH).map(Wrapped::Link))
}

fn base64_in(json: &Json, depth: u8) -> Option<String> {
    match json {
        Json::Text(text) => {
            let bare = match text.split_once(";base64,") {
                Some((kind, rest)) if kind.starts_with("data:") => rest,
                Some(_) | None => text,
            };
            let bare = bare.trim_start();
            bare.starts_with(MAGIC)
                .then(|| bare.split_ascii_whitespace().collect())
        }
        Json::Object(object) if depth > 0 => object
            .iter()
            .find_map(|(_, value)| base64_in(value, depth - 1)),
        Json::List(items) if depth > 0 => items.iter().find_map(|item| base64_in(item, depth - 1)),
        Json::Object(_) | Json::List(_) | Json::Null | Json::Bool(_) | Json::Number(_) => None,
    }
}

fn link_in(json: &Json, depth: u8) -> Option<String> {
    match json {
        Json::Object(object) if depth > 0 => object
            .find(&LINKS)
            .and_then(Json::as_word)
            .filter(|word| looks_like_a_link(word))
            .map(str::to_owned)
            .or_else(|| {
                object
                    .iter()
                    .find_map(|(_, value)| link_in(value, depth - 1))
            }),
        Json::List(items) if depth > 0 => items.iter().find_map(|item| link_in(item, depth - 1)),
        // The whole answer may be the link.
        Json::Text(word) if depth == DEPTH && looks_like_a_link(word) => Some(word.clone()),
        Json::Text(_)
        | Json::Object(_)
        | Json::List(_)
        | Json::Null
        | Json::Bool(_)
        | Json::Number(_) => None,
    }
}

fn looks_like_a_link(word: &str) -> bool {
    ["http://", "https://", "/"]
        .iter()
        .any(|begin| word.starts_with(begin))
}

/// Gives the decoded bytes piece by piece.
pub(super) fn decode(
    text: &str,
    give: &mut dyn FnMut(&[u8]) -> Result<(), NoPdf>,
) -> Result<(), NoPdf> {
    let letters = if text.contains(['-', '_']) {
        &alphabet::URL_SAFE
    } else {
        &alphabet::STANDARD
    };
    let lenient = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let engine = GeneralPurpose::new(letters, lenient);
    let mut piece = Vec::new();
    for part in text.as_bytes().chunks(AT_ONCE) {
        piece.clear();
        engine
            .decode_vec(part, &mut piece)
            .map_err(|_| NoPdf::NothingInJson)?;
        if piece.is_empty() {
            return Err(NoPdf::NothingInJson);
        }
        give(&piece)?;
    }
    Ok(())
}
