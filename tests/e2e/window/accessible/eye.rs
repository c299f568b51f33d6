//! Looks at a place as it stands: a picture, axe, and whether anything runs over.

use kh_e2e::{Trouble, Window};

/// The sizes a place is looked at in.
const SIZES: [(u32, u32); 2] = [(1280, 800), (900, 600)];

/// Looks at a place in every size.
pub(super) struct Eye<'w> {
    pub(super) window: &'w Window,
    pub(super) colours: &'w str,
}

impl Eye<'_> {
    pub(super) async fn look(&self, place: &str) -> Result<(), Trouble> {
        for (width, height) in SIZES {
            self.window.resize(width, height).await?;
            let name = format!("{place}-{}-{width}", self.colours);
            self.window.picture(&name).await?;
            let with_place = |trouble| Trouble::wrong(format!("{name}: {trouble}"));
            self.window.accessible().await.map_err(with_place)?;
            self.nothing_runs_over(&name).await?;
        }
        let (width, height) = SIZES[0];
        self.window.resize(width, height).await
    }

    /// The page is never wider than the window, and no words than their button.
    async fn nothing_runs_over(&self, name: &str) -> Result<(), Trouble> {
        let over: Vec<String> = self
            .window
            .run(
                "const boxes = document.querySelectorAll('html, main, main button, dialog');\
                 return [...boxes]\
                   .filter((it) => it.scrollWidth > it.clientWidth + 1)\
                   .map((it) => `${it.innerText.slice(0, 40)}: ${it.scrollWidth} in ${it.clientWidth}`);",
            )
            .await?;
        if over.is_empty() {
            Ok(())
        } else {
            Err(Trouble::wrong(format!(
                "{name} runs over: {}",
                over.join(", ")
            )))
        }
    }
}
