//! The desktop around the console in tests: a clipboard in memory and a list of
//! what was announced.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use kh_core::{
    AnnounceError, Announced, Announcement, Announcer, Announcing, Clipboard, ClipboardError,
    Resolver,
};

/// A clipboard in memory.
#[derive(Default)]
pub struct MemoryClipboard {
    held: Mutex<Option<String>>,
    refuses: AtomicU32,
}

impl MemoryClipboard {
    /// What it holds.
    #[must_use]
    pub fn held(&self) -> Option<String> {
        self.lock().clone()
    }

    /// Somebody else copies something.
    pub fn copy(&self, text: &str) {
        *self.lock() = Some(text.to_owned());
    }

    /// The next calls of the console are refused.
    pub fn refuse(&self, times: u32) {
        self.refuses.store(times, Ordering::SeqCst);
    }

    fn answer(&self) -> Result<(), ClipboardError> {
        let less = |left: u32| left.checked_sub(1);
        let order = Ordering::SeqCst;
        match self.refuses.fetch_update(order, order, less) {
            Ok(_) => Err(ClipboardError {
                detail: "another program holds it".to_owned(),
            }),
            Err(_none_left) => Ok(()),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<String>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clipboard for MemoryClipboard {
    fn put(&self, secret: &str) -> Result<(), ClipboardError> {
        self.answer()?;
        self.copy(secret);
        Ok(())
    }

    fn clear_if_holds(&self, secret: &str) -> Result<bool, ClipboardError> {
        self.answer()?;
        let mut held = self.lock();
        let ours = held.as_deref() == Some(secret);
        if ours {
            *held = None;
        }
        Ok(ours)
    }
}

/// Keeps what was announced.
#[derive(Default)]
pub struct AnnouncementList {
    shown: Mutex<Vec<Announcement>>,
    refuses: Mutex<Option<String>>,
}

impl AnnouncementList {
    /// What was announced so far.
    #[must_use]
    pub fn shown(&self) -> Vec<Announcement> {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.clone()
    }

    /// From now on the desktop refuses, and says this.
    pub fn refuse(&self, detail: &str) {
        let mut refuses = self.refuses.lock().unwrap_or_else(PoisonError::into_inner);
        *refuses = Some(detail.to_owned());
    }
}

impl Announcer for AnnouncementList {
    fn show(&self, announcement: Announcement) -> Announcing<'_> {
        let refuses = self.refuses.lock().unwrap_or_else(PoisonError::into_inner);
        let result = match refuses.clone() {
            Some(detail) => Err(AnnounceError { detail }),
            None => Ok(Announced {
                server: Some("a list".to_owned()),
                clickable: true,
            }),
        };
        drop(refuses);
        if result.is_ok() {
            let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
            shown.push(announcement);
        }
        Box::pin(std::future::ready(result))
    }
}

/// A name service that knows one public name and one of a network at home.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TwoNames;

impl Resolver for TwoNames {
    fn addresses(&self, host: &str) -> std::io::Result<Vec<std::net::IpAddr>> {
        match host {
            "hooks.example.net" => Ok(vec![[93, 184, 216, 34].into()]),
            "router.example.net" => Ok(vec![[192, 168, 1, 1].into()]),
            _ => Err(std::io::ErrorKind::NotFound.into()),
        }
    }
}
