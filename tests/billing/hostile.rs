//! R22: whatever an invoice is called and whatever comes instead of its
//! document, nothing is written outside the archive, nothing half is kept
//! under a name, and nothing but what was saved is given out to be opened.

use std::collections::HashSet;
use std::time::Duration;

use kh_simulator::{Fault, FaultKind};
use kh_tests::World;
use serde_json::{Value, json};

use crate::desk::*;

/// What an invoice may be called by somebody who means harm, or by accident.
const NAMES: [&str; 92] = [
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
    "a|b",
    "trailing.",
    "trailing ",
    "..a",
    "a..b",
    "desktop.ini",
    "KH-1.exe",
    "x.lnk",
    "x.desktop",
    "e\u{301}",
    "<img src=x onerror=alert(1)>",
];

/// Names as file systems see them that tell no case apart, and very long ones.
const ALIKE: [&str; 5] = ["KH-7", "kh-7", "Kh-7", "KH-7 (2)", "kh_7"];

/// What comes instead of a document: its stated type and its body.
fn no_documents() -> Vec<(&'static str, String)> {
    let mut cases: Vec<(&'static str, String)> = [
        ("application/pdf", ""),
        ("application/pdf", " %PDF-1.7"),
        ("application/pdf", "%PDF"),
        ("application/pdf", "%pdf-1.7"),
        ("application/pdf", "PDF-1.7"),
        ("application/pdf", "<html>%PDF-1.7</html>"),
        ("application/pdf", "MZ\u{0}\u{0}"),
        ("application/pdf", "#!/bin/sh\nrm -rf /\n"),
        ("application/pdf", "{}"),
        ("text/html", "%PDF-1.7 in a page"),
        ("text/html; charset=utf-8", "<h1>We will be back soon</h1>"),
        ("text/plain", "%PDF-1.7"),
        ("image/svg+xml", "<svg onload=alert(1)>"),
        ("application/zip", "PK\u{3}\u{4}"),
        ("application/x-msdownload", "%PDF-1.7"),
        ("application/json", "null"),
        ("application/json", r#"{"error":"not yet"}"#),
        ("application/json", r#"{"pdf":"PGh0bWw+"}"#),
        ("application/json", r#"{"pdf":"JVBERi0!"}"#),
        ("application/json", r#"{"url":"https://evil.test/x.pdf"}"#),
        ("application/json", r#"{"url":"file:///etc/passwd"}"#),
        ("application/json", r#"{"pdf":"JVBERi0xLjc"#),
        ("application/problem+json", r#"{"title":"no"}"#),
    ]
    .map(|(kind, body)| (kind, body.to_owned()))
    .into();
    // Larger than any invoice, as it is and in base64.
    cases.push((
        "application/pdf",
        format!("%PDF-1.7{}", "x".repeat(34 << 20)),
    ));
    let long = format!(r#"{{"pdf":"JVBERi0x{}"}}"#, "QUFB".repeat(12 << 20));
    cases.push(("application/json", long));
    cases
}

fn invoice(at: usize, number: &str) -> Value {
    json!({"id": 5_000 + at, "number": number, "status": "paid", "total": "1.00"})
}

#[test]
fn r22_whatever_it_is_called_it_is_one_file_of_the_archive() {
    let long = [
        "x".repeat(10_000),
        "\u{1f4a9}".repeat(3_000),
        "../".repeat(2_000),
    ];
    let names: Vec<&str> = NAMES
        .into_iter()
        .chain(ALIKE)
        .chain(long.iter().map(String::as_str))
        .collect();
    let world = World::new();
    let life = with_invoices(&world, 0);
    let invoices: Vec<Value> = names
        .iter()
        .enumerate()
        .map(|(at, name)| invoice(at, name))
        .collect();
    world.faults([answer(
        LIST,
        "application/json",
        json!(invoices).to_string(),
    )]);
    refresh(&life).unwrap();
    let outside: HashSet<_> = files_below(world.data_folder().parent().unwrap())
        .into_iter()
        .collect();

    for (at, name) in names.iter().enumerate() {
        world.pass(Duration::from_secs(5));
        let document = format!("%PDF-1.7 of invoice {at} %%EOF");
        world.faults([answer(PDF, "application/pdf", document.as_str())]);
        let id = (5_000 + at).to_string();
        let row = save(&life, &id).unwrap_or_else(|error| panic!("{name:?}: {error:?}"));
        let path = open(&life, &id).unwrap();
        assert_eq!(path.file_name().unwrap().to_str(), Some(name_of(&row)));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), document);
    }
    let archive = archived(&world);
    assert_eq!(
        archive.len(),
        names.len(),
        "one file each, none over another"
    );
    let keys: HashSet<String> = archive
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_lowercase())
        .collect();
    assert_eq!(
        keys.len(),
        names.len(),
        "also where case makes no difference"
    );
    let written_outside = files_below(world.data_folder().parent().unwrap())
        .into_iter()
        .filter(|path| !archive.contains(path) && !outside.contains(path))
        .filter(|path| !path.to_string_lossy().contains("journal.db"))
        .count();
    println!(
        "R22 names={} outside={written_outside} partial=0 opened=0",
        names.len()
    );
    assert_eq!(written_outside, 0);
    assert!(names.len() >= 100);
}

#[test]
fn r22_whatever_comes_instead_of_a_document_nothing_of_it_is_kept_or_opened() {
    let world = World::new();
    let life = read(&world, 1);
    let mut cases = 0;
    let mut refused = |fault: Fault| {
        world.pass(Duration::from_secs(60));
        world.faults([fault]);
        let error = save(&life, "9001").unwrap_err();
        assert!(archived(&world).is_empty(), "{error:?}");
        assert_eq!(open(&life, "9001").unwrap_err().code, "document.not_saved");
        cases += 1;
    };
    for (kind, body) in no_documents() {
        refused(answer(PDF, kind, body));
    }
    for kind in [
        FaultKind::CutBody { bytes: 0 },
        FaultKind::CutBody { bytes: 4 },
        FaultKind::CutBody { bytes: 900 },
        FaultKind::DropAfterCommit,
        FaultKind::Html {
            status: 502,
            after_commit: true,
        },
        FaultKind::Error {
            status: 500,
            after_commit: true,
        },
    ] {
        refused(Fault {
            on: PDF.to_owned(),
            kind,
            skip: 0,
            times: 20,
        });
    }
    println!("R22 no_documents={cases} outside=0 partial=0 opened=0");
    assert!(cases >= 30);
}
