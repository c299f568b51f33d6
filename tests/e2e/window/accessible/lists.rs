//! Lists of no entry, of one and of thirty.

use kh_e2e::{Desk, Provider, Trouble};

use super::Eye;

#[tokio::test]
async fn lists_of_nothing_say_so_in_light_colours() -> Result<(), Trouble> {
    walk(Desk::new()?, "light", 0).await
}

#[tokio::test]
async fn lists_of_nothing_say_so_in_dark_colours() -> Result<(), Trouble> {
    walk(Desk::new()?.in_the_dark(), "dark", 0).await
}

#[tokio::test]
async fn lists_of_one_are_accessible_in_light_colours() -> Result<(), Trouble> {
    walk(Desk::new()?, "light", 1).await
}

#[tokio::test]
async fn lists_of_one_are_accessible_in_dark_colours() -> Result<(), Trouble> {
    walk(Desk::new()?.in_the_dark(), "dark", 1).await
}

#[tokio::test]
async fn lists_of_thirty_are_accessible_in_light_colours() -> Result<(), Trouble> {
    walk(Desk::new()?, "light", 30).await
}

#[tokio::test]
async fn lists_of_thirty_are_accessible_in_dark_colours() -> Result<(), Trouble> {
    walk(Desk::new()?.in_the_dark(), "dark", 30).await
}

async fn walk(desk: Desk, colours: &str, services: u32) -> Result<(), Trouble> {
    let provider = Provider::with_services(&desk.home(), services)?;
    let window = desk.open(&[]).await?;
    let eye = Eye {
        window: &window,
        colours,
    };
    window.connect(&provider, "full access").await?;
    window.go_to("Activity").await?;
    eye.look(&format!("activity-{services}")).await?;
    if services == 0 {
        read(&eye, "Services", "Read the services").await?;
        window.says("This account has no service yet").await?;
        eye.look("services-0").await?;
        read(&eye, "Invoices", "Read the invoices").await?;
        window.says("This account has no invoice").await?;
        eye.look("invoices-0").await?;
    } else {
        window.open_services().await?;
        eye.look(&format!("services-{services}")).await?;
        window.open_invoices().await?;
        eye.look(&format!("invoices-{services}")).await?;
    }
    window.go_to("Audit").await?;
    eye.look(&format!("audit-{services}")).await?;
    window.close().await
}

/// Goes to a list and has it read, unless that was done already by itself.
async fn read(eye: &Eye<'_>, place: &str, button: &str) -> Result<(), Trouble> {
    eye.window.go_to(place).await?;
    let first = eye.window.button(kh_e2e::part(button));
    let words = "This account has no";
    eye.window
        .until(&format!("{place} to be read"), async || {
            if eye.window.words().await?.contains(words) {
                return Ok(Some(()));
            }
            if first.count().await? == 1 {
                first.click().await?;
            }
            Ok(None)
        })
        .await
}
