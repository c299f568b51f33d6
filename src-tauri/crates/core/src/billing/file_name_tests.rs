//! Names that were made to harm, and names that are ordinary.

use std::collections::HashSet;

use super::*;

/// What an invoice may be called by somebody who means harm, or by accident.
pub(in crate::billing) const HOSTILE: &[&str] = &[
    "",
    " ",
    ".",
    "..",
    "...",
    "/",
    "\\",
    "//",
    "~",
    "*",
    "?",
    ":",
    "|",
    "<",
    ">",
    "\"",
    "'",
    "../../etc/passwd",
    "..\\..\\Windows\\System32\\evil",
    "/etc/passwd",
    "C:\\evil.exe",
    "C:evil",
    "\\\\server\\share\\evil",
    "//server/share/evil",
    "\\\\?\\C:\\evil",
    "\\\\.\\PhysicalDrive0",
    "file:///etc/passwd",
    "a/../../b",
    "a\\..\\b",
    "....//....//x",
    "..%2f..%2fx",
    "%2e%2e%2f",
    "\u{2025}/\u{2024}",
    "\u{ff0e}\u{ff0e}\u{ff0f}x",
    "\u{2215}etc\u{2044}passwd",
    "..\u{0}/x",
    "x\u{0}.exe",
    "x\n.pdf",
    "x\r\ny",
    "\t",
    "x\u{7f}",
    "x\u{1b}[31m",
    "\u{feff}x",
    "\u{200b}",
    "\u{202e}fdp.exe",
    "KH\u{202e}1000-6202",
    "\u{2066}x\u{2069}",
    "x\u{200f}y",
    "\u{1f4a9}",
    "CON",
    "con",
    "Con.pdf",
    "PRN",
    "AUX",
    "NUL",
    "nul.txt",
    "NUL .pdf",
    "COM1",
    "com9.x",
    "COM0",
    "LPT1",
    "lpt9",
    "CONIN$",
    "conout$",
    "CLOCK$",
    "COM\u{b9}",
    "AUX.a.b",
    " CON",
    "CON ",
    "CON.",
    "NUL:",
    "AUX::$DATA",
    "x:stream",
    "x::$DATA",
    ".htaccess",
    ".part-x",
    "-rf",
    "--help",
    "~root",
    "$HOME",
    "%APPDATA%",
    "`id`",
    "$(id)",
    "a;b",
    "a&b",
    "a|b",
    "a b",
    "trailing.",
    "trailing ",
    "trailing. . .",
    "..a",
    "a..b",
    "a...",
    "_",
    "___",
    "-",
    "a__b",
    "desktop.ini",
    "Thumbs.db",
    "KH-2026-0001.exe",
    "KH-2026-0001.pdf.exe",
    "x.lnk",
    "x.url",
    "x.scf",
    "x.desktop",
    "\u{e9}",
    "e\u{301}",
    "\u{df}",
    "\u{130}",
    "\u{212a}H",
    "fi\u{fb01}",
    "\u{5d0}\u{5d1}",
    "\u{627}",
    "漢字",
    "<img src=x onerror=alert(1)>",
    "'; DROP TABLE invoices;--",
    "=cmd|' /C calc'!A0",
];

/// As file systems compare names that tell no case apart.
fn key(name: &str) -> String {
    name.to_lowercase()
}

#[test]
fn an_ordinary_number_is_its_name() {
    for number in ["KH-2026-0001", "9001", "INV_7.b", "a"] {
        assert_eq!(for_invoice(number), format!("{number}.pdf"));
    }
}

#[test]
fn no_name_leads_anywhere_or_means_anything_to_a_system() {
    let long = "x".repeat(10_000);
    let wide = "\u{1f4a9}".repeat(5_000);
    for called in HOSTILE
        .iter()
        .copied()
        .chain([long.as_str(), wide.as_str()])
    {
        let name = for_invoice(called);
        assert!(is_one_of_ours(&name), "{called:?} became {name:?}");
        assert!(name.len() <= 110, "{name}");
        assert!(name.ends_with(".pdf"));
        assert!(!name.starts_with(['.', '-', '_', ' ']), "{name}");
        assert!(!name.contains(".."), "{name}");
        let begin = name.split('.').next().unwrap_or_default();
        assert!(!is_device(begin), "{called:?} became {name:?}");
        for number in [1, 2, 999] {
            assert!(is_one_of_ours(&numbered(&name, number)), "{name}");
        }
    }
}

#[test]
fn different_names_stay_different_but_for_capital_letters() {
    let long = ["x".repeat(10_000), "x".repeat(10_001), "x".repeat(81)];
    let all: HashSet<String> = HOSTILE
        .iter()
        .copied()
        .chain(long.iter().map(String::as_str))
        .map(for_invoice)
        .collect();
    assert_eq!(all.len(), HOSTILE.len() + long.len());
    assert_eq!(key(&for_invoice("kh-1")), key(&for_invoice("KH-1")));
}

#[test]
fn a_name_from_elsewhere_is_not_one_of_ours() {
    for name in [
        "",
        ".pdf",
        "x",
        "x.exe",
        "../x.pdf",
        "a/b.pdf",
        "a\\b.pdf",
        "C:x.pdf",
        "NUL.pdf",
        "con.x.pdf",
        "x\u{202e}.pdf",
        "x\n.pdf",
        " x.pdf",
        "\u{e9}.pdf",
        ".part-x.pdf",
    ] {
        assert!(!is_one_of_ours(name), "{name:?}");
    }
}

#[test]
fn a_number_comes_before_the_end() {
    assert_eq!(numbered("a.b.pdf", 1), "a.b.pdf");
    assert_eq!(numbered("a.b.pdf", 2), "a.b (2).pdf");
    assert_eq!(numbered("a", 3), "a (3)");
}
