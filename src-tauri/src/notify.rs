//! Native notifications. The plugin tells neither whether the desktop took a
//! notification nor that it was clicked, so on Linux the crate under it is used
//! here, and only here.

use kh_core::view::PlaceView;
use kh_core::{AnnounceError, Announced, Announcement, Announcer, Announcing, Console};
use tauri::{AppHandle, Manager};

use crate::window;

/// The notifications of the desktop.
pub(crate) struct Desktop {
    app: AppHandle,
}

impl Desktop {
    pub(crate) fn new(app: AppHandle) -> Self {
        Self { app }
    }
}

impl Announcer for Desktop {
    fn show(&self, announcement: Announcement) -> Announcing<'_> {
        Box::pin(show(self.app.clone(), announcement))
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
async fn show(app: AppHandle, announcement: Announcement) -> Result<Announced, AnnounceError> {
    let server = tokio::task::spawn_blocking(|| {
        let name = notify_rust::get_server_information().map(|server| server.name);
        let clickable = notify_rust::get_capabilities()
            .is_ok_and(|known| known.iter().any(|word| word == "actions"));
        name.map(|name| (name, clickable))
    })
    .await
    .map_err(|error| refused(&error))?;
    let (name, clickable) = server.map_err(|error| refused(&error))?;
    let mut notification = notify_rust::Notification::new();
    notification
        .appname("KernelHost Reseller Console")
        .summary(&announcement.title)
        .body(&plain(&announcement.body))
        .hint(notify_rust::Hint::Category("network".to_owned()))
        .hint(notify_rust::Hint::Custom(
            "x-kernelhost-group".to_owned(),
            announcement.group,
        ));
    if clickable {
        notification.action("default", "Open");
    }
    let shown = notification
        .show_async()
        .await
        .map_err(|error| refused(&error))?;
    if clickable {
        tauri::async_runtime::spawn(async move {
            let (place, profile) = (announcement.place, announcement.profile_id);
            shown
                .wait_for_action_async(|response| {
                    if response.is_default_action() {
                        clicked(&app, profile, place);
                    }
                })
                .await;
        });
    }
    Ok(Announced {
        server: Some(name),
        clickable,
    })
}

/// The body may be read as markup by what shows it.
#[cfg(all(unix, not(target_os = "macos")))]
fn plain(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(any(target_os = "macos", windows))]
async fn show(app: AppHandle, announcement: Announcement) -> Result<Announced, AnnounceError> {
    use tauri_plugin_notification::NotificationExt;

    app.notification()
        .builder()
        .title(announcement.title)
        .body(announcement.body)
        .group(announcement.group)
        .show()
        .map_err(|error| refused(&error))?;
    Ok(Announced {
        server: None,
        clickable: false,
    })
}

/// A person clicked: the window comes to the front and goes to the place.
fn clicked(app: &AppHandle, profile: Option<String>, place: PlaceView) {
    window::show(app);
    app.state::<Console>().clicked(profile, place);
}

fn refused(error: &dyn std::fmt::Display) -> AnnounceError {
    AnnounceError {
        detail: error.to_string(),
    }
}
