//! One plain HTTP call to this machine, for the control plane of the simulator.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::trouble::Trouble;

/// Sends a request and returns status and body.
///
/// `url` is `http://HOST:PORT/PATH`; a body is JSON.
pub(crate) fn call(method: &str, url: &str, body: &str) -> Result<(u16, String), Trouble> {
    let rest = url
        .strip_prefix("http://")
        .ok_or_else(|| Trouble::wrong(format!("not a plain address: {url}")))?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    write!(
        stream,
        "{method} /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer
        .split_once("\r\n\r\n")
        .ok_or_else(|| Trouble::wrong(format!("{url} gave no answer")))?;
    let status = head
        .split_whitespace()
        .nth(1)
        .and_then(|status| status.parse().ok())
        .ok_or_else(|| Trouble::wrong(format!("{url} gave no status")))?;
    let chunked = head
        .lines()
        .any(|line| line.to_ascii_lowercase().replace(' ', "") == "transfer-encoding:chunked");
    let body = if chunked {
        unchunk(body)
    } else {
        body.to_owned()
    };
    Ok((status, body))
}

/// Joins the chunks: a length in hexadecimal, a line end, that many bytes.
fn unchunk(mut body: &str) -> String {
    let mut joined = String::new();
    while let Some((length, rest)) = body.split_once("\r\n") {
        let length = usize::from_str_radix(length.trim(), 16).unwrap_or(0);
        let Some(chunk) = rest.get(..length).filter(|chunk| !chunk.is_empty()) else {
            break;
        };
        joined.push_str(chunk);
        body = rest[length..].trim_start_matches("\r\n");
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined() {
        assert_eq!(unchunk("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), "abcde");
        assert_eq!(unchunk("0\r\n\r\n"), "");
    }
}
