//! Every attempt on the wire has a nonce and a time of its own, and was written
//! down before.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use kh_api::{
    Asker, AttemptEnd, AttemptLog, AttemptStart, Begun, KeyLedger, KeyUse, LedgerError,
    NotSentKind, OrderBody, PreparedPost, Sending, Transport, TransportError, UnknownKind,
    WireRequest, fresh_idempotency_key,
};
use kh_model::{BillingCycle, KeyId, ProductId};

use crate::world::{Draw, SECOND, World, answer, client, problem};

const ATTEMPTS: usize = 1_000_000;

/// What went over the wire, and what was written down before.
struct Wire {
    world: World,
    seen: Mutex<Seen>,
}

struct Seen {
    draw: Draw,
    nonces: HashSet<u128>,
    attempts: usize,
    repeated: usize,
    unwritten: usize,
    wrong_time: usize,
    changed_body: usize,
    row: Option<AttemptStart>,
    ends: usize,
    intent: Option<(String, Vec<u8>)>,
}

impl Transport for Wire {
    fn send(&self, request: WireRequest) -> Sending<'_> {
        let now = self.world.now();
        let result = match request.header("kh-nonce") {
            None => Ok(answer(200, now, r#"{"status":"ok"}"#)),
            Some(nonce) => self.seen.lock().unwrap().judge(nonce, &request, now),
        };
        Box::pin(std::future::ready(result))
    }
}

impl Seen {
    fn judge(
        &mut self,
        nonce: &str,
        request: &WireRequest,
        now: i64,
    ) -> Result<kh_api::WireResponse, TransportError> {
        self.attempts += 1;
        let number = u128::from_str_radix(nonce, 16).unwrap();
        if !self.nonces.insert(number) {
            self.repeated += 1;
        }
        let time: i64 = request.header("kh-timestamp").unwrap().parse().unwrap();
        if (time - now / SECOND).abs() > 1 {
            self.wrong_time += 1;
        }
        match self.row.take() {
            Some(row) if row.nonce == nonce && row.signed_at.as_second() == time => {}
            Some(_) | None => self.unwritten += 1,
        }
        let key = request.header("idempotency-key").unwrap();
        match &self.intent {
            Some((known, body)) if known == key => {
                if *body != request.body {
                    self.changed_body += 1;
                }
            }
            Some(_) | None => self.intent = Some((key.to_owned(), request.body.clone())),
        }
        let detail = String::new();
        match self.draw.within(0, 8) {
            0 | 1 => Err(TransportError::Unknown {
                kind: UnknownKind::Broken,
                detail,
            }),
            2 => Err(TransportError::NotSent {
                kind: NotSentKind::Connect,
                detail,
            }),
            3 => Ok(problem(500, now, "internal_error", "")),
            4 => Ok(problem(429, now, "rate_limited", "")),
            5 => Ok(problem(401, now, "auth_failed", "replay_detected")),
            6 => Ok(answer(307, now, "")),
            _ => Ok(answer(201, now, r#"{"data":{"id":1,"status":"paid"}}"#)),
        }
    }
}

impl AttemptLog for Wire {
    fn begin<'a>(&'a self, attempt: &'a AttemptStart) -> Begun<'a> {
        self.seen.lock().unwrap().row = Some(attempt.clone());
        Box::pin(std::future::ready(Ok(())))
    }

    fn end(&self, _attempt: &AttemptEnd) {
        self.seen.lock().unwrap().ends += 1;
    }
}

/// No limit stands in the way: every change meets a key that was never used.
struct NoLimits;

impl KeyLedger for NoLimits {
    fn update(&self, _: &KeyId, change: &mut dyn FnMut(&mut KeyUse)) -> Result<(), LedgerError> {
        change(&mut KeyUse::default());
        Ok(())
    }
}

#[test]
fn r5_every_attempt_has_its_own_nonce_and_time_and_was_written_down() {
    let world = World::new();
    let wire = Arc::new(Wire {
        world: world.clone(),
        seen: Mutex::new(Seen {
            draw: Draw::new(5),
            nonces: HashSet::with_capacity(ATTEMPTS),
            attempts: 0,
            repeated: 0,
            unwritten: 0,
            wrong_time: 0,
            changed_body: 0,
            row: None,
            ends: 0,
            intent: None,
        }),
    });
    let client = client(&world, wire.clone(), Arc::new(NoLimits));
    let body = OrderBody::new(ProductId::new("42").unwrap(), BillingCycle::Monthly);
    let mut calls = 0;
    while wire.seen.lock().unwrap().attempts < ATTEMPTS {
        let post = PreparedPost::order(&body, fresh_idempotency_key("order").unwrap()).unwrap();
        // How a call ends is not what is judged here.
        let _ = world.finish(client.place_order(Asker::Person, &post, &*wire));
        calls += 1;
    }
    let seen = wire.seen.lock().unwrap();
    println!(
        "R5 calls={calls} attempts={} repeated_nonces={} unwritten={} wrong_times={} changed_bodies={}",
        seen.attempts, seen.repeated, seen.unwritten, seen.wrong_time, seen.changed_body
    );
    assert!(seen.attempts > calls, "some calls were repeated");
    assert_eq!(seen.ends, seen.attempts);
    assert_eq!(
        (
            seen.repeated,
            seen.unwritten,
            seen.wrong_time,
            seen.changed_body
        ),
        (0, 0, 0, 0)
    );
}
