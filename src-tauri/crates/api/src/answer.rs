//! What a call gives back: the reading, and the untouched answer beside it.

use std::fmt;

use jiff::Timestamp;
use kh_model::RequestId;

use crate::answers::RawAnswer;
use crate::rate::RateSeen;

/// The answer as it came. Kept beside every view, so that nothing the reader
/// does not know is lost (contract 13, rule 1).
#[derive(Clone, PartialEq, Eq)]
pub struct Original {
    /// The HTTP status.
    pub status: u16,
    /// The headers in the order they came, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, byte for byte. For credentials it holds secrets: never log it,
    /// never store it.
    pub body: Vec<u8>,
}

impl Original {
    /// The first header of this name, compared without case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The stated content type, with its parameters.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.header("content-type")
    }

    /// The handle for the provider's support and audit log (contract 2).
    #[must_use]
    pub fn request_id(&self) -> Option<RequestId> {
        self.header("x-request-id")
            .and_then(|text| RequestId::new(text).ok())
    }

    /// The same answer as the readers take it.
    #[must_use]
    pub fn raw(&self) -> RawAnswer<'_> {
        RawAnswer {
            status: self.status,
            headers: &self.headers,
            body: &self.body,
        }
    }
}

impl fmt::Debug for Original {
    /// The body may hold credentials or personal data: only its length is shown.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Original")
            .field("status", &self.status)
            .field("content_type", &self.content_type())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// A successful call.
#[derive(Debug)]
pub struct Answer<T> {
    /// The answer as it was understood.
    pub view: T,
    /// The answer as it came.
    pub original: Original,
    /// The provider's handle of this answer.
    pub request_id: Option<RequestId>,
    /// When the answer came, in the provider's time.
    pub at: Timestamp,
    /// What the answer said about the rate limits.
    pub rate: RateSeen,
    /// How many attempts went to the wire for it, this one included.
    pub attempts: u32,
}

impl<T> Answer<T> {
    /// The same answer with another view.
    pub fn map<U>(self, read: impl FnOnce(T) -> U) -> Answer<U> {
        Answer {
            view: read(self.view),
            original: self.original,
            request_id: self.request_id,
            at: self.at,
            rate: self.rate,
            attempts: self.attempts,
        }
    }
}
