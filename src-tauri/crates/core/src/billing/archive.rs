//! Where the PDFs of a profile lie: below the data folder, each with its hash
//! in the journal. A file is whole or not there, and is opened only if it is
//! still what was saved.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use kh_api::{PdfForm, ReceivedPdf};
use kh_journal::{Journal, SavedPdf};
use kh_model::{InvoiceId, ProfileId, RequestId};
use sha2::{Digest, Sha256};

use super::file_name;
use super::trouble::DocumentError;
use crate::desk::Desk;
use crate::error::{CoreError, FormError};
use crate::new_file::{NewFile, Step, reach, sweep};
use crate::profiles;

/// The folder of all archives in the data folder.
const FOLDER: &str = "archive";

/// The archive of one profile.
#[derive(Clone)]
pub(super) struct Archive {
    profile: ProfileId,
    folder: PathBuf,
}

/// How a saved file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    There,
    Gone,
    Changed,
}

/// Whose document it is and where it came from.
pub(super) struct Origin {
    pub(super) invoice: InvoiceId,
    /// What people call the invoice.
    pub(super) called: String,
    pub(super) at: Timestamp,
    pub(super) request_id: Option<RequestId>,
}

impl Archive {
    pub(super) fn of(data_folder: &Path, profile: &ProfileId) -> Self {
        Self {
            folder: data_folder.join(FOLDER).join(folder_name(profile)),
            profile: profile.clone(),
        }
    }

    /// Begins a file; what a program that died left here is removed.
    pub(super) fn begin(&self, now: Timestamp) -> io::Result<NewFile> {
        sweep(&self.folder, now);
        NewFile::begin(&self.folder)
    }

    /// Gives a received document its name and writes it down. The same document
    /// under the same name is there once.
    pub(super) fn keep(
        &self,
        journal: &Journal,
        file: NewFile,
        pdf: &ReceivedPdf,
        origin: &Origin,
    ) -> Result<SavedPdf, CoreError> {
        let taken = journal.archived_names(&self.profile)?;
        let others = |name: &str| {
            let key = name.to_lowercase();
            taken
                .iter()
                .any(|(known, owner)| *known == key && owner != origin.invoice.as_str())
        };
        let wanted = file_name::for_invoice(&origin.called);
        let name = |number| {
            let name = file_name::numbered(&wanted, number);
            (!others(&name)).then_some(name)
        };
        let is_same = |path: &Path| is_whole(path, pdf.bytes, &pdf.sha256).unwrap_or(false);
        let file_name = file.place(name, is_same).map_err(DocumentError::Disk)?;
        let saved = SavedPdf {
            file_name,
            sha256: pdf.sha256,
            bytes: pdf.bytes,
            form: form_word(pdf.form).to_owned(),
            ends_well: pdf.ends_well,
            saved_at: origin.at,
            request_id: origin.request_id.clone(),
        };
        reach(Step::Note).map_err(DocumentError::Disk)?;
        journal.save_pdf(&self.profile, &origin.invoice, &saved)?;
        Ok(saved)
    }

    /// How a saved file stands at a glance: its length, not its content.
    pub(super) fn glance(&self, saved: &SavedPdf) -> Standing {
        match self.path(saved).map(fs::symlink_metadata) {
            Some(Ok(facts)) if facts.is_file() && facts.len() == saved.bytes => Standing::There,
            Some(Err(error)) if error.kind() == io::ErrorKind::NotFound => Standing::Gone,
            Some(Ok(_) | Err(_)) | None => Standing::Changed,
        }
    }

    /// The file, if every byte of it is as it was saved.
    pub(super) fn checked(&self, saved: &SavedPdf) -> Result<PathBuf, DocumentError> {
        let path = self.path(saved).ok_or(DocumentError::Changed)?;
        match is_whole(&path, saved.bytes, &saved.sha256) {
            Ok(true) => Ok(path),
            Ok(false) => Err(DocumentError::Changed),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(DocumentError::Gone),
            Err(error) => Err(DocumentError::Disk(error)),
        }
    }

    /// None for a name that this program never gives.
    fn path(&self, saved: &SavedPdf) -> Option<PathBuf> {
        file_name::is_one_of_ours(&saved.file_name).then(|| self.folder.join(&saved.file_name))
    }
}

/// The archived PDF of an invoice of the active profile, compared with what was
/// saved. Whoever opens it does so because a person asked.
pub(crate) async fn saved_pdf(desk: &Arc<Desk>, id: &str) -> Result<PathBuf, CoreError> {
    let profile = profiles::active(desk).await?.id;
    let invoice = InvoiceId::new(id).map_err(|_| FormError::Id)?;
    let archive = Archive::of(&desk.data_folder, &profile);
    let known = desk
        .store
        .run(move |journal| journal.invoice_pdf(&profile, &invoice))
        .await?;
    let saved = known
        .and_then(|known| known.saved)
        .ok_or(DocumentError::NotSaved)?;
    Ok(desk.threads.run(move || archive.checked(&saved)).await??)
}

/// Ids of profiles are made here of plain letters; another one is not trusted.
fn folder_name(profile: &ProfileId) -> String {
    let id = profile.as_str();
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if id.len() <= 64 && id.bytes().all(plain) && !id.starts_with('-') {
        format!("p-{id}")
    } else {
        hex::encode(&Sha256::digest(id.as_bytes())[..16])
    }
}

fn form_word(form: PdfForm) -> &'static str {
    match form {
        PdfForm::Plain => "plain",
        PdfForm::InJson => "in_json",
        PdfForm::Linked => "linked",
    }
}

/// Whether a file, and no link to one, has exactly these bytes.
fn is_whole(path: &Path, bytes: u64, sha256: &[u8; 32]) -> io::Result<bool> {
    let facts = fs::symlink_metadata(path)?;
    if !facts.is_file() || facts.len() != bytes {
        return Ok(false);
    }
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; 64 << 10];
    loop {
        match io::Read::read(&mut file, &mut piece)? {
            0 => break,
            length => hash.update(&piece[..length]),
        }
    }
    Ok(hash.finalize().as_slice() == sha256)
}

#[cfg(test)]
#[path = "archive_tests.rs"]
mod tests;
