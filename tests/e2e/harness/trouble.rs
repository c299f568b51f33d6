//! Why a window test could not go on.

use std::path::PathBuf;

use thirtyfour::error::WebDriverError;

/// Ends a window test. Its text is what the person reads who looks for the
/// cause, so each kind carries what was seen instead of what was wanted.
pub enum Trouble {
    /// A program the test needs did not start or did not become ready.
    Start {
        /// Which one, and what it said.
        what: String,
    },
    /// Something did not show in time.
    NotSeen {
        /// What was looked for.
        what: String,
        /// The words on the page instead.
        page: String,
        /// A picture of the page.
        picture: Option<PathBuf>,
    },
    /// The window did what it must not do.
    Wrong {
        /// What was found.
        what: String,
    },
    /// The browser's driver refused.
    Driver(Box<WebDriverError>),
    /// A file or a socket.
    Io(std::io::Error),
}

impl Trouble {
    /// A program that is not ready, with its reason.
    pub(crate) fn start(what: impl Into<String>) -> Self {
        Self::Start { what: what.into() }
    }

    /// A broken promise, with what was found instead.
    pub fn wrong(what: impl Into<String>) -> Self {
        Self::Wrong { what: what.into() }
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Start { what } => write!(formatter, "not ready: {what}"),
            Self::NotSeen {
                what,
                page,
                picture,
            } => {
                write!(formatter, "not seen in time: {what}")?;
                if let Some(picture) = picture {
                    write!(formatter, "\npicture: {}", picture.display())?;
                }
                write!(formatter, "\nthe page says:\n{page}")
            }
            Self::Wrong { what } => write!(formatter, "wrong: {what}"),
            Self::Driver(error) => write!(formatter, "the driver refused: {error}"),
            Self::Io(error) => write!(formatter, "{error}"),
        }
    }
}

// A test that returns an error has it printed this way.
impl std::fmt::Debug for Trouble {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for Trouble {}

impl From<WebDriverError> for Trouble {
    fn from(error: WebDriverError) -> Self {
        Self::Driver(Box::new(error))
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}
