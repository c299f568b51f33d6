//! Commands of the set `danger`: they spend money, or sign against advice, or erase the practice world.

use kh_core::Console;
use kh_core::view::{ConnectionView, ErrorView, OrderView, ProfileView};
use tauri::State;

#[tauri::command]
pub(crate) async fn place_order(
    console: State<'_, Console>,
    review: String,
) -> Result<OrderView, ErrorView> {
    console.place_order(review).await
}

#[tauri::command]
pub(crate) async fn repeat_order(
    console: State<'_, Console>,
    no: i32,
) -> Result<OrderView, ErrorView> {
    console.repeat_order(i64::from(no)).await
}

#[tauri::command]
pub(crate) async fn sign_anyway(console: State<'_, Console>) -> Result<ConnectionView, ErrorView> {
    console.sign_anyway().await
}

#[tauri::command]
pub(crate) async fn reset_simulator(console: State<'_, Console>) -> Result<ProfileView, ErrorView> {
    console.reset_simulator().await
}
