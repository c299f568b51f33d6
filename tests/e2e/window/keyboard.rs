//! The main job without a mouse.

use kh_e2e::{Desk, Trouble, Window, part};

const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";
const DOWN: &str = "\u{E015}";
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

/// Presses Tab until what has the focus is called like this.
async fn reach(window: &Window, name: &str) -> Result<(), Trouble> {
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
