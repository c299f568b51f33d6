//! Times (contract 13, rule 7): ISO 8601, a day, a local time whose zone is
//! not stated, Unix seconds or milliseconds; zero dates are none.

use jiff::{Timestamp, civil};

use super::Json;

/// Unix times from this number on are milliseconds: as seconds it would be the
/// year 5138, as milliseconds it is 1973.
const MILLISECONDS_FROM: u64 = 100_000_000_000;

/// How PHP and Go write "no date", besides `0000-00-00`.
const ZERO_DATES: [&str; 3] = ["0000-00-00", "-0001-11-30", "0001-01-01"];

/// A time as the provider stated it, and as much of it as can be known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StatedTime {
    /// The text or the digits as they came; what is shown when no instant is
    /// known.
    pub raw: String,
    /// The instant, if it is known. Never guessed from a time without a zone.
    pub at: Option<Timestamp>,
    /// Day and time on the provider's calendar, where the form gives one. For
    /// a day alone, the time is midnight. In an unknown zone unless `at` is set.
    pub local: Option<civil::DateTime>,
    /// How exact the statement is.
    pub precision: TimePrecision,
}

/// How exact a stated time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimePrecision {
    /// An instant.
    Instant,
    /// A day, in an unknown zone.
    Day,
    /// A day and a time of day, in an unknown zone.
    LocalUnknownZone,
    /// Nothing that can be read; only the raw text.
    Unknown,
}

impl StatedTime {
    /// Reads a value; none for `null`, blank, `false` and zero dates.
    pub(crate) fn read(json: &Json) -> Option<Self> {
        match json {
            Json::Null | Json::Bool(_) | Json::List(_) | Json::Object(_) => None,
            Json::Number(digits) => Self::from_unix(digits),
            Json::Text(text) => Self::from_text(text),
        }
    }

    fn from_text(raw: &str) -> Option<Self> {
        let text = raw.trim();
        if text.is_empty() || ZERO_DATES.iter().any(|zero| text.starts_with(zero)) {
            return None;
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::from_unix(text);
        }
        let stated = |at, local, precision| {
            Some(Self {
                raw: raw.to_owned(),
                at,
                local,
                precision,
            })
        };
        if let Ok(at) = text.parse::<Timestamp>() {
            return stated(Some(at), None, TimePrecision::Instant);
        }
        if let (10, Ok(day)) = (text.len(), text.parse::<civil::Date>()) {
            let midnight = day.to_datetime(civil::Time::midnight());
            return stated(None, Some(midnight), TimePrecision::Day);
        }
        if let Ok(local) = text.parse::<civil::DateTime>() {
            return stated(None, Some(local), TimePrecision::LocalUnknownZone);
        }
        stated(None, None, TimePrecision::Unknown)
    }

    fn from_unix(raw: &str) -> Option<Self> {
        let at = unix(raw);
        if at == Some(Timestamp::UNIX_EPOCH) {
            return None;
        }
        Some(Self {
            raw: raw.to_owned(),
            at,
            local: None,
            precision: if at.is_some() {
                TimePrecision::Instant
            } else {
                TimePrecision::Unknown
            },
        })
    }
}

/// Seconds, with or without a fraction, or milliseconds since 1970.
fn unix(digits: &str) -> Option<Timestamp> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole: i64 = whole.parse().ok()?;
    if whole.unsigned_abs() >= MILLISECONDS_FROM {
        return Timestamp::from_millisecond(whole).ok();
    }
    if fraction.bytes().any(|byte| !byte.is_ascii_digit()) {
        return None;
    }
    let nanoseconds: String = fraction
        .chars()
        .chain("000000000".chars())
        .take(9)
        .collect();
    let nanoseconds: i32 = nanoseconds.parse().ok()?;
    let sign = if digits.starts_with('-') { -1 } else { 1 };
    Timestamp::new(whole, sign * nanoseconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<StatedTime> {
        StatedTime::read(&Json::parse(json.as_bytes()).unwrap())
    }

    #[test]
    fn an_instant_is_read_from_iso_8601_and_from_unix_time() {
        let new_year: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        for form in [
            r#""2026-01-01T00:00:00Z""#,
            r#""2026-01-01T01:00:00+01:00""#,
            r#""2026-01-01T01:00:00+0100""#,
            r#""2026-01-01 00:00:00Z""#,
            r#""2026-01-01T00:00:00.000Z""#,
            "1767225600",
            r#""1767225600""#,
            "1767225600000",
            "1767225600.000",
        ] {
            let stated = read(form).unwrap();
            assert_eq!(stated.at, Some(new_year), "{form}");
            assert_eq!(stated.precision, TimePrecision::Instant, "{form}");
        }
        let half = read("1767225600.5").unwrap().at.unwrap();
        assert_eq!(half.as_millisecond(), 1_767_225_600_500);
    }

    #[test]
    fn a_time_without_a_zone_is_shown_as_given_and_is_no_instant() {
        let local = read(r#""2026-01-01 13:45:10""#).unwrap();
        assert_eq!(local.at, None);
        assert_eq!(local.raw, "2026-01-01 13:45:10");
        assert_eq!(local.precision, TimePrecision::LocalUnknownZone);
        assert_eq!(local.local.unwrap().hour(), 13);
        let bare = read(r#""2026-01-01T13:45:10""#).unwrap();
        assert_eq!(bare.precision, TimePrecision::LocalUnknownZone);
    }

    #[test]
    fn a_day_is_a_day() {
        let day = read(r#""2026-02-01""#).unwrap();
        assert_eq!((day.at, day.precision), (None, TimePrecision::Day));
        assert_eq!(day.local.unwrap().day(), 1);
    }

    #[test]
    fn zero_dates_and_blanks_are_none() {
        for form in [
            "null",
            "false",
            r#""""#,
            r#""0000-00-00""#,
            r#""0000-00-00 00:00:00""#,
            r#""0000-00-00T00:00:00Z""#,
            r#""-0001-11-30 00:00:00""#,
            r#""0001-01-01T00:00:00Z""#,
            "0",
            r#""0""#,
        ] {
            assert_eq!(read(form), None, "{form}");
        }
    }

    #[test]
    fn what_cannot_be_read_stays_as_text() {
        for form in [
            r#""2026-02-30""#,
            r#""next week""#,
            r#""01/02/2026""#,
            "99999999999999999999",
            "1e9",
        ] {
            let stated = read(form).unwrap();
            assert_eq!(stated.at, None, "{form}");
            assert_eq!(stated.precision, TimePrecision::Unknown, "{form}");
        }
    }
}
