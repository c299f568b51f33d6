//! The names of rows.

use std::fmt;

use kh_model::EmptyId;
use serde::{Deserialize, Serialize};

/// Names one intent: one deed a person asked for, however often it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IntentId(String);

impl IntentId {
    /// Takes the text without surrounding white space.
    ///
    /// # Errors
    /// [`EmptyId`] if nothing is left.
    pub fn new(text: impl AsRef<str>) -> Result<Self, EmptyId> {
        let text = text.as_ref().trim();
        if text.is_empty() {
            Err(EmptyId)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for IntentId {
    type Error = EmptyId;
    fn try_from(text: String) -> Result<Self, EmptyId> {
        Self::new(text)
    }
}

impl From<IntentId> for String {
    fn from(id: IntentId) -> String {
        id.0
    }
}

impl fmt::Display for IntentId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The number of an order in this journal, shown to people as "No. 148". The
/// provider's own id is another thing and may never arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrderNo(i64);

impl OrderNo {
    /// A number as it was shown or sent; whether it exists is for the journal to say.
    #[must_use]
    pub fn new(number: i64) -> Self {
        Self(number)
    }

    /// The bare number.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }
}

impl fmt::Display for OrderNo {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}
