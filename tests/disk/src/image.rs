//! What a disk holds, apart from any folder and any program.

use std::io;
use std::path::Path;
use std::sync::Arc;

/// The files of a disk, all of them safe. Copying it copies no bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Image {
    pub(crate) files: Vec<(Vec<u8>, Arc<Vec<u8>>)>,
}

impl Image {
    /// The bytes of a file, by its name in the folder.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        let found = self.files.iter().find(|(own, _)| own == name.as_bytes());
        found.map(|(_, bytes)| bytes.as_slice())
    }

    /// The same with another file in it, in the place of one of that name.
    #[must_use]
    pub fn with(mut self, name: &str, bytes: Vec<u8>) -> Self {
        self.files.retain(|(own, _)| own != name.as_bytes());
        self.files.push((name.as_bytes().to_vec(), Arc::new(bytes)));
        self
    }

    /// Names and lengths, sorted.
    #[must_use]
    pub fn names(&self) -> Vec<(String, usize)> {
        let one = |(name, bytes): &(Vec<u8>, Arc<Vec<u8>>)| {
            (String::from_utf8_lossy(name).into_owned(), bytes.len())
        };
        let mut names: Vec<_> = self.files.iter().map(one).collect();
        names.sort();
        names
    }

    /// Writes the files into a folder of the system, to be looked at.
    ///
    /// # Errors
    /// What the system says.
    pub fn save(&self, folder: &Path) -> io::Result<()> {
        for (name, bytes) in &self.files {
            let name = String::from_utf8_lossy(name).into_owned();
            std::fs::write(folder.join(name), bytes.as_slice())?;
        }
        Ok(())
    }
}
