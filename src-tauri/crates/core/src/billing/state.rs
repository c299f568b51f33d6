//! What is going on with invoices while the program runs.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use kh_model::InvoiceId;
use tokio::sync::watch;

use crate::view::ErrorView;

/// What is going on in one profile.
#[derive(Default)]
pub(crate) struct Billing {
    /// The reading of the list.
    pub(crate) reading: Reading,
    /// PDFs on their way.
    pub(crate) fetches: HashMap<InvoiceId, Fetch>,
}

/// How the reading of the list stands.
#[derive(Clone, Default)]
pub(crate) struct Reading {
    /// Whether it is read right now.
    pub(crate) running: bool,
    /// Until when it waits for calls to be allowed again.
    pub(crate) waits_until: Option<Timestamp>,
    /// Why the last one broke off.
    pub(crate) error: Option<ErrorView>,
}

/// A PDF on its way. Everybody who wants it waits for the same one.
#[derive(Clone)]
pub(crate) struct Fetch {
    /// How much of it is here.
    pub(crate) come: Arc<Come>,
    /// Becomes true when it has ended, however.
    pub(crate) ended: watch::Receiver<bool>,
}

/// How much of a PDF is here.
#[derive(Default)]
pub(crate) struct Come {
    bytes: AtomicU64,
    /// One more than the stated length; 0 where none was stated.
    stated: AtomicU64,
}

impl Come {
    pub(crate) fn begin(&self, stated: Option<u64>) {
        self.bytes.store(0, Ordering::Relaxed);
        let stated = stated.map_or(0, |length| length.saturating_add(1));
        self.stated.store(stated, Ordering::Relaxed);
    }

    pub(crate) fn add(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    pub(crate) fn stated(&self) -> Option<u64> {
        self.stated.load(Ordering::Relaxed).checked_sub(1)
    }
}
