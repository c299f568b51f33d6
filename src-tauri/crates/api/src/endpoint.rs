//! The pinned host. Every URL of the client is built here, once, as a string;
//! the path that is signed is a piece of that very string.

use std::fmt::Write;

use kh_model::{KeyId, SignPath};
use url::Url;

/// The provider's base URL (contract 1.1).
const LIVE: &str = "https://www.kernelhost.com/cp/kh_reseller_api/v1";

/// The part every base ends with; the short signed path begins here.
const VERSION: &str = "/v1";

/// Where signed calls go. Either the provider itself over HTTPS or a simulator
/// on this computer; nothing else can be expressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    base: String,
    kind: EndpointKind,
}

/// Whose host it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EndpointKind {
    /// The provider.
    Live,
    /// A simulator on this computer.
    Simulator,
}

/// A base URL or a key does not belong here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadEndpoint {
    /// A simulator is reached as `http://127.0.0.1:PORT/v1` and in no other form.
    #[error("a simulator address has the form http://127.0.0.1:PORT/v1")]
    Address,
    /// A simulated key is never sent to the provider.
    #[error("this key belongs to a simulator and is not sent to the provider")]
    SimulatedKey,
    /// A key of the provider is never sent to a simulator.
    #[error("this key belongs to the provider and is not sent to a simulator")]
    LiveKey,
}

impl BadEndpoint {
    /// A stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Address => "endpoint_address",
            Self::SimulatedKey => "endpoint_simulated_key",
            Self::LiveKey => "endpoint_live_key",
        }
    }
}

/// A path or a link does not stay under the pinned base URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPath {
    /// An id cannot be part of a path.
    #[error("this id cannot be part of a path")]
    Id,
    /// A link of the provider leads elsewhere.
    #[error("the link leads away from where it may lead")]
    Link,
    /// The URL would not be sent as it is written.
    #[error("this URL would be changed on its way out")]
    NotExact,
}

/// One URL, and where its path begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    url: String,
    path: usize,
    version: usize,
}

impl Target {
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Path and query as they are signed: a slice of the URL as it is sent.
    pub(crate) fn signed(&self, form: SignPath) -> &str {
        match form {
            SignPath::Short => &self.url[self.version..],
            SignPath::Full => &self.url[self.path..],
        }
    }
}

impl Endpoint {
    /// The provider.
    #[must_use]
    pub fn live() -> Self {
        Self {
            base: LIVE.to_owned(),
            kind: EndpointKind::Live,
        }
    }

    /// A simulator on this computer. `localhost` is written as `127.0.0.1`, so
    /// that no name lookup decides where signed calls go.
    ///
    /// # Errors
    /// [`BadEndpoint::Address`] for anything but `http://`, a loopback address,
    /// an optional port and a path that ends with `/v1`.
    pub fn simulator(address: &str) -> Result<Self, BadEndpoint> {
        let base = read_loopback(address).ok_or(BadEndpoint::Address)?;
        Ok(Self {
            base,
            kind: EndpointKind::Simulator,
        })
    }

    /// The base URL, without a slash at its end.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Whose host it is.
    #[must_use]
    pub fn kind(&self) -> EndpointKind {
        self.kind
    }

    /// Whether this key may be used here.
    ///
    /// # Errors
    /// [`BadEndpoint::SimulatedKey`] or [`BadEndpoint::LiveKey`].
    pub fn accepts(&self, key: &KeyId) -> Result<(), BadEndpoint> {
        match (self.kind, key.is_simulated()) {
            (EndpointKind::Live, true) => Err(BadEndpoint::SimulatedKey),
            (EndpointKind::Simulator, false) => Err(BadEndpoint::LiveKey),
            (EndpointKind::Live, false) | (EndpointKind::Simulator, true) => Ok(()),
        }
    }

    /// The URL of a resource; `rest` begins with `/` and comes after `/v1`.
    pub(crate) fn target(&self, rest: &str) -> Result<Target, BadPath> {
        let target = self.place(format!("{}{rest}", self.base));
        if is_exact(target.url()) {
            Ok(target)
        } else {
            Err(BadPath::NotExact)
        }
    }

    /// The URL of a next link, if it stays with its list: same origin, same
    /// path, only another query (contract 13, rule 3).
    pub(crate) fn follow(&self, list: &str, link: &str) -> Result<Target, BadPath> {
        let here = format!("{}{list}", self.base);
        let base = Url::parse(&here).map_err(|_| BadPath::NotExact)?;
        if link
            .bytes()
            .any(|byte| !byte.is_ascii_graphic() || byte == b'\\')
        {
            return Err(BadPath::Link);
        }
        let mut there = base.join(link).map_err(|_| BadPath::Link)?;
        there.set_fragment(None);
        let stays = there.as_str().strip_prefix(&here);
        match stays {
            Some(rest) if rest.is_empty() || rest.starts_with('?') => {
                Ok(self.place(String::from(there)))
            }
            Some(_) | None => Err(BadPath::Link),
        }
    }

    /// The URL of a document that an answer from `here` links to, if it stays
    /// under the base path. What belongs to services is out of bounds: reading
    /// access data is noted and mailed by the provider (contract 9).
    pub(crate) fn follow_document(&self, here: &str, link: &str) -> Result<Target, BadPath> {
        let here = Url::parse(here).map_err(|_| BadPath::NotExact)?;
        if link
            .bytes()
            .any(|byte| !byte.is_ascii_graphic() || byte == b'\\')
        {
            return Err(BadPath::Link);
        }
        let mut there = here.join(link).map_err(|_| BadPath::Link)?;
        there.set_fragment(None);
        let url = String::from(there);
        let rest = url
            .strip_prefix(&self.base)
            .and_then(|rest| rest.strip_prefix('/'))
            .ok_or(BadPath::Link)?;
        let first = rest.split(['/', '?']).next().unwrap_or_default();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if first.is_empty() || !first.bytes().all(plain) || first == "services" {
            return Err(BadPath::Link);
        }
        Ok(self.place(url))
    }

    fn place(&self, url: String) -> Target {
        let scheme = self.base.find("://").map_or(0, |at| at + 3);
        let path = self.base[scheme..].find('/').map_or(0, |at| at + scheme);
        Target {
            url,
            path,
            version: self.base.len() - VERSION.len(),
        }
    }
}

/// One id as one segment of a path. Everything that is not unreserved is
/// written as `%XX`, and signed in that form (contract 13, rule 4).
pub(crate) fn segment(id: &str) -> Result<String, BadPath> {
    if id.is_empty() || id == "." || id == ".." {
        return Err(BadPath::Id);
    }
    Ok(percent(id))
}

/// Percent-encoding of everything but `A-Z a-z 0-9 - . _ ~`.
pub(crate) fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing into a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Whether a URL parser leaves the text as it is. Only such a URL is sent, since
/// the signature covers the text.
pub(crate) fn is_exact(url: &str) -> bool {
    Url::parse(url).is_ok_and(|parsed| parsed.as_str() == url)
}

/// Reads a loopback base URL by a grammar of its own, which is narrower than
/// that of any URL parser: what is not listed here cannot be meant.
fn read_loopback(address: &str) -> Option<String> {
    let rest = address.strip_prefix("http://")?;
    let (authority, path) = rest.split_at(rest.find('/')?);
    let (host, port) = match authority.strip_prefix("[::1]") {
        Some(port) => ("[::1]", port),
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let host = match host {
        "127.0.0.1" | "localhost" => "127.0.0.1",
        "[::1]" => "[::1]",
        _ => return None,
    };
    if !is_port(port) {
        return None;
    }
    let path = path.strip_suffix('/').unwrap_or(path);
    let plain = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    if !path.ends_with(VERSION) || !path[1..].split('/').all(plain) {
        return None;
    }
    let base = format!("http://{host}{port}{path}");
    is_exact(&base).then_some(base)
}

/// Nothing, or a colon and a number from 1 to 65535 without leading zeros.
fn is_port(text: &str) -> bool {
    if text.is_empty() {
        return true;
    }
    text.strip_prefix(':').is_some_and(|digits| {
        !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && digits.parse::<u16>().is_ok()
    })
}

#[cfg(test)]
#[path = "endpoint_tests.rs"]
mod tests;
