//! Texts of the provider on their way to a person. They are kept as they came;
//! these bound and defuse them where they are shown or logged.

use std::borrow::Cow;

/// The text, cut after `most` characters with an ellipsis as the last of them.
/// A name of 10 kB must not fill a log or a window.
#[must_use]
pub fn bounded(text: &str, most: usize) -> Cow<'_, str> {
    if text.chars().nth(most).is_none() {
        return Cow::Borrowed(text);
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    Cow::Owned(kept + "\u{2026}")
}

/// The text with every character that could act on what surrounds it replaced
/// by U+FFFD: controls (line breaks, too), marks and overrides of the writing
/// direction, line and paragraph separators.
#[must_use]
pub fn defused(text: &str) -> String {
    text.chars()
        .map(|letter| if acts(letter) { '\u{fffd}' } else { letter })
        .collect()
}

/// The first `most` characters of any bytes, defused.
#[must_use]
pub fn excerpt(bytes: &[u8], most: usize) -> String {
    // No character has more than four bytes, so this much always suffices.
    let start = bytes.get(..most.saturating_mul(4).saturating_add(4));
    let text = String::from_utf8_lossy(start.unwrap_or(bytes));
    defused(&bounded(text.trim(), most))
}

fn acts(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{061c}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
                | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_untouched_and_a_long_one_is_cut_between_characters() {
        assert_eq!(bounded("Größe", 5), "Größe");
        assert_eq!(bounded("Größe", 4), "Grö\u{2026}");
        assert_eq!(bounded(&"ä".repeat(10_000), 80).chars().count(), 80);
    }

    #[test]
    fn what_could_act_on_its_surroundings_is_made_visible() {
        assert_eq!(
            defused("inv\u{202e}fdp.exe\r\n\u{1b}[31m"),
            "inv\u{fffd}fdp.exe\u{fffd}\u{fffd}\u{fffd}[31m"
        );
        assert_eq!(defused("Größe ✓"), "Größe ✓");
    }

    #[test]
    fn an_excerpt_of_any_bytes_is_text_of_bounded_length() {
        assert_eq!(
            excerpt(b"  <html>\x00\xff</html>", 8),
            "<html>\u{fffd}\u{2026}"
        );
        assert_eq!(excerpt(b"", 8), "");
    }
}
