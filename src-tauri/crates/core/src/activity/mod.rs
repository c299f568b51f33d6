//! What happened, and how it is told.

use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::{ActivityQuery, ActivityView, NotifySettings, NotifyTestView, PlaceView};

/// A page of events, and the digest.
pub(crate) async fn list(
    _desk: &std::sync::Arc<Desk>,
    _query: ActivityQuery,
) -> Result<ActivityView, CoreError> {
    Err(CoreError::Closing)
}

/// Marks events as read; all of the profile where none are named.
pub(crate) async fn mark_read(
    _desk: &std::sync::Arc<Desk>,
    _ids: Option<Vec<i64>>,
) -> Result<(), CoreError> {
    Err(CoreError::Closing)
}

/// Puts the digest away.
pub(crate) async fn dismiss_digest(_desk: &std::sync::Arc<Desk>) -> Result<(), CoreError> {
    Err(CoreError::Closing)
}

/// Settings of native notifications.
pub(crate) async fn notify_settings(
    _desk: &std::sync::Arc<Desk>,
) -> Result<NotifySettings, CoreError> {
    Err(CoreError::Closing)
}

/// Keeps the settings of native notifications.
pub(crate) async fn save_notify_settings(
    _desk: &std::sync::Arc<Desk>,
    _settings: NotifySettings,
) -> Result<NotifySettings, CoreError> {
    Err(CoreError::Closing)
}

/// Shows a test notification and says whether the system took it.
pub(crate) async fn test_notification(
    _desk: &std::sync::Arc<Desk>,
) -> Result<NotifyTestView, CoreError> {
    Err(CoreError::Closing)
}

/// Tells whether the person can see the window: polling, looks and the digest depend on it.
pub(crate) async fn window_state(
    _desk: &std::sync::Arc<Desk>,
    _visible: bool,
    _focused: bool,
) -> Result<(), CoreError> {
    Err(CoreError::Closing)
}

/// A person clicked a notification.
pub(crate) fn clicked(desk: &Desk, profile: Option<String>, place: PlaceView) {
    let profile = profile.and_then(|id| kh_model::ProfileId::new(&id).ok());
    desk.open_place(profile.as_ref(), place);
}
