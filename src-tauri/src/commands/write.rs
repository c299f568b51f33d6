//! Commands of the set `write`: settings of this computer, and asking again.

use kh_core::Console;
use kh_core::view::{
    ConnectionView, ErrorView, OrderDraft, OrderView, PracticeScene, ProfileEdit, ProfileView,
    ReviewView, SettingsView,
};
use tauri::{Runtime, State, WebviewWindow};

use crate::portal::PortalPage;
use crate::window;

#[tauri::command]
pub(crate) async fn save_settings<R: Runtime>(
    console: State<'_, Console>,
    shown_in: WebviewWindow<R>,
    settings: SettingsView,
) -> Result<SettingsView, ErrorView> {
    let saved = console.save_settings(settings).await?;
    window::zoom(&shown_in, saved.zoom);
    Ok(saved)
}

#[tauri::command]
pub(crate) async fn activate_profile(
    console: State<'_, Console>,
    id: String,
) -> Result<ProfileView, ErrorView> {
    console.activate_profile(id).await
}

#[tauri::command]
pub(crate) async fn edit_profile(
    console: State<'_, Console>,
    edit: ProfileEdit,
) -> Result<ProfileView, ErrorView> {
    console.edit_profile(edit).await
}

#[tauri::command]
pub(crate) async fn check_connection(
    console: State<'_, Console>,
) -> Result<ConnectionView, ErrorView> {
    console.check_connection().await
}

#[tauri::command]
pub(crate) async fn refresh_catalogue(console: State<'_, Console>) -> Result<(), ErrorView> {
    console.refresh_catalogue().await
}

#[tauri::command]
pub(crate) async fn refresh_credit(
    console: State<'_, Console>,
) -> Result<ConnectionView, ErrorView> {
    console.refresh_credit().await
}

#[tauri::command]
pub(crate) async fn review_order(
    console: State<'_, Console>,
    draft: OrderDraft,
    previous: Option<String>,
) -> Result<ReviewView, ErrorView> {
    console.review_order(draft, previous).await
}

#[tauri::command]
pub(crate) async fn check_order(
    console: State<'_, Console>,
    no: i32,
) -> Result<OrderView, ErrorView> {
    console.check_order(i64::from(no)).await
}

#[tauri::command]
pub(crate) async fn open_simulator(console: State<'_, Console>) -> Result<ProfileView, ErrorView> {
    console.open_simulator().await
}

#[tauri::command]
pub(crate) async fn practise(
    console: State<'_, Console>,
    scene: PracticeScene,
) -> Result<(), ErrorView> {
    console.practise(scene).await
}

#[tauri::command]
pub(crate) async fn open_portal(page: PortalPage) -> Result<(), ErrorView> {
    page.open()
        .map_err(|cause| crate::error::no_browser(&cause))
}
