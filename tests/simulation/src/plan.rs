//! What a scenario is: where the program ends, what fails, and a seed that
//! decides everything else.

use std::fmt;
use std::str::FromStr;

use crate::draw::Draw;

/// Where the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CrashPoint {
    /// The product was read once more; nothing is written yet.
    BeforeIntent,
    /// The row of the intent is written, and not yet flushed.
    RowBeforeFsync,
    /// The row is flushed; the program has not heard of it.
    AfterFsync,
    /// The request is signed; no byte has left.
    AfterSign,
    /// A part of the request has left.
    FirstByte,
    /// All of the request has left; the provider has not begun.
    LastByte,
    /// The provider has done it; no byte of the answer has come.
    ServerCommit,
    /// The head of the answer has come.
    ResponseHeaders,
    /// All of the answer has come; the program has not acted on it.
    ResponseBody,
    /// The outcome is written, and not yet flushed.
    BeforeOutcome,
    /// The outcome is flushed; nobody has heard of it.
    AfterOutcome,
    /// One of the others, and then again while the next run settles it.
    DuringRecovery,
}

impl CrashPoint {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::BeforeIntent,
        Self::RowBeforeFsync,
        Self::AfterFsync,
        Self::AfterSign,
        Self::FirstByte,
        Self::LastByte,
        Self::ServerCommit,
        Self::ResponseHeaders,
        Self::ResponseBody,
        Self::BeforeOutcome,
        Self::AfterOutcome,
        Self::DuringRecovery,
    ];
}

/// What fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Nobody answers the knock.
    ConnectRefused,
    /// The name is not found.
    DnsFails,
    /// The certificate is not the provider's.
    TlsFails,
    /// The connection ends before the provider reads anything.
    ResetBeforeSend,
    /// The connection ends in the middle of the request, or of the answer.
    ResetMidBody,
    /// The connection ends after the deed, before the answer.
    ResetAfterCommit,
    /// No answer in time: nothing was done, or it is, or it will be.
    ReadTimesOut,
    /// The answer is cut and looks whole.
    TruncatedJson,
    /// 500, done or not; the provider may answer it again under the same key.
    Error500,
    /// A page by something in between: 502 to 504, for an order also 408, 403 or
    /// 404; the request was passed on or not.
    Gateway,
    /// 429 with a time.
    RateLimited,
    /// The first request still runs when the second comes.
    InProgress,
    /// 402, one of the three reasons.
    PaymentRequired,
    /// 401.
    Unauthorized,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::ConnectRefused,
        Self::DnsFails,
        Self::TlsFails,
        Self::ResetBeforeSend,
        Self::ResetMidBody,
        Self::ResetAfterCommit,
        Self::ReadTimesOut,
        Self::TruncatedJson,
        Self::Error500,
        Self::Gateway,
        Self::RateLimited,
        Self::InProgress,
        Self::PaymentRequired,
        Self::Unauthorized,
    ];
}

/// Crash points times faults.
pub const CELLS: u64 = (CrashPoint::ALL.len() * Fault::ALL.len()) as u64;

/// Names one scenario for good: its cell in the low eight bits, and what it
/// draws from above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Seed(u64);

impl Seed {
    /// The scenario with this number in the row that `base` begins. Every 168
    /// numbers visit every crash point with every fault once.
    #[must_use]
    pub fn nth(base: u64, number: u64) -> Self {
        let round = Draw::of(base.wrapping_add(number / CELLS), "round");
        Self((round.bits() << 8) | (number % CELLS))
    }

    /// The base of a day's scenarios, from its date as text.
    #[must_use]
    pub fn base_of(date: &str) -> u64 {
        Draw::of(0, date).bits()
    }

    /// Where the program ends.
    #[must_use]
    pub fn point(self) -> CrashPoint {
        CrashPoint::ALL[self.cell() % CrashPoint::ALL.len()]
    }

    /// What fails.
    #[must_use]
    pub fn fault(self) -> Fault {
        Fault::ALL[self.cell() / CrashPoint::ALL.len() % Fault::ALL.len()]
    }

    /// The row of draws of a room.
    #[must_use]
    pub fn draw(self, room: &str) -> Draw {
        Draw::of(self.0, room)
    }

    fn cell(self) -> usize {
        usize::from(self.0.to_le_bytes()[0])
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl FromStr for Seed {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(text, 16).map(Self)
    }
}

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It is killed: the system keeps what was written.
    Killed,
    /// The power goes: of what was not flushed, a seed decides what is left.
    PowerCut(u64),
}

impl End {
    /// One of the two.
    #[must_use]
    pub fn drawn(draw: &Draw) -> Self {
        if draw.once_in(2) {
            Self::Killed
        } else {
            Self::PowerCut(draw.bits())
        }
    }
}

/// Which calls a fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Orders only.
    Orders,
    /// Every call.
    Everything,
}

/// When the fault is there, counted in orders on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strike {
    /// The first order that it strikes; from 1.
    pub from: u32,
    /// How many it strikes.
    pub times: u32,
    /// What it strikes meanwhile.
    pub reach: Reach,
}

/// Where and when the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crash {
    /// Where.
    pub point: CrashPoint,
    /// At which order on the wire of the run, or at which click; in a run that
    /// settles also at which step of the disk. From 1.
    pub at: u32,
    /// How.
    pub end: End,
}

/// What a seed decides about faults and ends.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What fails.
    pub fault: Fault,
    /// When.
    pub strike: Strike,
    /// The end of the first run.
    pub crash: Crash,
    /// The end of the second run, while it settles what the first left.
    pub again: Option<Crash>,
    /// Whether the computer sleeps now and then while a request is in flight.
    pub naps: bool,
}

impl Plan {
    /// This fault strikes everything it reaches, for as long as it is not
    /// mended, and nothing ends the program.
    #[must_use]
    pub fn of_a_lasting(fault: Fault, reach: Reach) -> Self {
        Self {
            fault,
            strike: Strike {
                from: 0,
                times: u32::MAX,
                reach,
            },
            crash: Crash {
                point: CrashPoint::AfterSign,
                at: u32::MAX,
                end: End::Killed,
            },
            again: None,
            naps: false,
        }
    }

    /// The plan of a seed.
    #[must_use]
    pub fn of(seed: Seed) -> Self {
        let draw = seed.draw("plan");
        let first = match seed.point() {
            CrashPoint::DuringRecovery => draw.one_of(&CrashPoint::ALL[..11]),
            other => other,
        };
        let times = draw.one_of(&[1, 1, 1, 2, 3, 4, 6]);
        // The fault comes before the end, with it, or while it is made good.
        let (from, at) = match draw.below(3) {
            0 => (1, times + 1),
            1 => (
                1,
                1 + u32::try_from(draw.below(u64::from(times))).unwrap_or(0),
            ),
            _ => (2, 1),
        };
        let at = match first {
            // Counted in clicks: the later orders on the wire are repetitions.
            CrashPoint::BeforeIntent | CrashPoint::RowBeforeFsync | CrashPoint::AfterFsync => {
                draw.one_of(&[1, 1, 1, 2])
            }
            _ => at,
        };
        let again = (seed.point() == CrashPoint::DuringRecovery).then(|| {
            let point = draw.one_of(&CrashPoint::ALL[3..]);
            let steps = u32::try_from(draw.between(1, 120)).unwrap_or(1);
            Crash {
                point,
                at: if point == CrashPoint::DuringRecovery {
                    steps
                } else {
                    1
                },
                end: End::drawn(&draw),
            }
        });
        Self {
            fault: seed.fault(),
            strike: Strike {
                from,
                times,
                reach: if draw.once_in(4) {
                    Reach::Everything
                } else {
                    Reach::Orders
                },
            },
            crash: Crash {
                point: first,
                at,
                end: End::drawn(&draw),
            },
            again,
            naps: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_row_visits_every_crash_point_with_every_fault_equally_often() {
        let base = Seed::base_of("2026-01-01");
        let seeds: Vec<Seed> = (0..CELLS * 3).map(|n| Seed::nth(base, n)).collect();
        let cells: HashSet<_> = seeds.iter().map(|one| (one.point(), one.fault())).collect();
        assert_eq!(cells.len() as u64, CELLS);
        let different: HashSet<Seed> = seeds.iter().copied().collect();
        assert_eq!(different.len(), seeds.len());
    }

    #[test]
    fn a_seed_reads_back_as_it_is_printed_and_other_days_have_others() {
        let seed = Seed::nth(Seed::base_of("2026-01-01"), 167);
        assert_eq!(seed.to_string().parse(), Ok(seed));
        assert_ne!(seed, Seed::nth(Seed::base_of("2026-01-02"), 167));
    }
}
