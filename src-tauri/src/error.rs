//! Errors of the shell itself. Everything else comes from the console with its
//! code already.

use std::collections::BTreeMap;

use kh_core::TransportSetupError;
use kh_core::view::{ErrorView, MoneyMoved};

/// The system has no browser to open the portal with.
pub(crate) fn no_browser(cause: &std::io::Error) -> ErrorView {
    tracing::warn!(%cause, "the portal could not be opened");
    of_the_desktop("portal.no_browser")
}

/// The system has nothing to open a file or a folder with.
pub(crate) fn no_viewer(cause: &std::io::Error) -> ErrorView {
    tracing::warn!(%cause, "a file could not be opened");
    of_the_desktop("desktop.no_viewer")
}

fn of_the_desktop(code: &str) -> ErrorView {
    ErrorView {
        code: code.to_owned(),
        facts: BTreeMap::new(),
        money: MoneyMoved::NotConcerned,
        request_id: None,
        provider: None,
        retry_after_seconds: None,
    }
}

/// Why the console cannot start at all. Printed, since there is no window yet.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The system names no folder for the program's data.
    #[error("this system names no folder for the program's data: {0}")]
    NoDataFolder(tauri::Error),
    /// The folder cannot be made.
    #[error("the folder {folder} cannot be made: {cause}")]
    DataFolder {
        /// Which folder.
        folder: String,
        /// What the system says.
        cause: std::io::Error,
    },
    /// Connections cannot be encrypted on this system.
    #[error("connections cannot be made on this system: {0}")]
    Network(#[from] TransportSetupError),
    /// The window cannot be opened.
    #[error("the window cannot be opened: {0}")]
    Window(#[from] tauri::Error),
}
