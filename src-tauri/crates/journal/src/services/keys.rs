//! What lists are sorted by.

use kh_model::Amount;

/// Beyond this a name sorts like its beginning.
const LONGEST: usize = 120;
/// Numbers are padded to this many digits, so that `web-9` comes before `web-10`.
const DIGITS: usize = 10;

/// A text in lower case with its numbers padded.
pub(crate) fn text_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len() + DIGITS);
    let mut number = String::new();
    for letter in text.trim().chars().take(LONGEST) {
        if letter.is_ascii_digit() {
            number.push(letter);
            continue;
        }
        put_number(&mut key, &mut number);
        key.extend(letter.to_lowercase());
    }
    put_number(&mut key, &mut number);
    key
}

fn put_number(key: &mut String, number: &mut String) {
    if number.is_empty() {
        return;
    }
    for _ in number.len()..DIGITS {
        key.push('0');
    }
    key.push_str(number);
    number.clear();
}

/// An amount in ten-thousandths, whatever its currency; what does not fit
/// sorts at the edge.
pub(super) fn price_key(amount: &Amount) -> i64 {
    let (mantissa, scale) = (amount.value.mantissa(), amount.value.scale());
    let wide = match 4_u32.checked_sub(scale) {
        Some(up) => mantissa.saturating_mul(10_i128.pow(up)),
        None => mantissa / 10_i128.pow(scale - 4),
    };
    i64::try_from(wide).unwrap_or(if wide < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_sort_by_value_and_letters_without_case() {
        let mut names = ["web-10", "Web-9", "db-2", "web-100.b"];
        names.sort_by_key(|name| text_key(name));
        assert_eq!(names, ["db-2", "Web-9", "web-10", "web-100.b"]);
        assert!(text_key("203.0.113.9") < text_key("203.0.113.10"));
    }

    #[test]
    fn a_very_long_name_has_a_bounded_key() {
        assert!(text_key(&"1a".repeat(50_000)).len() < 1_000);
    }

    #[test]
    fn amounts_sort_by_value_and_never_overflow() {
        let key = |text: &str| price_key(&Amount::parse(text, None).unwrap());
        assert_eq!(key("9.90"), 99_000);
        assert_eq!(key("0.00009"), 0);
        assert!(key("-1.00") < key("0"));
        assert_eq!(key("79228162514264337593543950335"), i64::MAX);
        assert_eq!(key("-79228162514264337593543950335"), i64::MIN);
    }
}
