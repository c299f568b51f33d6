//! Every place of the console, in light and dark, large and small: axe finds
//! nothing, nothing runs over the edge, and a picture is taken to be looked at.

mod eye;
mod guards;
mod lists;
mod money;
mod records;
mod seldom;
mod services;

use kh_e2e::{Desk, PRODUCT, Trouble, part};

use eye::Eye;

#[tokio::test]
async fn every_place_is_accessible_in_light_colours() -> Result<(), Trouble> {
    walk(Desk::new()?, "light").await
}

#[tokio::test]
async fn every_place_is_accessible_in_dark_colours() -> Result<(), Trouble> {
    walk(Desk::new()?.in_the_dark(), "dark").await
}

#[tokio::test]
async fn every_state_of_an_order_is_accessible_in_light_colours() -> Result<(), Trouble> {
    walk_orders(Desk::new()?, "light").await
}

#[tokio::test]
async fn every_state_of_an_order_is_accessible_in_dark_colours() -> Result<(), Trouble> {
    walk_orders(Desk::new()?.in_the_dark(), "dark").await
}

async fn walk(desk: Desk, colours: &str) -> Result<(), Trouble> {
    let window = desk.open(&[]).await?;
    let eye = Eye {
        window: &window,
        colours,
    };
    window
        .says("Where keys live. Only in this computer’s keychain: ")
        .await?;
    eye.look("welcome").await?;
    window.button("Connect a key…").click().await?;
    window.button("Advanced").click().await?;
    window.says(", ready").await?;
    eye.look("connect").await?;
    window.button("Go back").click().await?;

    window.open_simulator().await?;
    eye.look("overview-empty").await?;
    window.go_to("Orders").await?;
    eye.look("orders-empty").await?;
    window.open_catalogue().await?;
    eye.look("catalogue-table").await?;
    window.button("Show as cards").click().await?;
    window.find("list", "Products").shows().await?;
    eye.look("catalogue-cards").await?;
    window.button("Show as table").click().await?;
    window.open_product(PRODUCT).await?;
    eye.look("product").await?;
    window.button("Review an order…").click().await?;
    window.order_button().shows().await?;
    eye.look("review").await?;

    window.go_to("Settings").await?;
    eye.look("settings-appearance").await?;
    window.find("tab", part("Profiles")).click().await?;
    window.button("Reset the simulator…").shows().await?;
    eye.look("settings-profiles").await?;
    window.button("Reset the simulator…").click().await?;
    window
        .find("dialog", "Reset the simulator?")
        .shows()
        .await?;
    eye.look("settings-reset").await?;
    window.button(part("Keep it as it is")).click().await?;
    window.find("dialog", "Reset the simulator?").goes().await?;

    window.button("Practise a scene").click().await?;
    window
        .find("menuitem", part("Ample credit"))
        .shows()
        .await?;
    eye.look("scenes").await?;
    window.close().await
}

async fn walk_orders(desk: Desk, colours: &str) -> Result<(), Trouble> {
    let window = desk.open(&["--simulator"]).await?;
    let eye = Eye {
        window: &window,
        colours,
    };
    window.find("region", "Simulator").shows().await?;
    window.order("web-01.example.net", "Bakery Brandt").await?;
    window.says("Paid; KernelHost is setting it up.").await?;
    window.button(part("The exact request")).click().await?;
    window.find("table", "Attempts").shows().await?;
    eye.look("order-paid").await?;

    window.play("No credit, no card").await?;
    window.order("", "").await?;
    window
        .says("The order exists at KernelHost and is not paid.")
        .await?;
    eye.look("order-unpaid").await?;

    window.play("Ample credit").await?;
    window.play("Lose the next answer").await?;
    window.order("", "Workshop Ahrens").await?;
    window.says("We sent this order at").await?;
    eye.look("order-unknown").await?;

    window.go_to("Orders").await?;
    window.find("table", "Orders").shows().await?;
    eye.look("orders").await?;
    window.go_to("Overview").await?;
    window.says("Two things need you").await?;
    eye.look("overview").await?;
    window.close().await
}
