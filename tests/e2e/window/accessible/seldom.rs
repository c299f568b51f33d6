//! What is met seldom: a broken chain, the questions before a service is erased
//! or locked, what happened in a week away, and a key that may not look.

use kh_e2e::{Desk, Provider, Trouble, Window, part};

use super::Eye;
use crate::audit_chain::alter;

const SERVICE: &str = "web-01.customer-a.example";
const ESCAPE: &str = "\u{E00C}";
const DAY_S: i64 = 24 * 3600;

#[tokio::test]
async fn what_is_met_seldom_is_accessible_in_light_colours() -> Result<(), Trouble> {
    walk(Desk::new()?, "light").await
}

#[tokio::test]
async fn what_is_met_seldom_is_accessible_in_dark_colours() -> Result<(), Trouble> {
    walk(Desk::new()?.in_the_dark(), "dark").await
}

#[tokio::test]
async fn a_key_that_may_not_look_is_accessible_in_light_colours() -> Result<(), Trouble> {
    walk_without_scope(Desk::new()?, "light").await
}

#[tokio::test]
async fn a_key_that_may_not_look_is_accessible_in_dark_colours() -> Result<(), Trouble> {
    walk_without_scope(Desk::new()?.in_the_dark(), "dark").await
}

async fn walk(desk: Desk, colours: &str) -> Result<(), Trouble> {
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    let eye = Eye {
        window: &window,
        colours,
    };
    window.connect(&provider, "full access").await?;
    window.open_services().await?;
    window.open_service(SERVICE).await?;
    for (verb, place) in [("Reinstall", "reinstall"), ("Suspend", "suspend")] {
        window.open_danger(verb).await?;
        eye.look(place).await?;
        window.press(ESCAPE).await?;
        window
            .find("dialog", part(&format!("{verb} ")))
            .goes()
            .await?;
    }
    window.order("web-06.example.net", "Bakery Brandt").await?;
    window.close().await?;

    // A week goes by, the money goes out, and somebody writes into the file.
    provider.set_credit(1, "0.00")?;
    provider.set_card(1, "none")?;
    for _ in 0..7 {
        provider.advance(DAY_S)?;
    }
    alter(&desk)?;
    let window = desk.open(&[]).await?;
    let eye = Eye {
        window: &window,
        colours,
    };
    window.go_to("Activity").await?;
    window.says("While you were away").await?;
    eye.look("activity-digest").await?;
    broken(&window, &eye).await?;
    window.close().await
}

/// The verdict of a chain that was altered, and the question before a new
/// section is begun.
async fn broken(window: &Window, eye: &Eye<'_>) -> Result<(), Trouble> {
    window.go_to("Audit").await?;
    let verdict = window.find("region", "Verdict");
    verdict.find("button", part("Verify")).click().await?;
    window.says("broken at entry").await?;
    eye.look("audit-broken").await?;
    window.button("Begin a new section…").click().await?;
    window.find("dialog", part("section")).shows().await?;
    eye.look("audit-section").await
}

async fn walk_without_scope(desk: Desk, colours: &str) -> Result<(), Trouble> {
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    let eye = Eye {
        window: &window,
        colours,
    };
    window.connect(&provider, "no credentials").await?;
    window.open_services().await?;
    window.open_service(SERVICE).await?;
    let panel = window.service_panel();
    panel.find("button", part("Show…")).click().await?;
    window.says("it lacks read:credentials").await?;
    eye.look("access-no-scope").await?;
    window.close().await
}
