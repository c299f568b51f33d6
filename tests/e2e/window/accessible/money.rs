//! Money in doubt: an order nobody answered for, locked and contradicted, the
//! verdict, the rescue desk, and what does not agree.

use kh_e2e::{Desk, Provider, Trouble, part};

use super::Eye;

const ESCAPE: &str = "\u{E00C}";

#[tokio::test]
async fn money_in_doubt_is_accessible_in_light_colours() -> Result<(), Trouble> {
    walk(Desk::new()?, "light").await
}

#[tokio::test]
async fn money_in_doubt_is_accessible_in_dark_colours() -> Result<(), Trouble> {
    walk(Desk::new()?.in_the_dark(), "dark").await
}

#[tokio::test]
async fn what_waits_for_payment_is_accessible_in_light_colours() -> Result<(), Trouble> {
    walk_payments(Desk::new()?, "light").await
}

#[tokio::test]
async fn what_waits_for_payment_is_accessible_in_dark_colours() -> Result<(), Trouble> {
    walk_payments(Desk::new()?.in_the_dark(), "dark").await
}

/// A name as long as somebody will have one.
const LONG: &str =
    "practice-of-doctors-amann-hinterlechner-and-partners.customers.branch-office.example.net";

async fn walk(desk: Desk, colours: &str) -> Result<(), Trouble> {
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    let eye = Eye {
        window: &window,
        colours,
    };
    window.connect(&provider, "full access").await?;
    window.open_services().await?;
    window.open_invoices().await?;
    provider.lose_answers()?;
    window
        .order(
            LONG,
            "Practice of Doctors Amann, Hinterlechner and Partners",
        )
        .await?;
    window.says("We sent this order at").await?;
    window.read_clues().await?;
    window.says("Points to: went through.").await?;
    eye.look("money-unknown").await?;

    provider.contradict("idempotency_conflict", "Used with another request.")?;
    window.button(part("Repeat the request")).click().await?;
    window.says("The answer 409").await?;
    eye.look("money-conflict").await?;

    provider.be_well()?;
    provider.let_safe_time_pass()?;
    window.read_clues().await?;
    let asks = window.ask_what_became().await?;
    asks.clone()
        .find("radio", part("It was not bought"))
        .click()
        .await?;
    asks.clone()
        .button("Close it as not bought")
        .click()
        .await?;
    eye.look("money-verdict").await?;
    window.press(ESCAPE).await?;
    asks.goes().await?;

    window.open_reconciliation().await?;
    window.reconcile().await?;
    provider.buy_elsewhere(provider.key("full access")?.account, LONG)?;
    provider.advance(3600)?;
    window.reconcile().await?;
    window
        .find("list", "What does not agree")
        .find("button", part("Settle… practice-of-doctors"))
        .shows()
        .await?;
    eye.look("money-findings").await?;
    window
        .find("list", "What does not agree")
        .find("button", part("Settle… practice-of-doctors"))
        .click()
        .await?;
    let asks = window.find("dialog", "Settle this finding?");
    asks.clone().button("Settle it").click().await?;
    eye.look("money-settle").await?;
    window.press(ESCAPE).await?;
    asks.goes().await?;
    window.close().await
}

async fn walk_payments(desk: Desk, colours: &str) -> Result<(), Trouble> {
    let provider = Provider::start(&desk.home())?;
    let account = provider.key("full access")?.account;
    provider.set_credit(account, "12.00")?;
    provider.set_card(account, "declined")?;
    let window = desk.open(&[]).await?;
    let eye = Eye {
        window: &window,
        colours,
    };
    window.connect(&provider, "full access").await?;
    window.open_reconciliation().await?;
    eye.look("money-not-compared").await?;
    provider.set_credit(account, "1.50")?;
    window.order("web-01.example.net", "Bakery Brandt").await?;
    window
        .order(
            LONG,
            "Practice of Doctors Amann, Hinterlechner and Partners",
        )
        .await?;
    window
        .says("The order exists at KernelHost and is not paid.")
        .await?;
    window.go_to("Orders").await?;
    window.says("Two orders wait for payment").await?;
    eye.look("money-rescue").await?;
    window.go_to("Overview").await?;
    window.button(part("Rescue… No. 2")).shows().await?;
    eye.look("money-overview").await?;
    window.close().await
}
