//! Whatever text the provider sends, it stays text: nothing runs, nothing is
//! built of it, nothing runs over the edge, in every view.

use kh_e2e::{Desk, Provider, Trouble, Window, part};
use serde_json::{Value, json};

/// Markup, other directions of writing, control characters, and ten thousand letters.
const TEXTS: &str = include_str!("../../vectors/hostile_texts.json");

/// What an answer could have built if it were read as markup.
const BUILT: &str = "return { ran: window.__hit ?? null, built: \
    [...document.querySelectorAll('main *, dialog *, [role=dialog] *, aside *, header *')].filter((it) => \
      [...it.attributes].some((at) => at.name.startsWith('on')) || \
      it.matches('form[action]') || ['SCRIPT','IFRAME','OBJECT','EMBED','BASE','META','LINK','MATH','VIDEO','AUDIO','MARQUEE'].includes(it.tagName) || \
      it.matches('img:not([alt=\"\"])')).map((it) => it.outerHTML.slice(0, 120)), \
    nodes: document.querySelectorAll('*').length };";

#[tokio::test]
async fn two_hundred_hostile_texts_stay_text_in_every_view() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    let texts: Value = serde_json::from_str(TEXTS).unwrap_or_default();
    let count = texts.as_array().map_or(0, Vec::len);
    if count != 200 {
        return Err(Trouble::wrong(format!("{count} texts")));
    }
    provider.tell("texts", &json!({ "texts": texts }))?;
    let mut views = 0;

    window.open_catalogue().await?;
    harmless(&window, "catalogue", &mut views).await?;
    window
        .find("table", "Products")
        .find("row", part("€"))
        .count()
        .await?;
    window.open_services().await?;
    again(&window, "Read the list again").await?;
    harmless(&window, "services", &mut views).await?;
    let any: bool = window
        .run("const row = document.querySelector('[aria-label=Services] .rows [role=row] [role=gridcell]:nth-child(2)'); row?.click(); return !!row;")
        .await?;
    if !any {
        return Err(Trouble::wrong("no service to open"));
    }
    window.service_panel().shows().await?;
    harmless(&window, "service", &mut views).await?;
    window.go_to("Invoices").await?;
    again(&window, "Read the list again").await?;
    harmless(&window, "invoices", &mut views).await?;
    for place in ["Activity", "Audit", "Orders", "Overview"] {
        window.go_to(place).await?;
        harmless(&window, place, &mut views).await?;
    }
    window.go_to("Settings").await?;
    window.find("tab", part("Profiles")).click().await?;
    harmless(&window, "profiles", &mut views).await?;
    window.find("tab", part("Webhook")).click().await?;
    harmless(&window, "webhook", &mut views).await?;

    provider.tell("texts", &json!({ "texts": texts, "states": true }))?;
    window.open_services().await?;
    again(&window, "Read the list again").await?;
    harmless(&window, "states", &mut views).await?;
    provider.set_faults(&json!([{
        "on": "*", "do": "error", "status": 500, "times": 1000,
    }]))?;
    again(&window, "Read the list again").await?;
    harmless(&window, "error", &mut views).await?;
    println!("R20: 200 texts in {views} views: 0 executed, 0 elements built of them");
    window.close().await
}

/// Presses the button that reads the list anew, if it is there.
async fn again(window: &Window, name: &str) -> Result<(), Trouble> {
    let button = window.button(part(name));
    if button.count().await? == 1 {
        button.click().await?;
    }
    Ok(())
}

async fn harmless(window: &Window, place: &str, views: &mut u32) -> Result<(), Trouble> {
    window
        .picture(&format!("hostile-{}", place.to_lowercase()))
        .await?;
    let found: Value = window.run(BUILT).await?;
    if !found["ran"].is_null() || found["built"].as_array().is_some_and(|all| !all.is_empty()) {
        return Err(Trouble::wrong(format!("{place}: {found}")));
    }
    let wide: bool = window
        .run("return document.documentElement.scrollWidth > innerWidth + 1")
        .await?;
    if wide {
        return Err(Trouble::wrong(format!("{place} runs over the edge")));
    }
    *views += 1;
    Ok(())
}
