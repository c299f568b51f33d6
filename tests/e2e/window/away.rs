//! A week on the provider's clock while the console was closed: what happened
//! is told in one piece, and what needs a person comes first.

use kh_e2e::{Desk, Provider, Trouble};

const WEEK_S: i64 = 7 * 24 * 3600;

/// What happens in that week: an order that was just sent is set up, one service
/// comes up for renewal, and both have an invoice.
const TOLD: [&str; 8] = [
    "1 time the credit fell below your line, −€110.60 needs you",
    "1 order paid: web-06.example.net, €9.90 as expected",
    "1 time orders and account did not agree, €100.70 look",
    "1 service set up: web-06.example.net as expected",
    "1 service changed: web-01.customer-a.example as expected",
    "2 invoices issued: KH-2026-0006, KH-2026-0005, €19.80 as expected",
    "1 invoice paid: KH-2026-0005, €9.90 as expected",
    "2 changes of the credit, −€120.50 as expected",
];

#[tokio::test]
async fn after_a_week_away_the_window_tells_what_happened() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    window.open_services().await?;
    window.order("web-06.example.net", "").await?;
    // The first change of the credit is seen before the console is closed.
    window.says("Credit €110.60").await?;
    window.close().await?;

    provider.set_credit(1, "0.00")?;
    provider.set_card(1, "none")?;
    for _ in 0..7 {
        provider.advance(WEEK_S / 7)?;
    }
    let window = desk.open(&[]).await?;
    window.go_to("Activity").await?;
    window.says("While you were away").await?;
    let lines = window
        .until(&format!("a digest of {TOLD:#?}"), async || {
            let lines: Vec<String> = window
                .run(
                    "return [...document.querySelectorAll('[aria-label=\"While you were away\"] li')]\
                       .map((it) => it.innerText.replace(/\\s+/g, ' ').trim());",
                )
                .await?;
            let whole = TOLD.len() == lines.len()
                && TOLD.iter().all(|told| lines.iter().any(|line| line == told));
            Ok(whole.then_some(lines))
        })
        .await?;
    if !lines[0].ends_with("needs you") {
        return Err(Trouble::wrong(format!("first comes {:?}", lines[0])));
    }
    window.says("Not watching for 7 days of it").await?;
    window.picture("away-1-digest").await?;
    window.close().await
}
