//! Commands of the set `danger`: they spend money, or lift a guard, or sign against advice, or erase the practice world.

use kh_core::Console;
use kh_core::view::{
    ActionRequest, ActionView, ConnectionView, DecisionRequest, ErrorView, GuardsEdit, GuardsView,
    OrderView, ProfileView, ReviewView, VerdictView, WebhookView,
};
use tauri::State;

#[tauri::command]
pub(crate) async fn place_order(
    console: State<'_, Console>,
    review: String,
    acknowledged: Vec<i32>,
) -> Result<OrderView, ErrorView> {
    let acknowledged = acknowledged.into_iter().map(i64::from).collect();
    console.place_order(review, acknowledged).await
}

#[tauri::command]
pub(crate) async fn lift_cap(
    console: State<'_, Console>,
    review: String,
    typed: String,
) -> Result<ReviewView, ErrorView> {
    console.lift_cap(review, typed).await
}

#[tauri::command]
pub(crate) async fn save_guards(
    console: State<'_, Console>,
    edit: GuardsEdit,
) -> Result<GuardsView, ErrorView> {
    console.save_guards(edit).await
}

#[tauri::command]
pub(crate) async fn repeat_order(
    console: State<'_, Console>,
    no: i32,
) -> Result<OrderView, ErrorView> {
    console.repeat_order(i64::from(no)).await
}

#[tauri::command]
pub(crate) async fn decide_order(
    console: State<'_, Console>,
    no: i32,
    decision: DecisionRequest,
) -> Result<OrderView, ErrorView> {
    console.decide_order(i64::from(no), decision).await
}

#[tauri::command]
pub(crate) async fn sign_anyway(console: State<'_, Console>) -> Result<ConnectionView, ErrorView> {
    console.sign_anyway().await
}

#[tauri::command]
pub(crate) async fn reset_simulator(console: State<'_, Console>) -> Result<ProfileView, ErrorView> {
    console.reset_simulator().await
}

#[tauri::command]
pub(crate) async fn run_action(
    console: State<'_, Console>,
    request: ActionRequest,
) -> Result<ActionView, ErrorView> {
    console.run_action(request).await
}

#[tauri::command]
pub(crate) async fn repeat_action(
    console: State<'_, Console>,
    id: String,
) -> Result<ActionView, ErrorView> {
    console.repeat_action(id).await
}

#[tauri::command]
pub(crate) async fn begin_audit_section(
    console: State<'_, Console>,
    reason: String,
) -> Result<VerdictView, ErrorView> {
    console.begin_audit_section(reason).await
}

#[tauri::command]
pub(crate) async fn set_webhook(
    console: State<'_, Console>,
    url: Option<String>,
) -> Result<WebhookView, ErrorView> {
    console.set_webhook(url).await
}
