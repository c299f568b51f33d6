//! What is searched: names, addresses, numbers, product and own words, each
//! from the beginning of any of its parts.

use rusqlite::Connection;

use super::KeptService;
use super::rows::{SELECT, with_row};
use crate::store::rows as all_rows;
use crate::{Journal, JournalError};

/// Of a longer text only the beginning is searched.
const LONGEST_TEXT: usize = 400;
/// More words, or longer ones, do not narrow a search any further.
const MOST_WORDS: usize = 8;
const LONGEST_WORD: usize = 80;

/// The texts of a service, by column of the index.
#[derive(PartialEq, Eq)]
struct Document {
    name: String,
    address: String,
    number: String,
    product: String,
    own: String,
}

impl Document {
    fn of(kept: &KeptService) -> Self {
        let facts = &kept.facts;
        let joined = |texts: &[Option<&str>]| {
            let mut joined = String::new();
            for text in texts.iter().flatten() {
                joined.extend(text.chars().take(LONGEST_TEXT));
                joined.push('\n');
            }
            joined
        };
        let mut address = joined(&[facts.ip.as_deref()]);
        for ip in facts.ips.iter().filter(|ip| Some(*ip) != facts.ip.as_ref()) {
            if address.len() < LONGEST_TEXT {
                address.push_str(&joined(&[Some(ip)]));
            }
        }
        Self {
            name: joined(&[kept.own.name.as_deref(), facts.hostname.as_deref()]),
            address,
            number: joined(&[
                Some(facts.id.as_str()),
                facts.order_id.as_ref().map(|id| id.as_str()),
            ]),
            product: joined(&[facts.name.as_deref()]),
            own: joined(&[kept.own.customer.as_deref(), kept.own.note.as_deref()]),
        }
    }
}

impl Journal {
    /// Makes the index of the search anew from the services and the own words,
    /// for one that is damaged. It holds nothing that is not elsewhere.
    ///
    /// # Errors
    /// As for every write.
    pub fn rebuild_service_search(&self) -> Result<(), JournalError> {
        self.quick(|write| {
            write.execute(
                "INSERT INTO service_search (service_search) VALUES ('delete-all')",
                [],
            )?;
            let mut select = write.prepare(SELECT)?;
            let mut found = select.query([])?;
            while let Some(row) = found.next()? {
                let (number, kept) = with_row(row)?;
                insert(write, number, &Document::of(&kept))?;
            }
            Ok(())
        })?;
        self.tidy_if_large()
    }
}

/// Indexes a service, instead of what was indexed of it before.
pub(super) fn put(write: &Connection, row: i64, kept: &KeptService) -> Result<(), JournalError> {
    let mut statement = write.prepare_cached("DELETE FROM service_search WHERE rowid = ?1")?;
    statement.execute([row])?;
    insert(write, row, &Document::of(kept))
}

/// As [`put`], where it makes a difference.
pub(super) fn put_change(
    write: &Connection,
    row: i64,
    before: Option<&KeptService>,
    after: &KeptService,
) -> Result<(), JournalError> {
    match before {
        None => insert(write, row, &Document::of(after)),
        Some(before) if Document::of(before) == Document::of(after) => Ok(()),
        Some(_) => put(write, row, after),
    }
}

fn insert(write: &Connection, row: i64, document: &Document) -> Result<(), JournalError> {
    let mut statement = write.prepare_cached(
        "INSERT INTO service_search (rowid, name, address, number, product, own)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    statement.execute((
        row,
        &document.name,
        &document.address,
        &document.number,
        &document.product,
        &document.own,
    ))?;
    Ok(())
}

/// The rows of all services, of any account, that match.
pub(super) fn matching(moment: &Connection, expression: &str) -> Result<Vec<i64>, JournalError> {
    all_rows(
        moment,
        "SELECT rowid FROM service_search WHERE service_search MATCH ?1",
        [expression],
        |row| row.get(0),
    )
}

/// What the words of a person mean to the index: each must occur as the
/// beginning of some part, `web-0` as `web` followed by something that begins
/// with `0`. None where there is nothing to look for. No word is ever syntax.
pub(super) fn expression(text: &str) -> Option<String> {
    let mut expression = String::new();
    let words = text
        .split(|letter: char| letter.is_whitespace() || letter.is_control())
        .filter(|word| word.chars().any(char::is_alphanumeric));
    for word in words.take(MOST_WORDS) {
        if !expression.is_empty() {
            expression.push(' ');
        }
        expression.push('"');
        for letter in word.chars().take(LONGEST_WORD) {
            // Inside quotes only the quote itself means anything.
            if letter == '"' {
                expression.push('"');
            }
            expression.push(letter);
        }
        expression.push_str("\"*");
    }
    (!expression.is_empty()).then_some(expression)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_person_are_quoted_and_never_syntax() {
        assert_eq!(expression("web-0").as_deref(), Some("\"web-0\"*"));
        assert_eq!(
            expression("  a AND \"b\" NOT* (c:d) ").as_deref(),
            Some("\"a\"* \"AND\"* \"\"\"b\"\"\"* \"NOT*\"* \"(c:d)\"*")
        );
        assert_eq!(expression("a\0b").as_deref(), Some("\"a\"* \"b\"*"));
    }

    #[test]
    fn what_has_neither_letter_nor_digit_asks_for_nothing() {
        for text in ["", "   ", "-", "\"", "* ( ) ^ :", "\u{1F600}"] {
            assert_eq!(expression(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_search_is_bounded_however_long_the_text_is() {
        assert!(expression(&"x".repeat(10_000)).unwrap().len() < 100);
        assert!(expression(&"x ".repeat(10_000)).unwrap().len() < 100);
    }
}
