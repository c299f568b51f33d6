//! What is kept: invoices and their PDFs, what happened, the chain, and the
//! settings of webhook and notifications.

use kh_e2e::{Desk, Notifications, Provider, Trouble, part};

use super::Eye;

const ESCAPE: &str = "\u{E00C}";

#[tokio::test]
async fn invoices_and_the_chain_are_accessible_in_light_colours() -> Result<(), Trouble> {
    walk(Desk::new()?, "light").await
}

#[tokio::test]
async fn invoices_and_the_chain_are_accessible_in_dark_colours() -> Result<(), Trouble> {
    walk(Desk::new()?.in_the_dark(), "dark").await
}

#[tokio::test]
async fn webhook_and_notifications_are_accessible_in_light_colours() -> Result<(), Trouble> {
    walk_settings(Desk::new()?, "light").await
}

#[tokio::test]
async fn webhook_and_notifications_are_accessible_in_dark_colours() -> Result<(), Trouble> {
    walk_settings(Desk::new()?.in_the_dark(), "dark").await
}

async fn walk(desk: Desk, colours: &str) -> Result<(), Trouble> {
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    let eye = Eye {
        window: &window,
        colours,
    };
    window.connect(&provider, "full access").await?;
    window.order("web-09.example.net", "Bakery Brandt").await?;
    window.open_invoices().await?;
    eye.look("invoices").await?;
    window.open_first_invoice().await?;
    window.save_pdf().await?;
    window.button("CSV").click().await?;
    window.says("Show the folder").await?;
    eye.look("invoice").await?;

    window.go_to("Activity").await?;
    window.find("table", "What happened").shows().await?;
    eye.look("activity").await?;

    window.go_to("Audit").await?;
    window
        .says("Not checked since the console was started")
        .await?;
    eye.look("audit-not-checked").await?;
    window.verify_chain().await?;
    window
        .press_first("[role=table][aria-label='Entries of the audit chain'] [data-row]")
        .await?;
    window.find("region", "Entry and export").shows().await?;
    eye.look("audit-entry").await?;
    window.button(part("Export ")).click().await?;
    window.says("Show the folder").await?;
    eye.look("audit-exported").await?;
    window.close().await
}

async fn walk_settings(desk: Desk, colours: &str) -> Result<(), Trouble> {
    let notifications = Notifications::on(&desk).await?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    let eye = Eye {
        window: &window,
        colours,
    };
    window.connect(&provider, "full access").await?;
    window.open_settings("Webhook").await?;
    window.says("Never read from this computer.").await?;
    eye.look("webhook-not-read").await?;
    window.button(part("Read it, 1 call")).click().await?;
    window.says("No URL is set.").await?;
    window.button("Set a URL…").click().await?;
    let asks = window.find("dialog", "Set the webhook");
    asks.clone()
        .find("textbox", part("URL"))
        .fill("http://127.0.0.1/hook")
        .await?;
    asks.clone().button("Set the URL").click().await?;
    // It was looked at here and is not sent.
    window
        .until("the reason", async || {
            let wrong: bool = window
                .run("return document.querySelector('[role=dialog] [aria-invalid=true]') !== null")
                .await?;
            Ok(wrong.then_some(()))
        })
        .await?;
    eye.look("webhook-refused").await?;
    window.press(ESCAPE).await?;
    asks.goes().await?;
    window.inspect_a_delivery().await?;
    eye.look("webhook-inspected").await?;

    window.open_settings("Notifications").await?;
    window.button("Send a test notification").click().await?;
    window.says("The system took it.").await?;
    eye.look("notifications").await?;
    if notifications.shown().is_empty() {
        return Err(Trouble::wrong("the test notification was not shown"));
    }
    window.close().await
}
