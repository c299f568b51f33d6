//! The page of the console, built when its sources changed.

use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::{process, repository};

/// Builds the page unless what lies there was built from the same sources.
pub(super) fn build(ui: &Path) -> Result<(), Failure> {
    // Kept beside the packages: a fresh `npm ci` removes it and builds anew.
    let marker = ui.join("node_modules").join(".built-page");
    if std::fs::read_to_string(&marker).is_ok_and(|built| built == state(ui).unwrap_or_default()) {
        return Ok(());
    }
    process::run(process::npm(ui).args(["run", "build"]))?;
    std::fs::write(&marker, state(ui)?).map_err(|error| Failure::file(&marker, &error))
}

/// Sources and product as one text. The product's index names its files by
/// their content, so it stands for all of them.
fn state(ui: &Path) -> Result<String, Failure> {
    let mut files: Vec<PathBuf> = repository::walk(ui, ui)?
        .into_iter()
        .map(|file| ui.join(file))
        .collect();
    files.push(ui.join("dist").join("index.html"));
    digest_of(&files)
}

/// A short text that differs when the content or the name of a file differs.
/// It guards against forgetting, not against malice.
pub(super) fn digest_of(files: &[PathBuf]) -> Result<String, Failure> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        let content = std::fs::read(file).map_err(|error| Failure::file(file, &error))?;
        hasher.write(file.as_os_str().as_encoded_bytes());
        hasher.write_usize(content.len());
        hasher.write(&content);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_source_changes_the_digest() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ts");
        std::fs::write(&file, "one").unwrap();
        let before = digest_of(std::slice::from_ref(&file)).unwrap();
        assert_eq!(before, digest_of(std::slice::from_ref(&file)).unwrap());
        std::fs::write(&file, "two").unwrap();
        assert_ne!(before, digest_of(&[file]).unwrap());
    }

    #[test]
    fn a_missing_file_is_named() {
        let failure = digest_of(&[PathBuf::from("no/such/file")]).unwrap_err();
        assert!(failure.to_string().contains("no/such/file"));
    }
}
