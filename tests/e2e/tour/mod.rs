//! The guided tour: connect, browse, order, see the order; then an answer that
//! is lost, and the one safe step.

use std::path::{Path, PathBuf};

use crate::{Desk, PRODUCT, Trouble, Window, part};

/// Walks the tour and returns the pictures it took, in order.
///
/// # Errors
/// [`Trouble`] where the walk cannot go on.
pub async fn walk(desk: &Desk, folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let window = desk.open(&[]).await?;
    window.resize(1280, 800).await?;
    let mut album = Album {
        window: &window,
        folder,
        pictures: Vec::new(),
    };
    window.says("Where keys live.").await?;
    album.take("welcome").await?;
    window.open_simulator().await?;
    album.take("connected").await?;
    window.open_catalogue().await?;
    album.take("catalogue").await?;
    window.open_product(PRODUCT).await?;
    album.take("product").await?;
    window.review("web-01.example.net", "Bakery Brandt").await?;
    album.take("review").await?;
    window.order_button().click().await?;
    window.says("Paid; KernelHost is setting it up.").await?;
    album.take("ordered").await?;
    window.go_to("Orders").await?;
    window.says("Bakery Brandt").await?;
    album.take("orders").await?;

    window.play("Lose the next answer").await?;
    window
        .order("web-02.example.net", "Workshop Ahrens")
        .await?;
    window.says("We sent this order at").await?;
    album.take("answer-lost").await?;
    window.button(part("Repeat the request")).click().await?;
    window.says("Paid; KernelHost is setting it up.").await?;
    album.take("repeated").await?;
    window.go_to("Overview").await?;
    window.says("Nothing needs you").await?;
    album.take("overview").await?;
    let pictures = album.pictures;
    window.close().await?;
    Ok(pictures)
}

/// Takes the pictures of the README into `folder`: `review.png`, `unknown.png`.
///
/// # Errors
/// [`Trouble`] where a screen does not come up.
pub async fn readme(desk: &Desk, folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let window = desk.open(&["--simulator"]).await?;
    window.resize(1280, 800).await?;
    window.find("region", "Simulator").shows().await?;
    window.review("web-01.example.net", "Bakery Brandt").await?;
    let review = window.picture_at(&folder.join("review.png")).await?;
    window.play("Lose the next answer").await?;
    window.order_button().click().await?;
    window.says("We sent this order at").await?;
    let unknown = window.picture_at(&folder.join("unknown.png")).await?;
    window.close().await?;
    Ok(vec![review, unknown])
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
