//! A look at access data in the window: a reason first, one value at a time,
//! and nothing of it afterwards.

use std::time::Duration;

use kh_e2e::{Clipboard, Desk, Provider, Trouble, Window, part};
use serde_json::Value;

const SERVICE: &str = "web-01.customer-a.example";
const REASON: &str = "Ticket 2291, new shop admin";

#[tokio::test]
async fn a_look_asks_why_shows_one_value_for_a_while_and_leaves_nothing() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = opened(&desk, &provider, "full access").await?;
    looks(&provider, 0)?;
    window.picture("access-1-before").await?;
    let asks = window.find("dialog", "Show access data");
    asks.clone()
        .find("button", "Read access data")
        .click()
        .await?;
    window.says("at least 8 characters").await?;
    looks(&provider, 0)?;
    asks.clone()
        .find("textbox", part("In your own words"))
        .fill(REASON)
        .await?;
    asks.find("button", "Read access data").click().await?;

    let look = window.find("dialog", "Access data");
    look.shows().await?;
    looks(&provider, 1)?;
    window.picture("access-2-masked").await?;
    look.clone().find("button", "Show Password").click().await?;
    let value = shown(&window).await?;
    window.picture("access-3-shown").await?;
    // Thirty seconds, by the clock on the wall: nobody can move that.
    let soon = window.until("the value for a while", async || {
        Ok((!page(&window).await?.contains(&value)).then_some(()))
    });
    if tokio::time::timeout(Duration::from_secs(20), soon)
        .await
        .is_ok()
    {
        return Err(Trouble::wrong("the value was hidden too early"));
    }
    window
        .later(
            "the end of the value",
            Duration::from_secs(20),
            async || Ok((!page(&window).await?.contains(&value)).then_some(())),
        )
        .await?;

    let clipboard = Clipboard::of(&desk)?;
    holds(&clipboard, None)?;
    let copy = look.clone().find("button", part("Copy Password"));
    copy.click().await?;
    window.says("The clipboard is cleared in").await?;
    window.picture("access-4-copied").await?;
    holds(&clipboard, Some(&value))?;
    window.hears("The clipboard is cleared").await?;
    holds(&clipboard, None)?;
    look.find("button", part("Close")).click().await?;
    window.find("dialog", "Access data").goes().await?;
    nothing_left(&provider, &window, &value).await?;
    looks(&provider, 1)?;
    window.close().await
}

#[tokio::test]
async fn a_value_is_gone_when_the_window_loses_the_focus() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = opened(&desk, &provider, "full access").await?;
    read(&window).await?;
    window.button("Show Password").click().await?;
    let value = shown(&window).await?;
    window
        .run::<Option<bool>>("window.dispatchEvent(new Event('blur'))")
        .await?;
    window.find("dialog", "Access data").goes().await?;
    nothing_left(&provider, &window, &value).await?;
    window.close().await
}

#[tokio::test]
async fn what_somebody_else_copied_meanwhile_stays_in_the_clipboard() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = opened(&desk, &provider, "full access").await?;
    read(&window).await?;
    let clipboard = Clipboard::of(&desk)?;
    clipboard.put("an old shopping list")?;
    holds(&clipboard, Some("an old shopping list"))?;
    window.button(part("Copy Password")).click().await?;
    window.says("The clipboard is cleared in").await?;
    let copied = clipboard.text()?.unwrap_or_default();
    if copied.len() < 12 || copied.contains("shopping") {
        return Err(Trouble::wrong("the password was not copied"));
    }
    desk.look_out_for(&copied)?;

    clipboard.put("a new shopping list")?;
    window
        .hears("The clipboard holds something else by now and was left as it is")
        .await?;
    holds(&clipboard, Some("a new shopping list"))?;
    window.picture("access-6-not-cleared").await?;
    window.close().await
}

#[tokio::test]
async fn a_key_that_may_not_look_says_why_and_asks_nobody() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = opened(&desk, &provider, "no credentials").await?;
    window.says("it lacks read:credentials").await?;
    window.says("in the portal").await?;
    window.picture("access-5-no-scope").await?;
    looks(&provider, 0)?;
    window.close().await
}

async fn opened(desk: &Desk, provider: &Provider, key: &str) -> Result<Window, Trouble> {
    let window = desk.open(&[]).await?;
    window.connect(provider, key).await?;
    window.open_services().await?;
    window.open_service(SERVICE).await?;
    let panel = window.service_panel();
    panel.find("button", part("Show…")).click().await?;
    window.find("dialog", "Show access data").shows().await?;
    Ok(window)
}

async fn read(window: &Window) -> Result<(), Trouble> {
    let asks = window.find("dialog", "Show access data");
    asks.clone()
        .find("textbox", part("In your own words"))
        .fill(REASON)
        .await?;
    asks.find("button", "Read access data").click().await?;
    window.find("dialog", "Access data").shows().await
}

/// The one value that is on the screen.
async fn shown(window: &Window) -> Result<String, Trouble> {
    window
        .until("a value in the open", async || {
            let value: Option<String> = window
                .run("return document.querySelector('.value.secret')?.textContent ?? null")
                .await?;
            Ok(value.filter(|value| !value.is_empty()))
        })
        .await
}

async fn page(window: &Window) -> Result<String, Trouble> {
    window
        .run("return document.documentElement.outerHTML")
        .await
}

fn holds(clipboard: &Clipboard, text: Option<&str>) -> Result<(), Trouble> {
    let held = clipboard.text()?;
    if held.as_deref() == text {
        Ok(())
    } else {
        Err(Trouble::wrong(format!("the clipboard holds {held:?}")))
    }
}

/// The value is in no part of the page. That no answer, file or program holds it
/// either is looked at when the provider ends; here, that it is looked for.
async fn nothing_left(provider: &Provider, window: &Window, value: &str) -> Result<(), Trouble> {
    if page(window).await?.contains(value) {
        return Err(Trouble::wrong("the value is still in the page"));
    }
    let heard = window.heard().await?;
    let named = heard.iter().filter(|answer| answer.contains(value));
    if named.clone().count() != 1 || !named.clone().all(|it| it.starts_with("reveal_field ")) {
        let commands: Vec<&str> = named.filter_map(|it| it.split(' ').next()).collect();
        return Err(Trouble::wrong(format!("the value came with {commands:?}")));
    }
    provider.search_for_secrets().map(|_| ())
}

/// The provider wrote so many looks into its audit log.
fn looks(provider: &Provider, times: usize) -> Result<(), Trouble> {
    let rows: Vec<Value> = provider.audit()?;
    let found = rows
        .iter()
        .filter(|row| row["event"] == "credentials.read")
        .count();
    if found == times {
        Ok(())
    } else {
        Err(Trouble::wrong(format!("{found} looks at the provider")))
    }
}
