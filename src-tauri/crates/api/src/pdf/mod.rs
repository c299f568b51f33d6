//! The PDF of an invoice, written where the caller wants it while it comes. It
//! is not stated whether it comes as it is or inside JSON (contract 4), so the
//! stated type and the first bytes decide together; nothing else is a PDF.

use std::io;

mod fetch;
mod hash;
mod receiver;
mod wrapped;

/// The largest document that is taken, in bytes: 32 MiB and a little.
pub const LARGEST_PDF: u64 = (32 << 20) + (64 << 10);

/// Where the bytes of a PDF go. Called from the task that reads the answer:
/// a write should not take longer than one to a file of this computer.
pub trait PdfSink: Send {
    /// The document begins, perhaps again: whatever came before is void.
    /// `stated` is its length, if the provider named it.
    ///
    /// # Errors
    /// What the system says; the document is given up.
    fn begin(&mut self, stated: Option<u64>) -> io::Result<()>;

    /// The next bytes.
    ///
    /// # Errors
    /// As [`PdfSink::begin`].
    fn write(&mut self, piece: &[u8]) -> io::Result<()>;
}

/// In memory; for small documents and for tests.
impl PdfSink for Vec<u8> {
    fn begin(&mut self, _: Option<u64>) -> io::Result<()> {
        self.clear();
        Ok(())
    }

    fn write(&mut self, piece: &[u8]) -> io::Result<()> {
        self.extend_from_slice(piece);
        Ok(())
    }
}

/// A document that is whole in its sink.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReceivedPdf {
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of exactly these bytes.
    pub sha256: [u8; 32],
    /// Whether it ends as a PDF should, with `%%EOF`. Many readers do not mind.
    pub ends_well: bool,
    /// How it came.
    pub form: PdfForm,
}

/// How a document came (contract 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdfForm {
    /// As the body of the answer.
    Plain,
    /// As base64 in JSON.
    InJson,
    /// Behind a link in JSON, which was followed and signed anew.
    Linked,
}

/// The provider answered with success, but not with a document. What is in the
/// sink is void.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoPdf {
    /// There is no body.
    #[error("the answer has no body")]
    Empty,
    /// The answer calls itself something else.
    #[error("the answer is of another kind")]
    OtherType {
        /// The stated content type.
        stated: String,
    },
    /// The bytes are not those of a PDF, whatever they are called.
    #[error("the bytes are not those of a PDF")]
    OtherBytes,
    /// JSON without a document and without a link to one.
    #[error("the answer holds no document")]
    NothingInJson,
    /// The link to the document leaves the provider's address, or leads to
    /// something that is no document.
    #[error("the link to the document leads away")]
    LinkAway,
    /// Behind the link is another link.
    #[error("the link to the document leads to another link")]
    LinkAgain,
    /// More than [`LARGEST_PDF`].
    #[error("the document is larger than {most} bytes")]
    TooLarge {
        /// The limit.
        most: u64,
    },
    /// It ended before its stated length.
    #[error("the document ended after {came} of {stated} bytes")]
    CutShort {
        /// The stated length.
        stated: u64,
        /// What came.
        came: u64,
    },
    /// The sink failed.
    #[error("the document could not be written: {detail}")]
    NotWritten {
        /// The kind of failure, for telling a full disk from others.
        kind: io::ErrorKind,
        /// What the system said.
        detail: String,
    },
}

impl NoPdf {
    /// A stable word.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "pdf_empty",
            Self::OtherType { .. } => "pdf_other_type",
            Self::OtherBytes => "pdf_other_bytes",
            Self::NothingInJson => "pdf_not_in_json",
            Self::LinkAway => "pdf_link_away",
            Self::LinkAgain => "pdf_link_again",
            Self::TooLarge { .. } => "pdf_too_large",
            Self::CutShort { .. } => "pdf_cut_short",
            Self::NotWritten { .. } => "pdf_not_written",
        }
    }
}

impl From<io::Error> for NoPdf {
    fn from(error: io::Error) -> Self {
        Self::NotWritten {
            kind: error.kind(),
            detail: error.to_string(),
        }
    }
}
