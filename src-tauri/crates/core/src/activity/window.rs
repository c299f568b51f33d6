//! Whether a person can see the window, as the shell says.

use std::sync::Arc;

use jiff::Timestamp;

use super::away;
use crate::desk::Desk;
use crate::error::CoreError;

/// What is known of the window.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    visible: bool,
    focused: bool,
    /// When this run of the program began.
    pub(crate) begun: Option<Timestamp>,
    /// When it was last written down that somebody looks.
    pub(super) noted_at: Option<Timestamp>,
    /// Whether it is being found out how long nobody looked; until then it is
    /// not written down that somebody does.
    pub(super) returning: bool,
}

impl Default for Window {
    /// Until the shell says otherwise it is there, and nobody is known to look
    /// at it.
    fn default() -> Self {
        Self {
            visible: true,
            focused: false,
            begun: None,
            noted_at: None,
            returning: false,
        }
    }
}

impl Window {
    pub(crate) fn begin(&mut self, now: Timestamp) {
        self.begun.get_or_insert(now);
    }

    /// Whether what is shown in it can be seen.
    pub(crate) fn is_visible(&self) -> bool {
        self.visible
    }

    /// Whether somebody works with it.
    pub(crate) fn is_looked_at(&self) -> bool {
        self.visible && self.focused
    }
}

/// Tells whether the person can see the window: polling and the digest depend
/// on it.
pub(crate) async fn window_state(
    desk: &Arc<Desk>,
    visible: bool,
    focused: bool,
) -> Result<(), CoreError> {
    let (was, is) = desk
        .owner
        .ask(move |state| {
            let was = state.window;
            state.window.visible = visible;
            state.window.focused = focused;
            state.window.returning = !was.is_looked_at() && state.window.is_looked_at();
            (was, state.window)
        })
        .await?;
    match (was.is_looked_at(), is.is_looked_at()) {
        (false, true) => {
            let came_back = away::came_back(desk).await;
            desk.owner.tell(|state| state.window.returning = false);
            came_back?;
        }
        (true, false) => away::went_away(desk).await?,
        (true, true) | (false, false) => {}
    }
    if was.is_visible() != is.is_visible() {
        // The pace depends on it.
        desk.orders_bell.notify_one();
    }
    Ok(())
}
