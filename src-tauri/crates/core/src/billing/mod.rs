//! Invoices and the history of the credit.
//!
//! ```text
//! sync       reads the whole list, page by page, paced and resumable
//! facts      an invoice as it is kept
//! list       what the window shows of the kept list
//! sums       what all that is shown comes to
//! file_name  a name that no invoice number can turn into something else
//! archive    where PDFs lie, and whether they are still what was saved
//! fetch      one PDF from the click to its place in the archive
//! export     invoices as a file for a spreadsheet
//! credit     how the credit moved
//! ```

mod archive;
mod credit;
pub(crate) mod export;
mod facts;
mod fetch;
pub(crate) mod file_name;
mod list;
mod next_page;
pub(crate) mod state;
mod sums;
pub(crate) mod sync;
pub(crate) mod trouble;

pub(crate) use archive::saved_pdf;
pub(crate) use credit::credit_history;
pub(crate) use export::export;
pub(crate) use fetch::save_pdf;
pub(crate) use list::{list, shown_name};
pub(crate) use sync::refresh;
