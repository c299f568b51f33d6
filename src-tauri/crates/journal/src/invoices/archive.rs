//! Which PDFs of invoices are on this computer: under what name, with what
//! hash, and why the last try failed.

use jiff::Timestamp;
use kh_model::{InvoiceId, ProfileId, RequestId};
use rusqlite::{Row, named_params};

use crate::codec::{maybe_text, micros, time};
use crate::store::{first, rows};
use crate::{Journal, JournalError};

/// The columns an archived PDF is read from.
pub(super) const COLUMNS: &str = "p.file_name, p.sha256, p.bytes, p.form, p.ends_well, \
     p.saved_at, p.request_id AS pdf_request_id, p.failed_code, p.failed_at";

/// A PDF that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedPdf {
    /// Its name in the archive of its account.
    pub file_name: String,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// Its length.
    pub bytes: u64,
    /// How it came, in a word of the core.
    pub form: String,
    /// Whether it ends as a PDF should.
    pub ends_well: bool,
    /// When it was saved.
    pub saved_at: Timestamp,
    /// The provider's handle of the answer it came with.
    pub request_id: Option<RequestId>,
}

/// A try that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedPdf {
    /// The stable code of the reason.
    pub code: String,
    /// When.
    pub at: Timestamp,
}

/// What is known of the PDF of an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoicePdf {
    /// The one in the archive.
    pub saved: Option<SavedPdf>,
    /// Why the last try failed; none if it did not.
    pub failed: Option<FailedPdf>,
}

impl Journal {
    /// Notes a PDF that lies in the archive, on the disk when this returns.
    ///
    /// # Errors
    /// [`JournalError::Refused`] for an unknown profile, or a name that another
    /// invoice of it has; else as for every write.
    pub fn save_pdf(
        &self,
        profile: &ProfileId,
        invoice: &InvoiceId,
        saved: &SavedPdf,
    ) -> Result<(), JournalError> {
        self.durable(|write| {
            write.execute(
                "INSERT INTO invoice_pdfs (profile_id, invoice_id, file_name, name_key, sha256,
                     bytes, form, ends_well, saved_at, request_id)
                 VALUES (:profile, :invoice, :name, :key, :sha256, :bytes, :form, :ends, :at,
                     :request)
                 ON CONFLICT (profile_id, invoice_id) DO UPDATE SET file_name = :name,
                     name_key = :key, sha256 = :sha256, bytes = :bytes, form = :form,
                     ends_well = :ends, saved_at = :at, request_id = :request,
                     failed_code = NULL, failed_at = NULL",
                named_params! {
                    ":profile": profile.as_str(),
                    ":invoice": invoice.as_str(),
                    ":name": saved.file_name,
                    ":key": saved.file_name.to_lowercase(),
                    ":sha256": saved.sha256.as_slice(),
                    ":bytes": i64::try_from(saved.bytes).unwrap_or(i64::MAX),
                    ":form": saved.form,
                    ":ends": saved.ends_well,
                    ":at": micros(saved.saved_at),
                    ":request": saved.request_id.as_ref().map(RequestId::as_str),
                },
            )?;
            Ok(())
        })
    }

    /// Notes that a try failed. What was saved before stays.
    ///
    /// # Errors
    /// [`JournalError::Refused`] for an unknown profile; else as for every write.
    pub fn note_failed_pdf(
        &self,
        profile: &ProfileId,
        invoice: &InvoiceId,
        failed: &FailedPdf,
    ) -> Result<(), JournalError> {
        self.quick(|write| {
            write.execute(
                "INSERT INTO invoice_pdfs (profile_id, invoice_id, failed_code, failed_at)
                 VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (profile_id, invoice_id) DO UPDATE
                 SET failed_code = ?3, failed_at = ?4",
                (
                    profile.as_str(),
                    invoice.as_str(),
                    &failed.code,
                    micros(failed.at),
                ),
            )?;
            Ok(())
        })
    }

    /// What is known of the PDF of an invoice.
    ///
    /// # Errors
    /// As for every read.
    pub fn invoice_pdf(
        &self,
        profile: &ProfileId,
        invoice: &InvoiceId,
    ) -> Result<Option<InvoicePdf>, JournalError> {
        self.read(|moment| {
            let found = first(
                moment,
                &format!(
                    "SELECT {COLUMNS} FROM invoice_pdfs p
                     WHERE p.profile_id = ?1 AND p.invoice_id = ?2"
                ),
                (profile.as_str(), invoice.as_str()),
                read,
            )?;
            Ok(found.flatten())
        })
    }

    /// The names that are taken in the archive of an account, as a file system
    /// compares them that tells no case apart, by the invoice they belong to.
    ///
    /// # Errors
    /// As for every read.
    pub fn archived_names(
        &self,
        profile: &ProfileId,
    ) -> Result<Vec<(String, String)>, JournalError> {
        self.read(|moment| {
            rows(
                moment,
                "SELECT name_key, invoice_id FROM invoice_pdfs
                 WHERE profile_id = ?1 AND name_key IS NOT NULL",
                [profile.as_str()],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
        })
    }
}

/// None where there is nothing to say.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Option<InvoicePdf>> {
    let saved = match row.get::<_, Option<String>>("file_name")? {
        None => None,
        Some(file_name) => Some(SavedPdf {
            file_name,
            sha256: row.get("sha256")?,
            bytes: row.get::<_, i64>("bytes")?.unsigned_abs(),
            form: row.get::<_, Option<String>>("form")?.unwrap_or_default(),
            ends_well: row.get::<_, Option<bool>>("ends_well")?.unwrap_or_default(),
            saved_at: time(row, "saved_at")?,
            request_id: maybe_text(row, "pdf_request_id", |id| RequestId::new(id))?,
        }),
    };
    let failed = match row.get::<_, Option<String>>("failed_code")? {
        None => None,
        Some(code) => Some(FailedPdf {
            code,
            at: time(row, "failed_at")?,
        }),
    };
    Ok((saved.is_some() || failed.is_some()).then_some(InvoicePdf { saved, failed }))
}
