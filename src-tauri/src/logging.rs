//! The log of the program: one file in the data folder, bounded, without
//! secrets (their types cannot be printed).

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::Mutex;

use tracing::Level;

const NAME: &str = "console.log";
const LIMIT_BYTES: u64 = 4 * 1024 * 1024;

/// Starts the log in `folder`. A log over its limit is moved aside first, so
/// that there are never more than two. Without a log the program still runs.
pub(crate) fn start(folder: &Path) {
    let written = open(folder).and_then(|file| {
        tracing_subscriber::fmt()
            .with_ansi(false)
            .with_max_level(Level::INFO)
            .with_writer(Mutex::new(file))
            .try_init()
            .map_err(io::Error::other)
    });
    if let Err(cause) = written {
        tracing::warn!(%cause, "no log is written");
    }
}

fn open(folder: &Path) -> io::Result<File> {
    let path = folder.join(NAME);
    if fs::metadata(&path).is_ok_and(|found| found.len() > LIMIT_BYTES) {
        fs::rename(&path, folder.join("console.old.log"))?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}

/// A text from outside on one line, without control characters, at most
/// `limit` characters long.
pub(crate) fn one_line(text: &str, limit: usize) -> String {
    text.chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .take(limit)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_from_the_window_cannot_forge_a_second_line() {
        assert_eq!(
            one_line("a\nINFO forged\u{1b}[2J", 100),
            "a INFO forged [2J"
        );
        assert_eq!(one_line("äöü", 2), "äö");
    }

    #[test]
    fn a_log_over_its_limit_is_moved_aside() {
        let folder = std::env::temp_dir().join(format!("kh-log-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let long = vec![b'x'; usize::try_from(LIMIT_BYTES).unwrap() + 1];
        fs::write(folder.join(NAME), long).unwrap();
        open(&folder).unwrap();
        assert_eq!(fs::metadata(folder.join(NAME)).unwrap().len(), 0);
        assert!(folder.join("console.old.log").exists());
        fs::remove_dir_all(&folder).unwrap();
    }
}
