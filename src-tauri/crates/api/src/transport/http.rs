//! The wire itself, through reqwest: one attempt, no redirect, no repetition, no
//! proxy that somebody else set.
//!
//! HTTP/1 only. Hyper takes another connection when a kept one turns out closed
//! before a byte of the request was written; that is not a second attempt.

use std::time::Duration;

use ::http::{HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, Request, Response};
use url::Url;

use super::{
    BodySink, BodyWay, Method, NotSentKind, Sending, Transport, TransportError, UnknownKind,
    WireRequest, WireResponse,
};
use crate::redact::causes;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Shorter than most servers keep a connection, so that few requests meet a
/// connection that is just being closed.
const IDLE: Duration = Duration::from_secs(20);

/// Sends over HTTP and HTTPS. Needs a tokio runtime.
#[derive(Debug, Clone)]
pub struct HttpTransport {
    client: Client,
}

/// The transport cannot be set up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the HTTPS client cannot be set up: {detail}")]
pub struct TransportSetupError {
    /// For a log.
    pub detail: String,
}

impl HttpTransport {
    /// A transport with its own pool of connections.
    ///
    /// # Errors
    /// [`TransportSetupError`] if the system's certificates cannot be used.
    pub fn new() -> Result<Self, TransportSetupError> {
        // Fails only if a provider is installed already; then that one is used.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .referer(false)
            .http1_only()
            .connect_timeout(CONNECT_TIMEOUT)
            .pool_idle_timeout(IDLE)
            .build()
            .map_err(|error| TransportSetupError {
                detail: causes(&error),
            })?;
        Ok(Self { client })
    }

    async fn exchange(
        &self,
        request: WireRequest,
        sink: Option<&mut dyn BodySink>,
    ) -> Result<WireResponse, TransportError> {
        let largest = request.largest_answer;
        let request = outgoing(request)?;
        let response = self.client.execute(request).await.map_err(classify)?;
        let status = response.status().as_u16();
        let headers = plain(response.headers());
        let taker = match sink {
            Some(sink) => match sink.head(status, &headers) {
                BodyWay::Pieces => Some(sink),
                BodyWay::Whole => None,
            },
            None => None,
        };
        let body = match taker {
            Some(sink) => {
                pass(response, sink).await?;
                Vec::new()
            }
            None => whole(response, largest).await?,
        };
        Ok(WireResponse {
            status,
            headers,
            body,
        })
    }
}

async fn whole(mut response: Response, largest: usize) -> Result<Vec<u8>, TransportError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(cut)? {
        if body.len() + chunk.len() > largest {
            return Err(TransportError::Unknown {
                kind: UnknownKind::TooLarge,
                detail: format!("the answer is larger than {largest} bytes"),
            });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

async fn pass(mut response: Response, sink: &mut dyn BodySink) -> Result<(), TransportError> {
    while let Some(chunk) = response.chunk().await.map_err(cut)? {
        if sink.piece(chunk).is_break() {
            // Dropping the answer closes its connection.
            return Ok(());
        }
    }
    Ok(())
}

impl Transport for HttpTransport {
    fn send(&self, request: WireRequest) -> Sending<'_> {
        Box::pin(self.exchange(request, None))
    }

    fn stream<'a>(&'a self, request: WireRequest, sink: &'a mut dyn BodySink) -> Sending<'a> {
        Box::pin(self.exchange(request, Some(sink)))
    }
}

/// The request in reqwest's terms, if it stays exactly what was signed.
fn outgoing(request: WireRequest) -> Result<Request, TransportError> {
    let rewritten = |detail: &str| TransportError::NotSent {
        kind: NotSentKind::Rewritten,
        detail: detail.to_owned(),
    };
    let url = Url::parse(&request.url).map_err(|_| rewritten("not a URL"))?;
    if url.as_str() != request.url {
        return Err(rewritten("the URL would be sent in another form"));
    }
    let method = match request.method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
    };
    let mut out = Request::new(method, url);
    *out.timeout_mut() = Some(request.timeout);
    for (name, value) in &request.headers {
        let mut value =
            HeaderValue::from_str(value).map_err(|_| rewritten("not a header value"))?;
        value.set_sensitive(*name == "kh-signature");
        out.headers_mut()
            .append(HeaderName::from_static(name), value);
    }
    if !request.body.is_empty() {
        *out.body_mut() = Some(request.body.into());
    }
    Ok(out)
}

/// The headers as text; bytes that are no text are shown as such.
fn plain(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        })
        .collect()
}

/// Only a failure to connect, TLS included, proves that nothing was sent.
fn classify(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let detail = causes(&error);
    match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportError::NotSent {
            kind: NotSentKind::ConnectTimeout,
            detail,
        },
        (true, false) => TransportError::NotSent {
            kind: NotSentKind::Connect,
            detail,
        },
        (false, true) => TransportError::Unknown {
            kind: UnknownKind::Timeout,
            detail,
        },
        (false, false) => TransportError::Unknown {
            kind: UnknownKind::Broken,
            detail,
        },
    }
}

/// The answer had begun: whatever happens now, the request was processed.
fn cut(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let kind = if error.is_timeout() {
        UnknownKind::Timeout
    } else {
        UnknownKind::Broken
    };
    TransportError::Unknown {
        kind,
        detail: causes(&error),
    }
}

#[cfg(test)]
#[path = "http_tests.rs"]
mod tests;
