//! The name of a PDF, made of what the provider calls the invoice. Whatever it
//! is called, the name is one file of the folder on Windows, macOS and Linux.

use sha2::{Digest, Sha256};

/// Letters of a name without its end; far below what file systems take, so
/// that the folder may lie deep.
const LONGEST: usize = 80;

const END: &str = ".pdf";

/// Names that are devices on Windows, with any end.
const DEVICES: [&str; 8] = [
    "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$", "COM",
];

/// A safe name for the PDF of an invoice. Two different names of invoices give
/// different names of files, but for capital letters.
pub(super) fn for_invoice(called: &str) -> String {
    let plain = plain(called);
    if plain == called && !plain.is_empty() {
        return format!("{plain}{END}");
    }
    // What was changed could have become the name of another invoice.
    let mark = hex::encode(&Sha256::digest(called.as_bytes())[..5]);
    let begin = if plain.is_empty() { "invoice" } else { &plain };
    format!("{begin}-{mark}{END}")
}

/// The same name with a number: the first one has none.
pub(crate) fn numbered(name: &str, number: u32) -> String {
    if number <= 1 {
        return name.to_owned();
    }
    let (begin, end) = name.rsplit_once('.').unwrap_or((name, ""));
    if end.is_empty() {
        format!("{begin} ({number})")
    } else {
        format!("{begin} ({number}).{end}")
    }
}

/// Whether a name that was kept is one that this file could have made. A
/// journal that was tampered with leads nowhere else.
pub(super) fn is_one_of_ours(name: &str) -> bool {
    let Some(begin) = name.strip_suffix(END) else {
        return false;
    };
    !begin.is_empty()
        && begin.len() <= 2 * LONGEST
        && !begin.starts_with(['.', ' '])
        && !is_device(begin)
        && begin
            .bytes()
            .all(|byte| is_plain(byte) || matches!(byte, b' ' | b'(' | b')'))
}

/// Only letters and digits of ASCII and `-_.`, no dot at either end or beside
/// another, not a device, not too long.
fn plain(called: &str) -> String {
    let mut plain = String::new();
    for letter in called.chars().take(10 * LONGEST) {
        let kept = u8::try_from(letter).ok().filter(|byte| is_plain(*byte));
        let next = kept.map_or('_', char::from);
        let repeats = matches!(next, '_' | '.') && plain.ends_with(['_', '.']);
        if !repeats {
            plain.push(next);
        }
    }
    let mut plain = plain.trim_matches(['.', '_', '-']).to_owned();
    plain.truncate(LONGEST);
    let plain = plain.trim_end_matches(['.', '_', '-']);
    if is_device(plain) {
        return format!("invoice-{plain}");
    }
    plain.to_owned()
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

fn is_device(name: &str) -> bool {
    let begin = name.split('.').next().unwrap_or_default().trim_end();
    let begin = begin.to_ascii_uppercase();
    let numbered = |kind: &str| {
        begin
            .strip_prefix(kind)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    DEVICES.contains(&begin.as_str()) || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
#[path = "file_name_tests.rs"]
mod tests;
