//! Lists of orders, by pages, newest first.

use jiff::Timestamp;
use kh_model::ProfileId;
use rusqlite::{Connection, ToSql};

use crate::codec::micros;
use crate::store::rows;
use crate::{Journal, JournalError, Order, order_rows};

/// Which orders; the default is all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderFilter {
    /// States in the words of the core; none means any.
    pub states: Vec<String>,
    /// Letters in the product, hostname, customer, note or the provider's id,
    /// or the number of the order, in any case.
    pub text: Option<String>,
    /// Ordered at or after.
    pub since: Option<Timestamp>,
    /// Ordered before.
    pub until: Option<Timestamp>,
}

/// A page of orders and how many there are in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderPage {
    /// Newest first.
    pub orders: Vec<Order>,
    /// How many the filter lets through.
    pub total: u32,
}

/// The longest page that is given.
const LONGEST_PAGE: u32 = 100;

impl Journal {
    /// A page of the orders of one account or of all. More than 100 at once
    /// are not given.
    ///
    /// # Errors
    /// As for every read.
    pub fn list_orders(
        &self,
        profile: Option<&ProfileId>,
        filter: &OrderFilter,
        offset: u32,
        limit: u32,
    ) -> Result<OrderPage, JournalError> {
        let limit = limit.min(LONGEST_PAGE);
        let (condition, mut values) = condition(profile, filter);
        self.read(|moment| {
            let total = count(moment, &condition, &values)?;
            values.push(Box::new(limit));
            values.push(Box::new(offset));
            let sql = page(&condition, filter);
            let orders = rows(moment, &sql, parameters(&values), order_rows::order)?;
            Ok(OrderPage { orders, total })
        })
    }
}

/// Where only the account is asked for, the rows are walked from the newest on:
/// by an index of the account, all of its orders would be sorted for one page.
fn page(condition: &str, filter: &OrderFilter) -> String {
    let in_order = filter.states.is_empty() && filter.since.is_none() && filter.until.is_none();
    let condition = if in_order {
        condition.replacen("profile_id", "+profile_id", 1)
    } else {
        condition.to_owned()
    };
    format!("SELECT * FROM orders {condition} ORDER BY no DESC LIMIT ? OFFSET ?")
}

type Value = Box<dyn ToSql>;

/// The condition is built of fixed pieces; every word of a person is a parameter.
fn condition(profile: Option<&ProfileId>, filter: &OrderFilter) -> (String, Vec<Value>) {
    let mut pieces = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    if let Some(profile) = profile {
        pieces.push("profile_id = ?".to_owned());
        values.push(Box::new(profile.as_str().to_owned()));
    }
    if !filter.states.is_empty() {
        let marks = vec!["?"; filter.states.len()].join(", ");
        pieces.push(format!("state IN ({marks})"));
        for state in &filter.states {
            values.push(Box::new(state.clone()));
        }
    }
    if let Some(since) = filter.since {
        pieces.push("created_at >= ?".to_owned());
        values.push(Box::new(micros(since)));
    }
    if let Some(until) = filter.until {
        pieces.push("created_at < ?".to_owned());
        values.push(Box::new(micros(until)));
    }
    if let Some(text) = filter
        .text
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        pieces.push(
            "(no = ? OR product_name || char(10) || coalesce(hostname, '') || char(10)
                 || coalesce(customer, '') || char(10) || coalesce(note, '') || char(10)
                 || coalesce(provider_order_id, '') LIKE ? ESCAPE '\\')"
                .to_owned(),
        );
        values.push(Box::new(order_number(text)));
        values.push(Box::new(format!("%{}%", escape(text))));
    }
    if pieces.is_empty() {
        return (String::new(), values);
    }
    (format!("WHERE {}", pieces.join(" AND ")), values)
}

/// `148`, `#148` and `No. 148` name an order.
fn order_number(text: &str) -> Option<i64> {
    let text = text.to_lowercase();
    let bare = text.strip_prefix("no").unwrap_or(&text);
    bare.trim_start_matches(['.', '#', ' ']).parse().ok()
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}

fn count(moment: &Connection, condition: &str, values: &[Value]) -> Result<u32, JournalError> {
    let sql = format!("SELECT count(*) FROM orders {condition}");
    let mut statement = moment.prepare_cached(&sql)?;
    Ok(statement.query_row(parameters(values), |row| row.get(0))?)
}

fn parameters(values: &[Value]) -> impl rusqlite::Params + '_ {
    rusqlite::params_from_iter(values.iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How the page is found, in the words of SQLite.
    fn plan(filter: &OrderFilter) -> String {
        let journal = Journal::in_memory().unwrap();
        let profile = ProfileId::new("main").unwrap();
        let (condition, mut values) = condition(Some(&profile), filter);
        values.push(Box::new(100));
        values.push(Box::new(0));
        let sql = format!("EXPLAIN QUERY PLAN {}", page(&condition, filter));
        let steps = journal.read(|moment| {
            rows(moment, &sql, parameters(&values), |row| {
                row.get::<_, String>(3)
            })
        });
        steps.unwrap().join("\n")
    }

    #[test]
    fn a_page_of_all_orders_and_of_a_search_sorts_nothing() {
        let search = OrderFilter {
            text: Some("bakery".to_owned()),
            ..OrderFilter::default()
        };
        for filter in [OrderFilter::default(), search] {
            let plan = plan(&filter);
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }

    #[test]
    fn a_page_of_some_states_is_found_by_them() {
        let filter = OrderFilter {
            states: vec!["unpaid".to_owned()],
            ..OrderFilter::default()
        };
        let plan = plan(&filter);
        assert!(plan.contains("orders_by_profile"), "{plan}");
    }
}
