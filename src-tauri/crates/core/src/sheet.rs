//! A file for a spreadsheet: RFC 4180, UTF-8 with a byte order mark, because
//! without it the most common spreadsheet reads the text in another encoding.
//! It is written whole or not at all, over no other file, and goes on record.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kh_audit::{Act, Draft, Outcome};
use kh_journal::Profile;
use sha2::{Digest, Sha256};

use crate::audit;
use crate::billing::file_name;
use crate::billing::trouble::DocumentError;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::new_file::NewFile;
use crate::view::ExportView;

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// A sheet of `N` columns in the making.
pub(crate) struct Sheet<const N: usize> {
    writer: csv::Writer<Vec<u8>>,
    rows: u32,
    trouble: Option<csv::Error>,
}

impl<const N: usize> Sheet<N> {
    /// A sheet that has only its head.
    pub(crate) fn new(columns: [&str; N]) -> Self {
        let writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(MARK.to_vec());
        let mut sheet = Self {
            writer,
            rows: 0,
            trouble: None,
        };
        sheet.line(&columns.map(str::to_owned));
        sheet
    }

    /// One more row.
    pub(crate) fn add(&mut self, cells: &[String; N]) {
        self.line(cells);
        self.rows += 1;
    }

    fn line(&mut self, cells: &[String; N]) {
        if let Err(error) = self.writer.write_record(cells) {
            self.trouble = Some(error);
        }
    }

    fn write(self, folder: &Path, name: &str) -> Result<ExportView, CoreError> {
        let internal = |detail: String| CoreError::Internal { detail };
        if let Some(error) = self.trouble {
            return Err(internal(error.to_string()));
        }
        let bytes = self
            .writer
            .into_inner()
            .map_err(|error| internal(error.to_string()))?;
        let mut file = NewFile::begin(folder).map_err(DocumentError::Disk)?;
        file.write(&bytes).map_err(DocumentError::Disk)?;
        let file_name = file
            .place(|number| Some(file_name::numbered(name, number)), |_| false)
            .map_err(DocumentError::Disk)?;
        Ok(ExportView {
            path: folder.join(&file_name).to_string_lossy().into_owned(),
            file_name,
            rows: self.rows,
            bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
            sha256: hex::encode(Sha256::digest(&bytes)),
        })
    }
}

/// Writes a sheet about `what` into the downloads folder and puts that on
/// record, also where it failed.
///
/// # Errors
/// What kept the file from being written, or its entry.
pub(crate) async fn hand_out<const N: usize>(
    desk: &Desk,
    profile: Profile,
    sheet: Sheet<N>,
    what: &str,
    act: Act,
    now: Timestamp,
) -> Result<ExportView, CoreError> {
    let folder = desk.downloads_folder.clone();
    let day = now.to_zoned(TimeZone::UTC).date();
    let name = format!("kernelhost-{what}-{day}.csv");
    let write = move || sheet.write(&folder, &name);
    let written = desk.threads.run(write).await?;
    let outcome = match &written {
        Ok(_) => Outcome::Done,
        Err(_) => Outcome::Failed,
    };
    let mut draft = Draft::new(now, act, outcome);
    draft.profile = Some(profile.id);
    draft.key = Some(profile.key_id);
    match &written {
        Ok(view) => {
            draft.target = Some(view.file_name.clone());
            draft.reason = Some(format!("{} rows, sha256 {}", view.rows, view.sha256));
        }
        Err(error) => draft.code = Some(error.code()),
    }
    audit::record(desk, draft).await?;
    written
}
