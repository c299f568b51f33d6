//! The use cases of the console. Knows the signed client, the journal and the
//! keychain; knows no window, no HTTP and no SQL.
//!
//! ```text
//! console     the handle: one function per command
//! owner       the one task that owns what is known while the program runs
//! desk        what every use case works with
//! start       the first answer, settling after a crash
//! profiles/   whose account, which key; connecting
//! connection/ how the line is, credit, quota
//! catalogue/  products: read, kept, searched
//! intents/    what orders and actions share: hold, send, repeat, settle
//! guards/     what stands between a person and an order that was not meant
//! orders/     review, place, follow, show; the state machine of an order
//! rescue/     unpaid orders against the credit, and the reminders of them
//! reconciliation/ journal, services, invoices and credit side by side
//! actions/    the seven actions on services; the state machine of an action
//! events/     what happened, told from differences
//! billing/    invoices, their PDFs, the history of the credit
//! new_file    files that are whole or not there
//! activity/   the list of what happened, and what happened while nobody looked
//! notify/     what the desktop is told of
//! polling/    one scheduler for all polling; when what is asked
//! sheet       a file for a spreadsheet, written whole and put on record
//! edge        errors as the window gets them
//! view/       what the window sees
//! ```

mod actions;
mod activity;
mod audit;
mod billing;
mod catalogue;
mod chance;
mod connection;
mod console;
mod credentials;
mod deliberate;
mod desk;
mod edge;
mod error;
mod events;
mod guards;
mod homes;
mod intents;
mod ledger;
mod new_file;
mod notify;
mod orders;
mod overview;
mod owner;
pub mod polling;
mod profiles;
mod reconciliation;
mod rescue;
mod services;
mod settings;
mod setup;
mod sheet;
mod start;
mod state;
mod store;
mod threads;
pub mod view;
mod webhooks;

pub use audit::{AuditFileReport, check_audit_file, check_audit_file_here};
pub use console::Console;
#[cfg(all(feature = "deliberate-bugs", debug_assertions))]
pub use deliberate::{Bug, with_bug};
pub use kh_api::TransportSetupError;
pub use kh_audit::{Authenticity, BadLine, BadLineKind, Checked, VerdictKind};
pub use kh_secrets::Secret;
pub use kh_secrets::SecretError;
pub use setup::{
    AnnounceError, Announced, Announcement, Announcer, Announcing, BuiltInSimulator, Clipboard,
    ClipboardError, Desktop, Habits, Resolver, Setup, SimulatorAccess, SimulatorError,
    SimulatorFuture, SystemResolver,
};
pub use store::JOURNAL_FILE;
pub use threads::Threads;
