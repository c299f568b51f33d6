//! The main job and the daily work without a mouse.

mod money;

use kh_e2e::{Desk, Trouble, Window, part};

const TAB: &str = "\u{E004}";
pub(crate) const ENTER: &str = "\u{E007}";
const DOWN: &str = "\u{E015}";
pub(crate) const ESCAPE: &str = "\u{E00C}";
const CTRL_K: &str = "\u{E009}k\u{E000}";

/// More stops than any place has.
const FAR: usize = 60;

#[tokio::test]
async fn an_order_can_be_made_with_the_keyboard_alone() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let window = desk.open(&[]).await?;
    window.heading("Explore the simulator").shows().await?;
    reach(&window, "Open the simulator").await?;
    window.press(ENTER).await?;
    window.heading("No order yet").shows().await?;

    // Through the palette to the catalogue.
    window.press(CTRL_K).await?;
    window
        .find("dialog", "Search or run a command")
        .shows()
        .await?;
    window.picture("keyboard-palette").await?;
    window.accessible().await?;
    window.press("catalogue").await?;
    window.press(ENTER).await?;
    window.find("heading", "Catalogue").shows().await?;
    window
        .find("table", "Products")
        .find("cell", "Sandbox KVM M")
        .shows()
        .await?;

    // Down the rows to the product.
    reach(&window, "Sandbox KVM S").await?;
    for _ in 0..FAR {
        if focused(&window).await?.starts_with("Sandbox KVM M ") {
            break;
        }
        window.press(DOWN).await?;
    }
    window.picture("keyboard-row").await?;
    window.press(ENTER).await?;
    window.button("Review an order…").shows().await?;
    reach(&window, "Review an order…").await?;
    window.press(ENTER).await?;

    // Enter in a field orders nothing.
    window.order_button().shows().await?;
    reach(&window, "Host name").await?;
    window.press(format!("web-01.example.net{ENTER}")).await?;
    window.order_button().shows().await?;
    reach(&window, "Order for €9.90").await?;
    window.picture("keyboard-order").await?;
    window.press(ENTER).await?;
    window.heading(part("No. ")).shows().await?;
    window.says("Paid").await?;

    // G and R: the orders; the first row is one Tab stop.
    window.press("g").await?;
    window.press("r").await?;
    window.find("table", "Orders").shows().await?;
    reach(&window, "Sandbox KVM M").await?;
    window.press(ENTER).await?;
    window.heading(part("No. ")).shows().await?;
    window.close().await
}

#[tokio::test]
async fn services_can_be_run_with_the_keyboard_alone() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let window = desk.open(&["--simulator"]).await?;
    window.find("region", "Simulator").shows().await?;

    // G and V: the services; down a row, Enter opens it, Tab leads to its acts.
    window.press("gv").await?;
    window.find("heading", "Services").shows().await?;
    open_row(&window, "web-01.customer-a.example").await?;
    reach(&window, "Stop").await?;
    window.press(ENTER).await?;
    window.find("dialog", part("Stop ")).shows().await?;
    at(&window, "Stop web-01").await?;
    window.picture("keyboard-act").await?;
    window.press(ESCAPE).await?;
    window.find("dialog", part("Stop ")).goes().await?;
    at(&window, "Stop").await?;
    window.press(ENTER).await?;
    at(&window, "Stop web-01").await?;
    window.press(ENTER).await?;
    window.says("Stop is done.").await?;

    // Access data: a reason, Enter, and the first hidden value; Escape ends it.
    reach(&window, "Show…").await?;
    window.press(ENTER).await?;
    at(&window, "In your own words").await?;
    window
        .press(format!("Ticket 2291, new shop admin{ENTER}"))
        .await?;
    at(&window, "Show ").await?;
    window.press(ENTER).await?;
    let value = window
        .until("a value in the open", async || {
            let value: Option<String> = window
                .run("return document.querySelector('.value.secret')?.textContent || null")
                .await?;
            Ok(value)
        })
        .await?;
    window.picture("keyboard-access-data").await?;
    window.press(ESCAPE).await?;
    window.find("dialog", "Access data").goes().await?;
    let page: String = window
        .run("return document.documentElement.outerHTML")
        .await?;
    if page.contains(&value) {
        return Err(Trouble::wrong("the value is still in the page"));
    }
    window.service_panel().shows().await?;
    window.press(ESCAPE).await?;
    window.service_panel().goes().await?;

    // Ending one takes its name, typed, and nothing less.
    open_row(&window, "db-01.customer-a.example").await?;
    reach(&window, "Reinstall, suspend, terminate…").await?;
    window.press(ENTER).await?;
    at(&window, "Leave it as it is").await?;
    reach(&window, "Terminate…").await?;
    window.press(ENTER).await?;
    at(&window, "to confirm").await?;
    window.press("db-01.customer-a.example").await?;
    window.says("complete").await?;
    reach(&window, "Terminate db-01").await?;
    window.picture("keyboard-terminate").await?;
    window.press(ENTER).await?;
    window.says("Terminate is done.").await?;
    window.close().await
}

#[tokio::test]
async fn invoices_and_the_chain_can_be_used_with_the_keyboard_alone() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let window = desk.open(&["--simulator"]).await?;
    window.find("region", "Simulator").shows().await?;
    window.press("gi").await?;
    window.find("heading", "Invoices").shows().await?;
    read_where_needed(&window, "Read the invoices", "Invoices").await?;
    reach(&window, "€").await?;
    window.press("f").await?;
    window.says("Saved").await?;
    window.press(ENTER).await?;
    window.find("region", "Invoice").shows().await?;
    window.picture("keyboard-invoice").await?;
    window.press(ESCAPE).await?;
    window.find("region", "Invoice").goes().await?;
    at(&window, "€").await?;

    window.press("gu").await?;
    window.find("heading", "Audit").shows().await?;
    window.find("region", "Verdict").shows().await?;
    reach(&window, "Verify the chain").await?;
    window.press(ENTER).await?;
    window.says("The chain is whole").await?;
    window.picture("keyboard-audit").await?;
    window.close().await
}

/// Reads a list with the keys where nobody did yet.
async fn read_where_needed(window: &Window, button: &str, list: &str) -> Result<(), Trouble> {
    let listed = window.find("table", list);
    let first = window.button(part(button));
    window
        .until("a list or the way to it", async || {
            Ok((listed.count().await? + first.count().await? > 0).then_some(()))
        })
        .await?;
    if listed.count().await? == 0 {
        reach(window, button).await?;
        window.press(ENTER).await?;
    }
    listed.shows().await
}

/// Walks the list of services to a row and opens it.
async fn open_row(window: &Window, name: &str) -> Result<(), Trouble> {
    read_where_needed(window, "Read the services", "Services").await?;
    // The rows are one Tab stop; the boxes to tick are none.
    reach(window, ".customer-").await?;
    window.press("\u{E011}").await?;
    for _ in 0..FAR {
        if focused(window).await?.starts_with(name) {
            break;
        }
        window.press(DOWN).await?;
    }
    window.press(ENTER).await?;
    window.service_panel().find("heading", name).shows().await?;
    at(window, name).await
}

/// Waits until the focus is at what is called like this.
pub(crate) async fn at(window: &Window, name: &str) -> Result<(), Trouble> {
    window
        .until(&format!("the focus at {name:?}"), async || {
            Ok(focused(window).await?.contains(name).then_some(()))
        })
        .await
}

/// Presses Tab until what has the focus is called like this.
pub(crate) async fn reach(window: &Window, name: &str) -> Result<(), Trouble> {
    let mut seen = Vec::new();
    for _ in 0..FAR {
        let now = focused(window).await?;
        if now.contains(name) {
            return Ok(());
        }
        seen.push(now);
        window.press(TAB).await?;
    }
    Err(Trouble::wrong(format!(
        "Tab does not lead to {name:?}, but to:\n{}",
        seen.join("\n")
    )))
}

/// The words of what has the focus.
async fn focused(window: &Window) -> Result<String, Trouble> {
    let words: String = window
        .run(
            "const it = document.activeElement;\
             if (!it || it === document.body || it.tagName === 'MAIN') return '';\
             return it.getAttribute('aria-label') ?? (it.labels?.length ? it.labels[0].innerText : it.innerText);",
        )
        .await?;
    Ok(words.split_whitespace().collect::<Vec<_>>().join(" "))
}
