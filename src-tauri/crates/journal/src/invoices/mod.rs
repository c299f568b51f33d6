//! Invoices: the kept copy of an account's list, its sums, and the archive of
//! their PDFs.
//!
//! * `take` writes what was seen, one page in one transaction, and has the
//!   events made inside it.
//! * `walk` remembers how far the reading of the whole list has come.
//! * `page` answers what is shown; `totals` sums all of it without a float.
//! * `archive` knows which PDFs are on this computer.

mod archive;
mod facts;
mod lately;
mod page;
mod rows;
mod take;
#[cfg(test)]
mod tests;
mod totals;
mod walk;

pub use archive::{FailedPdf, InvoicePdf, SavedPdf};
pub use facts::{InvoiceFacts, KeptInvoice};
pub use page::{
    InvoiceCounts, InvoicePage, InvoiceQuery, InvoiceSelection, InvoiceShow, InvoiceSort,
    ListedInvoice,
};
pub use take::{InvoiceChange, MakeInvoiceEvents, SeenInvoice, TakenInvoicePage, TakenInvoices};
pub use totals::{InvoiceTotal, Sum};
pub use walk::{InvoiceListState, InvoiceWalk};
