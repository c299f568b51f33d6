//! Invoices as a file for a spreadsheet: fixed columns. Amounts are plain
//! decimals with a point.

use std::sync::Arc;

use jiff::Timestamp;
use kh_audit::Act;
use kh_journal::{ListedInvoice, Profile, StatedMoment};
use kh_model::Amount;

use super::list::{condition, day_of, journal_query};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::sheet::Sheet;
use crate::view::{ExportView, InvoiceCondition, InvoicesQuery};
use crate::{profiles, sheet};

const COLUMNS: [&str; 20] = [
    "number",
    "id",
    "state",
    "state_at_provider",
    "date",
    "due",
    "paid",
    "net",
    "tax",
    "credit",
    "total",
    "open",
    "currency",
    "order_no",
    "pdf_file",
    "pdf_sha256",
    "read_at",
    "not_visible_since",
    "profile",
    "key",
];

/// Writes invoices as CSV into the downloads folder (offset and limit do not
/// count). Nothing is overwritten.
pub(crate) async fn export(
    desk: &Arc<Desk>,
    query: InvoicesQuery,
) -> Result<ExportView, CoreError> {
    let profile = profiles::active(desk).await?;
    let now = desk.now(&profile.id).await;
    let asked = journal_query(&query, now)?;
    let of = profile.clone();
    let lines = desk
        .store
        .run(move |journal| {
            let mut lines = Lines::new(&of, now);
            journal.each_invoice(&of.id, &asked, &mut |listed| lines.add(listed))?;
            Ok(lines)
        })
        .await?;
    sheet::hand_out(
        desk,
        profile,
        lines.sheet,
        "invoices",
        Act::InvoicesExported,
        now,
    )
    .await
}

/// Invoices as rows of a sheet.
struct Lines {
    sheet: Sheet<{ COLUMNS.len() }>,
    profile: String,
    key: String,
    now: Timestamp,
}

impl Lines {
    fn new(profile: &Profile, now: Timestamp) -> Self {
        Self {
            sheet: Sheet::new(COLUMNS),
            profile: profile.label.clone(),
            key: profile.key_id.as_str().to_owned(),
            now,
        }
    }

    fn add(&mut self, listed: &ListedInvoice) {
        let facts = &listed.kept.facts;
        let saved = listed.pdf.as_ref().and_then(|pdf| pdf.saved.as_ref());
        let currency = facts
            .total
            .as_ref()
            .or(facts.subtotal.as_ref())
            .and_then(|amount| amount.currency.as_ref());
        let line = [
            guarded(facts.number.as_deref().unwrap_or_default()),
            guarded(facts.id.as_str()),
            word(condition(facts, self.now)).to_owned(),
            guarded(facts.status.as_ref().map_or("", |status| &status.raw)),
            time(facts.date.as_ref()),
            time(facts.due.as_ref()),
            time(facts.paid.as_ref()),
            plain(facts.subtotal.as_ref()),
            plain(facts.tax.as_ref()),
            plain(facts.credit.as_ref()),
            plain(facts.total.as_ref()),
            plain(facts.open()),
            currency.map_or(String::new(), |code| code.as_str().to_owned()),
            listed
                .order_no
                .map_or(String::new(), |no| no.get().to_string()),
            guarded(saved.map_or("", |saved| &saved.file_name)),
            saved.map_or(String::new(), |saved| hex::encode(saved.sha256)),
            listed.kept.seen_at.to_string(),
            listed
                .kept
                .missing_since
                .map_or(String::new(), |since| since.to_string()),
            guarded(&self.profile),
            guarded(&self.key),
        ];
        self.sheet.add(&line);
    }
}

/// A text cell that no spreadsheet takes for a formula: one that begins like
/// one gets an apostrophe before it. Numbers are not texts and stay.
pub(crate) fn guarded(text: &str) -> String {
    let risky = |letter: char| {
        matches!(
            letter,
            '=' | '+'
                | '-'
                | '@'
                | '\t'
                | '\r'
                | '\n'
                | '\u{ff1d}'
                | '\u{ff0b}'
                | '\u{ff0d}'
                | '\u{ff20}'
        )
    };
    if text
        .trim_start_matches([' ', '\u{feff}', '\u{a0}'])
        .starts_with(risky)
    {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

pub(crate) fn plain(amount: Option<&Amount>) -> String {
    amount.map_or(String::new(), |amount| amount.value.to_string())
}

/// The instant, or the day; else the words as they came.
pub(crate) fn time(moment: Option<&StatedMoment>) -> String {
    let Some(moment) = moment else {
        return String::new();
    };
    match moment.precision {
        kh_journal::MomentPrecision::Instant => moment
            .sorts_at
            .map_or_else(|| guarded(&moment.raw), |at| at.to_string()),
        kh_journal::MomentPrecision::Day => day_of(moment).unwrap_or_else(|| guarded(&moment.raw)),
        kh_journal::MomentPrecision::Local | kh_journal::MomentPrecision::Unknown => {
            guarded(&moment.raw)
        }
    }
}

fn word(condition: InvoiceCondition) -> &'static str {
    match condition {
        InvoiceCondition::Draft => "draft",
        InvoiceCondition::Unpaid => "unpaid",
        InvoiceCondition::Overdue => "overdue",
        InvoiceCondition::Paid => "paid",
        InvoiceCondition::Cancelled => "cancelled",
        InvoiceCondition::Refunded => "refunded",
        InvoiceCondition::Collections => "collections",
        InvoiceCondition::Unknown => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_looks_like_a_formula_becomes_text() {
        for text in [
            "=1+1",
            "+49",
            "-9.90",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            " =1",
            "\u{ff1d}1",
            "\u{feff}=cmd|' /C calc'!A0",
        ] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["KH-2026-0001", "", "9.90", "a=b", "'x"] {
            assert_eq!(guarded(text), text);
        }
    }
}
