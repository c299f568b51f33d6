//! The way of one request over the line, place by place.

use std::future::pending;
use std::time::Duration;

use kh_api::{TransportError, UnknownKind, WireRequest, WireResponse};
use kh_simulator::{Call, Effect, Fault, FaultKind, Reply};

use super::Line;
use crate::blow::Blow;
use crate::nap::{Nap, NapPlace};
use crate::plan::CrashPoint;

/// The account of the key.
const ACCOUNT: u64 = 1;

impl Line {
    /// Carries one request there and its answer back.
    pub(super) async fn carry(
        &self,
        request: &WireRequest,
    ) -> Result<WireResponse, TransportError> {
        if self.has_ended() {
            return pending().await;
        }
        let call = call_of(request);
        let is_order = call.method == "POST" && call.path_and_query.ends_with("/orders");
        let key = call
            .header("idempotency-key")
            .unwrap_or_default()
            .to_owned();
        let (sent, blow, nap, there, back) = {
            let mut inner = self.inner();
            if is_order {
                inner.orders += 1;
                inner.orders_now += 1;
            }
            let fingerprint = inner.draw.bits();
            let sent = inner.write_down(&self.shared.time, &call, fingerprint);
            let blow = inner.blow(is_order, &key);
            if let Some(blow) = &blow {
                inner.tell(&self.shared.time, || format!("request {sent}: {blow:?}"));
            }
            let nap = inner.nap(is_order);
            let (there, back) = (inner.draw.ms(1, 120), inner.draw.ms(1, 120));
            (sent, blow, nap, there, back)
        };
        self.end_at(is_order, &[CrashPoint::AfterSign]).await;
        if let Some(Blow::NotSent(kind, detail, wait)) = blow {
            self.wait(wait).await;
            return Err(TransportError::NotSent {
                kind,
                detail: detail.to_owned(),
            });
        }
        self.end_at(is_order, &[CrashPoint::FirstByte]).await;
        self.wait(there).await;
        self.end_on_the_way(is_order, sent, &call).await;
        let mut answer = match self.sleeps(nap, NapPlace::OnTheWay) {
            Some(Nap {
                survives: false, ..
            }) => Err(broken("the connection ended in the night")),
            Some(_) | None => self.answer(sent, call, blow, request.timeout).await,
        };
        if self
            .sleeps(nap, NapPlace::BeforeTheAnswer)
            .is_some_and(|nap| !nap.survives)
        {
            answer = Err(broken("the answer was lost in the night"));
        }
        let places = [
            CrashPoint::ServerCommit,
            CrashPoint::ResponseHeaders,
            CrashPoint::ResponseBody,
        ];
        if answer.is_ok() {
            self.wait(back).await;
        }
        self.end_at(is_order, &places).await;
        self.note_quiet(&answer);
        self.end_before_the_intent(request).await;
        if is_order {
            self.end_at_the_outcome();
        }
        answer
    }

    /// The computer sleeps through its nap, if it begins here; what was under way
    /// arrives meanwhile.
    fn sleeps(&self, nap: Option<Nap>, place: NapPlace) -> Option<Nap> {
        let nap = nap.filter(|nap| nap.place == place)?;
        self.tell(|| format!("the computer sleeps: {nap:?}"));
        self.shared.time.sleep_through(nap.time);
        self.arrive();
        Some(nap)
    }

    /// Writes down for how long the provider wants quiet.
    fn note_quiet(&self, answer: &Result<WireResponse, TransportError>) {
        let headers = answer.iter().flat_map(|answer| &answer.headers);
        let mut named = headers.filter(|(name, _)| name == "retry-after");
        if let Some(seconds) = named.next().and_then(|(_, text)| text.parse().ok()) {
            let heard = self.shared.time.passed();
            let over = heard + Duration::from_secs(seconds);
            self.inner().quiets.push((heard, over));
        }
    }

    /// What comes back, if anything.
    async fn answer(
        &self,
        sent: u32,
        call: Call,
        blow: Option<Blow>,
        patience: Duration,
    ) -> Result<WireResponse, TransportError> {
        let mut cut = None;
        let reply = match blow {
            None | Some(Blow::NotSent(..)) => self.heard(sent, call, None),
            Some(Blow::Broken { done }) => {
                if done {
                    let _ = self.heard(sent, call, None);
                }
                return Err(broken("the connection ended"));
            }
            Some(Blow::TimedOut { done_after }) => {
                if let Some(after) = done_after {
                    let due = self.shared.time.passed() + after;
                    self.inner().under_way.push((due, sent, call));
                }
                return self.time_out(patience).await;
            }
            Some(Blow::Truncated(share)) => {
                cut = Some(share);
                self.heard(sent, call, None)
            }
            Some(Blow::Scripted { kind, done, quiet }) => {
                if done {
                    let _ = self.heard(sent, call.clone(), None);
                }
                let mut reply = self.heard(sent, call, Some(kind));
                if let Some(seconds) = quiet {
                    let header = ("retry-after".to_owned(), seconds.to_string());
                    reply.headers.push(header);
                }
                reply
            }
            Some(Blow::Slow {
                takes,
                broken: ends,
            }) => {
                let ms = u64::try_from(takes.as_millis()).unwrap_or(u64::MAX);
                let reply = self.heard(sent, call, Some(FaultKind::Slow { ms }));
                if ends {
                    return Err(broken("the connection ended while it worked"));
                }
                reply
            }
            Some(Blow::NoMoney(credit, card)) => {
                let credit = credit.parse().unwrap_or_default();
                // Both fail only for an account that is not there.
                let _ = self.shared.simulator.set_credit(ACCOUNT, credit);
                let _ = self.shared.simulator.set_card(ACCOUNT, card);
                self.heard(sent, call, None)
            }
        };
        let mut body = reply.body;
        if let Some(share) = cut {
            body.truncate(body.len() * share / 100);
        }
        match reply.effect {
            Effect::Whole => {}
            Effect::Dropped => return Err(broken("the connection ended")),
            Effect::Cut(_) => return Err(broken("the answer ended in the middle")),
            Effect::Delayed(time) if time > patience => return self.time_out(patience).await,
            Effect::Delayed(time) => self.wait(time).await,
        }
        Ok(WireResponse {
            status: reply.status,
            headers: reply.headers,
            body,
        })
    }

    /// The provider deals with the request, after all that came before it.
    fn heard(&self, sent: u32, call: Call, kind: Option<FaultKind>) -> Reply {
        self.arrive();
        let fault = kind.map(|kind| Fault {
            on: "*".to_owned(),
            kind,
            skip: 0,
            times: 1,
        });
        self.shared
            .simulator
            .set_faults(fault.into_iter().collect());
        self.carry_out(&mut self.inner(), sent, call)
    }

    async fn time_out(&self, patience: Duration) -> Result<WireResponse, TransportError> {
        self.wait(patience).await;
        self.arrive();
        Err(TransportError::Unknown {
            kind: UnknownKind::Timeout,
            detail: "no answer in time".to_owned(),
        })
    }

    /// Time passes; nothing goes on after the end of the program.
    async fn wait(&self, time: Duration) {
        self.shared.time.wait(time).await;
        if self.has_ended() {
            pending::<()>().await;
        }
    }

    /// Ends the program if this is the place.
    async fn end_at(&self, is_order: bool, places: &[CrashPoint]) {
        let ends = {
            let mut inner = self.inner();
            let crash = inner.crash_here(is_order);
            let crash = crash.filter(|crash| places.contains(&crash.point));
            crash.map(|crash| self.end_program(&mut inner, crash.end))
        };
        if ends.is_some() {
            pending::<()>().await;
        }
    }

    /// All of the request has left: it arrives, though nobody waits for it.
    async fn end_on_the_way(&self, is_order: bool, sent: u32, call: &Call) {
        let ends = {
            let mut inner = self.inner();
            let crash = inner.crash_here(is_order);
            let crash = crash.filter(|crash| crash.point == CrashPoint::LastByte);
            crash.map(|crash| {
                let wait = inner.draw.one_of(&[1, 200, 3_000, 45_000]);
                let due = self.shared.time.passed() + Duration::from_millis(wait);
                inner.under_way.push((due, sent, call.clone()));
                self.end_program(&mut inner, crash.end);
            })
        };
        if ends.is_some() {
            pending::<()>().await;
        }
    }

    /// The product was read once more, and the program ends.
    async fn end_before_the_intent(&self, request: &WireRequest) {
        let ends = {
            let mut inner = self.inner();
            let is_product = request.url.contains("/products/");
            let crash = inner.crash.filter(|_| inner.placing && is_product);
            crash.map(|crash| self.end_program(&mut inner, crash.end))
        };
        if ends.is_some() {
            pending::<()>().await;
        }
    }

    /// The answer is there: the next flush is that of the outcome.
    fn end_at_the_outcome(&self) {
        let inner = self.inner();
        let Some(crash) = inner.crash_here(true) else {
            return;
        };
        match crash.point {
            CrashPoint::BeforeOutcome => self.stop_at_sync(&inner, true, crash.end),
            CrashPoint::AfterOutcome => self.stop_at_sync(&inner, false, crash.end),
            CrashPoint::BeforeIntent
            | CrashPoint::RowBeforeFsync
            | CrashPoint::AfterFsync
            | CrashPoint::AfterSign
            | CrashPoint::FirstByte
            | CrashPoint::LastByte
            | CrashPoint::ServerCommit
            | CrashPoint::ResponseHeaders
            | CrashPoint::ResponseBody
            | CrashPoint::DuringRecovery => {}
        }
    }
}

fn broken(detail: &str) -> TransportError {
    TransportError::Unknown {
        kind: UnknownKind::Broken,
        detail: detail.to_owned(),
    }
}

fn call_of(request: &WireRequest) -> Call {
    let host = request.url.find("://").map_or(0, |at| at + 3);
    let path = request.url[host..].find('/');
    let path = path.map_or(request.url.len(), |at| at + host);
    let mut call = Call::new(request.method.as_str(), &request.url[path..]);
    let headers = request.headers.iter();
    call.headers = headers
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect();
    call.body.clone_from(&request.body);
    call
}
