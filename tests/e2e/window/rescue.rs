//! Orders that wait for payment: each reason has its way to the portal, one
//! press asks how it stands, and what topping up saves is counted.

use kh_e2e::{Desk, Provider, Trouble, part};

#[tokio::test]
async fn each_refused_payment_is_rescued_once_it_is_paid_in_the_portal() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let account = provider.key("full access")?.account;
    provider.set_credit(account, "5.00")?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;

    let reasons = [
        ("none", "Credit too low, no card stored"),
        ("declined", "The bank refused the card"),
        ("expired", "The stored card has expired"),
    ];
    for (card, words) in reasons {
        provider.set_card(account, card)?;
        window.order(&format!("web-{card}.example.net"), "").await?;
        window
            .says("The order exists at KernelHost and is not paid.")
            .await?;
        window.go_to("Orders").await?;
        window.says("One order waits for payment").await?;
        let desk = window.rescue_desk();
        window.says(words).await?;
        window.says("lacks €4.90").await?;
        window.says("Topping up €4.90 saves this one:").await?;
        window.picture(&format!("rescue-{card}")).await?;

        provider.pay_in_portal(account)?;
        desk.clone()
            .find("button", part("Check now, 1 call"))
            .click()
            .await?;
        desk.goes().await?;
        window.find("table", "Orders").shows().await?;
    }
    window.says("Paid").await?;
    match provider.own_orders()?.len() {
        3 => window.close().await,
        count => Err(Trouble::wrong(format!("the provider has {count} orders"))),
    }
}

#[tokio::test]
async fn several_are_ranked_by_deadline_and_found_from_the_overview() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let account = provider.key("full access")?.account;
    provider.set_credit(account, "15.00")?;
    provider.set_card(account, "declined")?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    provider.set_credit(account, "1.50")?;
    for name in ["first", "second", "third"] {
        window.order(&format!("{name}.example.net"), "").await?;
        window
            .says("The order exists at KernelHost and is not paid.")
            .await?;
    }
    window.go_to("Overview").await?;
    window.button(part("Rescue… No. 3")).click().await?;
    window.says("Three orders wait for payment").await?;
    window.says("Topping up €8.40 saves this one:").await?;
    window.says("Topping up €28.20 saves these three:").await?;
    let rows: Vec<String> = window
        .run(
            "return [...document.querySelectorAll('section[aria-label=\"Payment rescue\"] h3 .no')]\
               .map((it) => it.textContent.trim())",
        )
        .await?;
    if rows != ["No. 1", "No. 2", "No. 3"] {
        return Err(Trouble::wrong(format!("ranked as {rows:?}")));
    }
    window.picture("rescue-three").await?;
    window.close().await
}
