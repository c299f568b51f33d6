//! `--verify-audit FILE`: the verdict over an exported audit chain, in words,
//! without a window and without a display.

use std::io;
use std::path::Path;

use kh_core::{
    AuditFileReport, Authenticity, BadLine, BadLineKind, Checked, SecretError, VerdictKind,
    check_audit_file_here,
};

/// It is whole, and from this console.
const WHOLE: u8 = 0;
/// Something was changed or taken away.
const BROKEN: u8 = 1;
/// It cannot be checked to the end, or not be read.
const NOT_CHECKABLE: u8 = 2;

/// Checks the file with the key in this computer's keychain. Gives what to
/// print and the code to end with.
#[must_use]
pub fn run(file: &Path) -> (String, u8) {
    let report = tauri::async_runtime::block_on(check_audit_file_here(file));
    verdict(file, report)
}

fn verdict(file: &Path, report: io::Result<AuditFileReport>) -> (String, u8) {
    let name = file.display();
    let report = match report {
        Ok(report) => report,
        Err(error) => return (format!("{name}: cannot be read: {error}"), NOT_CHECKABLE),
    };
    let checked = &report.checked;
    let mut lines = vec![what_it_is(checked)];
    let code = match &checked.bad {
        Some(bad) => {
            lines.push(what_is_wrong(*bad));
            BROKEN
        }
        None => what_was_checked(&report, &mut lines),
    };
    let word = match code {
        WHOLE => "whole",
        BROKEN => "NOT as it was written",
        _ => "not checked to the end",
    };
    (format!("{name}: {word}\n  {}", lines.join("\n  ")), code)
}

fn what_it_is(checked: &Checked) -> String {
    match &checked.header {
        None => "it does not begin like an exported audit chain".to_owned(),
        Some(header) => format!(
            "{} entries, made at {} by version {}",
            header.entries, header.made_at, header.program
        ),
    }
}

fn what_is_wrong(bad: BadLine) -> String {
    let line = bad.line;
    match bad.kind {
        BadLineKind::NotOurs => format!("line {line} is no line that this program writes"),
        BadLineKind::Entry(fault) => {
            format!("line {line}: entry {} {}", fault.seq, fault.kind)
        }
        BadLineKind::Seal => {
            format!("line {line}: the seal of the file does not fit the lines before it")
        }
        BadLineKind::CutOff => format!("the file ends before line {line}, without its seal"),
        BadLineKind::AfterSeal => format!("line {line} stands after the seal of the file"),
        BadLineKind::Form => format!("line {line} names a form that this program does not know"),
    }
}

/// Nothing is wrong; what that rests on.
fn what_was_checked(report: &AuditFileReport, lines: &mut Vec<String>) -> u8 {
    let checked = &report.checked;
    lines.push("no line is missing, doubled or spelled otherwise, and the digest fits".to_owned());
    let verdict = &checked.verdict;
    if verdict.checked > 0 {
        lines.push(format!(
            "{} entries fit their seals under the key of this computer",
            verdict.checked
        ));
    }
    if let Some((fault, by)) = verdict.behind {
        lines.push(format!(
            "an earlier break (entry {} {}) was put behind by a person in entry {by}",
            fault.seq, fault.kind
        ));
    }
    if verdict.not_checkable > 0 {
        lines.push(format!(
            "{} entries cannot be checked: their key is not in this keychain",
            verdict.not_checkable
        ));
    }
    match checked.authenticity {
        Authenticity::Proven => {
            lines.push("the file is sealed with the key of this computer".to_owned());
        }
        Authenticity::NotCheckable => lines.push(match &report.no_key {
            Some(SecretError::Missing) => {
                "who wrote it cannot be checked: this keychain holds no key of an audit chain"
                    .to_owned()
            }
            Some(error) => format!("who wrote it cannot be checked: {error}"),
            None => "who wrote it cannot be checked: it is not sealed with the key of this \
                     computer"
                .to_owned(),
        }),
    }
    match (checked.authenticity, verdict.kind()) {
        (Authenticity::Proven, VerdictKind::Whole) => WHOLE,
        (_, VerdictKind::Broken) => BROKEN,
        (
            Authenticity::Proven | Authenticity::NotCheckable,
            VerdictKind::Whole | VerdictKind::Partly | VerdictKind::NoKey,
        ) => NOT_CHECKABLE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_there_cannot_be_checked() {
        let gone = Err(io::ErrorKind::NotFound.into());
        let (text, code) = verdict(Path::new("gone.jsonl"), gone);
        assert_eq!(code, NOT_CHECKABLE);
        assert!(text.starts_with("gone.jsonl: cannot be read"));
    }

    #[test]
    fn the_first_bad_line_and_entry_are_named() {
        let kind = BadLineKind::CutOff;
        let text = what_is_wrong(BadLine { line: 8, kind });
        assert_eq!(text, "the file ends before line 8, without its seal");
    }
}
