//! Why a document is not there, sorted by what can be done about it.

use std::io;

use kh_api::NoPdf;
use kh_model::RequestId;

/// Why a document is not there.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DocumentError {
    /// The invoice was never seen in a list.
    #[error("the invoice is not known")]
    NotKnown,
    /// It was never fetched.
    #[error("the document was not saved")]
    NotSaved,
    /// It was saved and is not there any more. It can be fetched again.
    #[error("the saved document is gone")]
    Gone,
    /// It is not what was saved. It can be fetched again.
    #[error("the saved document was changed")]
    Changed,
    /// The provider answered with something else. Nothing was kept.
    #[error("no document came: {why}")]
    NoPdf {
        /// What came instead.
        why: NoPdf,
        /// The handle of the answer.
        request_id: Option<RequestId>,
    },
    /// It could not be written.
    #[error("the file could not be written: {0}")]
    Disk(#[from] io::Error),
}

impl DocumentError {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NotKnown => "invoice.not_known",
            Self::NotSaved => "document.not_saved",
            Self::Gone => "document.gone",
            Self::Changed => "document.changed",
            Self::NoPdf {
                why: NoPdf::NotWritten { kind, .. },
                ..
            } => disk_code(*kind),
            Self::NoPdf { .. } => "document.not_a_pdf",
            Self::Disk(error) => disk_code(error.kind()),
        }
    }

    /// What came instead, in a stable word.
    pub(crate) fn why(&self) -> Option<&'static str> {
        match self {
            Self::NoPdf { why, .. } => Some(why.code()),
            Self::NotKnown | Self::NotSaved | Self::Gone | Self::Changed | Self::Disk(_) => None,
        }
    }

    pub(crate) fn request_id(&self) -> Option<&RequestId> {
        match self {
            Self::NoPdf { request_id, .. } => request_id.as_ref(),
            Self::NotKnown | Self::NotSaved | Self::Gone | Self::Changed | Self::Disk(_) => None,
        }
    }
}

fn disk_code(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "document.disk_full",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "document.not_allowed"
        }
        _ => "document.not_written",
    }
}
