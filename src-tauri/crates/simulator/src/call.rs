//! What comes into the simulator and what goes out, without any socket.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

/// One request as it came over the wire.
#[derive(Debug, Clone)]
pub struct Call {
    /// The method as sent.
    pub method: String,
    /// The request target as sent: path and query, not decoded.
    pub path_and_query: String,
    /// Header names and values as sent.
    pub headers: Vec<(String, String)>,
    /// The body as sent.
    pub body: Vec<u8>,
    /// Who sent it.
    pub peer_ip: IpAddr,
}

impl Call {
    /// A call from loopback without headers and body.
    #[must_use]
    pub fn new(method: &str, path_and_query: &str) -> Self {
        Self {
            method: method.to_owned(),
            path_and_query: path_and_query.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
            peer_ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
        }
    }

    /// The value of a header that is there exactly once. Two different values
    /// of one header are as good as none: nobody could say which was meant.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self
            .headers
            .iter()
            .filter(|(own, _)| own.eq_ignore_ascii_case(name));
        match (found.next(), found.next()) {
            (Some((_, value)), None) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn path(&self) -> &str {
        self.path_and_query
            .split_once('?')
            .map_or(self.path_and_query.as_str(), |(path, _)| path)
    }

    pub(crate) fn query(&self) -> Vec<(String, String)> {
        let query = self
            .path_and_query
            .split_once('?')
            .map_or("", |split| split.1);
        url::form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect()
    }
}

/// One answer. What the socket adds to it (a length, a connection header) is
/// not here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// Header names, in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body, whole.
    pub body: Vec<u8>,
    /// What happens to this answer on its way. Whoever carries the answer has
    /// to obey; a caller without a socket turns it into its own kind of
    /// failure.
    pub effect: Effect,
}

impl Reply {
    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// What happens to an answer on its way to the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Effect {
    /// It arrives.
    #[default]
    Whole,
    /// The connection ends before anything of it is sent.
    Dropped,
    /// It arrives late.
    Delayed(Duration),
    /// It ends after this many bytes of the body, though more were announced.
    Cut(usize),
}
