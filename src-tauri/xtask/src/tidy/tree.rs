//! The project as the rules see it: its text files, and where each lies.

use std::path::Path;

use crate::failure::Failure;
use crate::repository;

/// One text file.
pub(super) struct File {
    /// Relative to the root, with `/` between the parts on every system.
    pub(super) path: String,
    /// All of it.
    pub(super) text: String,
}

impl File {
    /// What comes after the last dot of the name.
    pub(super) fn ending(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// Lines with their numbers, from 1.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line))
    }

    /// Faults of every line the test is true for, with these words.
    pub(super) fn faults(&self, words: &str, test: impl Fn(&str) -> bool) -> Vec<String> {
        self.lines()
            .filter(|(_, line)| test(line))
            .map(|(number, line)| format!("{}:{number}: {words}: {}", self.path, line.trim()))
            .collect()
    }
}

/// All text files of the project, sorted by path.
#[derive(Default)]
pub(super) struct Tree {
    pub(super) files: Vec<File>,
}

impl Tree {
    /// Reads every file that is text.
    pub(super) fn read(root: &Path) -> Result<Self, Failure> {
        let mut files = Vec::new();
        for path in repository::files(root)? {
            let bytes =
                std::fs::read(root.join(&path)).map_err(|error| Failure::file(&path, &error))?;
            if let Ok(text) = String::from_utf8(bytes) {
                let path = path.to_string_lossy().replace('\\', "/");
                files.push(File { path, text });
            }
        }
        Ok(Self { files })
    }

    /// A file by its path.
    pub(super) fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The files below a folder, with one of these endings.
    pub(super) fn below<'a>(
        &'a self,
        folder: &'a str,
        endings: &'a [&'a str],
    ) -> impl Iterator<Item = &'a File> {
        self.files
            .iter()
            .filter(move |file| file.path.starts_with(folder) && endings.contains(&file.ending()))
    }

    /// A tree for tests, made of paths and texts.
    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        Self {
            files: files
                .iter()
                .map(|(path, text)| File {
                    path: (*path).to_owned(),
                    text: (*text).to_owned(),
                })
                .collect(),
        }
    }
}
