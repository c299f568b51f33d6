//! The digits of an amount: a JSON number or a text, for machines or for people
//! (contract 13, rule 5). Exact, and silent where a text could mean two amounts.

use kh_model::Currency;
use rust_decimal::Decimal;

/// Signs that stand for exactly one currency.
const SIGNS: [(char, &str); 2] = [('\u{20ac}', "EUR"), ('\u{a3}', "GBP")];

/// Signs that several currencies share; they tell nothing.
const SHARED_SIGNS: [char; 7] = [
    '$', '\u{a5}', '\u{20b9}', '\u{20bd}', '\u{20ba}', '\u{20b4}', '\u{20a9}',
];

/// A JSON number, exactly; none if it has more digits than a decimal holds.
pub(crate) fn number(text: &str) -> Option<Decimal> {
    let Some((digits, exponent)) = text.split_once(['e', 'E']) else {
        return Decimal::from_str_exact(text).ok();
    };
    let exponent: i32 = exponent.parse().ok()?;
    let mut value = Decimal::from_str_exact(digits).ok()?.normalize();
    let scale = i32::try_from(value.scale()).ok()?.checked_sub(exponent)?;
    if let Ok(scale) = u32::try_from(scale) {
        value.set_scale(scale).ok()?;
        return Some(value);
    }
    value.set_scale(0).ok()?;
    (0..scale.unsigned_abs().min(30)).try_fold(value, |value, _| value.checked_mul(Decimal::TEN))
}

/// An amount written for people or for machines, and the currency it names.
pub(crate) fn written(text: &str) -> Option<(Decimal, Option<Currency>)> {
    let mut rest = text.trim();
    let mut dress = Dress::default();
    while let Some(shorter) = dress.take_front(rest)? {
        rest = shorter;
    }
    while let Some(shorter) = dress.take_back(rest)? {
        rest = shorter;
    }
    let value = plain(rest, dress.for_people)?;
    Some((if dress.negative { -value } else { value }, dress.currency))
}

/// What stands around the digits.
#[derive(Default)]
struct Dress {
    signed: bool,
    negative: bool,
    currency: Option<Currency>,
    /// A currency is written at the amount, so it was formatted for people.
    for_people: bool,
}

impl Dress {
    /// Takes one sign, space or currency off the front. The outer none: this
    /// is no amount. The inner none: nothing is left to take.
    fn take_front<'a>(&mut self, text: &'a str) -> Option<Option<&'a str>> {
        let Some(first) = text.chars().next() else {
            return Some(None);
        };
        let rest = text.get(first.len_utf8()..)?;
        if matches!(first, '-' | '+' | '\u{2212}') {
            if self.signed {
                return None;
            }
            self.signed = true;
            self.negative = first != '+';
            return Some(Some(rest));
        }
        if first.is_ascii_alphabetic() {
            let end = text
                .find(|letter: char| !letter.is_ascii_alphabetic())
                .unwrap_or(text.len());
            self.code(text.get(..end)?)?;
            return Some(text.get(end..));
        }
        Some(self.takes(first).then_some(rest))
    }

    fn take_back<'a>(&mut self, text: &'a str) -> Option<Option<&'a str>> {
        let Some(last) = text.chars().next_back() else {
            return Some(None);
        };
        if last.is_ascii_alphabetic() {
            let start = text
                .rfind(|letter: char| !letter.is_ascii_alphabetic())
                .and_then(|at| Some(at + text.get(at..)?.chars().next()?.len_utf8()))
                .unwrap_or(0);
            self.code(text.get(start..)?)?;
            return Some(text.get(..start));
        }
        let rest = text.get(..text.len() - last.len_utf8())?;
        Some(self.takes(last).then_some(rest))
    }

    fn takes(&mut self, letter: char) -> bool {
        if letter.is_whitespace() {
            return true;
        }
        if let Some((_, code)) = SIGNS.iter().find(|(sign, _)| *sign == letter) {
            self.for_people = true;
            self.currency = self.currency.take().or_else(|| Currency::new(code).ok());
            return true;
        }
        if SHARED_SIGNS.contains(&letter) {
            self.for_people = true;
            return true;
        }
        false
    }

    fn code(&mut self, letters: &str) -> Option<()> {
        self.for_people = true;
        let code = Currency::new(letters).ok()?;
        if self.currency.as_ref().is_some_and(|known| *known != code) {
            return None;
        }
        self.currency = Some(code);
        Some(())
    }
}

/// Digits with at most one decimal mark and groups of three.
fn plain(text: &str, for_people: bool) -> Option<Decimal> {
    if !text.ends_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let marks: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, letter)| matches!(letter, '.' | ','))
        .collect();
    let of = |mark: char| marks.iter().filter(|(_, letter)| *letter == mark).count();
    let decimal_mark = match (marks.last(), of('.'), of(',')) {
        (None, _, _) => None,
        // Two kinds: the last is the decimal mark and stands alone.
        (Some((at, mark)), dots, commas) if dots > 0 && commas > 0 => {
            if of(*mark) > 1 {
                return None;
            }
            Some(*at)
        }
        // One kind, several times: groups.
        (Some(_), dots, commas) if dots + commas > 1 => None,
        (Some((at, mark)), _, _) => {
            let whole = text.get(..*at)?;
            let fraction = text.get(at + 1..)?;
            let grouped = whole.chars().any(|letter| !letter.is_ascii_digit());
            let could_group = fraction.len() == 3
                && (1..=3).contains(&whole.len())
                && !whole.starts_with('0')
                && !grouped;
            // `1,234` is a thousand and more to some and 1.234 to others; a
            // point is taken for a decimal mark only where no person formatted.
            if could_group && (*mark == ',' || for_people) {
                return None;
            }
            Some(*at)
        }
    };
    let (whole, fraction) = match decimal_mark {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?),
        None => (text, ""),
    };
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole = ungrouped(whole)?;
    let plain = if fraction.is_empty() {
        whole
    } else {
        format!("{whole}.{fraction}")
    };
    Decimal::from_str_exact(&plain).ok()
}

/// The digits of a whole number, without the marks between groups of three.
fn ungrouped(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("0".to_owned());
    }
    let is_mark =
        |letter: char| matches!(letter, '.' | ',' | '\'' | '\u{2019}') || letter.is_whitespace();
    let groups: Vec<&str> = text.split(is_mark).collect();
    let all_digits = groups
        .iter()
        .all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    let sizes_fit = match groups.as_slice() {
        [] | [_] => true,
        [first, others @ ..] => first.len() <= 3 && others.iter().all(|group| group.len() == 3),
    };
    (all_digits && sizes_fit).then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use kh_model::Amount;

    use super::*;
    use crate::wire::Json;

    /// The amount of a JSON number or string as text, or that it was not read.
    fn shown(json: &str) -> String {
        let read = match Json::parse(json.as_bytes()).unwrap() {
            Json::Number(text) => number(&text).map(|value| (value, None)),
            Json::Text(text) => written(&text),
            Json::Null | Json::Bool(_) | Json::List(_) | Json::Object(_) => None,
        };
        match read {
            Some((value, currency)) => Amount::new(value, currency).to_string(),
            None => "not read".to_owned(),
        }
    }

    #[test]
    fn numbers_and_plain_texts_are_read_exactly() {
        for (form, amount) in [
            ("9.90", "9.90"),
            (r#""9.90""#, "9.90"),
            ("9", "9.00"),
            ("-3.5", "-3.50"),
            ("0", "0.00"),
            (r#""0.00""#, "0.00"),
            ("0.1", "0.10"),
            (r#""0.125""#, "0.125"),
            (r#""1.234""#, "1.234"),
            (r#"".5""#, "0.50"),
            ("1E+2", "100.00"),
            ("1.5e-3", "0.0015"),
            ("12345678901234567890.12", "12345678901234567890.12"),
            (r#""9007199254740993.01""#, "9007199254740993.01"),
        ] {
            assert_eq!(shown(form), amount, "{form}");
        }
    }

    #[test]
    fn comma_decimals_groups_and_currency_signs_are_read_with_care() {
        for (form, amount) in [
            ("9,90", "9.90"),
            ("0,125", "0.125"),
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("1.234.567", "1234567.00"),
            ("1 234,56", "1234.56"),
            ("1\u{a0}234,56 \u{20ac}", "1234.56 EUR"),
            ("1'234.50 CHF", "1234.50 CHF"),
            ("\u{20ac} 9.90", "9.90 EUR"),
            ("9,90 \u{20ac}", "9.90 EUR"),
            ("9,90 \u{20ac} EUR", "9.90 EUR"),
            ("-\u{20ac}9.90", "-9.90 EUR"),
            ("\u{20ac}-9.90", "-9.90 EUR"),
            ("\u{2212}9.90", "-9.90"),
            ("EUR 9,90", "9.90 EUR"),
            ("$9.90", "9.90"),
            ("$9.90USD", "9.90 USD"),
            ("\u{a3}9.90", "9.90 GBP"),
        ] {
            assert_eq!(shown(&format!("\"{form}\"")), amount, "{form}");
        }
    }

    #[test]
    fn what_could_mean_two_amounts_is_not_read() {
        for form in ["1,234", "1.234 \u{20ac}", "\u{20ac}1,234", "9.90 EUR USD"] {
            assert_eq!(shown(&format!("\"{form}\"")), "not read", "{form}");
        }
    }

    #[test]
    fn what_is_no_amount_is_not_read() {
        for form in [
            "on request",
            "9.90/mo",
            "--9",
            "9,-",
            "9.",
            "1.2.3",
            "1,23,456.7",
            "12,34.56",
            "9.90 9.90",
            "\u{20ac}",
            "-",
            "(9.90)",
            "1e2",
            "NaN",
            "9.9.0,1,2",
        ] {
            assert_eq!(shown(&format!("\"{form}\"")), "not read", "{form}");
        }
        // More digits than a decimal holds would have to be rounded.
        for form in [
            "0.12345678901234567890123456789012",
            "1e400",
            "1e-400",
            "1e99999999999",
        ] {
            assert_eq!(shown(form), "not read", "{form}");
        }
    }
}
