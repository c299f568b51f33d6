//! Checking an exported file, without a window and without a journal.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;
use std::sync::Arc;

use kh_audit::{Anchor, Checked};
use kh_secrets::{OsKeychain, SecretError, SecretStore};

use crate::homes::Homes;
use crate::threads::Threads;

/// What a check of a file found, and whether this computer has the key.
#[derive(Debug)]
pub struct AuditFileReport {
    /// What was found.
    pub checked: Checked,
    /// Why the key could not be had; none if it was there.
    pub no_key: Option<SecretError>,
}

/// Checks a file with the key in the keychain of this computer.
///
/// # Errors
/// As [`check_audit_file`].
pub async fn check_audit_file_here(path: &Path) -> io::Result<AuditFileReport> {
    check_audit_file(path, Arc::new(OsKeychain::new())).await
}

/// Checks a file with the key in a keychain, which has at most five seconds.
/// Needs a runtime of tokio around it.
///
/// # Errors
/// Where the file cannot be read.
pub async fn check_audit_file(
    path: &Path,
    secrets: Arc<dyn SecretStore>,
) -> io::Result<AuditFileReport> {
    let item = Homes::new(secrets, Threads::Own).load_anchor().await;
    let anchor = item.and_then(|item| {
        Anchor::from_bytes(item.expose()).map_err(|error| SecretError::Corrupt {
            detail: error.to_string(),
        })
    });
    let file = BufReader::new(File::open(path)?);
    let checked = kh_audit::check(file, anchor.as_ref().ok())?;
    Ok(AuditFileReport {
        checked,
        no_key: anchor.err(),
    })
}
