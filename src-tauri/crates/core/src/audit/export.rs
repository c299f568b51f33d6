//! The chain as a file in the downloads folder. The export is an entry too.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use kh_audit::{Act, Anchor, ChainKey, Draft, Head, Header, Outcome, Writer};
use kh_journal::{Journal, JournalError};
use sha2::{Digest, Sha256};

use super::AuditTrouble;
use super::page::count;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::{AuditQuery, ExportView};

/// Entries taken from the journal at a time.
const PIECE: u32 = 1_000;

/// The part of the chain that goes into the file: without a gap, or it could
/// not be checked. Group, search and page of the query do not count.
struct Stretch {
    before: Option<Head>,
    last: u64,
    entries: u64,
}

/// Writes the chain as JSON Lines into the downloads folder.
pub(crate) async fn export(desk: &Arc<Desk>, query: AuditQuery) -> Result<ExportView, CoreError> {
    let (anchor, keys) = desk.chain.keys().await;
    let at = desk.clock.now();
    let job = Job {
        folder: desk.downloads_folder.clone(),
        name: format!("kernelhost-audit-{}", at.strftime("%Y-%m-%d")),
        version: desk.version.clone(),
        at,
        since: query.since,
        until: query.until,
        key: anchor.as_ref().map(|anchor| anchor.key.clone()),
        sealed: anchor.as_ref().map(|anchor: &Anchor| anchor.head),
    };
    drop(keys);
    let made = desk.store.run(move |journal| Ok(job.run(journal))).await?;
    let mut draft = Draft::new(at, Act::ChainExported, Outcome::Done);
    match made {
        Ok((part, mut view)) => {
            let free = part.free_name();
            draft.target_name = Some(free.clone());
            draft.reason = Some(format!("{} entries", view.rows));
            // On record before it has its name: no file leaves unseen.
            super::record(desk, draft.clone()).await?;
            match part.keep() {
                Ok(path) => {
                    view.file_name = file_name(&path);
                    view.path = path.to_string_lossy().into_owned();
                    if view.file_name != free {
                        // Another program took that name in between.
                        draft.target_name = Some(view.file_name.clone());
                        super::record_after(desk, draft).await;
                    }
                    Ok(view)
                }
                Err(error) => {
                    draft.outcome = Outcome::Failed;
                    draft.code = Some(error.code());
                    super::record_after(desk, draft).await;
                    Err(error)
                }
            }
        }
        Err(error) => {
            draft.outcome = Outcome::Failed;
            draft.code = Some(error.code());
            super::record_after(desk, draft).await;
            Err(error)
        }
    }
}

struct Job {
    folder: PathBuf,
    name: String,
    version: String,
    at: Timestamp,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    key: Option<ChainKey>,
    sealed: Option<Head>,
}

/// A file that is whole and has no name yet; gone if it never gets one.
struct Part {
    file: tempfile::NamedTempFile,
    folder: PathBuf,
    /// What it is to be called, without a number and an end.
    stem: String,
}

/// Names that are tried, from the wanted one on.
fn names(stem: &str) -> impl Iterator<Item = String> + '_ {
    (1..1_000).map(move |turn| match turn {
        1 => format!("{stem}.jsonl"),
        _ => format!("{stem}-{turn}.jsonl"),
    })
}

impl Part {
    /// The name it gets, unless another program takes it before.
    fn free_name(&self) -> String {
        let free = names(&self.stem).find(|name| !self.folder.join(name).exists());
        free.unwrap_or_else(|| self.stem.clone())
    }

    /// Gives it the first name that is free.
    fn keep(self) -> Result<PathBuf, CoreError> {
        let mut file = self.file;
        for name in names(&self.stem) {
            let path = self.folder.join(name);
            match file.persist_noclobber(&path) {
                Ok(_) => return Ok(path),
                Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                    file = error.file;
                }
                Err(error) => return Err(not_written(&error.error)),
            }
        }
        Err(not_written(&io::ErrorKind::AlreadyExists.into()))
    }
}

impl Job {
    fn run(&self, journal: &Journal) -> Result<(Part, ExportView), CoreError> {
        let stretch = self.stretch(journal)?;
        fs::create_dir_all(&self.folder).map_err(|error| not_written(&error))?;
        let mut file = tempfile::Builder::new()
            .prefix(".kernelhost-audit-")
            .tempfile_in(&self.folder)
            .map_err(|error| not_written(&error))?;
        let mut to = Counted {
            to: BufWriter::new(file.as_file_mut()),
            digest: Sha256::new(),
            bytes: 0,
        };
        let first = stretch.before.map_or(0, |head| head.seq);
        let sealed = self
            .sealed
            .filter(|sealed| sealed.seq > first && sealed.seq <= stretch.last);
        let header = Header::new(
            self.at,
            &self.version,
            stretch.entries,
            stretch.before,
            sealed,
        );
        self.write(journal, &mut to, &header, &stretch)?;
        to.flush().map_err(|error| not_written(&error))?;
        let (digest, bytes) = (to.digest.clone().finalize(), to.bytes);
        drop(to);
        let view = ExportView {
            path: String::new(),
            file_name: format!("{}.jsonl", self.name),
            rows: count(stretch.entries),
            bytes: count(bytes),
            sha256: hex::encode(digest),
        };
        file.as_file()
            .sync_all()
            .map_err(|error| not_written(&error))?;
        let part = Part {
            file,
            folder: self.folder.clone(),
            stem: self.name.clone(),
        };
        Ok((part, view))
    }

    fn write(
        &self,
        journal: &Journal,
        to: &mut Counted<'_>,
        header: &Header,
        stretch: &Stretch,
    ) -> Result<(), CoreError> {
        let mut writer = Writer::begin(to, header).map_err(|error| not_written(&error))?;
        let mut after = stretch.before.map_or(0, |head| head.seq);
        while after < stretch.last {
            let mut written = Ok(());
            let reached = journal.audit_chunk(after, PIECE, &mut |entry| {
                if entry.seq <= stretch.last && written.is_ok() {
                    written = writer.entry(entry);
                }
            })?;
            written.map_err(|error| not_written(&error))?;
            match reached {
                Some(seq) => after = seq,
                None => break,
            }
        }
        let ended = writer.end(self.key.as_ref());
        ended.map(|_| ()).map_err(|error| not_written(&error))
    }

    /// From the first entry not before `since` to the last before `until`.
    fn stretch(&self, journal: &Journal) -> Result<Stretch, JournalError> {
        let mut stretch = Stretch {
            before: None,
            last: 0,
            entries: 0,
        };
        let mut begun = false;
        let mut waiting = 0;
        let mut after = 0;
        while let Some(reached) = journal.audit_chunk(after, PIECE, &mut |entry| {
            let late = self
                .since
                .is_none_or(|since| entry.at >= since.as_microsecond());
            if !begun && !late {
                stretch.before = Some(Head::of(entry));
                return;
            }
            begun = true;
            waiting += 1;
            if self
                .until
                .is_none_or(|until| entry.at < until.as_microsecond())
            {
                stretch.last = entry.seq;
                stretch.entries += waiting;
                waiting = 0;
            }
        })? {
            after = reached;
        }
        Ok(stretch)
    }
}

/// Counts and digests what goes by.
struct Counted<'a> {
    to: BufWriter<&'a mut fs::File>,
    digest: Sha256,
    bytes: u64,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn not_written(error: &io::Error) -> CoreError {
    AuditTrouble::NotWritten(error.kind().to_string()).into()
}
