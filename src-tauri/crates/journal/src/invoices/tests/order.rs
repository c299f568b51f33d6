//! How a page is found: by an index, whatever it is sorted by.

use super::super::page::{condition, order, select};
use super::*;
use crate::store::rows;

#[test]
fn a_page_by_date_number_due_day_or_total_sorts_nothing_either_way() {
    let journal = journal();
    for sort in [
        InvoiceSort::Date,
        InvoiceSort::Number,
        InvoiceSort::Due,
        InvoiceSort::Total,
    ] {
        for down in [true, false] {
            let query = InvoiceQuery {
                sort,
                down,
                ..query()
            };
            let condition = condition(&main_account(), &query.selection, query.now);
            let sql = format!(
                "EXPLAIN QUERY PLAN {} LIMIT 100 OFFSET 50000",
                select(&condition, &order(&query))
            );
            let steps = journal.read(|moment| {
                rows(moment, &sql, condition.parameters(), |row| {
                    row.get::<_, String>(3)
                })
            });
            let plan = steps.unwrap().join("\n");
            assert!(!plan.contains("TEMP B-TREE"), "{sort:?}: {plan}");
        }
    }
}
