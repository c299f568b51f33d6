//! What an answer says about the rate limits (contract 6).

use jiff::{SignedDuration, Timestamp};

/// The rate headers of one answer, read but not interpreted. The provider does
/// not say which of its buckets they describe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RateSeen {
    /// `X-RateLimit-Limit`, if it was sent.
    pub limit: Option<u32>,
    /// `X-RateLimit-Remaining`: calls left in that bucket.
    pub remaining: Option<u32>,
    /// `X-RateLimit-Reset`, as a moment in the provider's time.
    pub reset: Option<Timestamp>,
    /// `Retry-After`, as a moment in the provider's time.
    pub retry_after: Option<Timestamp>,
}

/// Above this a Reset is a moment (seconds since 1970), below it a distance.
const EPOCH_FROM: i64 = 1_000_000_000;

impl RateSeen {
    /// Reads the headers of an answer that came at `at` (provider's time).
    /// What cannot be read is as if it had not been sent.
    #[must_use]
    pub fn read(headers: &[(String, String)], at: Timestamp) -> Self {
        let mut seen = Self::default();
        let sent = sent_at(headers);
        for (name, value) in headers {
            let value = value.trim();
            if name.eq_ignore_ascii_case("x-ratelimit-limit") {
                seen.limit = value.parse().ok();
            } else if name.eq_ignore_ascii_case("x-ratelimit-remaining") {
                seen.remaining = value.parse().ok();
            } else if name.eq_ignore_ascii_case("x-ratelimit-reset") {
                seen.reset = value
                    .parse()
                    .ok()
                    .and_then(|number| moment(number, sent, at));
            } else if name.eq_ignore_ascii_case("retry-after") {
                seen.retry_after = retry_after(value, at);
            }
        }
        seen
    }
}

/// When the answer was sent, by the clock that also set its Reset.
fn sent_at(headers: &[(String, String)]) -> Option<Timestamp> {
    let date = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("date"))?;
    let date = httpdate::parse_http_date(date.1.trim()).ok()?;
    Timestamp::try_from(date).ok()
}

/// The moment a Reset means: seconds since 1970 or seconds from now. A moment
/// is read as a distance from the answer's own date: after the provider's clock
/// was moved, ours is not yet with it, and a minute would look like a day.
fn moment(number: i64, sent: Option<Timestamp>, at: Timestamp) -> Option<Timestamp> {
    if number <= EPOCH_FROM {
        return after(number, at);
    }
    let reset = Timestamp::from_second(number).ok()?;
    Some(sent.map_or(reset, |sent| later(at, reset.duration_since(sent))))
}

/// `Retry-After`: whole seconds, else an HTTP date.
fn retry_after(value: &str, at: Timestamp) -> Option<Timestamp> {
    if let Ok(seconds) = value.parse::<i64>() {
        return after(seconds, at);
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Timestamp::try_from(date).ok()
}

fn after(seconds: i64, at: Timestamp) -> Option<Timestamp> {
    Some(later(at, SignedDuration::from_secs(seconds.max(0))))
}

/// A moment later, or the last moment there is.
pub(crate) fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> RateSeen {
        let headers: Vec<_> = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        RateSeen::read(&headers, now())
    }

    fn now() -> Timestamp {
        Timestamp::from_second(1_767_225_600).unwrap()
    }

    fn at(second: i64) -> Option<Timestamp> {
        Some(Timestamp::from_second(second).unwrap())
    }

    #[test]
    fn a_large_reset_is_a_moment_and_a_small_one_a_distance() {
        assert_eq!(
            read(&[("X-RateLimit-Reset", "1767225630")]).reset,
            at(1_767_225_630)
        );
        assert_eq!(
            read(&[("x-ratelimit-reset", "30")]).reset,
            at(1_767_225_630)
        );
    }

    #[test]
    fn a_reset_is_as_far_away_as_it_was_when_the_answer_was_sent() {
        let moved = [
            ("Date", "Thu, 01 Jan 2026 06:00:00 GMT"),
            ("X-RateLimit-Reset", "1767247230"),
        ];
        assert_eq!(read(&moved).reset, at(1_767_225_630));
    }

    #[test]
    fn retry_after_is_read_in_seconds_and_as_a_date() {
        assert_eq!(read(&[("Retry-After", "7")]).retry_after, at(1_767_225_607));
        assert_eq!(
            read(&[("Retry-After", "Thu, 01 Jan 2026 00:00:09 GMT")]).retry_after,
            at(1_767_225_609)
        );
    }

    #[test]
    fn what_cannot_be_read_is_as_if_it_had_not_been_sent() {
        let seen = read(&[
            ("X-RateLimit-Remaining", "many"),
            ("X-RateLimit-Reset", ""),
            ("Retry-After", "soon"),
        ]);
        assert_eq!(seen, RateSeen::default());
        assert_eq!(read(&[("Retry-After", "-5")]).retry_after, Some(now()));
    }
}
