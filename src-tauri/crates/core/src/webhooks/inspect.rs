//! The inspector of pasted deliveries: every check is a row that says what was
//! found. Strict: a delivery verifies only if every row that decides passes. A
//! row may hint at what would fit; a hint never makes it pass.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kh_api::answers::{Event, RawAnswer, ReadAnswer};
use kh_api::webhook_signature::{HEADER_NAMES, SignatureHeader, TOLERANCE, WebhookSecret};
use sha2::{Digest, Sha256};

use super::pasted::{self, Pasted};
use crate::view::{InspectCheck, InspectState, InspectView};

/// A pasted delivery.
pub(crate) struct Delivery<'a> {
    pub(crate) headers: &'a str,
    pub(crate) body: &'a str,
    pub(crate) secret: &'a [u8],
    /// When it is judged.
    pub(crate) at: Timestamp,
}

/// What a delivery is. `seen_before` says whether its event was already pasted.
pub(crate) fn inspect(delivery: &Delivery<'_>, seen_before: impl Fn(&str) -> bool) -> InspectView {
    let pasted = pasted::read(delivery.headers);
    let found = find(&pasted, delivery.headers);
    let parts = found
        .as_ref()
        .map(|found| SignatureHeader::read(&found.value));
    let signature = signature(parts.as_ref(), delivery);
    let checks = vec![
        header(found.as_ref()),
        timestamp(parts.as_ref()),
        age(parts.as_ref(), delivery.at),
        signature_row(&signature, parts.as_ref()),
        body(delivery, &signature),
    ];
    let verified = checks
        .iter()
        .take(4)
        .all(|check| matches!(check.state, InspectState::Pass | InspectState::Warn));
    let event = read_event(delivery.body.as_bytes());
    let repeated = event
        .as_ref()
        .and_then(|event| event.id.as_deref())
        .is_some_and(seen_before);
    let mut checks = checks;
    checks.push(event_row(event.as_ref(), repeated));
    InspectView {
        verified,
        checks,
        event_type: event.as_ref().and_then(|event| event.kind.clone()),
        event_id: event.as_ref().and_then(|event| event.id.clone()),
        created: event
            .and_then(|event| event.created)
            .and_then(|created| created.at),
    }
}

/// The header that carries the signature.
struct Found {
    /// None where only the value was pasted.
    name: Option<String>,
    value: String,
    /// Further headers that could carry one, and are not looked at.
    passed_over: Vec<String>,
}

fn find(pasted: &Pasted, text: &str) -> Option<Found> {
    if pasted.bare {
        return Some(Found {
            name: None,
            value: text.trim().to_owned(),
            passed_over: Vec::new(),
        });
    }
    let mut known = HEADER_NAMES.iter().flat_map(|wanted| {
        let headers = pasted.headers.iter();
        headers.filter(move |(name, _)| name.eq_ignore_ascii_case(wanted))
    });
    let (name, value) = known.next()?;
    Some(Found {
        name: Some(name.clone()),
        value: value.clone(),
        passed_over: known.map(|(name, _)| name.clone()).collect(),
    })
}

fn header(found: Option<&Found>) -> InspectCheck {
    let Some(found) = found else {
        return row("header", InspectState::Fail)
            .fact("why", "missing")
            .fact("looked_for", HEADER_NAMES.join(", "));
    };
    match &found.name {
        None => row("header", InspectState::Warn).fact("why", "value_only"),
        Some(name) if found.passed_over.is_empty() => {
            row("header", InspectState::Pass).fact("name", name)
        }
        Some(name) => row("header", InspectState::Warn)
            .fact("why", "several")
            .fact("name", name)
            .fact("passed_over", found.passed_over.join(", ")),
    }
}

fn timestamp(parts: Option<&SignatureHeader<'_>>) -> InspectCheck {
    let Some(parts) = parts else {
        return row("timestamp", InspectState::Skipped);
    };
    match (&parts.time, parts.times.len()) {
        (Some((raw, at)), _) => row("timestamp", InspectState::Pass)
            .fact("t", *raw)
            .fact("at", at.to_string()),
        (None, 0) => row("timestamp", InspectState::Fail).fact("why", "missing"),
        (None, 1) => row("timestamp", InspectState::Fail)
            .fact("why", "not_a_number")
            .fact("t", parts.times.join(", ")),
        (None, _) => row("timestamp", InspectState::Fail)
            .fact("why", "several")
            .fact("t", parts.times.join(", ")),
    }
}

/// Negative seconds lie in the future.
fn age(parts: Option<&SignatureHeader<'_>>, now: Timestamp) -> InspectCheck {
    let Some((_, signed_at)) = parts.and_then(|parts| parts.time) else {
        return row("age", InspectState::Skipped);
    };
    let seconds = now.as_second().saturating_sub(signed_at.as_second());
    let state = if seconds.unsigned_abs() > TOLERANCE.as_secs() {
        InspectState::Fail
    } else {
        InspectState::Pass
    };
    row("age", state)
        .fact("seconds", seconds.to_string())
        .fact("limit", TOLERANCE.as_secs().to_string())
}

/// How the signatures stand to secret and body.
enum Signature {
    /// There is nothing to compare with.
    NotLookedAt,
    /// The secret is empty.
    NoSecret,
    /// The header has no `v1`.
    None,
    /// This one fits, by its place from 0.
    Fits(usize),
    /// None fits. What would have to be different, if that was found.
    Mismatch(Option<Hint>),
}

/// What would fit instead.
#[derive(Clone, Copy)]
enum Hint {
    Secret(&'static str),
    Body(&'static str),
}

fn signature(parts: Option<&SignatureHeader<'_>>, delivery: &Delivery<'_>) -> Signature {
    let Some(parts) = parts else {
        return Signature::NotLookedAt;
    };
    if parts.signatures.is_empty() {
        return Signature::None;
    }
    let Some((time, _)) = parts.time else {
        return Signature::NotLookedAt;
    };
    let Ok(secret) = WebhookSecret::new(delivery.secret) else {
        return Signature::NoSecret;
    };
    let body = delivery.body;
    match parts.fitting(&secret, time, body.as_bytes()) {
        Some(place) => Signature::Fits(place),
        None => Signature::Mismatch(hint(parts, time, delivery)),
    }
}

/// What people change without noticing: the end of the paste, its line ends,
/// the end of the secret, its prefix.
fn hint(parts: &SignatureHeader<'_>, time: &str, delivery: &Delivery<'_>) -> Option<Hint> {
    let fits = |secret: &[u8], body: &[u8]| {
        WebhookSecret::new(secret).is_ok_and(|secret| parts.fitting(&secret, time, body).is_some())
    };
    let body = delivery.body;
    let unix = body.replace("\r\n", "\n");
    let windows = unix.replace('\n', "\r\n");
    let bodies = [
        ("without_space_around", body.trim().to_owned()),
        ("with_line_end", format!("{body}\n")),
        ("with_unix_line_ends", unix),
        ("with_windows_line_ends", windows),
    ];
    let other = bodies
        .iter()
        .find(|(_, other)| other != body && fits(delivery.secret, other.as_bytes()));
    if let Some((word, _)) = other {
        return Some(Hint::Body(word));
    }
    let trimmed = delivery.secret.trim_ascii();
    let short = trimmed.strip_prefix(b"whsec_");
    [
        ("without_space_around", Some(trimmed)),
        ("without_prefix", short),
    ]
    .into_iter()
    .find(|(_, other)| {
        other.is_some_and(|other| other != delivery.secret && fits(other, body.as_bytes()))
    })
    .map(|(word, _)| Hint::Secret(word))
}

fn signature_row(signature: &Signature, parts: Option<&SignatureHeader<'_>>) -> InspectCheck {
    let count = parts.map_or(0, |parts| parts.signatures.len());
    let others = parts.map(|parts| parts.others.join(", "));
    let others = others.filter(|others| !others.is_empty());
    let row = match signature {
        Signature::NotLookedAt => row("signature", InspectState::Skipped),
        Signature::NoSecret => row("signature", InspectState::Fail).fact("why", "no_secret"),
        Signature::None => row("signature", InspectState::Fail).fact("why", "missing"),
        Signature::Fits(place) => row("signature", InspectState::Pass)
            .fact("matched", (place + 1).to_string())
            .fact("of", count.to_string()),
        Signature::Mismatch(hint) => {
            let row = row("signature", InspectState::Fail)
                .fact("why", "mismatch")
                .fact("of", count.to_string());
            match hint {
                Some(Hint::Secret(word)) => row.fact("secret_fits", *word),
                Some(Hint::Body(_)) | None => row,
            }
        }
    };
    match others {
        Some(others) => row.fact("schemes", others),
        None => row,
    }
}

/// Whether the body is the one that was signed, as far as that can be told.
fn body(delivery: &Delivery<'_>, signature: &Signature) -> InspectCheck {
    let state = match signature {
        Signature::Fits(_) => InspectState::Pass,
        Signature::Mismatch(Some(Hint::Body(_))) => InspectState::Fail,
        Signature::Mismatch(_) if delivery.body.is_empty() => InspectState::Warn,
        Signature::NotLookedAt | Signature::NoSecret | Signature::None | Signature::Mismatch(_) => {
            InspectState::Skipped
        }
    };
    let row = row("body", state)
        .fact("bytes", delivery.body.len().to_string())
        .fact("sha256", hex::encode(Sha256::digest(delivery.body)));
    match signature {
        Signature::Mismatch(Some(Hint::Body(word))) => {
            row.fact("why", "altered").fact("fits", *word)
        }
        Signature::Mismatch(_) if delivery.body.is_empty() => row.fact("why", "empty"),
        Signature::NotLookedAt
        | Signature::NoSecret
        | Signature::None
        | Signature::Fits(_)
        | Signature::Mismatch(_) => row,
    }
}

fn read_event(body: &[u8]) -> Option<Event> {
    let raw = RawAnswer {
        status: 200,
        headers: &[],
        body,
    };
    Event::read_answer(&raw).ok()
}

/// An event may come twice and in any order; unknown types are events, too.
fn event_row(event: Option<&Event>, repeated: bool) -> InspectCheck {
    let Some(event) = event else {
        return row("event", InspectState::Warn).fact("why", "not_json");
    };
    let (state, why) = match (&event.kind, &event.id) {
        _ if repeated => (InspectState::Warn, Some("seen_before")),
        (None, _) => (InspectState::Warn, Some("no_type")),
        (Some(_), None) => (InspectState::Warn, Some("no_id")),
        (Some(_), Some(_)) => (InspectState::Pass, None),
    };
    let mut row = row("event", state);
    for (name, value) in [
        ("why", why.map(str::to_owned)),
        ("type", event.kind.clone()),
        ("id", event.id.clone()),
        ("object_id", event.object_id.clone()),
    ] {
        if let Some(value) = value {
            row = row.fact(name, value);
        }
    }
    row
}

fn row(kind: &str, state: InspectState) -> InspectCheck {
    InspectCheck {
        kind: kind.to_owned(),
        state,
        facts: BTreeMap::new(),
    }
}

impl InspectCheck {
    fn fact(mut self, name: &str, value: impl Into<String>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }
}

#[cfg(test)]
#[path = "inspect_tests.rs"]
mod tests;
