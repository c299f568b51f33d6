//! Looks at a place as it stands: a picture, axe, and whether anything runs over.

use kh_e2e::{Trouble, Window};

/// The sizes a place is looked at in.
pub(super) const SIZES: [(u32, u32); 2] = [(1280, 800), (900, 600)];

/// Looks at a place in every size.
pub(super) struct Eye<'w> {
    pub(super) window: &'w Window,
    pub(super) colours: &'w str,
}

impl Eye<'_> {
    /// Looks in every size.
    pub(super) async fn look(&self, place: &str) -> Result<(), Trouble> {
        for size in SIZES {
            self.resize(size).await?;
            self.look_here(place, size).await?;
        }
        self.resize(SIZES[0]).await
    }

    /// Looks in the size the window has already.
    pub(super) async fn look_here(&self, place: &str, size: (u32, u32)) -> Result<(), Trouble> {
        let name = format!("{place}-{}-{}", self.colours, size.0);
        self.window.picture(&name).await?;
        let with_place = |trouble| Trouble::wrong(format!("{name}: {trouble}"));
        self.window.accessible().await.map_err(with_place)?;
        self.nothing_runs_over(&name).await
    }

    pub(super) async fn resize(&self, (width, height): (u32, u32)) -> Result<(), Trouble> {
        self.window.resize(width, height).await
    }

    /// The page is never wider than the window, no words than their button, and
    /// no button is cut off where it cannot be scrolled to.
    async fn nothing_runs_over(&self, name: &str) -> Result<(), Trouble> {
        let over: Vec<String> = self
            .window
            .run(
                "const boxes = document.querySelectorAll('html, main, main button, dialog, [role=dialog]');\
                 const wide = [...boxes]\
                   .filter((it) => it.scrollWidth > it.clientWidth + 1)\
                   .map((it) => `${it.innerText.slice(0, 40)}: ${it.scrollWidth} in ${it.clientWidth}`);\
                 const cut = [...document.querySelectorAll('main button, [role=dialog] button')].filter((it) => {\
                   const own = it.getBoundingClientRect();\
                   let box = it.parentElement;\
                   while (box && !['hidden', 'clip'].includes(getComputedStyle(box).overflowX)) box = box.parentElement;\
                   return box && own.width > 0 && own.right > box.getBoundingClientRect().right + 1;\
                 }).map((it) => `${it.getAttribute('aria-label') ?? it.innerText} is cut`);\
                 return [...wide, ...cut];",
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
