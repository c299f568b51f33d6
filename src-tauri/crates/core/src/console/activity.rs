//! What happened, and how it is told.

use super::{Console, plain};
use crate::activity;
use crate::view::{
    ActivityQuery, ActivityView, ErrorView, NotifySettings, NotifyTestView, PlaceView,
};

impl Console {
    /// A page of events, and the digest.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn activity(&self, query: ActivityQuery) -> Result<ActivityView, ErrorView> {
        plain(activity::list(&self.desk, query).await)
    }

    /// Marks events as read; all of the profile where none are named.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn mark_read(&self, ids: Option<Vec<i64>>) -> Result<(), ErrorView> {
        plain(activity::mark_read(&self.desk, ids).await)
    }

    /// Puts the digest away.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn dismiss_digest(&self) -> Result<(), ErrorView> {
        plain(activity::dismiss_digest(&self.desk).await)
    }

    /// Settings of native notifications.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn notify_settings(&self) -> Result<NotifySettings, ErrorView> {
        plain(activity::notify_settings(&self.desk).await)
    }

    /// Keeps the settings of native notifications.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn save_notify_settings(
        &self,
        settings: NotifySettings,
    ) -> Result<NotifySettings, ErrorView> {
        plain(activity::save_notify_settings(&self.desk, settings).await)
    }

    /// Shows a test notification and says whether the system took it.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn test_notification(&self) -> Result<NotifyTestView, ErrorView> {
        plain(activity::test_notification(&self.desk).await)
    }

    /// Tells whether the person can see the window: polling, looks and the digest depend on it.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn window_state(&self, visible: bool, focused: bool) -> Result<(), ErrorView> {
        plain(activity::window_state(&self.desk, visible, focused).await)
    }

    /// A person clicked a notification: the window goes to its place.
    pub fn clicked(&self, profile_id: Option<String>, place: PlaceView) {
        activity::clicked(&self.desk, profile_id, place);
    }
}
