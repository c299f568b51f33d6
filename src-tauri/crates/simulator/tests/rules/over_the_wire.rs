//! The same through a real socket, with the failures that need one.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use kh_simulator::{Fault, FaultKind, Options, Running, Scale, ServeOptions, serve};

fn start() -> Running {
    serve(ServeOptions {
        listen: "127.0.0.1:0".to_owned(),
        simulator: Options {
            scale: Scale::Bare,
            ..Options::default()
        },
    })
    .unwrap()
}

/// Sends a request and reads whatever comes until the end.
fn exchange(running: &Running, request: &str, body: &str) -> String {
    let address = running.base_url.strip_prefix("http://").unwrap();
    let address = address.strip_suffix("/v1").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    write!(
        stream,
        "{request} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = Vec::new();
    // A connection that is cut may end in a reset; what came before counts.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn health_goes_wrong(running: &Running, kind: FaultKind) {
    running.simulator().set_faults(vec![Fault {
        on: "GET /v1/health".to_owned(),
        kind,
        skip: 0,
        times: 1,
    }]);
}

#[test]
fn health_is_answered_with_the_date_and_a_request_id() {
    let running = start();
    let answer = exchange(&running, "GET /v1/health", "");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("date: ") && answer.contains("x-request-id: 01"));
    assert!(answer.ends_with(r#"{"status":"ok"}"#));
    assert_eq!(answer.matches("date: ").count(), 1);
}

#[test]
fn a_connection_can_end_without_an_answer() {
    let running = start();
    health_goes_wrong(&running, FaultKind::DropAfterCommit);
    assert_eq!(exchange(&running, "GET /v1/health", ""), "");
    assert!(exchange(&running, "GET /v1/health", "").starts_with("HTTP/1.1 200"));
}

#[test]
fn a_body_can_end_before_its_announced_length() {
    let running = start();
    health_goes_wrong(&running, FaultKind::CutBody { bytes: 5 });
    let answer = exchange(&running, "GET /v1/health", "");
    assert!(answer.contains("content-length: 15"), "{answer}");
    assert!(answer.ends_with("{\"sta"), "{answer}");
}

#[test]
fn the_control_plane_is_there_on_loopback() {
    let running = start();
    assert!(running.control_url.ends_with("/_sim"));
    let answer = exchange(&running, "POST /_sim/clock", r#"{"advance_s":86400}"#);
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"offset_s\":86400"));
}

#[test]
fn a_huge_body_is_refused() {
    let running = start();
    let answer = exchange(&running, "POST /v1/orders", &" ".repeat((1 << 20) + 1));
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 413"),
        "{answer}"
    );
}

#[test]
fn an_address_that_is_taken_is_told() {
    let running = start();
    let address = running.base_url.strip_prefix("http://").unwrap();
    let taken = serve(ServeOptions {
        listen: address.strip_suffix("/v1").unwrap().to_owned(),
        simulator: Options {
            scale: Scale::Bare,
            ..Options::default()
        },
    });
    assert_eq!(taken.err().unwrap().code(), "simulator_listen");
}

#[test]
fn a_stopped_simulator_answers_no_more() {
    let running = start();
    let address = running.base_url.strip_prefix("http://").unwrap().to_owned();
    let address = address.strip_suffix("/v1").unwrap().to_owned();
    running.stop();
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn events_reach_a_receiver_on_this_computer_when_the_operator_says_so() {
    let running = start();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let receiver = listener.local_addr().unwrap();
    let key = running.key("full access").unwrap();
    let body = format!(r#"{{"key":"{}","url":"http://{receiver}/hook"}}"#, key.key);
    let answer = exchange(&running, "POST /_sim/webhook", &body);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    for (verb, body) in [
        ("card", r#"{"account":1,"state":"none"}"#),
        ("credit", r#"{"account":1,"amount":"0"}"#),
    ] {
        exchange(&running, &format!("POST /_sim/{verb}"), body);
    }
    let sim = running.simulator();
    crate::support::place_order_now(sim, key);
    let (stream, _) = listener.accept().unwrap();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    assert_eq!(lines.next().unwrap(), "POST /hook HTTP/1.1");
    let signature = lines.find(|line| line.to_lowercase().starts_with("kh-webhook-signature:"));
    assert!(signature.unwrap().contains("t="));
}

#[test]
fn the_program_prints_one_line_and_serves() {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_kh-simulator"))
        .args(["--listen", "127.0.0.1:0", "--seed", "7"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    let told: serde_json::Value = serde_json::from_str(&line).unwrap();
    let address = told["base_url"]
        .as_str()
        .unwrap()
        .strip_prefix("http://")
        .unwrap();
    let reached = TcpStream::connect(address.strip_suffix("/v1").unwrap()).is_ok();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(reached);
    let labels: Vec<&str> = told["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key["label"].as_str().unwrap())
        .collect();
    assert_eq!(
        labels,
        [
            "full access",
            "read-only",
            "no credentials",
            "ip-bound",
            "low limits",
            "second account"
        ]
    );
    for field in ["key", "secret", "scopes", "account"] {
        assert!(
            told["keys"]
                .as_array()
                .unwrap()
                .iter()
                .all(|key| !key[field].is_null())
        );
    }
}
