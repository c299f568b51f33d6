//! Invoices and their PDFs, through the real console, client and journal
//! against the simulator in memory.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;
mod documents;
mod export;
mod hostile;
mod reading;
