//! Why a command stopped, in words for the person who ran it.

use std::fmt;
use std::path::Path;

/// Ends a command. There is one kind: whoever gets it prints it and stops.
#[derive(Debug)]
pub(crate) struct Failure(Option<String>);

impl Failure {
    /// Stops with these words.
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self(Some(words.into()))
    }

    /// Stops without further words: what is wrong has been printed already.
    pub(crate) fn told() -> Self {
        Self(None)
    }

    /// A file could not be read, written or removed.
    pub(crate) fn file(path: &Path, error: &std::io::Error) -> Self {
        Self::new(format!("{}: {error}", path.display()))
    }

    /// Says it on the error stream, unless it has been said.
    pub(crate) fn print(&self) {
        if self.0.is_some() {
            eprintln!("{self}");
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.as_deref().unwrap_or("see above"))
    }
}
