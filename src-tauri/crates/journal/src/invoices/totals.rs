//! Sums of invoices, exact: whole ten-thousandths are summed by the database
//! as integers, and the few invoices that do not fit as decimals here.

use kh_model::{Amount, Currency, InvoiceState};
use rusqlite::Connection;
use rust_decimal::Decimal;

use super::InvoiceFacts;
use super::page::Condition;
use super::rows::{COLUMNS, at_place, kept};
use crate::JournalError;
use crate::store::rows;

/// Digits after the point that the columns of sums hold.
const SCALE: u32 = 4;
/// Larger amounts are left to decimals, so that no sum of integers overflows.
const LARGEST: i64 = 1 << 45;

/// A sum, and how many invoices it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// The sum.
    pub value: Decimal,
    /// How many invoices state the amount.
    pub stated: u32,
}

/// Sums of all invoices of one currency and one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceTotal {
    /// The currency; none where it is not stated.
    pub currency: Option<Currency>,
    /// The state.
    pub state: InvoiceState,
    /// How many invoices.
    pub count: u32,
    /// Before tax.
    pub subtotal: Sum,
    /// Tax.
    pub tax: Sum,
    /// Paid from credit.
    pub credit: Sum,
    /// The whole.
    pub total: Sum,
    /// Still to be paid.
    pub open: Sum,
}

impl InvoiceTotal {
    fn new(currency: Option<Currency>, state: InvoiceState) -> Self {
        let nothing = Sum::default();
        Self {
            currency,
            state,
            count: 0,
            subtotal: nothing,
            tax: nothing,
            credit: nothing,
            total: nothing,
            open: nothing,
        }
    }
}

/// The amounts of one invoice as the columns of sums hold them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Units {
    pub(super) currency: Option<String>,
    pub(super) subtotal: Option<i64>,
    pub(super) tax: Option<i64>,
    pub(super) credit: Option<i64>,
    pub(super) total: Option<i64>,
    pub(super) open: Option<i64>,
    pub(super) exact: bool,
}

pub(super) fn units(facts: &InvoiceFacts) -> Units {
    let amounts = [
        facts.subtotal.as_ref(),
        facts.tax.as_ref(),
        facts.credit.as_ref(),
        facts.total.as_ref(),
        facts.open(),
    ];
    let currency = main_currency(facts);
    let fits = |amount: &&Amount| exactly(amount.value).is_some() && amount.currency == currency;
    let exact = amounts.iter().flatten().all(fits);
    // Where they are not exact they are still good for an order.
    let [subtotal, tax, credit, total, open] =
        amounts.map(|amount| amount.map(|amount| nearly(amount.value)));
    Units {
        currency: currency.map(String::from),
        subtotal,
        tax,
        credit,
        total,
        open,
        exact,
    }
}

/// That of the whole; else of what there is.
fn main_currency(facts: &InvoiceFacts) -> Option<Currency> {
    let amount = facts.total.as_ref().or(facts.subtotal.as_ref());
    amount
        .or(facts.balance.as_ref())
        .and_then(|amount| amount.currency.clone())
}

fn exactly(value: Decimal) -> Option<i64> {
    let value = value.normalize();
    let up = SCALE.checked_sub(value.scale())?;
    let wide = value.mantissa().checked_mul(10_i128.pow(up))?;
    i64::try_from(wide)
        .ok()
        .filter(|units| units.checked_abs().is_some_and(|size| size <= LARGEST))
}

fn nearly(value: Decimal) -> i64 {
    let cut = value.trunc_with_scale(SCALE).normalize();
    let wide = cut
        .mantissa()
        .saturating_mul(10_i128.pow(SCALE.saturating_sub(cut.scale())));
    i64::try_from(wide).unwrap_or(if wide < 0 { i64::MIN } else { i64::MAX })
}

/// The sums of everything that the condition lets through.
pub(super) fn of(
    moment: &Connection,
    condition: &Condition,
) -> Result<Vec<InvoiceTotal>, JournalError> {
    let sql = format!(
        "SELECT currency, state, count(*), sum(subtotal_sum), count(subtotal_sum), sum(tax_sum),
             count(tax_sum), sum(credit_sum), count(credit_sum), sum(total_sum), count(total_sum),
             sum(open_sum), count(open_sum)
         FROM invoices i WHERE {} AND i.exact = 1 GROUP BY currency, state",
        condition.sql
    );
    let mut totals = rows(moment, &sql, condition.parameters(), |row| {
        let sum = |at: usize| -> rusqlite::Result<Sum> {
            let units: Option<i64> = row.get(at)?;
            Ok(Sum {
                value: Decimal::new(units.unwrap_or_default(), SCALE),
                stated: row.get(at + 1)?,
            })
        };
        let code: Option<String> = row.get(0)?;
        Ok(InvoiceTotal {
            currency: code.and_then(|code| Currency::new(code).ok()),
            state: at_place(row.get(1)?),
            count: row.get(2)?,
            subtotal: sum(3)?,
            tax: sum(5)?,
            credit: sum(7)?,
            total: sum(9)?,
            open: sum(11)?,
        })
    })?;
    let sql = format!(
        "SELECT {COLUMNS} FROM invoices i WHERE {} AND i.exact = 0",
        condition.sql
    );
    for unusual in rows(moment, &sql, condition.parameters(), kept)? {
        add(&mut totals, &unusual.facts)?;
    }
    totals.sort_by(|a, b| {
        let key = |total: &InvoiceTotal| (total.currency.is_none(), total.currency.clone());
        key(a).cmp(&key(b))
    });
    Ok(totals)
}

/// Adds an invoice whose amounts are too long, too large or in several
/// currencies, each to the sum of its own currency.
fn add(totals: &mut Vec<InvoiceTotal>, facts: &InvoiceFacts) -> Result<(), JournalError> {
    let state = facts.state();
    entry(totals, main_currency(facts), state).count += 1;
    type Part = fn(&mut InvoiceTotal) -> &mut Sum;
    let parts: [(Option<&Amount>, Part); 5] = [
        (facts.subtotal.as_ref(), |total| &mut total.subtotal),
        (facts.tax.as_ref(), |total| &mut total.tax),
        (facts.credit.as_ref(), |total| &mut total.credit),
        (facts.total.as_ref(), |total| &mut total.total),
        (facts.open(), |total| &mut total.open),
    ];
    for (amount, part) in parts {
        let Some(amount) = amount else { continue };
        let sum = part(entry(totals, amount.currency.clone(), state));
        sum.stated += 1;
        sum.value =
            sum.value
                .checked_add(amount.value)
                .ok_or_else(|| JournalError::Unreadable {
                    detail: "the sum of the invoices is too large".to_owned(),
                })?;
    }
    Ok(())
}

fn entry(
    totals: &mut Vec<InvoiceTotal>,
    currency: Option<Currency>,
    state: InvoiceState,
) -> &mut InvoiceTotal {
    let known = totals
        .iter()
        .position(|total| total.currency == currency && total.state == state);
    let at = known.unwrap_or_else(|| {
        totals.push(InvoiceTotal::new(currency, state));
        totals.len() - 1
    });
    &mut totals[at]
}
