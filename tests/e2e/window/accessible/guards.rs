//! The guards before money leaves and the order file: each question and each
//! refusal.

use kh_e2e::{Desk, Provider, Trouble, part};

use super::Eye;

const ESCAPE: &str = "\u{E00C}";
const NAME: &str = "Mueller Hosting";

#[tokio::test]
async fn guards_are_accessible_in_light_colours() -> Result<(), Trouble> {
    walk(Desk::new()?, "light").await
}

#[tokio::test]
async fn guards_are_accessible_in_dark_colours() -> Result<(), Trouble> {
    walk(Desk::new()?.in_the_dark(), "dark").await
}

#[tokio::test]
async fn order_files_are_accessible_in_light_colours() -> Result<(), Trouble> {
    walk_files(Desk::new()?, "light").await
}

#[tokio::test]
async fn order_files_are_accessible_in_dark_colours() -> Result<(), Trouble> {
    walk_files(Desk::new()?.in_the_dark(), "dark").await
}

async fn walk(desk: Desk, colours: &str) -> Result<(), Trouble> {
    let provider = Provider::start(&desk.home())?;
    let account = provider.key("full access")?.account;
    let window = desk.open(&[]).await?;
    let eye = Eye {
        window: &window,
        colours,
    };
    window.connect(&provider, "full access").await?;
    window.order("web-01.example.net", "Bakery Brandt").await?;
    window.says("Paid").await?;
    window.open_guards().await?;
    eye.look("guards").await?;
    window.field("Per order").fill("5").await?;
    window.field("In any 24 hours").fill("100").await?;
    window.field("In any 30 days").fill("a lot").await?;
    window.says("An amount is written 120 or 120.50").await?;
    eye.look("guards-wrong").await?;
    window.field("In any 30 days").fill("500").await?;
    window.save_guards().await?;
    window.field("Per order").fill("").await?;
    window.field("Hours, 0 to 720").fill("1").await?;
    window.button("Save the guards…").click().await?;
    let asks = window.find("dialog", part("weaker?"));
    asks.clone()
        .find("textbox", part("to confirm"))
        .fill("Mueller Hostin")
        .await?;
    eye.look("guards-weaker").await?;
    window.press(ESCAPE).await?;
    asks.goes().await?;

    provider.set_credit(account, "3.00")?;
    window.button(part("Connected")).shows().await?;
    window.open_review().await?;
    window
        .field(part("Host name"))
        .fill("web-01.example.net")
        .await?;
    window.ordered_before().shows().await?;
    window.button("Check again, 1 call").shows().await?;
    eye.look("review-held-back").await?;
    window
        .find("region", "What it costs")
        .button("Lift for this order…")
        .click()
        .await?;
    eye.look("cap-asked").await?;
    window.press(ESCAPE).await?;
    window.find("dialog", part("Lift your cap")).goes().await?;
    window.lift_the_cap("9.90 EUR").await?;
    window.order_button_waits().await?;
    eye.look("review-asks").await?;

    window.open_guards().await?;
    window
        .find("checkbox", "Send nothing from this profile")
        .click()
        .await?;
    window.save_guards().await?;
    window.open_review().await?;
    window
        .button("Open the guards of this profile")
        .shows()
        .await?;
    eye.look("review-read-only").await?;
    window.close().await
}

async fn walk_files(desk: Desk, colours: &str) -> Result<(), Trouble> {
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    let eye = Eye {
        window: &window,
        colours,
    };
    window.connect(&provider, "full access").await?;
    window.review("web-01.example.net", "").await?;
    window.button("Save as order file…").click().await?;
    let asks = window.find("dialog", "Save as order file");
    asks.clone()
        .find("radio", part("Another key"))
        .click()
        .await?;
    asks.clone()
        .find("textbox", part("Key id"))
        .fill("kh_live_x")
        .await?;
    eye.look("order-file-asked").await?;
    asks.clone().find("radio", part(NAME)).click().await?;
    asks.button("Save the order file").click().await?;
    let saved = window.saved_order_file().await?;
    eye.look("order-file-made").await?;
    window.button(part("Close")).click().await?;

    window.open_order_file(&saved.path).await?;
    window.find("region", "Order file").shows().await?;
    eye.look("order-file").await?;
    let text = std::fs::read_to_string(&saved.path)?;
    std::fs::write(&saved.path, text.replace("web-01", "web-66"))?;
    window.open_order_file(&saved.path).await?;
    window
        .heading("This order file was altered")
        .shows()
        .await?;
    eye.look("order-file-refused").await?;
    window.close().await
}
