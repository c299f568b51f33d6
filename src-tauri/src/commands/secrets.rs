//! Commands of the set `secrets`: a secret goes in and never comes out.

use kh_core::Console;
use kh_core::view::{
    ConnectRequest, ConnectView, CopiedView, ErrorView, InspectRequest, InspectView, LookRequest,
    LookView, RevealView, SecretHome,
};
use tauri::State;

#[tauri::command]
pub(crate) async fn connect_profile(
    console: State<'_, Console>,
    request: ConnectRequest,
) -> Result<ConnectView, ErrorView> {
    console.connect_profile(request).await
}

#[tauri::command]
pub(crate) async fn enter_secret(
    console: State<'_, Console>,
    id: String,
    secret: String,
    keep: SecretHome,
) -> Result<ConnectView, ErrorView> {
    console.enter_secret(id, secret, keep).await
}

#[tauri::command]
pub(crate) async fn forget_profile(
    console: State<'_, Console>,
    id: String,
) -> Result<(), ErrorView> {
    console.forget_profile(id).await
}

#[tauri::command]
pub(crate) async fn look_at_credentials(
    console: State<'_, Console>,
    request: LookRequest,
) -> Result<LookView, ErrorView> {
    console.look_at_credentials(request).await
}

#[tauri::command]
pub(crate) async fn reveal_field(
    console: State<'_, Console>,
    look: String,
    index: u32,
) -> Result<RevealView, ErrorView> {
    console.reveal_field(look, index).await
}

#[tauri::command]
pub(crate) async fn copy_field(
    console: State<'_, Console>,
    look: String,
    index: u32,
) -> Result<CopiedView, ErrorView> {
    console.copy_field(look, index).await
}

#[tauri::command]
pub(crate) async fn end_look(console: State<'_, Console>, look: String) -> Result<(), ErrorView> {
    console.end_look(look).await
}

#[tauri::command]
pub(crate) async fn clear_clipboard(console: State<'_, Console>) -> Result<(), ErrorView> {
    console.clear_clipboard().await
}

#[tauri::command]
pub(crate) async fn inspect_delivery(
    console: State<'_, Console>,
    request: InspectRequest,
) -> Result<InspectView, ErrorView> {
    console.inspect_delivery(request).await
}
