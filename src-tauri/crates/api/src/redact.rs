//! Words of other people's errors, made fit for a log: without URLs that may
//! carry a query, bounded, on one line.

use std::error::Error;

/// The longest chain of causes that is kept, in characters.
const LONGEST: usize = 300;

/// The causes of an error, outermost first.
pub(crate) fn causes(error: &dyn Error) -> String {
    let mut words = String::new();
    let mut next = Some(error);
    while let Some(cause) = next {
        if !words.is_empty() {
            words.push_str(": ");
        }
        words.push_str(&cause.to_string());
        next = cause.source();
    }
    one_line(&words)
}

fn one_line(words: &str) -> String {
    words
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .take(LONGEST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("outer\nwords")]
    struct Outer(#[source] std::io::Error);

    #[test]
    fn causes_come_on_one_bounded_line() {
        let inner = std::io::Error::other("x".repeat(1_000));
        let words = causes(&Outer(inner));
        assert!(words.starts_with("outer words: xxx"));
        assert_eq!(words.chars().count(), LONGEST);
    }
}
