//! An order that is not paid: each reason has its own words, the order stays,
//! and ordering again is not done unawares.

use kh_e2e::{Desk, Provider, Trouble, part};
use serde_json::json;

#[tokio::test]
async fn each_reason_has_its_words_and_the_order_stays_to_be_rescued() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let account = provider.key("full access")?.account;
    provider.set_credit(account, "0.00")?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;

    let reasons = [
        ("none", "The credit is too low, and no card is stored."),
        (
            "declined",
            "The credit is too low, and the bank refused the stored card.",
        ),
        (
            "expired",
            "The credit is too low, and the stored card has expired.",
        ),
    ];
    for (n, (card, words)) in reasons.into_iter().enumerate() {
        provider.set_card(account, card)?;
        window.review("", "").await?;
        window.says("Credit lacks").await?;
        if n > 0 {
            // The one before is still open; it is shown before another is bought.
            window.says(&format!("Open No. {n} Unpaid")).await?;
            window.order_button_waits().await?;
            window.want_another_one().await?;
        }
        window.order_button().click().await?;
        window
            .says("The order exists at KernelHost and is not paid.")
            .await?;
        window.says(words).await?;
        window.says("Ordering again may buy a second one").await?;
        window.picture(&format!("unpaid-{card}")).await?;
    }

    provider.tell(
        "account",
        &json!({ "account": account, "client_known": false }),
    )?;
    window.order("", "").await?;
    window
        .says("KernelHost’s billing does not find your account. This should not happen.")
        .await?;
    window.picture("unpaid-client").await?;

    window.go_to("Orders").await?;
    let list = window.find("table", "Orders");
    window
        .until("four unpaid orders", async || {
            let rows = list.clone().find("row", part("Unpaid"));
            Ok((rows.count().await? == 4).then_some(()))
        })
        .await?;
    window.picture("unpaid-list").await?;
    window.go_to("Overview").await?;
    window.says("Four things need you").await?;
    window.picture("unpaid-overview").await?;
    window.close().await
}

#[tokio::test]
async fn an_order_paid_elsewhere_is_seen_as_paid_and_then_as_set_up_when_it_is_asked()
-> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let account = provider.key("full access")?.account;
    provider.set_credit(account, "0.00")?;
    provider.set_card(account, "none")?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    window.order("", "").await?;
    window
        .says("The order exists at KernelHost and is not paid.")
        .await?;

    let order = provider
        .own_orders()?
        .first()
        .map(|order| order["id"].clone());
    let order = order.ok_or_else(|| Trouble::wrong("the provider has no order"))?;
    provider.tell(&format!("orders/{order}/pay"), &json!({}))?;
    window.button("Check now, 1 call").click().await?;
    window.says("Paid").await?;
    window.does_say_not("is not paid").await?;

    provider.advance(3600)?;
    window.button("Check now, 1 call").click().await?;
    window.says("Paid and set up.").await?;
    window.picture("unpaid-set-up").await?;
    let broken: Vec<String> = window
        .run(
            "return [...document.querySelectorAll('aside dd')]\
               .filter((it) => it.offsetHeight > 30).map((it) => it.innerText)",
        )
        .await?;
    if !broken.is_empty() {
        return Err(Trouble::wrong(format!("facts are broken: {broken:?}")));
    }
    window.close().await
}
