//! Native notifications: a real service on the bus takes them, a click on one
//! opens the very item, and without a service the window says so.

use kh_e2e::{Desk, Notifications, Provider, Trouble, part};
use serde_json::{Value, json};

const SERVICE: &str = "web-01.customer-a.example";

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
async fn a_reboot_of_ones_own_hides_no_suspension_by_the_provider() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let service = Notifications::on(&desk).await?;
    let provider = Provider::start(&desk.home())?;
    provider.tell("rules", &json!({ "action_s": 30 }))?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    window.open_services().await?;
    window.open_service(SERVICE).await?;
    window.act("Reboot").await?;
    window.says("Reboot seen on its way").await?;
    provider.advance(30)?;
    window.says("Reboot is done.").await?;

    suspend(&provider, SERVICE)?;
    window.button("Read again").click().await?;
    window
        .until("a notification of the suspension", async || {
            let mut shown = service.shown().into_iter();
            Ok(shown.find(|it| it.title.starts_with("A service was suspended or ended")))
        })
        .await?;
    window.go_to("Activity").await?;
    window.says(&format!("{SERVICE} is suspended")).await?;
    window.picture("notified-suspended").await?;
    window.close().await
}

/// From now on the provider says of this service that it is suspended.
fn suspend(provider: &Provider, hostname: &str) -> Result<(), Trouble> {
    let state = provider.state()?;
    let all = state["services"].as_array().cloned().unwrap_or_default();
    let account = provider.key("full access")?.account;
    let mut own: Vec<Value> = all
        .into_iter()
        .filter(|it| it["account"] == account)
        .collect();
    let mut faults = Vec::new();
    for it in &mut own {
        if it["hostname"] == hostname {
            it["status"] = json!("suspended");
            let path = format!("GET /v1/services/{}", it["id"]);
            faults.push(always(&path, &json!({ "data": it })));
        }
    }
    let meta = json!({ "page": 1, "per_page": 100, "total": own.len(), "total_pages": 1 });
    faults.push(always(
        "GET /v1/services",
        &json!({ "data": own, "meta": meta }),
    ));
    provider.set_faults(&json!(faults))?;
    Ok(())
}

fn always(on: &str, body: &Value) -> Value {
    json!({
        "on": on, "do": "replace", "status": 200, "times": 1000,
        "content_type": "application/json", "body": body.to_string(),
    })
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
    // The next of the same group takes its place.
    test.click().await?;
    let shown = window
        .until("the test once more", async || {
            let shown = service.shown();
            Ok((shown.len() == 2).then_some(shown))
        })
        .await?;
    if shown[0].id == shown[1].id {
        window.close().await
    } else {
        Err(Trouble::wrong(format!("{shown:?}")))
    }
}
