//! A clock that is wrong, here or there.

use kh_e2e::{Desk, Provider, Trouble, Window, part};
use serde_json::json;

#[tokio::test]
async fn with_a_clock_hours_behind_it_connects_and_says_how_far_it_is_off() -> Result<(), Trouble> {
    connects_at(
        3 * 3600,
        &["3 h behind KernelHost", "2 h 59 min behind KernelHost"],
    )
    .await
}

#[tokio::test]
async fn with_a_clock_six_minutes_ahead_it_connects_and_says_how_far_it_is_off()
-> Result<(), Trouble> {
    let words = [
        "5 min 59 s ahead of KernelHost",
        "6 min ahead of KernelHost",
        "6 min 1 s ahead of KernelHost",
    ];
    connects_at(-360, &words).await
}

#[tokio::test]
async fn one_wrong_date_is_corrected_by_the_refusal_it_leads_to() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    provider.set_faults(&json!([
        { "on": "GET /v1/health", "do": "wrong_date", "offset_s": 3600 }
    ]))?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    refused(&provider, 1)?;
    window.close().await
}

#[tokio::test]
async fn dates_that_are_always_wrong_cost_one_refusal_and_are_said() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    provider.set_faults(&json!([
        { "on": "*", "do": "wrong_date", "offset_s": 3600, "times": 1000 }
    ]))?;
    let key = provider.key("full access")?;
    let window = desk.open(&[]).await?;
    window.button("Connect a key…").click().await?;
    window.fill_in_key(&provider, key, &key.secret).await?;
    window.button("Connect the key").click().await?;
    window
        .says("The clock is more than five minutes off")
        .await?;
    window.picture("clock-wrong-date").await?;
    // The date of the refusal says the same as before, so signing again would
    // be refused again.
    refused(&provider, 1)?;
    window.close().await
}

async fn connects_at(ahead: i64, words: &[&str]) -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    provider.advance(ahead)?;
    let window = desk.open(&[]).await?;
    let key = provider.key("full access")?;
    window.button("Connect a key…").click().await?;
    window.fill_in_key(&provider, key, &key.secret).await?;
    window.button("Connect the key").click().await?;
    window
        .heading("Mueller Hosting is connected")
        .shows()
        .await?;
    clock_is(&window, words).await?;
    window.picture(&format!("clock-{ahead}")).await?;
    refused(&provider, 0)?;
    window.button("Open the overview").click().await?;
    window.button(part("Connected")).click().await?;
    clock_is(&window, words).await?;
    window.picture(&format!("clock-{ahead}-connection")).await?;
    window.close().await
}

/// Waits for one of these; a call takes a moment, and the difference is in
/// whole seconds.
async fn clock_is(window: &Window, words: &[&str]) -> Result<(), Trouble> {
    window
        .until(&format!("a clock {}", words.join(" or ")), async || {
            let said = window.words().await?;
            Ok(words.iter().any(|it| said.contains(it)).then_some(()))
        })
        .await
}

fn refused(provider: &Provider, expected: usize) -> Result<(), Trouble> {
    match provider.answered(401, "/me")? {
        count if count == expected => Ok(()),
        count => Err(Trouble::wrong(format!(
            "{count} signatures were refused, not {expected}"
        ))),
    }
}
