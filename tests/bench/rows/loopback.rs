//! A server on this computer that answers at once and counts connections. It
//! is the same for both sides of a comparison, so it does as little as it can.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::Outcome;

/// What it has seen.
#[derive(Default)]
struct Seen {
    connections: AtomicU64,
    requests: AtomicU64,
}

/// A running server; it ends with the program.
pub(crate) struct Loopback {
    port: u16,
    seen: Arc<Seen>,
}

impl Loopback {
    /// Answers every request for `/v1/health` shortly and every other with `body`.
    pub(crate) fn start(body: &str) -> Outcome<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let seen = Arc::new(Seen::default());
        let answers = Answers {
            health: answer(r#"{"status":"ok"}"#),
            other: answer(body),
        };
        let counted = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                counted.connections.fetch_add(1, Ordering::Relaxed);
                let (answers, seen) = (answers.clone(), Arc::clone(&counted));
                thread::spawn(move || serve(stream, &answers, &seen));
            }
        });
        Ok(Self { port, seen })
    }

    /// `http://127.0.0.1:PORT/v1`
    pub(crate) fn base(&self) -> String {
        format!("http://127.0.0.1:{}/v1", self.port)
    }

    /// Connections accepted so far.
    pub(crate) fn connections(&self) -> u64 {
        self.seen.connections.load(Ordering::Relaxed)
    }

    /// Requests answered so far.
    pub(crate) fn requests(&self) -> u64 {
        self.seen.requests.load(Ordering::Relaxed)
    }
}

#[derive(Clone)]
struct Answers {
    health: Vec<u8>,
    other: Vec<u8>,
}

/// The headers of an answer of the API (contract 6 and 12), and the body.
fn answer(body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 200 OK\r\n\
         Date: Thu, 01 Jan 2026 00:00:00 GMT\r\n\
         Content-Type: application/json\r\n\
         X-Request-Id: req_0123456789abcdef\r\n\
         X-RateLimit-Limit: 60\r\n\
         X-RateLimit-Remaining: 59\r\n\
         X-RateLimit-Reset: 1\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Until the other side closes. Only requests without a body are understood.
fn serve(mut stream: TcpStream, answers: &Answers, seen: &Seen) {
    let _ = stream.set_nodelay(true);
    let mut request = Vec::new();
    let mut piece = [0; 4_096];
    while let Ok(length @ 1..) = stream.read(&mut piece) {
        request.extend_from_slice(&piece[..length]);
        if !request.ends_with(b"\r\n\r\n") {
            continue;
        }
        let answer = if request.starts_with(b"GET /v1/health ") {
            &answers.health
        } else {
            &answers.other
        };
        request.clear();
        seen.requests.fetch_add(1, Ordering::Relaxed);
        if stream.write_all(answer).is_err() {
            return;
        }
    }
}
