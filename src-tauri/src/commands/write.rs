//! Commands of the set `write`: settings of this computer, and asking again.

use kh_core::Console;
use kh_core::view::{
    ActionKind, ActionPlanView, AuditQuery, ConnectionView, ErrorView, ExportView, InvoiceRow,
    InvoicesQuery, NotifySettings, NotifyTestView, OrderDraft, OrderFileSavedView, OrderFileView,
    OrderView, OwnWords, PracticeScene, ProfileEdit, ProfileView, ReconciliationView, ReviewView,
    ServiceView, ServicesSelection, SettingsView, VerdictView, WebhookView,
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

#[tauri::command]
pub(crate) async fn refresh_services(console: State<'_, Console>) -> Result<(), ErrorView> {
    console.refresh_services().await
}

#[tauri::command]
pub(crate) async fn refresh_service(
    console: State<'_, Console>,
    id: String,
) -> Result<ServiceView, ErrorView> {
    console.refresh_service(id).await
}

#[tauri::command]
pub(crate) async fn save_own_words(
    console: State<'_, Console>,
    id: String,
    words: OwnWords,
) -> Result<ServiceView, ErrorView> {
    console.save_own_words(id, words).await
}

#[tauri::command]
pub(crate) async fn export_services(
    console: State<'_, Console>,
    selection: ServicesSelection,
) -> Result<ExportView, ErrorView> {
    console.export_services(selection).await
}

#[tauri::command]
pub(crate) async fn prepare_action(
    console: State<'_, Console>,
    service: String,
    kind: ActionKind,
) -> Result<ActionPlanView, ErrorView> {
    console.prepare_action(service, kind).await
}

#[tauri::command]
pub(crate) async fn cancel_action(
    console: State<'_, Console>,
    plan: String,
) -> Result<(), ErrorView> {
    console.cancel_action(plan).await
}

#[tauri::command]
pub(crate) async fn verify_audit(console: State<'_, Console>) -> Result<VerdictView, ErrorView> {
    console.verify_audit().await
}

#[tauri::command]
pub(crate) async fn cancel_verify(console: State<'_, Console>) -> Result<(), ErrorView> {
    console.cancel_verify().await
}

#[tauri::command]
pub(crate) async fn export_audit(
    console: State<'_, Console>,
    query: AuditQuery,
) -> Result<ExportView, ErrorView> {
    console.export_audit(query).await
}

#[tauri::command]
pub(crate) async fn refresh_invoices(console: State<'_, Console>) -> Result<(), ErrorView> {
    console.refresh_invoices().await
}

#[tauri::command]
pub(crate) async fn save_invoice_pdf(
    console: State<'_, Console>,
    id: String,
) -> Result<InvoiceRow, ErrorView> {
    console.save_invoice_pdf(id).await
}

#[tauri::command]
pub(crate) async fn export_invoices(
    console: State<'_, Console>,
    query: InvoicesQuery,
) -> Result<ExportView, ErrorView> {
    console.export_invoices(query).await
}

#[tauri::command]
pub(crate) async fn mark_read(
    console: State<'_, Console>,
    ids: Option<Vec<u32>>,
) -> Result<(), ErrorView> {
    console
        .mark_read(ids.map(|ids| ids.into_iter().map(i64::from).collect()))
        .await
}

#[tauri::command]
pub(crate) async fn dismiss_digest(console: State<'_, Console>) -> Result<(), ErrorView> {
    console.dismiss_digest().await
}

#[tauri::command]
pub(crate) async fn save_notify_settings(
    console: State<'_, Console>,
    settings: NotifySettings,
) -> Result<NotifySettings, ErrorView> {
    console.save_notify_settings(settings).await
}

#[tauri::command]
pub(crate) async fn test_notification(
    console: State<'_, Console>,
) -> Result<NotifyTestView, ErrorView> {
    console.test_notification().await
}

#[tauri::command]
pub(crate) async fn read_webhook(console: State<'_, Console>) -> Result<WebhookView, ErrorView> {
    console.read_webhook().await
}

#[tauri::command]
pub(crate) async fn cancel_webhook(
    console: State<'_, Console>,
    url: Option<String>,
) -> Result<(), ErrorView> {
    console.cancel_webhook(url).await
}

#[tauri::command]
pub(crate) async fn cancel_look(
    console: State<'_, Console>,
    service: String,
) -> Result<(), ErrorView> {
    console.cancel_look(service).await
}

/// Opens a saved PDF with the system's viewer, after its bytes were compared
/// with what was saved.
#[tauri::command]
pub(crate) async fn open_invoice_pdf(
    console: State<'_, Console>,
    id: String,
) -> Result<(), ErrorView> {
    let file = console.saved_invoice_pdf(id).await?;
    open::that_detached(file).map_err(|cause| crate::error::no_viewer(&cause))
}

/// Opens the folder that exports go to.
#[tauri::command]
pub(crate) async fn show_downloads(console: State<'_, Console>) -> Result<(), ErrorView> {
    open::that_detached(console.downloads_folder()).map_err(|cause| crate::error::no_viewer(&cause))
}

#[tauri::command]
pub(crate) async fn refresh_clues(
    console: State<'_, Console>,
    no: i32,
) -> Result<OrderView, ErrorView> {
    console.refresh_clues(i64::from(no)).await
}

#[tauri::command]
pub(crate) async fn reconcile(
    console: State<'_, Console>,
) -> Result<ReconciliationView, ErrorView> {
    console.reconcile().await
}

#[tauri::command]
pub(crate) async fn settle_finding(
    console: State<'_, Console>,
    id: String,
    note: String,
) -> Result<ReconciliationView, ErrorView> {
    console.settle_finding(id, note).await
}

#[tauri::command]
pub(crate) async fn reopen_finding(
    console: State<'_, Console>,
    id: String,
) -> Result<ReconciliationView, ErrorView> {
    console.reopen_finding(id).await
}

#[tauri::command]
pub(crate) async fn save_order_file(
    console: State<'_, Console>,
    review: String,
    valid_hours: u32,
    sender_key: String,
) -> Result<OrderFileSavedView, ErrorView> {
    console
        .save_order_file(review, valid_hours, sender_key)
        .await
}

#[tauri::command]
pub(crate) async fn open_order_file(
    console: State<'_, Console>,
    text: String,
) -> Result<OrderFileView, ErrorView> {
    console.open_order_file(text).await
}
