//! What these tests have in common: an account with invoices, and what a
//! person does with them.

use std::path::{Path, PathBuf};
use std::time::Duration;

use kh_core::view::{
    Direction, ErrorView, InvoiceRow, InvoicesFilter, InvoicesQuery, InvoicesSort, InvoicesView,
    PdfView,
};
use kh_simulator::{Card, Fault, FaultKind};
use kh_tests::{Life, World};

pub(crate) const LIST: &str = "GET /v1/billing/invoices";
pub(crate) const PDF: &str = "GET /v1/billing/invoices/{id}/pdf";

/// A connected console whose account has so many invoices; none is read yet.
pub(crate) fn with_invoices(world: &World, orders: usize) -> Life {
    world.funds("100000", Card::None);
    let life = world.live_connected();
    for _ in 0..orders {
        world.pass(Duration::from_secs(20));
        life.order().unwrap();
    }
    world.pass(Duration::from_secs(60));
    life
}

/// As [`with_invoices`], and the list is read.
pub(crate) fn read(world: &World, orders: usize) -> Life {
    let life = with_invoices(world, orders);
    refresh(&life).unwrap();
    life
}

pub(crate) fn refresh(life: &Life) -> Result<(), ErrorView> {
    life.run(life.console.refresh_invoices())
}

pub(crate) fn everything() -> InvoicesQuery {
    InvoicesQuery {
        filter: InvoicesFilter::All,
        from: None,
        to: None,
        search: String::new(),
        sort: InvoicesSort::Number,
        direction: Direction::Up,
        offset: 0,
        limit: 100,
    }
}

pub(crate) fn list(life: &Life, query: InvoicesQuery) -> InvoicesView {
    life.run(life.console.invoices(query)).unwrap()
}

pub(crate) fn row(life: &Life, id: &str) -> InvoiceRow {
    let rows = list(life, everything()).rows;
    rows.into_iter().find(|row| row.id == id).unwrap()
}

pub(crate) fn save(life: &Life, id: &str) -> Result<InvoiceRow, ErrorView> {
    life.run(life.console.save_invoice_pdf(id.to_owned()))
}

pub(crate) fn open(life: &Life, id: &str) -> Result<PathBuf, ErrorView> {
    life.run(life.console.saved_invoice_pdf(id.to_owned()))
}

pub(crate) fn name_of(row: &InvoiceRow) -> &str {
    match &row.pdf {
        PdfView::Saved { file_name, .. } => file_name,
        other => panic!("{} is {other:?}", row.id),
    }
}

/// An answer of one's own to the next calls of an endpoint.
pub(crate) fn answer(on: &str, content_type: &str, body: impl Into<String>) -> Fault {
    Fault {
        on: on.to_owned(),
        kind: FaultKind::Replace {
            status: 200,
            content_type: content_type.to_owned(),
            body: body.into(),
            after_commit: false,
        },
        skip: 0,
        times: 1,
    }
}

/// Every file and link below a folder.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return found;
    };
    for entry in entries.flatten() {
        if entry.file_type().unwrap().is_dir() {
            found.extend(files_below(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found.sort();
    found
}

/// What lies in the archive, finished or not.
pub(crate) fn archived(world: &World) -> Vec<PathBuf> {
    files_below(&world.data_folder().join("archive"))
}

/// Calls for PDFs that left.
pub(crate) fn pdf_calls(world: &World) -> usize {
    let seen = world.wire.seen();
    seen.iter()
        .filter(|call| call.path.ends_with("/pdf"))
        .count()
}
