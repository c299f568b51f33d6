//! An invoice of an answer as it is kept.

use jiff::tz::TimeZone;
use kh_api::answers::{Invoice, StatedTime, TimePrecision};
use kh_journal::{InvoiceFacts, MomentPrecision, SeenInvoice, StatedMoment};

/// The invoice as it is kept.
pub(super) fn seen(invoice: Invoice) -> SeenInvoice {
    SeenInvoice {
        original: invoice.original,
        facts: InvoiceFacts {
            id: invoice.id,
            number: invoice.number,
            status: invoice.status,
            date: invoice.date.map(moment),
            due: invoice.due_date.map(moment),
            paid: invoice.paid_at.map(moment),
            subtotal: invoice.subtotal,
            tax: invoice.tax,
            credit: invoice.credit,
            total: invoice.total,
            balance: invoice.balance,
        },
    }
}

fn moment(stated: StatedTime) -> StatedMoment {
    let calendar = stated
        .local
        .and_then(|local| local.to_zoned(TimeZone::UTC).ok())
        .map(|local| local.timestamp());
    StatedMoment {
        sorts_at: stated.at.or(calendar),
        raw: stated.raw,
        precision: match stated.precision {
            TimePrecision::Instant => MomentPrecision::Instant,
            TimePrecision::Day => MomentPrecision::Day,
            TimePrecision::LocalUnknownZone => MomentPrecision::Local,
            TimePrecision::Unknown => MomentPrecision::Unknown,
        },
    }
}
