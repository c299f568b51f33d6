//! Commands of the set `read`: they change nothing.

use kh_core::Console;
use kh_core::view::{
    ActionView, ActivityQuery, ActivityView, AuditEntryView, AuditQuery, AuditView, CatalogueQuery,
    CatalogueView, ConnectionView, CreditHistoryView, ErrorView, GuardsView, InvoicesQuery,
    InvoicesView, KeychainView, LookPlanView, NotifySettings, OrderView, OrdersQuery, OrdersView,
    OverviewView, ProductView, ReconciliationView, RescueView, ServiceView, ServicesQuery,
    ServicesView, StartView, WebhookView,
};
use tauri::{Runtime, State, WebviewWindow};

use crate::window;

#[tauri::command]
pub(crate) async fn start<R: Runtime>(
    console: State<'_, Console>,
    shown_in: WebviewWindow<R>,
) -> Result<StartView, ErrorView> {
    let view = console.start_view().await?;
    window::zoom(&shown_in, view.settings.zoom);
    Ok(view)
}

#[tauri::command]
pub(crate) async fn keychain(console: State<'_, Console>) -> Result<KeychainView, ErrorView> {
    console.keychain().await
}

#[tauri::command]
pub(crate) async fn connection(console: State<'_, Console>) -> Result<ConnectionView, ErrorView> {
    console.connection().await
}

#[tauri::command]
pub(crate) async fn overview(console: State<'_, Console>) -> Result<OverviewView, ErrorView> {
    console.overview().await
}

#[tauri::command]
pub(crate) async fn catalogue(
    console: State<'_, Console>,
    query: CatalogueQuery,
) -> Result<CatalogueView, ErrorView> {
    console.catalogue(query).await
}

#[tauri::command]
pub(crate) async fn product(
    console: State<'_, Console>,
    id: String,
) -> Result<ProductView, ErrorView> {
    console.product(id).await
}

#[tauri::command]
pub(crate) async fn orders(
    console: State<'_, Console>,
    query: OrdersQuery,
) -> Result<OrdersView, ErrorView> {
    console.orders(query).await
}

#[tauri::command]
pub(crate) async fn order(console: State<'_, Console>, no: i32) -> Result<OrderView, ErrorView> {
    console.order(i64::from(no)).await
}

#[tauri::command]
pub(crate) async fn services(
    console: State<'_, Console>,
    query: ServicesQuery,
) -> Result<ServicesView, ErrorView> {
    console.services(query).await
}

#[tauri::command]
pub(crate) async fn service(
    console: State<'_, Console>,
    id: String,
) -> Result<ServiceView, ErrorView> {
    console.service(id).await
}

#[tauri::command]
pub(crate) async fn action(
    console: State<'_, Console>,
    id: String,
) -> Result<ActionView, ErrorView> {
    console.action(id).await
}

#[tauri::command]
pub(crate) async fn look_plan(
    console: State<'_, Console>,
    service: String,
) -> Result<LookPlanView, ErrorView> {
    console.look_plan(service).await
}

#[tauri::command]
pub(crate) async fn audit(
    console: State<'_, Console>,
    query: AuditQuery,
) -> Result<AuditView, ErrorView> {
    console.audit(query).await
}

#[tauri::command]
pub(crate) async fn audit_entry(
    console: State<'_, Console>,
    seq: u32,
) -> Result<AuditEntryView, ErrorView> {
    console.audit_entry(i64::from(seq)).await
}

#[tauri::command]
pub(crate) async fn invoices(
    console: State<'_, Console>,
    query: InvoicesQuery,
) -> Result<InvoicesView, ErrorView> {
    console.invoices(query).await
}

#[tauri::command]
pub(crate) async fn credit_history(
    console: State<'_, Console>,
) -> Result<CreditHistoryView, ErrorView> {
    console.credit_history().await
}

#[tauri::command]
pub(crate) async fn activity(
    console: State<'_, Console>,
    query: ActivityQuery,
) -> Result<ActivityView, ErrorView> {
    console.activity(query).await
}

#[tauri::command]
pub(crate) async fn notify_settings(
    console: State<'_, Console>,
) -> Result<NotifySettings, ErrorView> {
    console.notify_settings().await
}

#[tauri::command]
pub(crate) async fn webhook(console: State<'_, Console>) -> Result<WebhookView, ErrorView> {
    console.webhook().await
}

#[tauri::command]
pub(crate) async fn rescue(console: State<'_, Console>) -> Result<RescueView, ErrorView> {
    console.rescue().await
}

#[tauri::command]
pub(crate) async fn reconciliation(
    console: State<'_, Console>,
) -> Result<ReconciliationView, ErrorView> {
    console.reconciliation().await
}

#[tauri::command]
pub(crate) async fn guards(console: State<'_, Console>) -> Result<GuardsView, ErrorView> {
    console.guards().await
}
