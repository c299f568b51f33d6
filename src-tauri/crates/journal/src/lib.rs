//! The store: intents, orders, catalogue, settings in SQLite.
//!
//! Everything is synchronous and typed; callers with an async runtime give it
//! a blocking thread. Two promises shape it:
//!
//! * What moves money is written before it is sent and is on the disk when the
//!   call returns ([`Journal::write_intent`], [`Journal::settle`]): one commit
//!   and one fsync each, so an order with one attempt costs exactly two.
//! * What can be read again (catalogue, balances, use of a key) never waits for
//!   the disk.
//!
//! Two processes may have the same file open; each write takes its turn.
//! Nothing secret is ever stored: there is no column for it.

mod action_evidence;
mod actions;
mod attempts;
mod audit;
mod audit_rows;
mod balances;
mod catalogue;
mod codec;
mod error;
mod event_kinds;
mod event_marks;
mod event_orders;
mod event_pages;
mod events;
mod evidence;
mod findings;
mod id;
mod intents;
mod invoices;
mod key_use;
mod migrations;
mod open;
mod order_claims;
mod order_guards;
mod order_pages;
mod order_rows;
mod orders;
mod profiles;
mod room;
mod services;
mod settings;
mod settlement;
mod store;
#[cfg(test)]
mod trouble;
mod webhooks;

pub use actions::{Action, ActionChange, ActionWritten, NewAction};
pub use attempts::{Attempt, AttemptEnd};
pub use audit::AuditBell;
pub use audit_rows::{AuditFilter, AuditPage, AuditPlace};
pub use balances::BalanceSeen;
pub use catalogue::Original;
pub use error::JournalError;
pub use event_kinds::{EventGroup, EventKind, EventSource, EventSubject};
pub use event_pages::{EventCounts, EventFilter, EventPage};
pub use events::{Event, EventId, NewEvent};
pub use evidence::{Evidence, NewEvidence};
pub use findings::{Finding, NewFinding, Reconciled};
pub use id::{IntentId, OrderNo};
pub use intents::{Intent, IntentKind, IntentState, NewIntent, Written};
pub use invoices::{
    FailedPdf, InvoiceChange, InvoiceCounts, InvoiceFacts, InvoiceListState, InvoicePage,
    InvoicePdf, InvoiceQuery, InvoiceSelection, InvoiceShow, InvoiceSort, InvoiceTotal,
    InvoiceWalk, KeptInvoice, ListedInvoice, MakeInvoiceEvents, SavedPdf, SeenInvoice, Sum,
    TakenInvoicePage, TakenInvoices,
};
pub use open::KeptAside;
pub use order_guards::{OrderWritten, OrdersNow};
pub use order_pages::{OrderFilter, OrderPage};
pub use orders::{Change, NewOrder, Order, OrderChange, OrderProblem};
pub use profiles::{AccountSeen, Profile, ProfileKind, SecretHome};
pub use services::{
    DueService, KeptOriginal, KeptService, MakeEvents, MomentPrecision, OwnWords, SeenService,
    ServiceChange, ServiceCondition, ServiceCounts, ServiceFacts, ServiceFilter, ServiceListState,
    ServiceOriginal, ServicePage, ServiceQuery, ServiceSort, ServiceWalk, StatedMoment, Taken,
    TakenPage, WalkEnded,
};
pub use settings::SettingOf;
pub use settlement::Settlement;
pub use store::Journal;
pub use webhooks::{WebhookBefore, WebhookSeen};
