//! Why an answer could not be read.

/// An answer arrived and cannot be read. None of these carries text of the
/// provider, so that a credentials answer cannot leak through an error; the
/// untouched original is kept by whoever asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The body is not JSON: an HTML page, a cut answer, other bytes.
    #[error("the answer is not JSON (line {line}, column {column})")]
    NotJson {
        /// The line of the first byte that does not fit, from 1.
        line: usize,
        /// Its column, from 1; 0 at the start of a line.
        column: usize,
    },
    /// There is no body where one is needed.
    #[error("the answer has no body")]
    Empty,
    /// The JSON is nested deeper than any real answer.
    #[error("the answer is nested deeper than {limit} levels")]
    TooDeep {
        /// The deepest level that is read.
        limit: usize,
    },
    /// It is JSON, but not the thing that was asked for.
    #[error("the answer holds no {0}")]
    Not(&'static str),
    /// The thing is there, but lacks a part it is useless without.
    #[error("the {of} in the answer has no readable {part}")]
    Without {
        /// The thing.
        of: &'static str,
        /// The part.
        part: &'static str,
    },
}

impl Unreadable {
    /// A stable code for the window and the logs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotJson { .. } => "answer_not_json",
            Self::Empty => "answer_empty",
            Self::TooDeep { .. } => "answer_too_deep",
            Self::Not(_) => "answer_of_another_kind",
            Self::Without { .. } => "answer_incomplete",
        }
    }
}
