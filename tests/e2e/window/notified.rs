//! Native notifications: a real service on the bus takes them, a click on one
//! opens the very item, and without a service the window says so.

use kh_e2e::{Desk, Notifications, Provider, Trouble, part};

#[tokio::test]
async fn what_happens_is_notified_and_a_click_opens_it() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let service = Notifications::on(&desk).await?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    // The first look is adopted in silence.
    window.open_services().await?;
    window.order("web-05.example.net", "").await?;
    let number = window.heading(part("No. ")).text().await?;
    provider.advance(60)?;
    window.says("Set up").await?;
    window.go_to("Overview").await?;
    let shown = window
        .until("a notification of the order", async || {
            Ok(service.shown().into_iter().next())
        })
        .await?;
    let told = format!("{} {}", shown.title, shown.body);
    if told.contains("web-05") || told.contains('€') || told.contains("9.90") {
        return Err(Trouble::wrong(format!("names or amounts in {told:?}")));
    }
    if !shown.clickable {
        return Err(Trouble::wrong("a click means nothing"));
    }
    service.click(&shown).await?;
    window
        .until("the item of the notification", async || {
            let words = window.words().await?;
            let there = words.contains(&number) || words.contains("web-05");
            Ok(there.then_some(()))
        })
        .await?;
    window.picture("notified-opened").await?;
    window.close().await
}

#[tokio::test]
async fn the_test_button_tells_whether_the_system_took_it() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let window = desk.open(&["--simulator"]).await?;
    window.find("region", "Simulator").shows().await?;
    window.go_to("Settings").await?;
    window.find("tab", part("Notifications")).click().await?;
    let test = window.button(part("test"));
    test.click().await?;
    window.says("The system did not take it.").await?;
    window.picture("notified-refused").await?;
    let service = Notifications::on(&desk).await?;
    test.click().await?;
    window.says("The system took it.").await?;
    window.picture("notified-taken").await?;
    if service.shown().len() == 1 {
        window.close().await
    } else {
        Err(Trouble::wrong(format!("{:?}", service.shown())))
    }
}
