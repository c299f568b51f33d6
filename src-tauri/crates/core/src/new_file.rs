//! Files that get their name only when they are whole and on the disk, and
//! never take the place of another one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use tempfile::NamedTempFile;

/// How a file begins that is not whole yet. Nothing opens such a file.
const PART: &str = ".part-";
/// One that is older than this belongs to a program that died.
const DEAD_AFTER: SignedDuration = SignedDuration::from_hours(1);
/// More files of one name than this are not made.
const MOST_NAMES: u32 = 10_000;

/// A file in the making. Dropped before [`NewFile::place`] it is gone.
pub(crate) struct NewFile {
    folder: PathBuf,
    part: NamedTempFile,
}

/// The steps of making a file, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The folder is made.
    Folder,
    /// The part is made.
    Begin,
    /// Bytes are written.
    Write,
    /// The bytes are brought to the disk.
    Flush,
    /// The file gets its name.
    Name,
    /// The name is brought to the disk.
    FlushFolder,
    /// It is written down that the file is there.
    Note,
}

impl NewFile {
    /// Begins a file in a folder, which is made where it is missing. A link in
    /// the place of the folder is not followed.
    pub(crate) fn begin(folder: &Path) -> io::Result<Self> {
        reach(Step::Folder)?;
        make_folder(folder)?;
        reach(Step::Begin)?;
        let part = tempfile::Builder::new().prefix(PART).tempfile_in(folder)?;
        Ok(Self {
            folder: folder.to_path_buf(),
            part,
        })
    }

    /// Forgets what was written.
    pub(crate) fn restart(&mut self) -> io::Result<()> {
        let file = self.part.as_file_mut();
        file.set_len(0)?;
        io::Seek::rewind(file)
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        reach(Step::Write)?;
        io::Write::write_all(self.part.as_file_mut(), bytes)
    }

    /// Brings the file to the disk and gives it the first name that nobody has.
    /// `name` gives one for each number from 1, and None for one to leave out.
    /// `is_same` says of a file that has the name already whether it is this
    /// very file: then it stays, and nothing is added. Gives the name.
    pub(crate) fn place(
        self,
        mut name: impl FnMut(u32) -> Option<String>,
        mut is_same: impl FnMut(&Path) -> bool,
    ) -> io::Result<String> {
        reach(Step::Flush)?;
        self.part.as_file().sync_all()?;
        let mut part = self.part;
        for number in 1..=MOST_NAMES {
            let Some(name) = name(number) else { continue };
            let path = self.folder.join(&name);
            reach(Step::Name)?;
            match part.persist_noclobber(&path) {
                Ok(_) => {
                    reach(Step::FlushFolder)?;
                    flush_folder(&self.folder)?;
                    return Ok(name);
                }
                Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => {
                    if is_same(&path) {
                        return Ok(name);
                    }
                    part = refused.file;
                }
                Err(refused) => return Err(refused.error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

/// Removes what programs that died left in a folder. Best done, never needed.
pub(crate) fn sweep(folder: &Path, now: Timestamp) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let is_part = entry
            .file_name()
            .to_str()
            .is_some_and(|name| name.starts_with(PART));
        if is_part && is_dead(&entry, now) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_dead(entry: &fs::DirEntry, now: Timestamp) -> bool {
    let changed = entry.metadata().and_then(|facts| facts.modified());
    changed
        .ok()
        .and_then(|changed| Timestamp::try_from(changed).ok())
        .is_some_and(|changed| now.duration_since(changed) > DEAD_AFTER)
}

fn make_folder(folder: &Path) -> io::Result<()> {
    if let Ok(facts) = fs::symlink_metadata(folder) {
        return if facts.is_dir() {
            Ok(())
        } else {
            Err(io::ErrorKind::NotADirectory.into())
        };
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A folder can be brought to the disk on Unix only; elsewhere a name is as
/// good as it gets.
#[cfg_attr(not(unix), allow(clippy::unnecessary_wraps))]
fn flush_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Tests stop here, with an error or for good.
#[cfg(not(test))]
#[allow(clippy::unnecessary_wraps)]
pub(crate) fn reach(_: Step) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
pub(crate) use stops::reach;

/// Where a test lets the making of a file fail, on its own thread.
#[cfg(test)]
pub(crate) mod stops {
    use std::cell::Cell;
    use std::io;

    use super::Step;

    /// How it fails.
    #[derive(Clone, Copy)]
    pub(crate) enum Stop {
        Error(io::ErrorKind),
        /// The program dies here and cleans nothing up.
        Death,
    }

    thread_local! {
        static STOP: Cell<Option<(Step, Stop)>> = const { Cell::new(None) };
    }

    pub(crate) fn stop_at(stop: Option<(Step, Stop)>) {
        STOP.set(stop);
    }

    pub(crate) fn reach(step: Step) -> io::Result<()> {
        match STOP.get() {
            Some((at, Stop::Error(kind))) if at == step => Err(kind.into()),
            Some((at, Stop::Death)) if at == step => std::process::abort(),
            Some(_) | None => Ok(()),
        }
    }
}
