//! An order whose answer is lost: it is never bought twice, and it is settled.

use kh_e2e::{Desk, Provider, Trouble, Window, part};
use serde_json::{Value, json};

#[tokio::test]
async fn a_lost_answer_is_settled_at_the_next_start_without_a_second_order() -> Result<(), Trouble>
{
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    provider.set_faults(&lost_for_ever())?;
    window.order("", "").await?;
    window.says("We sent this order at").await?;
    window.says("Outcome unknown").await?;
    window.picture("lost-1-unknown").await?;
    one_order(&provider)?;
    window.crash();

    provider.set_faults(&json!([]))?;
    let window = desk.open(&[]).await?;
    settled(&window).await?;
    window.picture("lost-2-settled").await?;
    one_order(&provider)?;
    window.close().await
}

#[tokio::test]
async fn a_program_that_ends_while_the_answer_is_awaited_settles_the_order_when_it_starts()
-> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    // Longer than the test lasts: the program ends before the answer comes.
    provider.set_faults(&json!([{ "on": "POST /v1/orders", "do": "delay", "ms": 600_000 }]))?;
    window.review("", "").await?;
    window.order_button().click().await?;
    window
        .until("the order at the provider", async || {
            Ok((provider.own_orders()?.len() == 1).then_some(()))
        })
        .await?;
    window.says("Ordering…").await?;
    window.picture("lost-3-awaited").await?;
    window.crash();

    let window = desk.open(&[]).await?;
    settled(&window).await?;
    one_order(&provider)?;
    window.close().await
}

#[tokio::test]
async fn a_lost_answer_is_had_by_the_repeat_button_and_nothing_is_bought_again()
-> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    provider.set_faults(&lost_for_ever())?;
    window.order("", "").await?;
    window.says("We sent this order at").await?;
    window
        .says("Repeat the same request: same bytes, same key.")
        .await?;

    provider.set_faults(&json!([]))?;
    window
        .button(part("Repeat the request, at most €9.90"))
        .click()
        .await?;
    window.says("Paid; KernelHost is setting it up.").await?;
    window.picture("lost-4-repeated").await?;
    one_order(&provider)?;
    window.close().await
}

/// Every order is carried out, and no answer to one arrives.
fn lost_for_ever() -> Value {
    json!([{ "on": "POST /v1/orders", "do": "drop_after_commit", "times": 1000 }])
}

fn one_order(provider: &Provider) -> Result<(), Trouble> {
    let orders = provider.own_orders()?;
    if orders.len() == 1 {
        Ok(())
    } else {
        Err(Trouble::wrong(format!("the provider has {orders:#?}")))
    }
}

/// The one order of the journal is paid, or set up already.
async fn settled(window: &Window) -> Result<(), Trouble> {
    window.go_to("Orders").await?;
    let list = window.find("table", "Orders");
    window
        .until("an order that is settled", async || {
            let paid = list.clone().find("row", part("Paid")).count().await?;
            let set_up = list.clone().find("row", part("Set up")).count().await?;
            Ok((paid + set_up == 1).then_some(()))
        })
        .await
}
