//! The guided tour: connect, browse, order, see the order.

use std::path::{Path, PathBuf};

use crate::{Desk, Trouble, Window};

/// Walks the tour and returns the pictures it took, in order.
///
/// # Errors
/// [`Trouble`] where the walk cannot go on.
pub async fn walk(desk: &Desk, folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let window = desk.open(&[]).await?;
    let mut album = Album {
        window: &window,
        folder,
        pictures: Vec::new(),
    };
    album.take("welcome").await?;
    let pictures = album.pictures;
    window.close().await?;
    Ok(pictures)
}

/// The pictures of one walk, numbered.
struct Album<'w> {
    window: &'w Window,
    folder: &'w Path,
    pictures: Vec<PathBuf>,
}

impl Album<'_> {
    async fn take(&mut self, name: &str) -> Result<(), Trouble> {
        let number = self.pictures.len() + 1;
        let file = self.folder.join(format!("{number:02}-{name}.png"));
        self.pictures.push(self.window.picture_at(&file).await?);
        Ok(())
    }
}
