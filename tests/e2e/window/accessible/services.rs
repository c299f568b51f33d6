//! Services: the list, one of them, each question before an act, own words, and
//! a look at access data.

use kh_e2e::{Desk, Provider, Trouble, part};

use super::Eye;
use super::eye::SIZES;

const SERVICE: &str = "web-01.customer-a.example";
const ESCAPE: &str = "\u{E00C}";

#[tokio::test]
async fn services_and_their_dialogs_are_accessible_in_light_colours() -> Result<(), Trouble> {
    walk(Desk::new()?, "light").await
}

#[tokio::test]
async fn services_and_their_dialogs_are_accessible_in_dark_colours() -> Result<(), Trouble> {
    walk(Desk::new()?.in_the_dark(), "dark").await
}

#[tokio::test]
async fn a_look_at_access_data_is_accessible_in_light_colours() -> Result<(), Trouble> {
    walk_look(Desk::new()?, "light").await
}

#[tokio::test]
async fn a_look_at_access_data_is_accessible_in_dark_colours() -> Result<(), Trouble> {
    walk_look(Desk::new()?.in_the_dark(), "dark").await
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
    window
        .button("Export what matches as CSV, no call")
        .click()
        .await?;
    window.says("Show the folder").await?;
    let all = window.service_list().find("checkbox", part("Select all"));
    all.click().await?;
    window.find("region", "Selected services").shows().await?;
    eye.look("services-selected").await?;
    window
        .find("region", "Selected services")
        .find("button", part("Clear"))
        .click()
        .await?;

    window.open_service(SERVICE).await?;
    eye.look("service").await?;
    window.ask_for("Stop").await?;
    eye.look("act-asked").await?;
    window
        .find("dialog", part("Stop "))
        .find("button", part("Stop web-01"))
        .click()
        .await?;
    provider.advance(10)?;
    window.says("Stop is done.").await?;
    eye.look("act-done").await?;

    window.open_danger_choice().await?;
    eye.look("danger-choice").await?;
    window.press(ESCAPE).await?;
    window
        .find("dialog", "What erases, locks or ends")
        .goes()
        .await?;
    window.open_danger("Terminate").await?;
    window
        .find("textbox", part("to confirm"))
        .fill("web-01.customer-a.exampl")
        .await?;
    eye.look("terminate").await?;
    window.press(ESCAPE).await?;
    window.find("dialog", part("Terminate ")).goes().await?;
    window
        .button("Add a name, a customer or a note")
        .click()
        .await?;
    window.find("textbox", part("Customer")).shows().await?;
    eye.look("own-words").await?;
    window.close().await
}

async fn walk_look(desk: Desk, colours: &str) -> Result<(), Trouble> {
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    let eye = Eye {
        window: &window,
        colours,
    };
    window.connect(&provider, "full access").await?;
    window.open_services().await?;
    window.open_service(SERVICE).await?;
    // A change of size takes the focus from the window for a moment, and with it
    // goes an open look: it is opened anew in each.
    for size in SIZES {
        eye.resize(size).await?;
        window.ask_for_access_data().await?;
        eye.look_here("access-data-before", size).await?;
        let look = window
            .read_access_data("Ticket 2291, new shop admin")
            .await?;
        eye.look_here("access-data-hidden", size).await?;
        look.clone().button("Show Password").click().await?;
        look.clone().button("Hide Password").shows().await?;
        eye.look_here("access-data-shown", size).await?;
        look.clone().button(part("Copy Password")).click().await?;
        window.says("The clipboard is cleared in").await?;
        eye.look_here("access-data-copied", size).await?;
        look.button(part("Close")).click().await?;
        window.find("dialog", "Access data").goes().await?;
    }
    window.close().await
}
