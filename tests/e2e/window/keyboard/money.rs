//! Money in doubt, settled with the keyboard alone: an order that is locked, one
//! that waits for payment, and what does not agree.

use kh_e2e::{Desk, Trouble, Window, part};

use super::{DOWN, ENTER, ESCAPE, FAR, at, focused, reach};

const SPACE: &str = " ";
const RIGHT: &str = "\u{E014}";

#[tokio::test]
async fn a_locked_order_and_what_does_not_agree_are_settled_with_the_keyboard_alone()
-> Result<(), Trouble> {
    let desk = Desk::new()?;
    let window = desk.open(&["--simulator"]).await?;
    window.find("region", "Simulator").shows().await?;
    scene(&window, "Contradict the next order").await?;
    order(&window).await?;
    window.says("We sent this order at").await?;

    // The one safe step is contradicted: it is locked, and the traces are read.
    reach(&window, "Repeat the request").await?;
    window.press(ENTER).await?;
    window.says("The answer 409").await?;
    reach(&window, "Read again").await?;
    window.press(ENTER).await?;
    window.hears("What is seen points to: bought.").await?;
    window
        .says("What became of this order was never learnt.")
        .await?;
    reach(&window, "Say what became of it…").await?;
    window.press(ENTER).await?;
    // Escape is the safe answer, has the focus first, and gives it back.
    at(&window, "Leave it open").await?;
    window.press(ESCAPE).await?;
    at(&window, "Say what became of it…").await?;
    window.press(ENTER).await?;
    at(&window, "Leave it open").await?;
    reach(&window, "It was bought").await?;
    window.press(SPACE).await?;
    reach(&window, "How you know").await?;
    window.press("Seen in the list of services").await?;
    reach(&window, "Write down as bought").await?;
    window.picture("keyboard-verdict").await?;
    window.press(ENTER).await?;
    window.says("Bought: a person looked and found it.").await?;

    // G and R: the orders; the arrows lead through the tabs to what disagrees.
    window.press("gr").await?;
    window.find("table", "Orders").shows().await?;
    reach(&window, "All").await?;
    for _ in 0..4 {
        window.press(RIGHT).await?;
    }
    at(&window, "Reconciliation").await?;
    check_again(&window).await?;
    scene(&window, "Bought elsewhere").await?;
    check_again(&window).await?;
    reach(&window, "Settle…").await?;
    window.press(ENTER).await?;
    at(&window, "What explains it").await?;
    window
        .press(format!("Bought by Jana in the portal{ENTER}"))
        .await?;
    window.find("dialog", "Settle this finding?").goes().await?;
    reach(&window, "Settled, ").await?;
    window.press(ENTER).await?;
    window.says("Bought by Jana in the portal").await?;
    window.picture("keyboard-settled").await?;
    window.close().await
}

#[tokio::test]
async fn an_unpaid_order_is_rescued_with_the_keyboard_alone() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let window = desk.open(&["--simulator"]).await?;
    window.find("region", "Simulator").shows().await?;
    scene(&window, "No credit, no card").await?;
    order(&window).await?;
    window
        .says("The order exists at KernelHost and is not paid.")
        .await?;
    window.press("gr").await?;
    window.rescue_desk().shows().await?;
    scene(&window, "Pay in the portal").await?;
    reach(&window, "Check now, 1 call").await?;
    window.picture("keyboard-rescue").await?;
    window.press(ENTER).await?;
    window.rescue_desk().goes().await?;
    window.close().await
}

/// Compares anew from the tab of the reconciliation.
async fn check_again(window: &Window) -> Result<(), Trouble> {
    reach(window, "Check again").await?;
    window.press(ENTER).await?;
    window.hears("agree").await
}

/// Plays a scene of the simulator by its menu.
async fn scene(window: &Window, name: &str) -> Result<(), Trouble> {
    reach(window, "Practise a scene").await?;
    window.press(ENTER).await?;
    // The first one has the focus once it is open.
    at(window, "Ample credit").await?;
    for _ in 0..FAR {
        if focused(window).await?.starts_with(name) {
            break;
        }
        window.press(DOWN).await?;
    }
    window.press(ENTER).await?;
    window.hears(&format!("Practising: {name}")).await?;
    // While a menu is there, letters are its own.
    window
        .until("the end of the menu", async || {
            let gone: bool = window
                .run("return document.querySelector('[role=menu]') === null")
                .await?;
            Ok(gone.then_some(()))
        })
        .await?;
    at(window, "Practise a scene").await
}

/// Orders through the catalogue.
async fn order(window: &Window) -> Result<(), Trouble> {
    window.press("gc").await?;
    window.find("heading", "Catalogue").shows().await?;
    window
        .find("table", "Products")
        .find("cell", "Sandbox KVM M")
        .shows()
        .await?;
    reach(window, "Sandbox KVM S").await?;
    for _ in 0..FAR {
        if focused(window).await?.starts_with("Sandbox KVM M ") {
            break;
        }
        window.press(DOWN).await?;
    }
    window.press(ENTER).await?;
    window.button("Review an order…").shows().await?;
    reach(window, "Review an order…").await?;
    window.press(ENTER).await?;
    window.order_button().shows().await?;
    reach(window, "Order for €9.90").await?;
    window.press(ENTER).await?;
    window.heading(part("No. ")).shows().await
}
