//! Commands of the set `secrets`: a secret goes in and never comes out.

use kh_core::Console;
use kh_core::view::{ConnectRequest, ConnectView, ErrorView, SecretHome};
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
