//! Rows of invoices: how they are written and read back.

use jiff::Timestamp;
use kh_model::{Amount, InvoiceId, InvoiceState, ProfileId, RequestId, Stated};
use rusqlite::{Connection, Row, named_params};

use super::totals::units;
use super::{InvoiceFacts, KeptInvoice, SeenInvoice};
use crate::codec::{amount_text, maybe_text, maybe_time, micros, read_amount, text, time};
use crate::services::keys::text_key;
use crate::store::first;
use crate::{Journal, JournalError, MomentPrecision, StatedMoment};

/// The columns an invoice is read from.
pub(super) const COLUMNS: &str = "i.row, i.id, i.number, i.status, i.date_raw, i.date_precision, \
     i.date_at, i.due_raw, i.due_precision, i.due_at, i.paid_raw, i.paid_precision, i.paid_at, \
     i.subtotal, i.tax, i.credit, i.total, i.balance, i.first_seen_at, i.seen_at, i.changed_at, \
     i.missing_since, i.request_id";

/// States in the order of the list: what waits to be paid first.
const STATES: [InvoiceState; 7] = [
    InvoiceState::Unpaid,
    InvoiceState::Collections,
    InvoiceState::Draft,
    InvoiceState::Unknown,
    InvoiceState::Paid,
    InvoiceState::Refunded,
    InvoiceState::Cancelled,
];

/// How a state is stored: its place in the order.
pub(super) fn place(state: InvoiceState) -> u8 {
    match state {
        InvoiceState::Unpaid => 0,
        InvoiceState::Collections => 1,
        InvoiceState::Draft => 2,
        InvoiceState::Unknown => 3,
        InvoiceState::Paid => 4,
        InvoiceState::Refunded => 5,
        InvoiceState::Cancelled => 6,
    }
}

pub(super) fn at_place(place: u8) -> InvoiceState {
    // What a newer program stored is not known here.
    *STATES
        .get(usize::from(place))
        .unwrap_or(&InvoiceState::Unknown)
}

impl Journal {
    /// One invoice as it is kept.
    ///
    /// # Errors
    /// As for every read.
    pub fn invoice(
        &self,
        profile: &ProfileId,
        id: &InvoiceId,
    ) -> Result<Option<KeptInvoice>, JournalError> {
        self.read(|moment| Ok(find(moment, profile, id)?.map(|(_, kept)| kept)))
    }

    /// What the provider said of an invoice when it was last seen.
    ///
    /// # Errors
    /// As for every read.
    pub fn invoice_original(
        &self,
        profile: &ProfileId,
        id: &InvoiceId,
    ) -> Result<Option<String>, JournalError> {
        self.read(|moment| {
            first(
                moment,
                "SELECT original FROM invoices WHERE profile_id = ?1 AND id = ?2",
                (profile.as_str(), id.as_str()),
                |row| row.get(0),
            )
        })
    }
}

pub(super) fn find(
    moment: &Connection,
    profile: &ProfileId,
    id: &InvoiceId,
) -> Result<Option<(i64, KeptInvoice)>, JournalError> {
    first(
        moment,
        &format!("SELECT {COLUMNS} FROM invoices i WHERE i.profile_id = ?1 AND i.id = ?2"),
        (profile.as_str(), id.as_str()),
        with_row,
    )
}

pub(super) fn with_row(row: &Row<'_>) -> rusqlite::Result<(i64, KeptInvoice)> {
    Ok((row.get("row")?, kept(row)?))
}

pub(super) fn kept(row: &Row<'_>) -> rusqlite::Result<KeptInvoice> {
    let amount = |column: &'static str| maybe_text(row, column, read_amount);
    Ok(KeptInvoice {
        facts: InvoiceFacts {
            id: text(row, "id", |id| InvoiceId::new(id))?,
            number: row.get("number")?,
            // The reading is made anew from the word, so that a program that
            // knows more words reads more.
            status: row
                .get::<_, Option<String>>("status")?
                .map(|raw| Stated::read(&raw)),
            date: moment(row, "date_raw", "date_precision", "date_at")?,
            due: moment(row, "due_raw", "due_precision", "due_at")?,
            paid: moment(row, "paid_raw", "paid_precision", "paid_at")?,
            subtotal: amount("subtotal")?,
            tax: amount("tax")?,
            credit: amount("credit")?,
            total: amount("total")?,
            balance: amount("balance")?,
        },
        first_seen_at: time(row, "first_seen_at")?,
        seen_at: time(row, "seen_at")?,
        changed_at: time(row, "changed_at")?,
        missing_since: maybe_time(row, "missing_since")?,
        request_id: maybe_text(row, "request_id", |id| RequestId::new(id))?,
    })
}

fn moment(
    row: &Row<'_>,
    raw: &'static str,
    precision: &'static str,
    at: &'static str,
) -> rusqlite::Result<Option<StatedMoment>> {
    let Some(raw) = row.get::<_, Option<String>>(raw)? else {
        return Ok(None);
    };
    let word: Option<String> = row.get(precision)?;
    Ok(Some(StatedMoment {
        raw,
        precision: word
            .and_then(|word| MomentPrecision::read(&word))
            .unwrap_or(MomentPrecision::Unknown),
        sorts_at: maybe_time(row, at)?,
    }))
}

/// Writes an invoice, new or not.
pub(super) fn put(
    write: &Connection,
    profile: &ProfileId,
    kept: &KeptInvoice,
    original: &str,
    walk: i64,
) -> Result<(), JournalError> {
    let facts = &kept.facts;
    let sums = units(facts);
    let moment = |moment: &Option<StatedMoment>| {
        let moment = moment.as_ref();
        (
            moment.map(|moment| moment.raw.clone()),
            moment.map(|moment| moment.precision.as_str()),
            moment.and_then(|moment| moment.sorts_at).map(micros),
        )
    };
    let (date, due, paid) = (moment(&facts.date), moment(&facts.due), moment(&facts.paid));
    let overdue = if facts.says_overdue() {
        Some(i64::MIN)
    } else {
        facts.overdue_from().map(micros)
    };
    let mut statement = write.prepare_cached(
        "INSERT INTO invoices (profile_id, id, number, status, state, date_raw, date_precision,
             date_at, due_raw, due_precision, due_at, overdue_at, paid_raw, paid_precision,
             paid_at, subtotal, tax, credit, total, balance, currency, subtotal_sum, tax_sum,
             credit_sum, total_sum, open_sum, exact, number_key, search, original, first_seen_at,
             seen_at, changed_at, missing_since, request_id, walk)
         VALUES (:profile, :id, :number, :status, :state, :date_raw, :date_precision, :date_at,
             :due_raw, :due_precision, :due_at, :overdue, :paid_raw, :paid_precision, :paid_at,
             :subtotal, :tax, :credit, :total, :balance, :currency, :subtotal_sum, :tax_sum,
             :credit_sum, :total_sum, :open_sum, :exact, :number_key, :search, :original, :first,
             :seen, :changed, :missing, :request, :walk)
         ON CONFLICT (profile_id, id) DO UPDATE SET number = :number, status = :status,
             state = :state, date_raw = :date_raw, date_precision = :date_precision,
             date_at = :date_at, due_raw = :due_raw, due_precision = :due_precision,
             due_at = :due_at, overdue_at = :overdue, paid_raw = :paid_raw,
             paid_precision = :paid_precision, paid_at = :paid_at, subtotal = :subtotal,
             tax = :tax, credit = :credit, total = :total, balance = :balance,
             currency = :currency, subtotal_sum = :subtotal_sum, tax_sum = :tax_sum,
             credit_sum = :credit_sum, total_sum = :total_sum, open_sum = :open_sum,
             exact = :exact, number_key = :number_key, search = :search, original = :original,
             seen_at = :seen, changed_at = :changed, missing_since = :missing,
             request_id = :request, walk = :walk",
    )?;
    statement.execute(named_params! {
        ":profile": profile.as_str(),
        ":id": facts.id.as_str(),
        ":number": facts.number,
        ":status": facts.status.as_ref().map(|status| &status.raw),
        ":state": place(facts.state()),
        ":date_raw": date.0, ":date_precision": date.1, ":date_at": date.2,
        ":due_raw": due.0, ":due_precision": due.1, ":due_at": due.2,
        ":overdue": overdue,
        ":paid_raw": paid.0, ":paid_precision": paid.1, ":paid_at": paid.2,
        ":subtotal": facts.subtotal.as_ref().map(amount_text),
        ":tax": facts.tax.as_ref().map(amount_text),
        ":credit": facts.credit.as_ref().map(amount_text),
        ":total": facts.total.as_ref().map(amount_text),
        ":balance": facts.balance.as_ref().map(amount_text),
        ":currency": sums.currency,
        ":subtotal_sum": sums.subtotal,
        ":tax_sum": sums.tax,
        ":credit_sum": sums.credit,
        ":total_sum": sums.total,
        ":open_sum": sums.open,
        ":exact": sums.exact,
        ":number_key": text_key(facts.name()),
        ":search": search_text(facts),
        ":original": original,
        ":first": micros(kept.first_seen_at),
        ":seen": micros(kept.seen_at),
        ":changed": micros(kept.changed_at),
        ":missing": kept.missing_since.map(micros),
        ":request": kept.request_id.as_ref().map(RequestId::as_str),
        ":walk": walk,
    })?;
    Ok(())
}

/// An invoice that is as it was: only when and where it was seen changes.
pub(super) fn touch(
    write: &Connection,
    row: i64,
    seen: &SeenInvoice,
    at: Timestamp,
    request_id: Option<&RequestId>,
    walk: i64,
) -> Result<(), JournalError> {
    let mut statement = write.prepare_cached(
        "UPDATE invoices SET seen_at = ?2, request_id = ?3, walk = ?4, original = ?5
         WHERE row = ?1",
    )?;
    let request = request_id.map(RequestId::as_str);
    statement.execute((row, micros(at), request, walk, &seen.original))?;
    Ok(())
}

/// What is searched, in lower case: number, id, state and amounts, these with
/// the point and with the comma.
fn search_text(facts: &InvoiceFacts) -> String {
    let mut words: Vec<String> = vec![facts.id.as_str().to_lowercase()];
    words.extend(facts.number.as_ref().map(|number| number.to_lowercase()));
    words.extend(
        facts
            .status
            .as_ref()
            .map(|status| status.raw.to_lowercase()),
    );
    let amounts: [&Option<Amount>; 3] = [&facts.total, &facts.subtotal, &facts.balance];
    for amount in amounts.into_iter().flatten() {
        let plain = amount.value.to_string();
        words.push(plain.replace('.', ","));
        words.push(plain);
    }
    // A line break is in no word that is searched for.
    words.join("\n")
}
