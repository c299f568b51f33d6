//! The guards before money leaves: an order made twice, a price that changed, a
//! cap, the read-only switch.

use kh_e2e::{Desk, Provider, Trouble, Window, part};
use serde_json::json;

const NAME: &str = "Mueller Hosting";
const SERVICE: &str = "web-01.customer-a.example";

#[tokio::test]
async fn the_same_order_shows_the_earlier_one_and_is_sent_only_once_that_is_wanted()
-> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    window.order("web-01.example.net", "Bakery Brandt").await?;
    window.says("Paid").await?;

    window.review("web-01.example.net", "Bakery Brandt").await?;
    let earlier = window.ordered_before();
    earlier.shows().await?;
    window
        .says("The same product, options and host name were ordered a short while ago.")
        .await?;
    window.says("Open No. 1").await?;
    window.order_button_waits().await?;
    window.picture("twin-asked").await?;
    // Pressed all the same: nothing leaves.
    press_anyway(&window).await?;
    orders(&provider, 1)?;

    // Another host name is another order, and nobody is asked.
    window
        .field(part("Host name"))
        .fill("web-02.example.net")
        .await?;
    window.ordered_before().goes().await?;
    window
        .field(part("Host name"))
        .fill("web-01.example.net")
        .await?;
    window.ordered_before().shows().await?;

    window.button("See No. 1 first").click().await?;
    earlier
        .find("checkbox", "I want another one beside No. 1")
        .click()
        .await?;
    window.picture("twin-wanted").await?;
    window.order_button().click().await?;
    window.heading(part("No. 2")).shows().await?;
    orders(&provider, 2)?;
    window.close().await
}

#[tokio::test]
async fn an_order_under_way_is_shown_before_the_same_product_and_never_sent_twice()
-> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    provider.set_faults(&json!([
        { "on": "POST /v1/orders", "do": "drop_after_commit", "times": 1000 }
    ]))?;
    window.order("web-01.example.net", "").await?;
    window.says("We sent this order at").await?;

    // The very same bytes: there is no word that lets them out.
    review_blocked(&window, "web-01.example.net").await?;
    window
        .says("This very order was sent before and has no outcome.")
        .await?;
    window.picture("twin-blocked").await?;
    if window.order_button().count().await? != 0 {
        return Err(Trouble::wrong("the same bytes can be sent again"));
    }
    window
        .ordered_before()
        .find("button", "Open No. 1")
        .click()
        .await?;
    window.says("We sent this order at").await?;
    orders(&provider, 1)?;
    window.close().await
}

#[tokio::test]
async fn a_price_that_changed_during_the_review_shows_both_figures_and_sends_the_new_one()
-> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    window.review("web-01.example.net", "").await?;
    window.button(part("Order for €9.90")).shows().await?;
    provider.tell("products/42", &json!({ "pricing": { "monthly": "12.50" } }))?;
    window.order_button().click().await?;
    let differs = window.find("alert", "Changed since you looked");
    differs.shows().await?;
    let words = differs.text().await?;
    if !(words.contains("€9.90") && words.contains("€12.50")) {
        return Err(Trouble::wrong(format!("not both figures: {words}")));
    }
    window.picture("price-changed").await?;
    orders(&provider, 0)?;
    window.order_button_waits().await?;
    window.button("Go on with €12.50").click().await?;
    window.button(part("Order for €12.50")).click().await?;
    window.heading(part("No. ")).shows().await?;
    orders(&provider, 1)?;
    window.close().await
}

#[tokio::test]
async fn a_cap_that_is_reached_is_lifted_by_typing_the_amount_and_for_one_order_only()
-> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    window.open_guards().await?;
    window.field("In any 24 hours").fill("15").await?;
    window.save_guards().await?;
    window.picture("guards-saved").await?;

    window.order("web-01.example.net", "").await?;
    window.says("Paid").await?;
    review_held_back(&window, "web-02.example.net").await?;
    window.says("€4.80 over your cap in 24 hours").await?;
    window.picture("cap-reached").await?;
    if window.order_button().count().await? != 0 {
        return Err(Trouble::wrong("there is a button beyond the cap"));
    }
    // Another amount does not lift it.
    window
        .find("region", "What it costs")
        .button("Lift for this order…")
        .click()
        .await?;
    let asks = window.find("dialog", part("Lift your cap"));
    asks.clone()
        .find("textbox", part("to confirm"))
        .fill("9.00 EUR")
        .await?;
    if asks
        .clone()
        .button("Lift it for this order")
        .is_enabled()
        .await?
    {
        return Err(Trouble::wrong("any amount lifts the cap"));
    }
    window.picture("cap-lift").await?;
    window.press("\u{E00C}").await?;
    asks.goes().await?;
    window.lift_the_cap("9.90 EUR").await?;
    window.picture("cap-lifted").await?;
    orders(&provider, 1)?;
    window.order_button().click().await?;
    window.heading(part("No. 2")).shows().await?;
    orders(&provider, 2)?;

    // The cap stands again for the next one.
    review_held_back(&window, "web-03.example.net").await?;
    window.close().await
}

#[tokio::test]
async fn from_a_read_only_profile_nothing_goes_out_until_its_name_was_typed() -> Result<(), Trouble>
{
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    window.open_guards().await?;
    window
        .find("checkbox", "Send nothing from this profile")
        .click()
        .await?;
    window.save_guards().await?;
    window.find("navigation", "Places").shows().await?;
    window.says("Read-only").await?;

    review_held_back(&window, "web-01.example.net").await?;
    window.says("This profile is read-only").await?;
    window.picture("read-only-review").await?;

    window.open_services().await?;
    window.open_service(SERVICE).await?;
    let asks = window.ask_for("Stop").await?;
    window
        .says("This profile is read-only. Nothing was sent now.")
        .await?;
    window.picture("read-only-act").await?;
    if asks
        .clone()
        .find("button", part("Stop web-01"))
        .is_enabled()
        .await?
    {
        return Err(Trouble::wrong(
            "an act can be sent from a read-only profile",
        ));
    }
    let sent = provider.requests()?;
    if let Some(post) = sent.iter().find(|row| row["method"] != "GET") {
        return Err(Trouble::wrong(format!("something went out: {post}")));
    }

    // The way to the switch, which takes the name.
    asks.clone().button("Open the guards").click().await?;
    asks.goes().await?;
    window
        .find("checkbox", "Send nothing from this profile")
        .click()
        .await?;
    window.save_weaker_guards(NAME).await?;
    window.order("web-01.example.net", "").await?;
    orders(&provider, 1)?;
    window.close().await
}

/// Goes to a review whose button has another thing in its place.
async fn review_held_back(window: &Window, hostname: &str) -> Result<(), Trouble> {
    window.open_review().await?;
    window.field(part("Host name")).fill(hostname).await?;
    window.button("Check again, 1 call").shows().await
}

/// Goes to a review that the very same order of before blocks.
async fn review_blocked(window: &Window, hostname: &str) -> Result<(), Trouble> {
    window.open_review().await?;
    window.field(part("Host name")).fill(hostname).await?;
    window
        .find("region", "What it costs")
        .button("Open No. 1")
        .shows()
        .await
}

/// Clicks the order button although it waits, as a hurried person does.
async fn press_anyway(window: &Window) -> Result<(), Trouble> {
    let _: bool = window
        .run(
            "[...document.querySelectorAll('aside button')]\
               .find((it) => it.innerText.startsWith('Order for')).click(); return true;",
        )
        .await?;
    Ok(())
}

fn orders(provider: &Provider, expected: usize) -> Result<(), Trouble> {
    match provider.own_orders()?.len() {
        count if count == expected => Ok(()),
        count => Err(Trouble::wrong(format!(
            "the provider has {count} orders, not {expected}"
        ))),
    }
}
