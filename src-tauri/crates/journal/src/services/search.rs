//! The index of the search: names, addresses, numbers, product and own words,
//! each from the beginning of any of its parts. `typed` reads what is typed.

use rusqlite::{Connection, Row};

use super::KeptService;
use crate::{Journal, JournalError};

/// Of a longer text only the beginning is searched.
const LONGEST_TEXT: usize = 400;
/// Of more addresses only the first are searched.
const MOST_ADDRESSES: usize = 16;

/// The texts of a service, by column of the index.
#[derive(Default, PartialEq, Eq)]
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
        let mut document = Self::default();
        add(&mut document.name, kept.own.name.as_deref());
        add(&mut document.name, facts.hostname.as_deref());
        let others = facts.ips.iter().filter(|ip| Some(*ip) != facts.ip.as_ref());
        for ip in facts.ip.iter().chain(others).take(MOST_ADDRESSES) {
            add_address(&mut document.address, ip);
        }
        add(&mut document.number, Some(facts.id.as_str()));
        add(
            &mut document.number,
            facts.order_id.as_ref().map(|id| id.as_str()),
        );
        add(&mut document.product, facts.name.as_deref());
        add(&mut document.own, kept.own.customer.as_deref());
        add(&mut document.own, kept.own.note.as_deref());
        document
    }

    /// As [`Document::of`], from no more columns than it takes.
    fn read(row: &Row<'_>) -> Result<Self, JournalError> {
        let text = |column: usize| row.get_ref(column).map(|value| value.as_str_or_null());
        let mut document = Self::default();
        add(&mut document.name, text(1)?.unwrap_or_default());
        add(&mut document.name, text(2)?.unwrap_or_default());
        let ip = text(3)?.unwrap_or_default();
        let ips: Vec<String> =
            serde_json::from_str(text(4)?.unwrap_or_default().unwrap_or("[]")).unwrap_or_default();
        let others = ips
            .iter()
            .map(String::as_str)
            .filter(|one| Some(*one) != ip);
        for ip in ip.into_iter().chain(others).take(MOST_ADDRESSES) {
            add_address(&mut document.address, ip);
        }
        add(&mut document.number, text(5)?.unwrap_or_default());
        add(&mut document.number, text(6)?.unwrap_or_default());
        add(&mut document.product, text(7)?.unwrap_or_default());
        add(&mut document.own, text(8)?.unwrap_or_default());
        add(&mut document.own, text(9)?.unwrap_or_default());
        Ok(document)
    }
}

const COLUMNS: &str = "SELECT s.row, w.name, s.hostname, s.ip, s.ips, s.id, s.order_id, \
     s.product_name, w.customer, w.note \
     FROM services s LEFT JOIN service_own_words w \
     ON w.profile_id = s.profile_id AND w.service_id = s.id";

fn add(column: &mut String, text: Option<&str>) {
    let Some(text) = text else {
        return;
    };
    let end = text
        .char_indices()
        .nth(LONGEST_TEXT)
        .map_or(text.len(), |(end, _)| end);
    column.push_str(&text[..end]);
    column.push('\n');
}

/// An address is one word from each of its parts on, so that a beginning of it
/// is the beginning of one word: `203.0.113.7` is `203x0x113x7`, `0x113x7`,
/// `113x7` and `7`. As a phrase of four common words it would be found slowly.
fn add_address(column: &mut String, ip: &str) {
    let joined: String = ip
        .chars()
        .take(64)
        .map(|letter| if is_between(letter) { JOINT } else { letter })
        .collect();
    let mut from = 0;
    for (at, letter) in joined.char_indices() {
        if letter == JOINT {
            push_word(column, &joined[from..]);
            from = at + JOINT.len_utf8();
        }
    }
    push_word(column, &joined[from..]);
}

/// Stands for what is between the parts of an address; no digit of one.
const JOINT: char = 'x';

fn is_between(letter: char) -> bool {
    matches!(letter, '.' | ':')
}

fn push_word(column: &mut String, word: &str) {
    if !word.is_empty() && !word.starts_with(JOINT) {
        column.push_str(word);
        column.push(' ');
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
            let mut select = write.prepare(COLUMNS)?;
            let mut found = select.query([])?;
            while let Some(row) = found.next()? {
                insert(write, row.get(0)?, &Document::read(row)?)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_word_from_each_of_its_parts_on() {
        let words = |ip| {
            let mut column = String::new();
            add_address(&mut column, ip);
            column
        };
        assert_eq!(words("203.0.113.7"), "203x0x113x7 0x113x7 113x7 7 ");
        assert_eq!(words("2001:db8::1"), "2001xdb8xx1 db8xx1 1 ");
        assert_eq!(words("::1"), "1 ");
        assert_eq!(words(""), "");
    }
}
