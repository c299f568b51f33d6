//! Commands of the set `diagnostics`: the window speaks about itself.

use kh_core::Console;
use kh_core::view::ErrorView;
use tauri::State;

use crate::logging::one_line;

/// The window has painted its first data.
#[tauri::command]
pub(crate) async fn window_ready() -> Result<(), ErrorView> {
    tracing::info!("window painted");
    Ok(())
}

/// Something went wrong in the window: a blocked resource, an error nobody
/// caught. It goes to the log, on one line and bounded.
#[tauri::command]
pub(crate) async fn window_problem(kind: String, text: String) -> Result<(), ErrorView> {
    tracing::warn!(
        kind = one_line(&kind, 40),
        text = one_line(&text, 500),
        "window problem"
    );
    Ok(())
}

#[tauri::command]
pub(crate) async fn window_state(
    console: State<'_, Console>,
    visible: bool,
    focused: bool,
) -> Result<(), ErrorView> {
    console.window_state(visible, focused).await
}
