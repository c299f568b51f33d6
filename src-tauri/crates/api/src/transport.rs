//! The port to the wire: one request, one attempt, one answer or a reason.

use std::fmt;
use std::future::Future;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use kh_model::RequestId;

pub(crate) mod http;

/// What [`Transport::send`] gives.
pub type Sending<'a> =
    Pin<Box<dyn Future<Output = Result<WireResponse, TransportError>> + Send + 'a>>;

/// Sends exactly one attempt: no redirect is followed, nothing is repeated.
pub trait Transport: Send + Sync {
    /// Sends the request once. The URL goes out as the string it is.
    fn send(&self, request: WireRequest) -> Sending<'_>;

    /// As [`Transport::send`], but the body of an answer goes to `sink` piece by
    /// piece where the sink wants that; the answer that is given is without it
    /// then. This default holds the body whole and passes it on as one piece.
    fn stream<'a>(&'a self, request: WireRequest, sink: &'a mut dyn BodySink) -> Sending<'a> {
        Box::pin(async move {
            let mut answer = self.send(request).await?;
            match sink.head(answer.status, &answer.headers) {
                BodyWay::Whole => {}
                BodyWay::Pieces => {
                    let body = std::mem::take(&mut answer.body);
                    if !body.is_empty() {
                        // There is nothing left to be spared by stopping here.
                        let _ = sink.piece(Bytes::from(body));
                    }
                }
            }
            Ok(answer)
        })
    }
}

/// Takes the body of an answer while it comes.
pub trait BodySink: Send {
    /// An answer begins, perhaps another one after a failed attempt: what came
    /// before is void.
    fn head(&mut self, status: u16, headers: &[(String, String)]) -> BodyWay;

    /// The next bytes of the body. `Break` ends the reading; the answer counts
    /// as given nevertheless.
    fn piece(&mut self, piece: Bytes) -> ControlFlow<()>;
}

/// Where the body of an answer goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyWay {
    /// Into the answer, as ever.
    Whole,
    /// To the sink.
    Pieces,
}

/// The methods of the API (contract 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Reads.
    Get,
    /// Orders and actions.
    Post,
    /// Sets the webhook URL.
    Put,
}

impl Method {
    /// The method as it is sent and signed: upper case (contract 1.3).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// One request, ready to be sent.
#[derive(Clone)]
pub struct WireRequest {
    /// The method.
    pub method: Method,
    /// The exact URL; the signature covers its path and query.
    pub url: String,
    /// The headers, names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The exact body; empty where there is none.
    pub body: Vec<u8>,
    /// The time from the first byte to the last; connecting has its own limit.
    pub timeout: Duration,
    /// The most bytes of an answer that are held at once.
    pub largest_answer: usize,
}

impl WireRequest {
    /// The first header of this name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

impl fmt::Debug for WireRequest {
    /// Signatures and bodies stay out of logs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("WireRequest")
            .field("method", &self.method)
            .field("url", &self.url)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// One answer, whole.
#[derive(Clone, PartialEq, Eq)]
pub struct WireResponse {
    /// The HTTP status.
    pub status: u16,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl WireResponse {
    /// The provider's handle of the answer.
    pub(crate) fn request_id(&self) -> Option<RequestId> {
        self.headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("x-request-id"))
            .and_then(|(_, text)| RequestId::new(text).ok())
    }
}

impl fmt::Debug for WireResponse {
    /// Bodies may hold credentials.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("WireResponse")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// There was no answer. The two cases decide over money: only the first one is
/// proof that nothing happened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// Provably no byte of the request reached the provider.
    #[error("nothing was sent: {detail}")]
    NotSent {
        /// Why.
        kind: NotSentKind,
        /// What happened, for a log; without secrets.
        detail: String,
    },
    /// The request may have been processed.
    #[error("no whole answer came: {detail}")]
    Unknown {
        /// Why.
        kind: UnknownKind,
        /// What happened, for a log; without secrets.
        detail: String,
    },
}

/// Why nothing was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotSentKind {
    /// The connection could not be made: name, route, port or TLS.
    Connect,
    /// Connecting took too long.
    ConnectTimeout,
    /// The request would have been changed on its way out, so it was not sent.
    Rewritten,
}

impl NotSentKind {
    /// A stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Connect => "connect_failed",
            Self::ConnectTimeout => "connect_timeout",
            Self::Rewritten => "request_rewritten",
        }
    }
}

/// Why it is not known whether the request was processed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnknownKind {
    /// No whole answer in time.
    Timeout,
    /// The connection broke after the request began.
    Broken,
    /// The answer is larger than [`WireRequest::largest_answer`].
    TooLarge,
    /// The provider, or a gateway before it, answered with a failure.
    ProviderFailed,
}

impl UnknownKind {
    /// A stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Timeout => "answer_timeout",
            Self::Broken => "connection_broken",
            Self::TooLarge => "answer_too_large",
            Self::ProviderFailed => "provider_failed",
        }
    }
}
