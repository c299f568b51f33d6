//! The clipboard of the desktop. A copied secret is marked as not to be
//! remembered, where the desktop knows such a mark.

use std::sync::{Mutex, PoisonError};

use kh_core::{Clipboard, ClipboardError};

/// The clipboard. On X11 and Wayland what was copied lives in the program that
/// copied it, so one connection is kept open.
#[derive(Default)]
pub(crate) struct DesktopClipboard {
    open: Mutex<Option<arboard::Clipboard>>,
}

impl DesktopClipboard {
    fn with<T>(
        &self,
        act: impl FnOnce(&mut arboard::Clipboard) -> Result<T, arboard::Error>,
    ) -> Result<T, ClipboardError> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let clipboard = match open.as_mut() {
            Some(clipboard) => clipboard,
            None => open.insert(arboard::Clipboard::new().map_err(|error| failed(&error))?),
        };
        let done = act(clipboard);
        if done.is_err() {
            // The next call finds the desktop's clipboard anew.
            *open = None;
        }
        done.map_err(|error| failed(&error))
    }
}

impl Clipboard for DesktopClipboard {
    fn put(&self, secret: &str) -> Result<(), ClipboardError> {
        self.with(|clipboard| unremembered(clipboard.set()).text(secret))
    }

    fn clear_if_holds(&self, secret: &str) -> Result<bool, ClipboardError> {
        self.with(|clipboard| match clipboard.get_text() {
            Ok(held) if held == secret => clipboard.clear().map(|()| true),
            // Somebody else's words, or no words at all: not ours to clear.
            Ok(_) | Err(arboard::Error::ContentNotAvailable) => Ok(false),
            Err(error) => Err(error),
        })
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn unremembered(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

#[cfg(target_os = "macos")]
fn unremembered(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

#[cfg(windows)]
fn unremembered(set: arboard::Set<'_>) -> arboard::Set<'_> {
    let set = arboard::SetExtWindows::exclude_from_cloud(set);
    arboard::SetExtWindows::exclude_from_history(set)
}

fn failed(error: &arboard::Error) -> ClipboardError {
    ClipboardError {
        detail: error.to_string(),
    }
}
