//! What is typed into the search, as a question to its index. Every word must
//! occur as the beginning of some part of a text; no word is ever syntax.

use rusqlite::{Connection, Row};

use crate::JournalError;
use crate::store::{first, rows};

/// More words, or longer ones, do not narrow a search any further.
const MOST_WORDS: usize = 8;
const LONGEST_WORD: usize = 80;
/// Up to this many services are looked at one by one.
const FEW: usize = 200;

/// What is typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Typed {
    words: Vec<Word>,
}

/// One word, with its parts in lower case.
#[derive(Debug, PartialEq, Eq)]
struct Word {
    parts: Vec<String>,
    /// As one word, if it can be the beginning of an address.
    address: Option<String>,
}

impl Typed {
    /// Reads what is typed. None where there is nothing to look for.
    pub(super) fn read(text: &str) -> Option<Self> {
        let words: Vec<Word> = text
            .split(|letter: char| letter.is_whitespace() || letter.is_control())
            .filter_map(Word::read)
            .take(MOST_WORDS)
            .collect();
        (!words.is_empty()).then_some(Self { words })
    }

    /// The rows of all services, of any account, that match.
    ///
    /// Parts that many services share, such as the end of a host name, make a
    /// phrase slow. So a long word is first asked for without its last part;
    /// the few services that remain are looked at one by one.
    pub(super) fn matching(&self, moment: &Connection) -> Result<Vec<i64>, JournalError> {
        let found = ask(moment, &self.question(Word::quick))?;
        let is_whole = self.words.iter().all(Word::quick_is_whole);
        if found.is_empty() && self.words.iter().any(|word| word.address.is_some()) {
            // Digits and dots may be a part of a name as well.
            return ask(moment, &self.question(Word::phrase));
        }
        if is_whole {
            return Ok(found);
        }
        if found.len() > FEW {
            return ask(moment, &self.question(Word::phrase));
        }
        let mut remaining = Vec::new();
        for row in found {
            if self.is_in(moment, row)? {
                remaining.push(row);
            }
        }
        Ok(remaining)
    }

    fn question(&self, ask: fn(&Word) -> String) -> String {
        let asked: Vec<String> = self.words.iter().map(ask).collect();
        asked.join(" ")
    }

    /// Whether every long word occurs in the texts of a service.
    fn is_in(&self, moment: &Connection, row: i64) -> Result<bool, JournalError> {
        let found = first(
            moment,
            "SELECT s.hostname, w.name, w.customer, w.note, s.product_name, s.ips
             FROM services s LEFT JOIN service_own_words w
             ON w.profile_id = s.profile_id AND w.service_id = s.id WHERE s.row = ?1",
            [row],
            texts,
        )?;
        let texts = found.unwrap_or_default();
        let long = self.words.iter().filter(|word| !word.quick_is_whole());
        Ok(long.map(Word::needle).all(|needle| texts.contains(&needle)))
    }
}

impl Word {
    fn read(text: &str) -> Option<Self> {
        let text: String = text.chars().take(LONGEST_WORD).collect();
        let parts: Vec<String> = text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|part| !part.is_empty())
            .map(str::to_lowercase)
            .collect();
        let address = address(&text.to_lowercase());
        (!parts.is_empty()).then_some(Self { parts, address })
    }

    /// The question that is answered soonest and misses nothing.
    fn quick(&self) -> String {
        match (&self.address, self.parts.as_slice()) {
            (Some(address), _) => format!("\"{address}\"*"),
            (None, [head @ .., _]) if !self.quick_is_whole() => quoted(head),
            (None, _) => self.phrase(),
        }
    }

    /// Whether [`Word::quick`] asks for all of it.
    fn quick_is_whole(&self) -> bool {
        let is_plain = self.parts.iter().all(|part| part.is_ascii());
        self.address.is_some() || self.parts.len() < 3 || !is_plain
    }

    /// All parts in a row, the last one as a beginning.
    fn phrase(&self) -> String {
        format!("{}*", quoted(&self.parts))
    }

    /// What the texts of a service hold if the word is in them.
    fn needle(&self) -> String {
        format!(" {}", self.parts.join(" "))
    }
}

fn quoted(parts: &[String]) -> String {
    format!("\"{}\"", parts.join(" "))
}

/// Digits of an address with something between them, joined as the index has
/// them.
fn address(text: &str) -> Option<String> {
    let is_between = |letter: char| matches!(letter, '.' | ':');
    let looks_so = text
        .chars()
        .all(|letter| letter.is_ascii_hexdigit() || is_between(letter));
    let with_dots =
        text.contains('.') && !text.contains(|letter: char| letter.is_ascii_lowercase());
    if !looks_so || !(with_dots || text.contains(':')) || text.starts_with(is_between) {
        return None;
    }
    Some(text.replace(is_between, "x"))
}

/// The texts of a service in lower case, a space before each part.
fn texts(row: &Row<'_>) -> rusqlite::Result<String> {
    let mut texts = String::new();
    for column in 0..6 {
        let mut is_part = false;
        for letter in row
            .get_ref(column)?
            .as_str_or_null()?
            .unwrap_or_default()
            .chars()
        {
            if letter.is_alphanumeric() {
                if !is_part {
                    texts.push(' ');
                }
                texts.extend(letter.to_lowercase());
            }
            is_part = letter.is_alphanumeric();
        }
        texts.push('\n');
    }
    Ok(texts)
}

fn ask(moment: &Connection, question: &str) -> Result<Vec<i64>, JournalError> {
    rows(
        moment,
        "SELECT rowid FROM service_search WHERE service_search MATCH ?1",
        [question],
        |row| row.get(0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn questions(text: &str) -> Option<(String, String)> {
        let typed = Typed::read(text)?;
        Some((typed.question(Word::quick), typed.question(Word::phrase)))
    }

    fn same(question: &str) -> Option<(String, String)> {
        Some((question.to_owned(), question.to_owned()))
    }

    #[test]
    fn words_of_a_person_are_quoted_and_never_syntax() {
        assert_eq!(questions("Web-0"), same("\"web 0\"*"));
        assert_eq!(
            questions("  a AND \"b\" NOT* (c:d) "),
            same("\"a\"* \"and\"* \"b\"* \"not\"* \"c d\"*")
        );
        assert_eq!(questions("a\0b"), same("\"a\"* \"b\"*"));
    }

    #[test]
    fn what_has_neither_letter_nor_digit_asks_for_nothing() {
        for text in ["", "   ", "-", "\"", "* ( ) ^ :", "\u{1F600}"] {
            assert_eq!(Typed::read(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_long_name_is_first_asked_for_without_its_last_part() {
        assert_eq!(
            questions("web-01.bakery.exa"),
            Some((
                "\"web 01 bakery\"".to_owned(),
                "\"web 01 bakery exa\"*".to_owned()
            ))
        );
        // How the index folds other letters is its own affair.
        assert_eq!(
            questions("büro-01.münchen.de"),
            same("\"büro 01 münchen de\"*")
        );
    }

    #[test]
    fn an_address_is_one_word() {
        let quick = |text| questions(text).map(|(quick, _)| quick);
        assert_eq!(quick("203.0.113.1").as_deref(), Some("\"203x0x113x1\"*"));
        assert_eq!(quick("113.").as_deref(), Some("\"113x\"*"));
        assert_eq!(quick("2001:DB8::1").as_deref(), Some("\"2001xdb8xx1\"*"));
        for text in ["203", "db8", "a.b", "cafe.de", ".5"] {
            assert!(!quick(text).unwrap_or_default().contains('x'), "{text}");
        }
    }

    #[test]
    fn a_search_is_bounded_however_long_the_text_is() {
        for text in ["x".repeat(10_000), "x ".repeat(10_000), "x.".repeat(10_000)] {
            assert!(questions(&text).unwrap().1.len() < 200);
        }
    }
}
