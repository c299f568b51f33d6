//! Whatever text the provider sends, it stays text: nothing runs, nothing is
//! built of it, nothing runs over the edge, in every view.

mod judge;

use kh_e2e::{Desk, Provider, Trouble, Window, part};
use serde_json::{Map, Value, json};

use judge::Judge;

const ESCAPE: &str = "\u{E00C}";
const COMMAND: &str = "\u{E009}k\u{E000}";
const SERVICES: u32 = 30;
const FIRST_SERVICE: &str = "[aria-label=Services] .rows [role=row] [role=gridcell]:nth-child(2)";
/// More readings than two hundred texts need to have been in the list.
const READINGS: usize = 12;

#[tokio::test]
async fn two_hundred_hostile_texts_stay_text_in_every_list() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::with_services(&desk.home(), SERVICES)?;
    let window = desk.open(&[]).await?;
    let mut judge = Judge::new(&window)?;
    judge.begin(&provider)?;
    connect(&window, &provider).await?;
    judge.finds_what_is_built().await?;
    judge.fresh("connected").await?;
    window.button("Open the overview").click().await?;

    window.open_catalogue().await?;
    judge.fresh("catalogue").await?;
    judge.begin(&provider)?;
    window.button(part("Read again")).click().await?;
    judge.fresh("catalogue again").await?;
    window.button("Show as cards").click().await?;
    window.find("list", "Products").shows().await?;
    judge.fresh("catalogue as cards").await?;
    window.button("Show as table").click().await?;

    window.open_invoices().await?;
    judge.begin(&provider)?;
    window.button(part("Read the list again")).click().await?;
    judge.fresh("invoices").await?;
    window
        .press_first("[role=table][aria-label=Invoices] [data-row]")
        .await?;
    window.find("region", "Invoice").shows().await?;
    judge.fresh("invoice").await?;

    window.open_services().await?;
    for _ in 0..READINGS {
        judge.begin_with_all(&provider)?;
        window.button("Read again").click().await?;
        judge.fresh("services").await?;
        if judge.unseen().is_empty() {
            break;
        }
    }
    if !judge.unseen().is_empty() {
        let never = judge.unseen().join("\n");
        return Err(Trouble::wrong(format!("never on the screen:\n{never}")));
    }
    search_in_palette(&window).await?;
    judge.kept("palette").await?;
    window.press(ESCAPE).await?;

    judge.begin_with_states(&provider)?;
    window.button("Read again").click().await?;
    judge.fresh("states").await?;
    println!("{}", judge.figure());
    window.close().await
}

#[tokio::test]
async fn hostile_texts_stay_text_around_an_order_and_in_what_is_kept() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::with_services(&desk.home(), SERVICES)?;
    let account = provider.key("full access")?.account;
    provider.set_credit(account, "500.00")?;
    let window = desk.open(&[]).await?;
    let mut judge = Judge::new(&window)?;
    judge.begin(&provider)?;
    connect(&window, &provider).await?;
    window.button("Open the overview").click().await?;
    window.open_catalogue().await?;
    judge.begin(&provider)?;
    open_product_42(&window).await?;
    judge.fresh("product").await?;
    judge.begin(&provider)?;
    window.button("Review an order…").click().await?;
    window.order_button().shows().await?;
    judge.fresh("review").await?;
    judge.begin(&provider)?;
    window.order_button().click().await?;
    // It is called otherwise at every look, so nothing of it is bought.
    window.says("The product changed since you looked").await?;
    judge.fresh("changed product").await?;

    judge.begin_with_one(&provider)?;
    window.open_catalogue().await?;
    open_product_42(&window).await?;
    window.button("Review an order…").click().await?;
    window.order_button().shows().await?;
    window.order_button().click().await?;
    window.heading(part("No. ")).shows().await?;
    judge.fresh("order").await?;
    window.button(part("The exact request")).click().await?;
    window.find("table", "Attempts").shows().await?;
    judge.kept("request").await?;
    window.go_to("Orders").await?;
    window.find("table", "Orders").shows().await?;
    judge.kept("orders").await?;

    window.open_reconciliation().await?;
    window.reconcile().await?;
    provider.buy_elsewhere(account, "shadow-01.example.net")?;
    provider.advance(3600)?;
    judge.begin(&provider)?;
    window.reconcile().await?;
    window.find("list", "What does not agree").shows().await?;
    judge.fresh("reconciliation").await?;

    for place in ["Activity", "Overview"] {
        window.go_to(place).await?;
        judge.kept(place).await?;
    }
    window.go_to("Audit").await?;
    window
        .press_first("[role=table][aria-label='Entries of the audit chain'] [data-row]")
        .await?;
    window.find("region", "Entry and export").shows().await?;
    judge.kept("audit entry").await?;

    window.open_settings("Profiles").await?;
    judge.begin(&provider)?;
    window.button(part("Check again")).click().await?;
    judge.fresh("profiles").await?;
    window.open_settings("Webhook").await?;
    judge.begin(&provider)?;
    let url = judge.of_this_round().swap_remove(0);
    answer(
        &provider,
        "GET /v1/webhooks",
        200,
        &json!({ "data": { "url": url } }),
    )?;
    window.button(part("Read it, 1 call")).click().await?;
    judge.fresh("webhook").await?;
    println!("{}", judge.figure());
    window.close().await
}

#[tokio::test]
async fn hostile_texts_stay_text_beside_a_service_and_in_refusals() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::with_services(&desk.home(), SERVICES)?;
    let window = desk.open(&[]).await?;
    let mut judge = Judge::new(&window)?;
    judge.begin(&provider)?;
    connect(&window, &provider).await?;
    window.button("Open the overview").click().await?;
    window.open_services().await?;
    window.press_first(FIRST_SERVICE).await?;
    window.service_panel().shows().await?;
    judge.begin(&provider)?;
    window.button("Read it again, 1 call").click().await?;
    judge.fresh("service").await?;
    // Clicked this way because it may lie half below the foot.
    window
        .press_first("[aria-label=Service] details summary")
        .await?;
    judge.fresh("own text").await?;

    window.ask_for("Stop").await?;
    judge.fresh("act").await?;
    window.press(ESCAPE).await?;
    window.find("dialog", part("Stop ")).goes().await?;
    for verb in ["Suspend", "Reinstall", "Terminate"] {
        judge.begin(&provider)?;
        window.open_danger(verb).await?;
        judge.fresh(verb).await?;
        window.press(ESCAPE).await?;
        window
            .find("dialog", part(&format!("{verb} ")))
            .goes()
            .await?;
    }

    judge.begin(&provider)?;
    let named: Map<String, Value> = judge
        .of_this_round()
        .into_iter()
        // What is revealed is looked for wherever it must not be: it has to be
        // told from the texts that may be everywhere.
        .map(|text| (text.clone(), json!(format!("{text} 7f3a91c2"))))
        .collect();
    answer(
        &provider,
        "GET /v1/services/{id}/credentials",
        200,
        &json!({ "data": named }),
    )?;
    let asks = window.ask_for_access_data().await?;
    asks.clone()
        .find("textbox", part("In your own words"))
        .fill("Ticket 2291, new shop admin")
        .await?;
    asks.button("Read access data").click().await?;
    window.find("dialog", "Access data").shows().await?;
    judge.fresh("access data").await?;
    window.press_first("[role=dialog] [data-show]").await?;
    judge.fresh("access data shown").await?;
    window.press(ESCAPE).await?;
    window.find("dialog", "Access data").goes().await?;

    judge.begin(&provider)?;
    refuse(&provider, &judge.of_this_round())?;
    window.button("Read again").click().await?;
    judge.fresh("services refused").await?;
    window.open_danger("Terminate").await?;
    judge.fresh("act refused").await?;
    println!("{}", judge.figure());
    window.close().await
}

/// Connects the key that may do everything, up to the page that says so.
async fn connect(window: &Window, provider: &Provider) -> Result<(), Trouble> {
    let key = provider.key("full access")?;
    window.button("Connect a key…").click().await?;
    window.fill_in_key(provider, key, &key.secret).await?;
    window.button("Connect the key").click().await?;
    window.heading("Mueller Hosting is connected").shows().await
}

/// Opens the product that needs no option, whatever it is called now.
async fn open_product_42(window: &Window) -> Result<(), Trouble> {
    window.field("Name, spec or product id").fill("42").await?;
    window
        .until("the one product", async || {
            let rows: usize = window
                .run(
                    "return document.querySelectorAll('[aria-label=Products] tr[data-row]').length",
                )
                .await?;
            Ok((rows == 1).then_some(()))
        })
        .await?;
    window
        .press_first("[aria-label=Products] tr[data-row]")
        .await?;
    window.says("Product id 42").await
}

/// Searches all that is kept here for a word that many of the texts hold.
async fn search_in_palette(window: &Window) -> Result<(), Trouble> {
    window.press(COMMAND).await?;
    let field = window.find("combobox", "Search or run a command");
    field.fill("onerror").await
}

/// The provider answers this with a body of the test's choice.
fn answer(provider: &Provider, on: &str, status: u16, body: &Value) -> Result<(), Trouble> {
    provider.set_faults(&json!([{
        "on": on, "do": "replace", "status": status, "times": 1000,
        "content_type": "application/json", "body": body.to_string(),
    }]))?;
    Ok(())
}

/// The provider refuses everything, in these words.
fn refuse(provider: &Provider, texts: &[String]) -> Result<(), Trouble> {
    let fields: Vec<Value> = texts
        .iter()
        .map(|text| json!({ "field": text, "message": text }))
        .collect();
    let body = json!({
        "title": texts[0], "status": 422, "detail": texts[1], "reason": texts[2], "errors": fields,
    });
    provider.set_faults(&json!([{
        "on": "*", "do": "replace", "status": 422, "times": 1000,
        "content_type": "application/problem+json", "body": body.to_string(),
    }]))?;
    Ok(())
}
