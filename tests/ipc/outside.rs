//! Everything outside the program, watched: a network that reaches nobody and
//! notes who was called, and a keychain in memory.

use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use kh_api::{NotSentKind, SystemChance, Transport, TransportError, WireRequest, WireResponse};
use kh_core::{
    AnnounceError, Announcement, Announcer, Announcing, Clipboard, ClipboardError, Resolver, Setup,
    Threads,
};
use kh_model::ManualClock;
use kh_secrets::SessionMemory;

/// Notes every address that a call was made to.
#[derive(Clone, Default)]
pub(crate) struct Outside {
    called: Arc<Mutex<Vec<String>>>,
}

impl Outside {
    /// A console that lives in `folder` and has only this world around it.
    pub(crate) fn setup(&self, folder: &Path) -> Setup {
        Setup {
            data_folder: folder.to_owned(),
            version: "0.0.0".to_owned(),
            clock: Arc::new(ManualClock::jumping(Timestamp::UNIX_EPOCH)),
            chance: Arc::new(SystemChance),
            threads: Threads::Own,
            secrets: Arc::new(SessionMemory::new()),
            transport: Arc::new(self.clone()),
            simulator: None,
            downloads_folder: folder.join("downloads"),
            clipboard: Arc::new(Nothing),
            announcer: Arc::new(Nothing),
            resolver: Arc::new(Nothing),
        }
    }

    /// Addresses that are neither the provider nor this computer.
    pub(crate) fn strangers(&self) -> Vec<String> {
        let called = self.called.lock().unwrap_or_else(PoisonError::into_inner);
        called
            .iter()
            .filter(|url| {
                !url.starts_with("https://www.kernelhost.com/cp/kh_reseller_api/v1/")
                    && !url.starts_with("http://127.0.0.1:1/v1/")
            })
            .cloned()
            .collect()
    }
}

/// A desktop without clipboard and notifications.
struct Nothing;

impl Clipboard for Nothing {
    fn put(&self, _secret: &str) -> Result<(), ClipboardError> {
        Err(Self::without_clipboard())
    }

    fn clear_if_holds(&self, _secret: &str) -> Result<bool, ClipboardError> {
        Err(Self::without_clipboard())
    }
}

impl Nothing {
    fn without_clipboard() -> ClipboardError {
        ClipboardError {
            detail: "there is none".to_owned(),
        }
    }
}

impl Announcer for Nothing {
    fn show(&self, _announcement: Announcement) -> Announcing<'_> {
        Box::pin(std::future::ready(Err(AnnounceError {
            detail: "there are none".to_owned(),
        })))
    }
}

impl Transport for Outside {
    fn send(
        &self,
        request: WireRequest,
    ) -> Pin<Box<dyn Future<Output = Result<WireResponse, TransportError>> + Send + '_>> {
        self.called
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(request.url);
        Box::pin(std::future::ready(Err(TransportError::NotSent {
            kind: NotSentKind::Connect,
            detail: "nobody is there".to_owned(),
        })))
    }
}

impl Resolver for Nothing {
    fn addresses(&self, _host: &str) -> std::io::Result<Vec<std::net::IpAddr>> {
        Err(std::io::ErrorKind::NotFound.into())
    }
}
