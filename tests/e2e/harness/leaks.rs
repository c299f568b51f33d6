//! Secrets in what a test leaves behind: looked for once a provider ends, so
//! that every window test proves that there are none.

use std::path::{Path, PathBuf};

use super::canary::{self, Canary};
use super::ear::{END, HEARD, REVEALED};
use super::trouble::Trouble;

/// A value shorter than this may stand anywhere by chance.
const LONG_ENOUGH: usize = 8;

/// Where nothing was found.
#[derive(Debug, PartialEq, Eq)]
pub struct Searched {
    /// Secrets of keys, and values that were shown on purpose.
    pub secrets: usize,
    /// Answers of the host to the page.
    pub answers: usize,
    /// Programs, by their arguments and environment.
    pub programs: usize,
    /// Files: journal and its log, logs, temporary files, the page at the end.
    pub files: usize,
}

impl std::fmt::Display for Searched {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "none of {} secrets in {} answers, {} programs and {} files",
            self.secrets, self.answers, self.programs, self.files
        )
    }
}

/// Looks for the secrets of keys, and for every value that was revealed on the
/// desk of this folder, in all that is there.
///
/// # Errors
/// [`Trouble::Wrong`] with every place that holds one.
pub(crate) fn search(folder: &Path, secrets: &[&str]) -> Result<Searched, Trouble> {
    let revealed = std::fs::read(folder.join(REVEALED)).unwrap_or_default();
    let values = revealed.split(|byte| *byte == END);
    let values = values.filter_map(|value| std::str::from_utf8(value).ok());
    let mut sought: Vec<&str> = secrets.iter().copied().chain(values).collect();
    sought.retain(|secret| secret.len() >= LONG_ENOUGH);
    sought.sort_unstable();
    sought.dedup();
    let canaries: Vec<Canary> = sought.iter().map(|secret| Canary::new(secret)).collect();

    let mut searched = Searched {
        secrets: canaries.len(),
        answers: 0,
        programs: 0,
        files: 0,
    };
    let mut found = Vec::new();
    for (path, bytes) in canary::files_under(folder) {
        if path == folder.join(REVEALED) {
            continue;
        }
        if canaries.iter().any(|canary| canary.is_in(&bytes)) {
            found.push(format!("a secret is in {}", path.display()));
        }
        let things = bytes.iter().filter(|byte| **byte == END).count();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match (path.parent() == Some(&folder.join(HEARD)), &*name) {
            (true, name) if name.ends_with("-answers") => searched.answers += things,
            (true, name) if name.ends_with("-programs") => searched.programs += things,
            (true | false, _) => searched.files += 1,
        }
    }
    if found.is_empty() {
        Ok(searched)
    } else {
        Err(Trouble::wrong(found.join("\n")))
    }
}

/// Every file under a folder with its content.
#[must_use]
pub fn files_under(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    canary::files_under(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "kanarie-0123456789abcdef";

    fn desk_with(name: &str, text: &str) -> std::io::Result<tempfile::TempDir> {
        let folder = tempfile::tempdir()?;
        std::fs::create_dir(folder.path().join(HEARD))?;
        std::fs::write(folder.path().join(name), text)?;
        Ok(folder)
    }

    #[test]
    fn a_secret_is_found_in_an_answer_and_in_a_file() -> std::io::Result<()> {
        for name in ["heard/0-answers", "heard/0-page", "journal.db-wal"] {
            let desk = desk_with(name, &format!("x{SECRET}y"))?;
            assert!(search(desk.path(), &[SECRET]).is_err(), "{name}");
            assert!(search(desk.path(), &["another-secret"]).is_ok(), "{name}");
        }
        Ok(())
    }

    #[test]
    fn a_revealed_value_is_looked_for_everywhere_but_where_it_is_kept() -> std::io::Result<()> {
        let desk = desk_with(REVEALED, &format!("{SECRET}\u{1e}22\u{1e}"))?;
        let searched = search(desk.path(), &[]).map(|it| it.secrets);
        assert!(matches!(searched, Ok(1)), "{searched:?}");
        std::fs::write(desk.path().join("program"), SECRET)?;
        assert!(search(desk.path(), &[]).is_err());
        Ok(())
    }
}
