//! The main job: from the first start to an order that is seen in Orders.

use kh_e2e::{Desk, PRODUCT, Trouble, Window, part};

#[tokio::test]
async fn from_the_first_start_through_the_simulator_to_an_order_that_is_listed()
-> Result<(), Trouble> {
    let desk = Desk::new()?;
    let window = desk.open(&[]).await?;
    window.heading("Explore the simulator").shows().await?;
    window.picture("order-1-welcome").await?;

    window.open_simulator().await?;
    window.picture("order-2-overview").await?;

    window.open_catalogue().await?;
    window.picture("order-3-catalogue").await?;

    window.open_product(PRODUCT).await?;
    window.picture("order-4-product").await?;

    window.review("web-01.example.net", "Bakery Brandt").await?;
    window.picture("order-5-review").await?;

    window.order_button().click().await?;
    window.heading(part("No. ")).shows().await?;
    window.says("Paid").await?;
    window.picture("order-6-order").await?;

    window.go_to("Orders").await?;
    row_of(&window, "Bakery Brandt").await?;
    window.picture("order-7-orders").await?;
    window.close().await
}

/// Waits for the one row of the list that has this in it.
async fn row_of(window: &Window, words: &str) -> Result<(), Trouble> {
    window
        .find("table", "Orders")
        .find("row", part(words))
        .shows()
        .await
}
