//! The guards and the order file without a mouse.

use kh_e2e::{Desk, Trouble, part};

use crate::keyboard::{ENTER, ESCAPE, at, reach};

const SPACE: &str = " ";
const CTRL_K: &str = "\u{E009}k\u{E000}";

#[tokio::test]
async fn guards_and_order_files_can_be_used_with_the_keyboard_alone() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let window = desk.open(&["--simulator"]).await?;
    window.find("region", "Simulator").shows().await?;

    // A cap, by the palette and the tabs of the settings.
    window.press("gs").await?;
    window.find("heading", "Settings").shows().await?;
    reach(&window, "Appearance").await?;
    window.press("\u{E014}\u{E014}").await?;
    window.field("Per order").shows().await?;
    reach(&window, "Per order").await?;
    window.press("5").await?;
    reach(&window, "Save the guards").await?;
    window.press(ENTER).await?;
    window.hears("The guards are saved").await?;
    window.picture("keyboard-guards").await?;

    // The cap holds the order back; Escape keeps it, the amount lifts it.
    window.open_review().await?;
    reach(&window, "Host name").await?;
    window.press("web-01.example.net").await?;
    window.button("Check again, 1 call").shows().await?;
    reach(&window, "Lift for this order").await?;
    window.press(ENTER).await?;
    at(&window, "Type the amount of this order").await?;
    window.press(ESCAPE).await?;
    window.find("dialog", part("Lift your cap")).goes().await?;
    at(&window, "Lift for this order").await?;
    window.press(ENTER).await?;
    at(&window, "Type the amount of this order").await?;
    window.press(format!("9.90 EUR{ENTER}")).await?;
    window.find("dialog", part("Lift your cap")).goes().await?;

    // Saved as a file; the focus is at what closes the dialog.
    reach(&window, "Save as order file").await?;
    window.press(ENTER).await?;
    reach(&window, "Save the order file").await?;
    window.press(ENTER).await?;
    let saved = window.saved_order_file().await?;
    at(&window, "Close").await?;
    window.press(ENTER).await?;
    window
        .find("dialog", "The order file is saved")
        .goes()
        .await?;

    // The file has the review; ordering it here as well wants another.
    window.says("This order is in an order file now.").await?;
    reach(&window, "Check the price").await?;
    window.press(ENTER).await?;
    window.button("Check again, 1 call").shows().await?;
    reach(&window, "Lift for this order").await?;
    window.press(ENTER).await?;
    at(&window, "Type the amount of this order").await?;
    window.press(format!("9.90 EUR{ENTER}")).await?;
    window.find("dialog", part("Lift your cap")).goes().await?;

    // Ordered, and once more: the word about the earlier one by Space.
    reach(&window, "Order for €9.90").await?;
    window.press(ENTER).await?;
    window.heading(part("No. 1")).shows().await?;
    window.open_review().await?;
    reach(&window, "Host name").await?;
    window.press("web-01.example.net").await?;
    window.ordered_before().shows().await?;
    reach(&window, "Lift for this order").await?;
    window.press(ENTER).await?;
    at(&window, "Type the amount of this order").await?;
    window.press(format!("9.90 EUR{ENTER}")).await?;
    reach(&window, "See No. 1 first").await?;
    window.press(ENTER).await?;
    at(&window, "I want another one beside No. 1").await?;
    window.press(SPACE).await?;
    window.picture("keyboard-twin").await?;
    reach(&window, "Order for €9.90").await?;
    window.press(ENTER).await?;
    window.heading(part("No. 2")).shows().await?;

    // The file, by the palette.
    window.press(CTRL_K).await?;
    window
        .find("dialog", "Search or run a command")
        .shows()
        .await?;
    window.press("order file").await?;
    window.press(ENTER).await?;
    window.heading("No order file is open").shows().await?;
    reach(&window, "Open order file").await?;
    window.hand_over(&saved.path).await?;
    window.find("region", "Order file").shows().await?;
    window.picture("keyboard-order-file").await?;
    window.close().await
}
