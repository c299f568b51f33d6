//! What the journal, the services, the invoices and the credit say about one
//! another: a purchase past this console is found, settled and taken up again.

use kh_e2e::{Desk, Provider, Trouble, part};

#[tokio::test]
async fn a_service_bought_elsewhere_is_found_settled_and_taken_up_again() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let account = provider.key("full access")?.account;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    window.open_reconciliation().await?;
    window.reconcile().await?;
    // What was there before this journal is adopted and asks for nobody.
    window.says("Everything agrees").await?;
    window.says("there before and adopted").await?;
    window.picture("reconciliation-1-agrees").await?;

    provider.buy_elsewhere(account, "shadow-01.example.net")?;
    provider.advance(3600)?;
    window.reconcile().await?;
    let list = window.find("list", "What does not agree");
    list.clone()
        .find(
            "heading",
            part("shadow-01.example.net was bought elsewhere"),
        )
        .shows()
        .await?;
    window.picture("reconciliation-2-found").await?;

    list.find("button", part("Settle… shadow-01.example.net"))
        .click()
        .await?;
    let asks = window.find("dialog", "Settle this finding?");
    asks.clone()
        .find("textbox", part("What explains it"))
        .fill("Bought by Jana in the portal")
        .await?;
    window.picture("reconciliation-3-settle").await?;
    asks.clone().button("Settle it").click().await?;
    asks.goes().await?;
    window
        .does_say_not("shadow-01.example.net was bought elsewhere")
        .await?;

    window.button(part("Settled, ")).click().await?;
    window.says("Bought by Jana in the portal").await?;
    window
        .button(part("Take up again: shadow-01.example.net"))
        .click()
        .await?;
    window
        .find("list", "What does not agree")
        .find(
            "heading",
            part("shadow-01.example.net was bought elsewhere"),
        )
        .shows()
        .await?;
    window.go_to("Overview").await?;
    window.says("shadow-01.example.net").await?;
    window.picture("reconciliation-4-overview").await?;
    window.close().await
}
