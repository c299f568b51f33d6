//! Notices of the console become events of the window.

use kh_core::Console;
use kh_core::view::{Notice, Topic};
use tauri::{AppHandle, Emitter};
use tokio::sync::broadcast::error::RecvError;

use crate::ipc::NOTICE_EVENT;

/// Passes notices on until the console ends. Whoever lagged behind is told to
/// look at everything again.
pub(crate) async fn pass_on(console: Console, app: AppHandle) {
    let mut notices = console.notices();
    loop {
        match notices.recv().await {
            Ok(notice) => emit(&app, &notice),
            Err(RecvError::Lagged(_)) => {
                for topic in Topic::ALL {
                    emit(&app, &Notice::of(topic, None));
                }
            }
            Err(RecvError::Closed) => return,
        }
    }
}

fn emit(app: &AppHandle, notice: &Notice) {
    if let Err(cause) = app.emit(NOTICE_EVENT, notice) {
        tracing::warn!(%cause, "a notice did not reach the window");
    }
}
