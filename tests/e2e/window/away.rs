//! A week on the provider's clock while the console was closed: what happened
//! is told in one piece, and what needs a person comes first.

use kh_e2e::{Desk, Provider, Trouble};

const WEEK_S: i64 = 7 * 24 * 3600;

#[tokio::test]
async fn after_a_week_away_the_window_tells_what_happened() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    window.open_services().await?;
    window.order("web-06.example.net", "").await?;
    window.close().await?;

    provider.set_credit(1, "0.00")?;
    provider.set_card(1, "none")?;
    for _ in 0..7 {
        provider.advance(WEEK_S / 7)?;
    }
    let window = desk.open(&[]).await?;
    window.go_to("Activity").await?;
    window.says("While you were away").await?;
    window.picture("away-1-digest").await?;
    window.close().await
}
