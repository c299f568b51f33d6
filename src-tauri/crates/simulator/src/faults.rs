//! A script of failures: what shall go wrong, at which endpoint, how often.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::call::Call;
use crate::router::plain_path;

/// One entry of the script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The endpoint, such as `POST /v1/orders` or `GET /v1/services/{id}`; a
    /// segment in braces, or `*`, stands for any one segment, and `*` alone for
    /// every call.
    pub on: String,
    /// What goes wrong.
    #[serde(flatten)]
    pub kind: FaultKind,
    /// How many matching calls are left in peace first.
    #[serde(default)]
    pub skip: u32,
    /// How many matching calls go wrong then.
    #[serde(default = "once")]
    pub times: u32,
}

fn once() -> u32 {
    1
}

/// What goes wrong with a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum FaultKind {
    /// The connection ends; nothing was done.
    DropBeforeCommit,
    /// Everything is done; the connection ends without an answer.
    DropAfterCommit,
    /// Everything is done at once; the answer comes late.
    Delay {
        /// Milliseconds.
        ms: u64,
    },
    /// The work takes so long; until it is over, the same idempotency key is
    /// answered with "in progress".
    Slow {
        /// Milliseconds.
        ms: u64,
    },
    /// The answer ends in the middle of its body.
    CutBody {
        /// Bytes of the body that arrive.
        bytes: usize,
    },
    /// A page for people instead of an answer, as a proxy sends it.
    Html {
        /// The status code.
        #[serde(default = "bad_gateway")]
        status: u16,
        /// Whether the call was carried out nevertheless.
        #[serde(default)]
        after_commit: bool,
    },
    /// The `Date` header is wrong.
    WrongDate {
        /// Seconds it is ahead.
        offset_s: i64,
    },
    /// 429 though nothing was used up.
    RateLimited {
        /// `Retry-After` as it is sent; none leaves the header out.
        #[serde(default)]
        retry_after: Option<String>,
    },
    /// A failure of the server, as a problem.
    Error {
        /// The status code.
        #[serde(default = "internal")]
        status: u16,
        /// Whether the call was carried out nevertheless.
        #[serde(default)]
        after_commit: bool,
    },
    /// Any answer at all.
    Replace {
        /// The status code.
        status: u16,
        /// The content type.
        content_type: String,
        /// The body.
        body: String,
        /// Whether the call was carried out nevertheless.
        #[serde(default)]
        after_commit: bool,
    },
}

fn bad_gateway() -> u16 {
    502
}

fn internal() -> u16 {
    500
}

impl FaultKind {
    /// Whether the call is carried out.
    pub(crate) fn carries_out(&self) -> bool {
        match self {
            Self::DropBeforeCommit | Self::RateLimited { .. } => false,
            Self::DropAfterCommit
            | Self::Delay { .. }
            | Self::Slow { .. }
            | Self::CutBody { .. }
            | Self::WrongDate { .. } => true,
            Self::Html { after_commit, .. }
            | Self::Error { after_commit, .. }
            | Self::Replace { after_commit, .. } => *after_commit,
        }
    }

    /// How long the work takes.
    pub(crate) fn working_time(&self) -> Duration {
        match self {
            Self::Slow { ms } => Duration::from_millis(*ms),
            Self::DropBeforeCommit
            | Self::DropAfterCommit
            | Self::Delay { .. }
            | Self::CutBody { .. }
            | Self::Html { .. }
            | Self::WrongDate { .. }
            | Self::RateLimited { .. }
            | Self::Error { .. }
            | Self::Replace { .. } => Duration::ZERO,
        }
    }
}

/// The script with what is left of it.
#[derive(Debug, Default)]
pub(crate) struct Script {
    faults: Vec<Fault>,
}

impl Script {
    pub(crate) fn replace(&mut self, faults: Vec<Fault>) {
        self.faults = faults;
    }

    pub(crate) fn left(&self) -> &[Fault] {
        &self.faults
    }

    /// What goes wrong with this call. The first entry that matches decides
    /// and is used up by it.
    pub(crate) fn draw(&mut self, call: &Call) -> Option<FaultKind> {
        let place = self
            .faults
            .iter()
            .position(|fault| fault.times > 0 && matches(&fault.on, call))?;
        let fault = &mut self.faults[place];
        if fault.skip > 0 {
            fault.skip -= 1;
            return None;
        }
        fault.times -= 1;
        let kind = fault.kind.clone();
        if fault.times == 0 {
            self.faults.remove(place);
        }
        Some(kind)
    }
}

fn matches(on: &str, call: &Call) -> bool {
    if on == "*" {
        return true;
    }
    let Some((method, pattern)) = on.split_once(' ') else {
        return false;
    };
    let mut pattern = pattern.split('/');
    let mut path = plain_path(call).split('/');
    let segments_match = loop {
        match (pattern.next(), path.next()) {
            (None, None) => break true,
            (Some(wanted), Some(own)) if wanted == own || stands_for_any(wanted) => {}
            _ => break false,
        }
    };
    (method == "*" || method == call.method) && segments_match
}

fn stands_for_any(segment: &str) -> bool {
    segment == "*" || (segment.starts_with('{') && segment.ends_with('}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_waits_as_long_as_it_was_told_and_strikes_as_often() {
        let mut script = Script::default();
        script.replace(vec![Fault {
            on: "GET /v1/services/{id}".to_owned(),
            kind: FaultKind::DropAfterCommit,
            skip: 1,
            times: 2,
        }]);
        let call = Call::new("GET", "/cp/kh_reseller_api/v1/services/7?x=1");
        let other = Call::new("GET", "/v1/services");
        assert_eq!(script.draw(&other), None);
        let struck: Vec<bool> = (0..4).map(|_| script.draw(&call).is_some()).collect();
        assert_eq!(struck, [false, true, true, false]);
        assert!(script.left().is_empty());
    }

    #[test]
    fn the_script_reads_as_it_is_documented() {
        let text = r#"{"on":"POST /v1/orders","do":"error","status":503,"after_commit":true}"#;
        let fault: Fault = serde_json::from_str(text).unwrap();
        assert_eq!(fault.times, 1);
        assert!(fault.kind.carries_out());
        assert!(serde_json::from_str::<Fault>(r#"{"on":"*","do":"explode"}"#).is_err());
    }
}
