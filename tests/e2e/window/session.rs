//! The session around the program: its language, a second start, its colours.

use kh_e2e::{Desk, Trouble};

#[tokio::test]
async fn in_a_session_without_a_language_it_works_all_the_same() -> Result<(), Trouble> {
    let desk = Desk::new()?.with("LANG", "C");
    let window = desk.open(&[]).await?;
    window.open_simulator().await?;
    window.review("", "Müller & Söhne").await?;
    window.says("€9.90").await?;
    window.order_button().click().await?;
    window.says("Sandbox KVM M for Müller & Söhne").await?;
    window.picture("lang-c").await?;
    window.close().await
}

#[tokio::test]
async fn a_second_start_ends_at_once_and_leaves_the_first_as_it_is() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let window = desk.open(&["--simulator"]).await?;
    window.find("region", "Simulator").shows().await?;
    window.go_to("Settings").await?;
    desk.start_beside()?;
    window.go_to("Orders").await?;
    window.says("No order yet").await?;
    window.close().await
}

#[tokio::test]
async fn colours_that_were_chosen_are_there_at_the_next_start() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let window = desk.open(&["--simulator"]).await?;
    window.find("region", "Simulator").shows().await?;
    window.go_to("Settings").await?;
    let light = background(&window).await?;
    window.find("radio", "Dark").click().await?;
    let dark = window
        .until("other colours", async || {
            let now = background(&window).await?;
            Ok((now != light).then_some(now))
        })
        .await?;
    window.picture("settings-chosen-dark").await?;
    window.crash();

    let window = desk.open(&[]).await?;
    window
        .until("the colours that were chosen", async || {
            Ok((background(&window).await? == dark).then_some(()))
        })
        .await?;
    window.close().await
}

async fn background(window: &kh_e2e::Window) -> Result<String, Trouble> {
    window
        .run("return getComputedStyle(document.documentElement).getPropertyValue('--ground') + getComputedStyle(document.body).backgroundColor")
        .await
}
