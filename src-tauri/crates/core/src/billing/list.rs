//! What the window shows of the kept invoices. Nothing here calls anybody.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kh_api::wire::text::bounded;
use kh_journal::{
    InvoiceFacts, InvoiceQuery, InvoiceSelection, InvoiceShow, InvoiceSort, ListedInvoice,
    MomentPrecision, StatedMoment,
};
use kh_model::{Amount, InvoiceId, InvoiceState, ProfileId};

use super::archive::{Archive, Standing};
use super::state::{Come, Reading};
use super::sums;
use super::trouble::DocumentError;
use crate::desk::Desk;
use crate::error::{CoreError, FormError};
use crate::profiles;
use crate::view::{
    Direction, InvoiceCondition, InvoiceRow, InvoicesFilter, InvoicesQuery, InvoicesSort,
    InvoicesView, Money, PdfView, StatedTimeView, SyncView,
};

/// Letters of a text of the provider that go to the window.
const LONGEST_NUMBER: usize = 120;
const LONGEST_WORD: usize = 60;

/// What is going on, as far as rows show it.
type Coming = HashMap<InvoiceId, Arc<Come>>;

/// A page of the kept invoices with sums, without a call.
pub(crate) async fn list(desk: &Desk, query: InvoicesQuery) -> Result<InvoicesView, CoreError> {
    let profile = profiles::active(desk).await?.id;
    let now = desk.now(&profile).await;
    let asked = journal_query(&query, now)?;
    let own = profile.clone();
    let (page, state) = desk
        .store
        .run(move |journal| {
            Ok((
                journal.list_invoices(&own, &asked)?,
                journal.invoice_list(&own)?,
            ))
        })
        .await?;
    let (reading, coming) = going_on(desk, &profile).await?;
    let archive = Archive::of(&desk.data_folder, &profile);
    let walk = state.walk.filter(|_| reading.running);
    Ok(InvoicesView {
        all: page.counts.all,
        open: page.counts.open,
        overdue: page.counts.overdue,
        total: page.total,
        sums: sums::of(&page.totals)?,
        rows: page
            .rows
            .iter()
            .map(|listed| row(listed, &archive, &coming, now))
            .collect(),
        sync: SyncView {
            running: reading.running,
            done: walk.as_ref().map_or(0, |walk| walk.seen),
            total: walk.and_then(|walk| walk.total),
            waits_until: reading.waits_until,
            whole_at: state.whole_at,
            first_page_only: state.first_page_only,
            error: reading.error,
        },
    })
}

/// One row, as it is now.
pub(super) async fn one(
    desk: &Desk,
    profile: &ProfileId,
    id: &InvoiceId,
) -> Result<InvoiceRow, CoreError> {
    let listed = listed(desk, profile, id).await?;
    let now = desk.now(profile).await;
    let (_, coming) = going_on(desk, profile).await?;
    let archive = Archive::of(&desk.data_folder, profile);
    Ok(row(&listed, &archive, &coming, now))
}

/// One invoice of the kept list.
pub(super) async fn listed(
    desk: &Desk,
    profile: &ProfileId,
    id: &InvoiceId,
) -> Result<ListedInvoice, CoreError> {
    let (own, id) = (profile.clone(), id.clone());
    let listed = desk
        .store
        .run(move |journal| journal.listed_invoice(&own, &id))
        .await?;
    Ok(listed.ok_or(DocumentError::NotKnown)?)
}

async fn going_on(desk: &Desk, profile: &ProfileId) -> Result<(Reading, Coming), CoreError> {
    let own = profile.clone();
    desk.owner
        .ask(move |state| {
            let billing = state.billing(&own);
            let coming = billing
                .fetches
                .iter()
                .map(|(id, fetch)| (id.clone(), Arc::clone(&fetch.come)))
                .collect();
            (billing.reading.clone(), coming)
        })
        .await
}

/// What the window asks, in the words of the journal.
pub(super) fn journal_query(
    query: &InvoicesQuery,
    now: Timestamp,
) -> Result<InvoiceQuery, FormError> {
    Ok(InvoiceQuery {
        selection: InvoiceSelection {
            show: match query.filter {
                InvoicesFilter::All => InvoiceShow::All,
                InvoicesFilter::Open => InvoiceShow::Open,
                InvoicesFilter::Overdue => InvoiceShow::Overdue,
                InvoicesFilter::Paid => InvoiceShow::Paid,
                InvoicesFilter::Other => InvoiceShow::Other,
            },
            from: query.from.as_deref().map(day).transpose()?,
            to: query.to.as_deref().map(day).transpose()?,
            words: query
                .search
                .split_whitespace()
                .take(8)
                .map(str::to_owned)
                .collect(),
        },
        sort: match query.sort {
            InvoicesSort::Date => InvoiceSort::Date,
            InvoicesSort::Number => InvoiceSort::Number,
            InvoicesSort::Due => InvoiceSort::Due,
            InvoicesSort::Total => InvoiceSort::Total,
            InvoicesSort::Condition => InvoiceSort::State,
        },
        down: match query.direction {
            Direction::Up => false,
            Direction::Down => true,
        },
        offset: query.offset,
        limit: query.limit,
        now,
    })
}

fn day(text: &str) -> Result<Date, FormError> {
    text.parse().map_err(|_| FormError::Day)
}

fn row(listed: &ListedInvoice, archive: &Archive, coming: &Coming, now: Timestamp) -> InvoiceRow {
    let facts = &listed.kept.facts;
    let money = |amount: &Option<Amount>| amount.as_ref().map(Money::from);
    InvoiceRow {
        id: facts.id.as_str().to_owned(),
        number: shown_name(facts),
        condition: condition(facts, now),
        status_raw: facts
            .status
            .as_ref()
            .map(|status| bounded(&status.raw, LONGEST_WORD).into_owned()),
        date: facts.date.as_ref().map(stated),
        due: facts.due.as_ref().map(stated),
        paid: facts.paid.as_ref().map(stated),
        net: money(&facts.subtotal),
        tax: money(&facts.tax),
        credit: money(&facts.credit),
        total: money(&facts.total),
        open: facts.open().map(Money::from),
        pdf: pdf(listed, archive, coming),
        seen_at: listed.kept.seen_at,
        missing_since: listed.kept.missing_since,
        order_no: listed.order_no.map(kh_journal::OrderNo::get),
    }
}

pub(super) fn condition(facts: &InvoiceFacts, now: Timestamp) -> InvoiceCondition {
    match facts.state() {
        InvoiceState::Draft => InvoiceCondition::Draft,
        InvoiceState::Unpaid if facts.is_overdue(now) => InvoiceCondition::Overdue,
        InvoiceState::Unpaid => InvoiceCondition::Unpaid,
        InvoiceState::Paid => InvoiceCondition::Paid,
        InvoiceState::Cancelled => InvoiceCondition::Cancelled,
        InvoiceState::Refunded => InvoiceCondition::Refunded,
        InvoiceState::Collections => InvoiceCondition::Collections,
        InvoiceState::Unknown => InvoiceCondition::Unknown,
    }
}

fn pdf(listed: &ListedInvoice, archive: &Archive, coming: &Coming) -> PdfView {
    if let Some(come) = coming.get(&listed.kept.facts.id) {
        return PdfView::Fetching {
            bytes: small(come.bytes()),
            total: come.stated().map(small),
        };
    }
    let Some(pdf) = &listed.pdf else {
        return PdfView::None;
    };
    match (&pdf.saved, &pdf.failed) {
        (Some(saved), _) => match archive.glance(saved) {
            Standing::There => PdfView::Saved {
                bytes: small(saved.bytes),
                at: saved.saved_at,
                file_name: saved.file_name.clone(),
            },
            Standing::Gone => PdfView::Gone,
            Standing::Changed => PdfView::Changed,
        },
        (None, Some(failed)) => PdfView::Failed {
            code: failed.code.clone(),
        },
        (None, None) => PdfView::None,
    }
}

/// What an invoice is called, cut where it is too long to be shown.
pub(crate) fn shown_name(facts: &InvoiceFacts) -> String {
    bounded(facts.name(), LONGEST_NUMBER).into_owned()
}

fn small(bytes: u64) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

fn stated(moment: &StatedMoment) -> StatedTimeView {
    StatedTimeView {
        raw: bounded(&moment.raw, LONGEST_WORD).into_owned(),
        at: moment
            .sorts_at
            .filter(|_| moment.precision == MomentPrecision::Instant),
        day: day_of(moment),
    }
}

/// The day on the provider's calendar, or in UTC for an instant.
pub(super) fn day_of(moment: &StatedMoment) -> Option<String> {
    let at = moment.sorts_at?;
    Some(at.to_zoned(TimeZone::UTC).date().to_string())
}
