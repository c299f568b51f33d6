//! The last hand on an answer: what every answer carries, and what the script
//! wants to go wrong with it.

use std::time::{Duration, SystemTime};

use jiff::{SignedDuration, Timestamp};

use crate::call::{Effect, Reply};
use crate::faults::FaultKind;
use crate::pipeline::{self, Answered};
use crate::problem::{Code, Problem};

/// Puts the answer together with what every answer carries and with what the
/// script wants to go wrong.
pub(crate) fn put_together(
    now: Timestamp,
    request_id: &str,
    answered: Option<Answered>,
    fault: Option<FaultKind>,
) -> Reply {
    let mut date = now;
    let mut effect = Effect::Whole;
    let mut answered = answered.unwrap_or_else(|| Answered {
        status: 500,
        headers: Vec::new(),
        body: Vec::new(),
    });
    match fault {
        None => {}
        Some(FaultKind::DropBeforeCommit | FaultKind::DropAfterCommit) => effect = Effect::Dropped,
        Some(FaultKind::Delay { ms } | FaultKind::Slow { ms }) => {
            effect = Effect::Delayed(Duration::from_millis(ms));
        }
        Some(FaultKind::CutBody { bytes }) => effect = Effect::Cut(bytes),
        Some(FaultKind::WrongDate { offset_s }) => {
            date = now
                .saturating_add(SignedDuration::from_secs(offset_s))
                .unwrap_or(now);
        }
        Some(FaultKind::Html { status, .. }) => {
            answered = page(status, "text/html; charset=utf-8", HTML_PAGE);
        }
        Some(FaultKind::Replace {
            status,
            content_type,
            body,
            ..
        }) => answered = page(status, &content_type, &body),
        Some(FaultKind::RateLimited { retry_after }) => {
            let mut problem = Problem::new(Code::RateLimited, "Too many requests, by the script.");
            if let Some(wait) = retry_after {
                problem = problem.with_header("retry-after", &wait);
            }
            answered = pipeline::refusal(request_id, problem);
        }
        Some(FaultKind::Error { status, .. }) => {
            let problem = Problem {
                status,
                ..Problem::internal()
            };
            answered = pipeline::refusal(request_id, problem);
        }
    }
    let mut headers = answered.headers;
    headers.push(("x-request-id".to_owned(), request_id.to_owned()));
    headers.push((
        "date".to_owned(),
        httpdate::fmt_http_date(SystemTime::from(date)),
    ));
    Reply {
        status: answered.status,
        headers,
        body: answered.body,
        effect,
    }
}

const HTML_PAGE: &str = "<!doctype html>\n<html><head><title>Maintenance</title></head>\
    <body><h1>We will be back soon</h1><p>Simulated page of a proxy.</p></body></html>\n";

fn page(status: u16, content_type: &str, body: &str) -> Answered {
    Answered {
        status,
        headers: vec![("content-type".to_owned(), content_type.to_owned())],
        body: body.as_bytes().to_vec(),
    }
}
