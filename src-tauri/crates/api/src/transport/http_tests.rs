//! What goes over a real socket, and what is believed when it breaks.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;

use super::*;

/// Takes connections until it is dropped; each one is answered with the same
/// bytes and closed. Gives the requests as text.
struct Server {
    address: SocketAddr,
    requests: mpsc::Receiver<String>,
}

fn server(answer: &'static [u8]) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, requests) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let text = read_request(&stream);
            if sender.send(text).is_err() {
                break;
            }
            let _ = (&stream).write_all(answer);
        }
    });
    Server { address, requests }
}

fn read_request(mut stream: &TcpStream) -> String {
    let mut text = Vec::new();
    let mut byte = [0];
    let mut body_left = None;
    while body_left != Some(0) && stream.read(&mut byte).is_ok_and(|count| count == 1) {
        text.push(byte[0]);
        if let Some(left) = &mut body_left {
            *left -= 1;
        } else if text.ends_with(b"\r\n\r\n") {
            body_left = Some(length_of(&String::from_utf8_lossy(&text)));
        }
    }
    String::from_utf8(text).unwrap()
}

fn length_of(head: &str) -> usize {
    head.lines()
        .find_map(|line| {
            line.to_lowercase()
                .strip_prefix("content-length: ")?
                .parse()
                .ok()
        })
        .unwrap_or(0)
}

fn request(url: String) -> WireRequest {
    WireRequest {
        method: Method::Get,
        url,
        headers: vec![("kh-signature", "ab".repeat(32))],
        body: Vec::new(),
        timeout: Duration::from_secs(10),
        largest_answer: 1 << 20,
    }
}

fn to(server: &Server, rest: &str) -> WireRequest {
    request(format!("http://{}{rest}", server.address))
}

async fn send(request: WireRequest) -> Result<WireResponse, TransportError> {
    HttpTransport::new().unwrap().send(request).await
}

fn unknown(result: Result<WireResponse, TransportError>) -> UnknownKind {
    match result.unwrap_err() {
        TransportError::Unknown { kind, .. } => kind,
        TransportError::NotSent { kind, detail } => panic!("{kind:?}: {detail}"),
    }
}

fn not_sent(result: Result<WireResponse, TransportError>) -> NotSentKind {
    match result.unwrap_err() {
        TransportError::NotSent { kind, .. } => kind,
        TransportError::Unknown { kind, detail } => panic!("{kind:?}: {detail}"),
    }
}

const OK: &[u8] =
    b"HTTP/1.1 200 OK\r\nX-Request-Id: r1\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";

#[tokio::test]
async fn the_path_and_the_body_go_out_byte_for_byte() {
    let server = server(OK);
    let mut order = to(&server, "/v1/a%2Fb?x=1&&y=%20+%2B~");
    order.method = Method::Post;
    order.body = "{\"ü\":1}".as_bytes().to_vec();
    let answer = send(order).await.unwrap();
    assert_eq!((answer.status, answer.body.as_slice()), (200, &b"{}"[..]));
    assert_eq!(answer.request_id().unwrap().as_str(), "r1");
    let text = server.requests.recv().unwrap();
    assert!(
        text.starts_with("POST /v1/a%2Fb?x=1&&y=%20+%2B~ HTTP/1.1\r\n"),
        "{text}"
    );
    assert!(text.ends_with("\r\n\r\n{\"ü\":1}"), "{text}");
}

#[tokio::test]
async fn nothing_is_added_that_was_not_asked_for() {
    let server = server(OK);
    send(to(&server, "/v1/me")).await.unwrap();
    let text = server.requests.recv().unwrap().to_lowercase();
    let names: Vec<_> = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(':').map(|(name, _)| name))
        .collect();
    assert_eq!(names, ["kh-signature", "accept", "host"]);
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_nobody_is_called() {
    let elsewhere = server(OK);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let there = elsewhere.address;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            read_request(&stream);
            let _ = write!(
                &stream,
                "HTTP/1.1 307 Go\r\nLocation: http://{there}/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
        }
    });
    let answer = send(request(format!("http://{address}/v1/me")))
        .await
        .unwrap();
    assert_eq!(answer.status, 307);
    assert!(elsewhere.requests.try_recv().is_err());
}

#[tokio::test]
async fn a_refused_connection_proves_that_nothing_was_sent() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let result = send(request(format!("http://{address}/v1/me"))).await;
    assert_eq!(not_sent(result), NotSentKind::Connect);
}

#[tokio::test]
async fn a_broken_handshake_proves_that_nothing_was_sent() {
    let server = server(b"");
    let url = format!("https://127.0.0.1:{}/v1/me", server.address.port());
    // The server reads the first flight as a request without an end.
    drop(server.requests);
    let result = send(WireRequest {
        timeout: Duration::from_secs(5),
        ..request(url)
    });
    let _ = TcpStream::connect(server.address);
    let kind = tokio::time::timeout(Duration::from_secs(15), result)
        .await
        .unwrap()
        .unwrap_err();
    assert!(
        matches!(
            kind,
            TransportError::NotSent { .. }
                | TransportError::Unknown {
                    kind: UnknownKind::Timeout,
                    ..
                }
        ),
        "{kind:?}"
    );
}

#[tokio::test]
async fn a_connection_closed_after_the_request_leaves_the_outcome_open() {
    let server = server(b"");
    let mut order = to(&server, "/v1/orders");
    order.method = Method::Post;
    order.body = b"{}".to_vec();
    assert_eq!(unknown(send(order).await), UnknownKind::Broken);
    assert_eq!(server.requests.iter().take(1).count(), 1);
    assert!(server.requests.try_recv().is_err(), "sent once");
}

#[tokio::test]
async fn a_cut_answer_leaves_the_outcome_open() {
    let server = server(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\nConnection: close\r\n\r\n{\"a");
    assert_eq!(
        unknown(send(to(&server, "/v1/me")).await),
        UnknownKind::Broken
    );
}

#[tokio::test]
async fn silence_leaves_the_outcome_open() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1/me", listener.local_addr().unwrap());
    let result = send(WireRequest {
        timeout: Duration::from_millis(50),
        ..request(url)
    })
    .await;
    assert_eq!(unknown(result), UnknownKind::Timeout);
}

#[tokio::test]
async fn an_endless_answer_is_not_read_to_its_end() {
    let server = server(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n0123456789");
    let result = send(WireRequest {
        largest_answer: 9,
        ..to(&server, "/v1/me")
    })
    .await;
    assert_eq!(unknown(result), UnknownKind::TooLarge);
}

#[tokio::test]
async fn what_would_be_sent_in_another_form_is_not_sent() {
    let server = server(OK);
    for rest in [
        "/v1/../me",
        "/v1/ü",
        "/v1/a b",
        "/v1/x?q='y'",
        "/v1/%2e%2e/me",
    ] {
        let result = send(to(&server, rest)).await;
        assert_eq!(not_sent(result), NotSentKind::Rewritten, "{rest}");
    }
    let mut split = to(&server, "/v1/me");
    split.headers.push(("kh-nonce", "a\r\nx: y".to_owned()));
    assert_eq!(not_sent(send(split).await), NotSentKind::Rewritten);
    assert!(server.requests.try_recv().is_err());
}

/// Keeps what it gets and stops after so many bytes.
struct Pieces {
    kept: Vec<u8>,
    most: usize,
    way: BodyWay,
}

impl BodySink for Pieces {
    fn head(&mut self, _: u16, _: &[(String, String)]) -> BodyWay {
        self.kept.clear();
        self.way
    }

    fn piece(&mut self, piece: bytes::Bytes) -> std::ops::ControlFlow<()> {
        self.kept.extend_from_slice(&piece);
        if self.kept.len() >= self.most {
            return std::ops::ControlFlow::Break(());
        }
        std::ops::ControlFlow::Continue(())
    }
}

async fn stream(server: &Server, most: usize, way: BodyWay) -> (Vec<u8>, Vec<u8>) {
    let mut sink = Pieces {
        kept: Vec::new(),
        most,
        way,
    };
    let request = to(server, "/v1/x");
    let answer = HttpTransport::new()
        .unwrap()
        .stream(request, &mut sink)
        .await
        .unwrap();
    (sink.kept, answer.body)
}

#[tokio::test]
async fn a_body_goes_to_its_sink_or_into_the_answer_as_the_sink_wants() {
    let server = server(OK);
    let (kept, body) = stream(&server, usize::MAX, BodyWay::Pieces).await;
    assert_eq!((kept.as_slice(), body.as_slice()), (&b"{}"[..], &b""[..]));
    let (kept, body) = stream(&server, usize::MAX, BodyWay::Whole).await;
    assert_eq!((kept.as_slice(), body.as_slice()), (&b""[..], &b"{}"[..]));
}

#[tokio::test]
async fn a_sink_that_has_enough_ends_an_endless_answer() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            read_request(&stream);
            let _ = (&stream).write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            while (&stream).write_all(&[b'x'; 4_096]).is_ok() {}
        }
    });
    let mut sink = Pieces {
        kept: Vec::new(),
        most: 100_000,
        way: BodyWay::Pieces,
    };
    let url = format!("http://{address}/v1/x");
    let transport = HttpTransport::new().unwrap();
    let answer = transport.stream(request(url), &mut sink).await.unwrap();
    assert_eq!(answer.status, 200);
    assert!((100_000..10_000_000).contains(&sink.kept.len()));
}
