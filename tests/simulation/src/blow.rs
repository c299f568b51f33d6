//! What the fourteen faults do to a request.

use std::collections::BTreeMap;
use std::time::Duration;

use kh_api::NotSentKind;
use kh_simulator::{Card, FaultKind};

use crate::draw::Draw;
use crate::plan::Fault;

/// What happens to one request.
#[derive(Debug, Clone)]
pub(crate) enum Blow {
    /// No byte of it leaves.
    NotSent(NotSentKind, &'static str, Duration),
    /// The connection ends without an answer; the provider has done it or not.
    Broken {
        /// Whether it was done.
        done: bool,
    },
    /// No answer comes in time.
    TimedOut {
        /// When the provider does it: not at all, or so long after it came.
        done_after: Option<Duration>,
    },
    /// It is done, and the answer is cut to this share in a hundred.
    Truncated(usize),
    /// It is done or not; either way this is the answer.
    Scripted {
        /// The answer.
        kind: FaultKind,
        /// Whether it is done first.
        done: bool,
        /// How many seconds of quiet it asks for, if it does.
        quiet: Option<u64>,
    },
    /// It takes so long, and the connection may end meanwhile.
    Slow {
        /// How long.
        takes: Duration,
        /// Whether the connection ends at once.
        broken: bool,
    },
    /// The money is gone when it comes.
    NoMoney(&'static str, Card),
}

/// What stands before the provider for a whole scenario.
#[derive(Debug)]
pub(crate) struct Front {
    fault: Fault,
    /// Whether a 500 is what the key is answered with for good.
    for_good: bool,
    failed: BTreeMap<String, u32>,
}

impl Front {
    pub(crate) fn of(fault: Fault, draw: &Draw) -> Self {
        Self {
            fault,
            for_good: fault == Fault::Error500 && draw.once_in(3),
            failed: BTreeMap::new(),
        }
    }

    /// Whether a key is answered with 500 for good.
    pub(crate) fn answers_500_for_good(&self, key: &str) -> bool {
        self.for_good && self.failed.contains_key(key)
    }

    /// A stored 500 is given again, whatever was done.
    pub(crate) fn still(&self, key: &str) -> Option<Blow> {
        self.answers_500_for_good(key).then_some(failed_500(false))
    }

    /// What the fault does to this request.
    pub(crate) fn blow(&mut self, key: &str, is_order: bool, draw: &Draw) -> Blow {
        match self.fault {
            Fault::ConnectRefused if draw.once_in(3) => Blow::NotSent(
                NotSentKind::ConnectTimeout,
                "nobody answered the knock",
                Duration::from_secs(10),
            ),
            Fault::ConnectRefused => not_sent("connection refused", 3),
            Fault::DnsFails => not_sent("the name was not found", draw.between(2, 5_000)),
            Fault::TlsFails => not_sent("the certificate is another's", draw.between(10, 300)),
            Fault::ResetBeforeSend => Blow::Broken { done: false },
            Fault::ResetMidBody => Blow::Broken {
                done: draw.once_in(2),
            },
            Fault::ResetAfterCommit => Blow::Broken { done: true },
            Fault::ReadTimesOut => Blow::TimedOut {
                done_after: match draw.below(4) {
                    0 => None,
                    1 | 2 => Some(draw.ms(0, 2_000)),
                    _ => Some(draw.secs(20, 90)),
                },
            },
            Fault::TruncatedJson => {
                Blow::Truncated(usize::try_from(draw.below(100)).unwrap_or_default())
            }
            Fault::Error500 => {
                if is_order {
                    *self.failed.entry(key.to_owned()).or_default() += 1;
                }
                failed_500(draw.once_in(2))
            }
            Fault::Gateway => Blow::Scripted {
                kind: FaultKind::Html {
                    // A refusal of an order by something in between says nothing.
                    status: if is_order {
                        draw.one_of(&[502, 503, 504, 408, 403, 404])
                    } else {
                        draw.one_of(&[502, 503, 504])
                    },
                    after_commit: false,
                },
                done: draw.once_in(2),
                quiet: draw.once_in(3).then(|| draw.between(1, 600)),
            },
            Fault::RateLimited => Blow::Scripted {
                kind: FaultKind::RateLimited { retry_after: None },
                done: false,
                quiet: Some(if draw.once_in(2) {
                    draw.between(1, 20)
                } else {
                    draw.between(1, 600)
                }),
            },
            Fault::InProgress => Blow::Slow {
                takes: draw.one_of(&[
                    Duration::from_millis(1_500),
                    Duration::from_secs(6),
                    Duration::from_secs(25),
                    Duration::from_secs(100),
                ]),
                broken: draw.once_in(2),
            },
            Fault::PaymentRequired => {
                let (credit, card) = draw.one_of(&[
                    ("0", Card::None),
                    ("1.00", Card::None),
                    ("0", Card::Declined),
                    ("0", Card::Expired),
                ]);
                Blow::NoMoney(credit, card)
            }
            Fault::Unauthorized => refused(draw.one_of(&[
                "signature_mismatch",
                "unknown_or_locked_key",
                "timestamp_out_of_window",
                "replay_detected",
                "ip_not_allowed",
            ])),
        }
    }
}

fn not_sent(detail: &'static str, ms: u64) -> Blow {
    Blow::NotSent(NotSentKind::Connect, detail, Duration::from_millis(ms))
}

fn failed_500(done: bool) -> Blow {
    Blow::Scripted {
        kind: FaultKind::Error {
            status: 500,
            after_commit: false,
        },
        done,
        quiet: None,
    }
}

fn refused(reason: &str) -> Blow {
    let kind = FaultKind::Replace {
        status: 401,
        content_type: "application/problem+json".to_owned(),
        body: format!(
            "{{\"type\":\"https://www.kernelhost.com/en/reseller-api/errors/auth_failed\",\
             \"title\":\"Authentication failed\",\"status\":401,\"reason\":\"{reason}\"}}"
        ),
        after_commit: false,
    };
    Blow::Scripted {
        kind,
        done: false,
        quiet: None,
    }
}

/// The order that an answer names, whatever form it has.
pub(crate) fn order_named_in(body: &[u8]) -> Option<String> {
    let answer: serde_json::Value = serde_json::from_slice(body).ok()?;
    let id = answer
        .get("order_id")
        .or_else(|| answer.get("data")?.get("id"))?;
    Some(id.to_string().trim_matches('"').to_owned())
}
