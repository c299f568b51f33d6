//! A secret and the forms in which it could slip out.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use memchr::memmem::Finder;

/// What is looked for.
pub(crate) struct Canary {
    forms: Vec<Finder<'static>>,
}

impl Canary {
    pub(crate) fn new(secret: &str) -> Self {
        let bytes = secret.as_bytes();
        let mut forms = vec![
            bytes.to_vec(),
            hex::encode(bytes).into_bytes(),
            hex::encode_upper(bytes).into_bytes(),
            percent(bytes),
            utf16(secret, u16::to_le_bytes),
            utf16(secret, u16::to_be_bytes),
        ];
        // In the middle of something longer, base64 begins at any of three
        // places; what is the same for all surroundings is looked for.
        for shift in 0..3 {
            forms.push(inner_base64(bytes, shift, &STANDARD_NO_PAD));
            forms.push(inner_base64(bytes, shift, &URL_SAFE_NO_PAD));
        }
        forms.retain(|form| !form.is_empty());
        Self {
            forms: forms
                .iter()
                .map(|form| Finder::new(form).into_owned())
                .collect(),
        }
    }

    /// Whether it is in there in any form.
    pub(crate) fn is_in(&self, hay: &[u8]) -> bool {
        self.forms.iter().any(|form| form.find(hay).is_some())
    }
}

fn percent(bytes: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .flat_map(|byte| format!("%{byte:02X}").into_bytes())
        .collect()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn inner_base64(bytes: &[u8], shift: usize, engine: &impl Engine) -> Vec<u8> {
    let begin = (3 - shift) % 3;
    let whole = (bytes.len() - begin) / 3 * 3;
    engine.encode(&bytes[begin..begin + whole]).into_bytes()
}

/// Every file under a folder with its content; sockets hold none.
pub(crate) fn files_under(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_under(&path));
        } else if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            files.push((path, bytes));
        }
    }
    files
}

#[test]
fn every_form_of_the_canary_is_found() {
    let secret = "kanarie-0123456789abcdef";
    let canary = Canary::new(secret);
    let base64 = |text: &str| STANDARD_NO_PAD.encode(text);
    for hidden in [
        format!("x{secret}y"),
        hex::encode(format!("ab{secret}")),
        base64(secret),
        base64(&format!("a{secret}z")),
        base64(&format!("ab{secret}zz")),
    ] {
        assert!(canary.is_in(hidden.as_bytes()), "{hidden}");
    }
    assert!(canary.is_in(&utf16(secret, u16::to_le_bytes)));
    assert!(!canary.is_in(b"kanarie-0123456789abcde"));
}
