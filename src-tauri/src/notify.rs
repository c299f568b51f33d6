//! Native notifications. The plugin tells neither whether the desktop took a
//! notification nor that it was clicked, so on Linux the crate under it is used
//! here, and only here.

#[cfg(all(unix, not(target_os = "macos")))]
use std::collections::VecDeque;
#[cfg(all(unix, not(target_os = "macos")))]
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kh_core::view::PlaceView;
use kh_core::{AnnounceError, Announced, Announcement, Announcer, Announcing, Console};
#[cfg(all(unix, not(target_os = "macos")))]
use tauri::async_runtime::JoinHandle;
use tauri::{AppHandle, Manager};

use crate::window;

/// The notifications of the desktop.
pub(crate) struct Desktop {
    app: AppHandle,
    #[cfg(all(unix, not(target_os = "macos")))]
    shown: Arc<Mutex<ByGroup>>,
}

impl Desktop {
    pub(crate) fn new(app: AppHandle) -> Self {
        Self {
            app,
            #[cfg(all(unix, not(target_os = "macos")))]
            shown: Arc::default(),
        }
    }
}

impl Announcer for Desktop {
    #[cfg(all(unix, not(target_os = "macos")))]
    fn show(&self, announcement: Announcement) -> Announcing<'_> {
        let (app, shown) = (self.app.clone(), Arc::clone(&self.shown));
        Box::pin(show(app, shown, announcement))
    }

    #[cfg(any(target_os = "macos", windows))]
    fn show(&self, announcement: Announcement) -> Announcing<'_> {
        Box::pin(show(self.app.clone(), announcement))
    }
}

/// The numbers the desktop gave to the notifications last shown: the next one
/// of a group takes the place of the one before, instead of standing beside it.
#[cfg(all(unix, not(target_os = "macos")))]
#[derive(Default)]
struct ByGroup(VecDeque<Standing>);

/// A notification, and who waits for a click on it.
#[cfg(all(unix, not(target_os = "macos")))]
struct Standing {
    group: String,
    id: u32,
    waiting: Option<JoinHandle<()>>,
}

#[cfg(all(unix, not(target_os = "macos")))]
impl ByGroup {
    /// Groups that are remembered. One grows for a minute, so that more are
    /// never needed.
    const KEPT: usize = 32;

    /// The notification whose place the next one of this group takes. Whoever
    /// waits for a click on it stops: the same click would count twice.
    fn previous(&mut self, group: &str) -> Option<u32> {
        let at = self.0.iter().position(|one| one.group == group)?;
        let before = self.0.remove(at)?;
        if let Some(waiting) = before.waiting {
            waiting.abort();
        }
        Some(before.id)
    }

    fn keep(&mut self, standing: Standing) {
        if self.0.len() == Self::KEPT {
            // Its click is still waited for.
            self.0.pop_front();
        }
        self.0.push_back(standing);
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
async fn show(
    app: AppHandle,
    standing: Arc<Mutex<ByGroup>>,
    announcement: Announcement,
) -> Result<Announced, AnnounceError> {
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
            announcement.group.clone(),
        ));
    if let Some(previous) = lock(&standing).previous(&announcement.group) {
        notification.id(previous);
    }
    if clickable {
        notification.action("default", "Open");
    }
    let shown = notification
        .show_async()
        .await
        .map_err(|error| refused(&error))?;
    let id = shown.id();
    let waiting = clickable.then(|| {
        tauri::async_runtime::spawn(async move {
            let (place, profile) = (announcement.place, announcement.profile_id);
            shown
                .wait_for_action_async(|response| {
                    if response.is_default_action() {
                        clicked(&app, profile, place);
                    }
                })
                .await;
        })
    });
    lock(&standing).keep(Standing {
        group: announcement.group,
        id,
        waiting,
    });
    Ok(Announced {
        server: Some(name),
        clickable,
    })
}

#[cfg(all(unix, not(target_os = "macos")))]
fn lock(standing: &Mutex<ByGroup>) -> MutexGuard<'_, ByGroup> {
    standing.lock().unwrap_or_else(PoisonError::into_inner)
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

#[cfg(all(test, unix, not(target_os = "macos")))]
mod tests {
    use super::*;

    fn standing(group: &str, id: u32) -> Standing {
        Standing {
            group: group.to_owned(),
            id,
            waiting: None,
        }
    }

    #[test]
    fn the_next_of_a_group_takes_the_place_of_the_one_before_and_of_no_other() {
        let mut shown = ByGroup::default();
        assert_eq!(shown.previous("orders"), None);
        shown.keep(standing("orders", 7));
        shown.keep(standing("services", 8));
        assert_eq!(shown.previous("orders"), Some(7));
        shown.keep(standing("orders", 7));
        assert_eq!(shown.previous("orders"), Some(7));
        assert_eq!(shown.previous("invoices"), None);
    }

    #[test]
    fn groups_that_grow_no_more_are_forgotten() {
        let mut shown = ByGroup::default();
        for id in 0..100 {
            shown.keep(standing(&id.to_string(), id));
        }
        assert_eq!(shown.0.len(), ByGroup::KEPT);
        assert_eq!(
            (shown.previous("67"), shown.previous("68")),
            (None, Some(68))
        );
    }
}
