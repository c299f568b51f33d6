//! `GET /v1/billing/invoices`: the account's invoices.

use kh_model::{Amount, InvoiceId, InvoiceState, Stated};

use super::StatedTime;
use super::page::Listed;
use crate::wire::envelope::Named;
use crate::wire::text::bounded;
use crate::wire::{Object, Unreadable, money, scalar};

const ID: &[&str] = &["id", "invoice_id"];
const NUMBER: &[&str] = &["number", "invoice_number", "invoice_num"];
const STATUS: &[&str] = &["status"];
const DATE: &[&str] = &["date", "created_at", "issued_at"];
const DUE_DATE: &[&str] = &["due_date"];
const PAID_AT: &[&str] = &["paid_at", "date_paid"];
const SUBTOTAL: &[&str] = &["subtotal"];
const TAX: &[&str] = &["tax", "vat"];
const CREDIT: &[&str] = &["credit"];
const TOTAL: &[&str] = &["total", "amount"];
const BALANCE: &[&str] = &["balance", "amount_due"];

/// An invoice of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoice {
    /// Its id.
    pub id: InvoiceId,
    /// Its number for people; may be missing until it is paid.
    pub number: Option<String>,
    /// Its state.
    pub status: Option<Stated<InvoiceState>>,
    /// When it was issued.
    pub date: Option<StatedTime>,
    /// When it is due.
    pub due_date: Option<StatedTime>,
    /// When it was paid.
    pub paid_at: Option<StatedTime>,
    /// Before tax.
    pub subtotal: Option<Amount>,
    /// Tax.
    pub tax: Option<Amount>,
    /// Paid from credit.
    pub credit: Option<Amount>,
    /// The whole.
    pub total: Option<Amount>,
    /// Still open.
    pub balance: Option<Amount>,
    /// All that was said of it, as JSON text with every value as it came; cut
    /// where it is longer than any invoice.
    pub original: String,
}

/// More letters than this of one invoice are not kept.
const LONGEST: usize = 16 * 1024;

impl Listed for Invoice {
    const NAMED: Named = Named {
        one: "invoice",
        many: "invoices",
        id: ID,
    };

    fn from_object(object: &Object) -> Result<Self, Unreadable> {
        let currency = scalar::currency(object);
        let amount = |names: &[&str]| money::amount(object, names, currency.as_ref());
        Ok(Self {
            id: scalar::id(object, ID).ok_or(Unreadable::Without {
                of: "invoice",
                part: "id",
            })?,
            number: scalar::word(object, NUMBER),
            status: scalar::stated(object, STATUS),
            date: scalar::time(object, DATE),
            due_date: scalar::time(object, DUE_DATE),
            paid_at: scalar::time(object, PAID_AT),
            subtotal: amount(SUBTOTAL),
            tax: amount(TAX),
            credit: amount(CREDIT),
            total: amount(TOTAL),
            balance: amount(BALANCE),
            original: bounded(&object.to_text(), LONGEST).into_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Page;
    use crate::answers::testing::read;

    #[test]
    fn the_assumed_form_is_read_whole() {
        let page: Page<Invoice> = read(
            r#"{"data":[{"id":9001,"number":"KH-2026-0001","status":"paid","date":"2026-01-01",
                "due_date":"2026-01-15","paid_at":"2026-01-01T00:00:00Z","subtotal":"8.32","tax":"1.58",
                "credit":"0.00","total":"9.90","balance":"0.00","currency":"EUR"}],"meta":{"total":1}}"#,
        )
        .unwrap();
        let invoice = &page.items[0];
        assert_eq!(invoice.id.as_str(), "9001");
        assert_eq!(invoice.number.as_deref(), Some("KH-2026-0001"));
        assert_eq!(invoice.status.as_ref().unwrap().kind, InvoiceState::Paid);
        assert!(
            invoice
                .original
                .starts_with(r#"{"id":9001,"number":"KH-2026-0001","status":"paid""#)
        );
        assert!(invoice.original.contains(r#""total":"9.90""#));
        assert!(invoice.date.is_some() && invoice.due_date.is_some() && invoice.paid_at.is_some());
        let amounts = [
            &invoice.subtotal,
            &invoice.tax,
            &invoice.credit,
            &invoice.total,
            &invoice.balance,
        ]
        .map(|amount| amount.as_ref().unwrap().to_string());
        assert_eq!(
            amounts,
            ["8.32 EUR", "1.58 EUR", "0.00 EUR", "9.90 EUR", "0.00 EUR"]
        );
    }

    #[test]
    fn the_form_of_the_billing_system_is_read_too() {
        let page: Page<Invoice> = read(
            r#"{"result":"success","totalresults":"1","startnumber":0,"numreturned":1,
                "invoices":{"invoice":[{"id":9001,"invoicenum":"","status":"Collections","date":"2026-01-01",
                "duedate":"2026-01-15","datepaid":"0000-00-00 00:00:00","total":"9.90","currencycode":"EUR"}]}}"#,
        )
        .unwrap();
        let invoice = &page.items[0];
        assert_eq!(invoice.number, None);
        assert_eq!(
            invoice.status.as_ref().unwrap().kind,
            InvoiceState::Collections
        );
        assert!(invoice.due_date.is_some());
        assert_eq!(invoice.paid_at, None);
        assert_eq!(invoice.total.as_ref().unwrap().to_string(), "9.90 EUR");
    }
}
