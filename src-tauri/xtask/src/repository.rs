//! The repository: where it is, and which files belong to it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;

/// The folder that holds the root `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The folder the running build writes programs to, such as `target/debug`.
pub(crate) fn programs() -> Result<PathBuf, Failure> {
    let this = std::env::current_exe()
        .map_err(|error| Failure::new(format!("cannot find this program: {error}")))?;
    this.parent()
        .map(Path::to_path_buf)
        .ok_or_else(|| Failure::new("this program lies in no folder"))
}

/// A built program of the workspace by its name.
pub(crate) fn program(name: &str) -> Result<PathBuf, Failure> {
    Ok(programs()?.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// Files of the project relative to the root, sorted: what git tracks and what
/// it would track. Without git, what is no known product of a build.
pub(crate) fn files(root: &Path) -> Result<Vec<PathBuf>, Failure> {
    let listed = Command::new("git")
        .current_dir(root)
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .output();
    let mut files: Vec<PathBuf> = match listed {
        Ok(output) if output.status.success() => output
            .stdout
            .split(|byte| *byte == 0)
            .filter(|name| !name.is_empty())
            .map(|name| PathBuf::from(String::from_utf8_lossy(name).into_owned()))
            .filter(|path| root.join(path).is_file())
            .collect(),
        _ => walk(root, root)?,
    };
    files.sort();
    files.dedup();
    Ok(files)
}

/// Every file below a folder, relative to `base`, without products of builds.
pub(crate) fn walk(folder: &Path, base: &Path) -> Result<Vec<PathBuf>, Failure> {
    const PRODUCTS: [&str; 5] = ["target", "node_modules", "dist", "gen", ".git"];
    let mut files = Vec::new();
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::file(folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Failure::file(folder, &error))?;
        let path = entry.path();
        if path.is_dir() {
            if !PRODUCTS.contains(&entry.file_name().to_string_lossy().as_ref()) {
                files.extend(walk(&path, base)?);
            }
        } else if let Ok(relative) = path.strip_prefix(base) {
            files.push(relative.to_path_buf());
        }
    }
    files.sort();
    Ok(files)
}

/// Reads a text file of the project.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::file(path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_holds_the_workspace() {
        let manifest = read(&root().join("Cargo.toml")).unwrap();
        assert!(manifest.contains("[workspace]"));
    }

    #[test]
    fn the_files_of_the_project_hold_no_product_of_a_build() {
        let files = files(&root()).unwrap();
        assert!(files.contains(&PathBuf::from("Cargo.toml")));
        assert!(!files.iter().any(|path| path.starts_with("target")));
    }

    #[test]
    fn a_walk_passes_by_products_of_builds() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["src/a.rs", "node_modules/b.js", "target/c"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        assert_eq!(
            walk(folder.path(), folder.path()).unwrap(),
            [PathBuf::from("src/a.rs")]
        );
    }
}
