//! An order file from one profile to another: sent once and by the right key
//! only, refused in words where it is altered, expired or not for this key.

use kh_e2e::{Desk, PRODUCT, Provider, SavedFile, Trouble, Window, part};
use serde_json::json;

const DRAFTS: &str = "Mueller Hosting";
const SENDS: &str = "Ahrens Hosting";

#[tokio::test]
async fn a_file_drafted_in_one_profile_is_sent_once_by_the_key_it_names() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = two_profiles(&desk, &provider).await?;
    let saved = draft(&window, "4 hours", SENDS).await?;
    window.picture("order-file-saved").await?;
    window.button(part("Close")).click().await?;
    nothing_bought(&provider)?;

    // Not by the profile that drafted it.
    window.open_order_file(&saved.path).await?;
    window
        .heading("Another key may send this order file")
        .shows()
        .await?;
    window.picture("order-file-other-key").await?;
    nothing_bought(&provider)?;
    window
        .button("Switch to Ahrens Hosting and open it there")
        .click()
        .await?;

    let origin = window.find("region", "Order file");
    origin.shows().await?;
    window.says(&format!("Drafted by {DRAFTS}")).await?;
    window.says("The price is as it was drafted.").await?;
    let here = window.fingerprint().await?;
    if here != saved.fingerprint {
        return Err(Trouble::wrong(format!(
            "two fingerprints: {here} and {}",
            saved.fingerprint
        )));
    }
    window.picture("order-file-open").await?;
    window.button(part("Order for €9.90")).click().await?;
    window.heading(part("No. ")).shows().await?;
    window.says("Paid").await?;
    bought_once(&provider)?;

    // Opened once more it leads to its order.
    window.open_order_file(&saved.path).await?;
    window
        .heading(part("This order file is order No. "))
        .shows()
        .await?;
    window.picture("order-file-known").await?;
    window.button(part("Open No. ")).click().await?;
    window.heading(part("No. ")).shows().await?;
    bought_once(&provider)?;
    window.close().await
}

#[tokio::test]
async fn a_price_that_rose_since_the_draft_shows_both_figures_and_wants_a_look()
-> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = two_profiles(&desk, &provider).await?;
    let saved = draft(&window, "8 hours", SENDS).await?;
    window.button(part("Close")).click().await?;
    provider.tell("products/42", &json!({ "pricing": { "monthly": "12.50" } }))?;
    window.work_as(SENDS).await?;

    // Dropped onto the list this time.
    window.go_to("Orders").await?;
    window.button("Open order file…").shows().await?;
    window.drop_file(&saved.path).await?;
    let both = window.find("group", "Price");
    both.shows().await?;
    let words = both.text().await?;
    if !(words.contains("€9.90") && words.contains("€12.50")) {
        return Err(Trouble::wrong(format!("not both figures: {words}")));
    }
    window.order_button_waits().await?;
    window.picture("order-file-price").await?;
    nothing_bought(&provider)?;
    window.button("Go on with €12.50").click().await?;
    window.button(part("Order for €12.50")).click().await?;
    window.heading(part("No. ")).shows().await?;
    bought_once(&provider)?;
    window.close().await
}

#[tokio::test]
async fn a_file_that_was_altered_on_the_disk_is_refused_and_nothing_can_be_sent_from_it()
-> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = two_profiles(&desk, &provider).await?;
    let saved = draft(&window, "4 hours", DRAFTS).await?;
    window.button(part("Close")).click().await?;

    let text = std::fs::read_to_string(&saved.path)?;
    let altered = text.replace("web-01.example.net", "web-66.example.net");
    if altered == text {
        return Err(Trouble::wrong("the host name cannot be read in the file"));
    }
    std::fs::write(&saved.path, altered)?;
    refused(&window, &saved, "This order file was altered").await?;
    window.picture("order-file-altered").await?;

    std::fs::write(&saved.path, "Dear colleague,")?;
    refused(&window, &saved, "This is no order file").await?;
    std::fs::write(&saved.path, "x".repeat(65 * 1024))?;
    refused(&window, &saved, "This file is too large for an order file").await?;

    // As it was saved it is good again.
    std::fs::write(&saved.path, text)?;
    window.open_order_file(&saved.path).await?;
    window.find("region", "Order file").shows().await?;
    window.says(PRODUCT).await?;
    nothing_bought(&provider)?;
    window.close().await
}

#[tokio::test]
async fn a_file_past_its_time_is_refused_with_the_time_it_had() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = two_profiles(&desk, &provider).await?;
    let saved = draft(&window, "1 hour", DRAFTS).await?;
    window.button(part("Close")).click().await?;
    provider.advance(3601)?;
    // The console learns the provider's time with its next answer.
    window.open_settings("Profiles").await?;
    window.button("Check again, 1 call").click().await?;
    window.does_say_not("Checking…").await?;
    refused(&window, &saved, "This order file has expired").await?;
    window.says("It could be sent until").await?;
    window.picture("order-file-expired").await?;
    nothing_bought(&provider)?;
    window.close().await
}

async fn two_profiles(desk: &Desk, provider: &Provider) -> Result<Window, Trouble> {
    let window = desk.open(&[]).await?;
    window.connect(provider, "full access").await?;
    let key = provider.key("no credentials")?;
    window.connect_also(provider, key, SENDS).await?;
    window.work_as(DRAFTS).await?;
    Ok(window)
}

/// Reviews an order in the profile at work and saves it for the key of `sender`.
async fn draft(window: &Window, hours: &str, sender: &str) -> Result<SavedFile, Trouble> {
    window.review("web-01.example.net", "").await?;
    window.save_order_file(hours, sender).await
}

async fn refused(window: &Window, file: &SavedFile, title: &str) -> Result<(), Trouble> {
    window.open_order_file(&file.path).await?;
    window.heading(title).shows().await?;
    window.says("Nothing was sent").await?;
    if window.order_button().count().await? == 0 {
        Ok(())
    } else {
        Err(Trouble::wrong("there is a button to order"))
    }
}

fn nothing_bought(provider: &Provider) -> Result<(), Trouble> {
    has(provider, 0)
}

fn bought_once(provider: &Provider) -> Result<(), Trouble> {
    has(provider, 1)
}

fn has(provider: &Provider, expected: usize) -> Result<(), Trouble> {
    match provider.own_orders()?.len() {
        count if count == expected => Ok(()),
        count => Err(Trouble::wrong(format!(
            "the provider has {count} orders, not {expected}"
        ))),
    }
}
