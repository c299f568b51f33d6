//! Rate limits (contract 6): a token bucket and a day count per key, a token
//! bucket per address. A refused call takes nothing.

use std::net::IpAddr;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use crate::SimulatorError;
use crate::problem::{Code, Problem};
use crate::store::{ms, run};
use crate::turn::Turn;
use crate::world::{ApiKey, Limits};

/// Whatever key is used: so many calls per minute from one address.
pub(crate) const PER_ADDRESS: u32 = 600;
/// Tokens are counted in parts so small that one millisecond at one token per
/// minute is a whole number of them.
const PART: i64 = 60_000;
const DAY_S: i64 = 86_400;

/// What is left, for the headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Left {
    /// Calls that would be taken now.
    remaining: i64,
    /// When everything is there again, Unix seconds.
    reset: i64,
}

impl Left {
    pub(crate) fn headers(self) -> [(String, String); 2] {
        [
            (
                "x-ratelimit-remaining".to_owned(),
                self.remaining.to_string(),
            ),
            ("x-ratelimit-reset".to_owned(), self.reset.to_string()),
        ]
    }
}

/// Takes one call of the address, or refuses.
pub(crate) fn take_address(
    turn: &Turn<'_>,
    address: IpAddr,
) -> Result<Result<Left, Problem>, SimulatorError> {
    let owner = address.to_canonical().to_string();
    let limits = Limits {
        per_minute: turn.per_address,
        burst: turn.per_address,
        per_day: u32::MAX,
    };
    take(turn, &owner, limits, "this address")
}

/// Takes one call of the key, or refuses.
pub(crate) fn take_key(
    turn: &Turn<'_>,
    key: &ApiKey,
) -> Result<Result<Left, Problem>, SimulatorError> {
    take(turn, &key.id, key.limits, "this key")
}

struct Bucket {
    tokens: i64,
    at: i64,
    day: i64,
    used: i64,
}

fn take(
    turn: &Turn<'_>,
    owner: &str,
    limits: Limits,
    whose: &str,
) -> Result<Result<Left, Problem>, SimulatorError> {
    let mut bucket = filled(turn, owner, limits)?;
    let day_over = bucket.used >= i64::from(limits.per_day);
    if day_over || bucket.tokens < PART {
        let left = left(turn.now, &bucket, limits);
        let wait = if day_over {
            midnight(turn.now) - turn.now.as_second()
        } else {
            div_up(div_up(PART - bucket.tokens, per_ms(limits)), 1000)
        };
        let mut problem = Problem::new(
            Code::RateLimited,
            format!("Too many requests with {whose}. Try again in {wait} seconds."),
        )
        .with_header("retry-after", &wait.max(1));
        problem.headers.extend(left.headers());
        return Ok(Err(problem));
    }
    bucket.tokens -= PART;
    bucket.used += 1;
    run(
        turn.db,
        "INSERT INTO buckets (owner, tokens, at, day, used) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (owner) DO UPDATE SET tokens = excluded.tokens, at = excluded.at,
           day = excluded.day, used = excluded.used",
        params![owner, bucket.tokens, bucket.at, bucket.day, bucket.used],
    )?;
    Ok(Ok(left(turn.now, &bucket, limits)))
}

/// The bucket as it is now: what came back since the last call is in it.
fn filled(turn: &Turn<'_>, owner: &str, limits: Limits) -> Result<Bucket, SimulatorError> {
    let (now, today) = (ms(turn.now), turn.now.as_second().div_euclid(DAY_S));
    let stored = turn
        .db
        .prepare_cached("SELECT tokens, at, day, used FROM buckets WHERE owner = ?1")?
        .query_row([owner], |row| {
            Ok(Bucket {
                tokens: row.get(0)?,
                at: row.get(1)?,
                day: row.get(2)?,
                used: row.get(3)?,
            })
        })
        .optional()?;
    let full = i64::from(limits.burst) * PART;
    let Some(stored) = stored else {
        return Ok(Bucket {
            tokens: full,
            at: now,
            day: today,
            used: 0,
        });
    };
    // A clock that was set back gives nothing back and takes nothing away.
    let passed = (now - stored.at).max(0);
    let tokens = passed
        .saturating_mul(per_ms(limits))
        .saturating_add(stored.tokens)
        .min(full);
    Ok(Bucket {
        tokens,
        at: now,
        day: today,
        used: if stored.day == today { stored.used } else { 0 },
    })
}

fn left(now: Timestamp, bucket: &Bucket, limits: Limits) -> Left {
    let day_left = (i64::from(limits.per_day) - bucket.used).max(0);
    let whole = bucket.tokens / PART;
    if day_left < whole || day_left == 0 {
        return Left {
            remaining: day_left,
            reset: midnight(now),
        };
    }
    let missing = i64::from(limits.burst) * PART - bucket.tokens;
    let full_at_ms = ms(now) + div_up(missing, per_ms(limits));
    Left {
        remaining: whole,
        reset: div_up(full_at_ms, 1000),
    }
}

fn per_ms(limits: Limits) -> i64 {
    i64::from(limits.per_minute.max(1))
}

/// The end of the day in UTC, Unix seconds.
fn midnight(now: Timestamp) -> i64 {
    (now.as_second().div_euclid(DAY_S) + 1) * DAY_S
}

fn div_up(number: i64, by: i64) -> i64 {
    number.div_euclid(by) + i64::from(number.rem_euclid(by) != 0)
}

/// Removes buckets that nobody has used for a day: they are full.
pub(crate) fn prune(db: &Connection, now: Timestamp) -> Result<(), SimulatorError> {
    run(
        db,
        "DELETE FROM buckets WHERE at < ?1",
        [ms(now) - DAY_S * 1000],
    )?;
    Ok(())
}
