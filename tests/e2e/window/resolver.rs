//! An order nobody answered for: what is seen of it, the one safe step while it
//! is safe, and a person's word when it is not any more.

use kh_e2e::{Desk, Provider, Trouble, Window, part};

#[tokio::test]
async fn an_unknown_order_shows_its_time_and_its_traces_and_is_resolved_by_the_one_safe_step()
-> Result<(), Trouble> {
    let (desk, provider) = place()?;
    let window = desk.open(&[]).await?;
    lost_order(&window, &provider).await?;
    window.says("22 h 59 min").await?;
    window.says("safe until").await?;
    window.clues().shows().await?;
    window.picture("resolver-1-unknown").await?;

    window.read_clues().await?;
    window.says("Credit fell by exactly €9.90").await?;
    window.says("Points to: went through.").await?;
    window.picture("resolver-2-traces").await?;

    provider.be_well()?;
    window
        .button(part("Repeat the request, at most €9.90"))
        .click()
        .await?;
    window.says("Paid; KernelHost is setting it up.").await?;
    one_order(&provider)?;
    window.close().await
}

#[tokio::test]
async fn after_23_hours_repeating_is_locked_and_what_is_seen_leads_to_a_verdict()
-> Result<(), Trouble> {
    let (desk, provider) = place()?;
    let window = desk.open(&[]).await?;
    lost_order(&window, &provider).await?;
    provider.be_well()?;
    let attempts = provider.order_attempts()?;
    provider.let_safe_time_pass()?;

    window.read_clues().await?;
    window
        .says("What became of this order was never learnt.")
        .await?;
    window.button(part("Repeat the request")).goes().await?;
    window.says("Points to: went through.").await?;
    window.says("What is seen points to: bought.").await?;
    window.says("Please do not").await?;
    window.picture("resolver-3-locked").await?;

    let asks = window.ask_what_became().await?;
    asks.clone()
        .find("radio", part("It was bought"))
        .click()
        .await?;
    // What fits is proposed.
    asks.clone()
        .find("combobox", part("web-07.example.net"))
        .shows()
        .await?;
    asks.clone()
        .find("textbox", part("How you know"))
        .fill("The service is in the list, ticket 2291")
        .await?;
    window.picture("resolver-4-verdict").await?;
    asks.clone().button("Write down as bought").click().await?;
    asks.goes().await?;
    window.says("Bought: a person looked and found it.").await?;
    window
        .says("The service is in the list, ticket 2291")
        .await?;
    window.picture("resolver-5-decided").await?;
    one_order(&provider)?;
    match provider.order_attempts()? {
        now if now == attempts => window.close().await,
        now => Err(Trouble::wrong(format!(
            "{} more attempts left after the lock",
            now - attempts
        ))),
    }
}

#[tokio::test]
async fn an_order_that_never_arrived_is_closed_by_a_person_and_can_be_ordered_anew()
-> Result<(), Trouble> {
    let (desk, provider) = place()?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    provider.lose_orders()?;
    window.order("web-07.example.net", "").await?;
    window.says("We sent this order at").await?;
    window.crash();

    provider.be_well()?;
    provider.let_safe_time_pass()?;
    let window = desk.open(&[]).await?;
    window.go_to("Orders").await?;
    let list = window.find("table", "Orders");
    list.find("cell", part("Sandbox KVM M")).click().await?;
    window
        .says("What became of this order was never learnt.")
        .await?;
    window.read_clues().await?;
    window.says("No trace of it is seen.").await?;

    let asks = window.ask_what_became().await?;
    asks.clone()
        .find("radio", part("It was not bought"))
        .click()
        .await?;
    // Without a reason nothing is written down.
    asks.clone()
        .button("Close it as not bought")
        .click()
        .await?;
    asks.clone()
        .find("textbox", part("How you know"))
        .fill("Support knows no such key")
        .await?;
    asks.clone()
        .button("Close it as not bought")
        .click()
        .await?;
    asks.goes().await?;
    window
        .says("Closed: a person looked and found that nothing was bought.")
        .await?;
    window.picture("resolver-6-closed").await?;
    window.button("Review it as a new order").click().await?;
    window.order_button().shows().await?;
    match provider.own_orders()?.len() {
        0 => window.close().await,
        count => Err(Trouble::wrong(format!("the provider has {count} orders"))),
    }
}

#[tokio::test]
async fn a_key_that_is_known_with_other_content_is_shown_with_both_bodies() -> Result<(), Trouble> {
    let (desk, provider) = place()?;
    let window = desk.open(&[]).await?;
    lost_order(&window, &provider).await?;
    provider.contradict(
        "idempotency_conflict",
        "This Idempotency-Key was used with another request.",
    )?;
    window.button(part("Repeat the request")).click().await?;
    window
        .says("KernelHost says that this key was used with other content.")
        .await?;
    window
        .says("Both bodies are the same, byte for byte.")
        .await?;
    let answer = window.find("region", "The answer 409");
    let sent = answer.clone().find("region", "Body, sent").text().await?;
    let kept = answer.find("region", "Body, in the journal").text().await?;
    if sent.is_empty() || sent != kept {
        return Err(Trouble::wrong(format!("sent {sent:?}, kept {kept:?}")));
    }
    window.button("Say what became of it…").shows().await?;
    window.button(part("Repeat the request")).goes().await?;
    window.picture("resolver-7-mismatch").await?;
    window.close().await
}

#[tokio::test]
async fn a_first_request_that_still_runs_is_told_apart_and_can_be_repeated() -> Result<(), Trouble>
{
    let (desk, provider) = place()?;
    let window = desk.open(&[]).await?;
    lost_order(&window, &provider).await?;
    provider.contradict("in_progress", "The first request is still in progress.")?;
    window.button(part("Repeat the request")).click().await?;
    window
        .says("KernelHost is still working on the first request.")
        .await?;
    window.picture("resolver-8-still-running").await?;
    provider.be_well()?;
    window.button(part("Repeat the request")).click().await?;
    window.says("Paid; KernelHost is setting it up.").await?;
    one_order(&provider)?;
    window.close().await
}

fn place() -> Result<(Desk, Provider), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    Ok((desk, provider))
}

/// An order that the provider has and whose answer never came.
async fn lost_order(window: &Window, provider: &Provider) -> Result<(), Trouble> {
    window.connect(provider, "full access").await?;
    // Known before: what was there is no trace of this order.
    window.open_services().await?;
    window.open_invoices().await?;
    provider.lose_answers()?;
    window.order("web-07.example.net", "").await?;
    window.says("We sent this order at").await
}

fn one_order(provider: &Provider) -> Result<(), Trouble> {
    match provider.own_orders()? {
        orders if orders.len() == 1 => Ok(()),
        orders => Err(Trouble::wrong(format!("the provider has {orders:#?}"))),
    }
}
