//! Commands of the set `read`: they change nothing.

use kh_core::Console;
use kh_core::view::{
    CatalogueQuery, CatalogueView, ConnectionView, ErrorView, KeychainView, OrderView, OrdersQuery,
    OrdersView, OverviewView, ProductView, StartView,
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
