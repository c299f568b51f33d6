//! R1: the console itself is killed in its window, in the middle of its orders,
//! and begins again: nothing is bought twice, nothing bought is lost, and the
//! list of orders says how each one stands.

use std::future::pending;
use std::time::Duration;

use kh_e2e::{Desk, Provider, Trouble, Window, part};
use serde_json::json;

/// How long after the hand goes to the button the console lives on: from before
/// its first line on the disk until after the answer.
const MOMENTS_MS: [u64; 10] = [50, 90, 130, 170, 210, 260, 320, 400, 500, 700];

/// How long the provider takes to say that it carried an order out.
const ANSWER_MS: u64 = 200;

/// After this time, and a little more, the calls of a program that died no
/// longer count as under way; until then the next one may have to wait.
const CALLS_ARE_GIVEN_UP_S: i64 = 150;

#[tokio::test]
async fn killed_soon_after_the_click_the_console_buys_nothing_twice_and_loses_nothing()
-> Result<(), Trouble> {
    println!("{}", killed_at(&MOMENTS_MS[..5]).await?);
    Ok(())
}

#[tokio::test]
async fn killed_late_after_the_click_the_console_buys_nothing_twice_and_loses_nothing()
-> Result<(), Trouble> {
    println!("{}", killed_at(&MOMENTS_MS[5..]).await?);
    Ok(())
}

/// How an order stands after the kill and the start that follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// Nothing was written down, so nothing was sent.
    Nowhere,
    /// It was written down and is not known to have left: a person is asked.
    Asked,
    /// It was bought once, and the list says so.
    Bought,
}

/// Kills the console at these moments of an order each; gives the figures.
async fn killed_at(moments: &[u64]) -> Result<String, Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    provider.set_credit(1, "500.00")?;
    provider.set_faults(&json!([
        { "on": "POST /v1/orders", "do": "delay", "ms": ANSWER_MS, "times": 1000 }
    ]))?;
    let mut window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    let mut found = Vec::new();
    for (n, ms) in moments.iter().enumerate() {
        let host = host(n);
        window.review(&host, "").await?;
        window.want_another_one().await?;
        click_until(&window, Duration::from_millis(*ms)).await?;
        window.crash();
        provider.advance(CALLS_ARE_GIVEN_UP_S)?;
        window = desk.open(&[]).await?;
        found.push(settled(&window, &provider, &host).await?);
    }
    // What was settled stays as it is; what was asked may be answered meanwhile.
    for (n, stands) in found.iter_mut().enumerate() {
        let now = settled(&window, &provider, &host(n)).await?;
        if now != *stands && *stands != Stands::Asked {
            return Err(Trouble::wrong(format!("{stands:?} became {now:?}")));
        }
        *stands = now;
    }
    let many = |stands| found.iter().filter(|one| **one == stands).count();
    window.close().await?;
    Ok(format!(
        "R1: {} kills of the console in its window: {} orders bought, {} left to a person, {} \
         never begun; 0 double, 0 lost",
        found.len(),
        many(Stands::Bought),
        many(Stands::Asked),
        many(Stands::Nowhere)
    ))
}

fn host(n: usize) -> String {
    format!("killed-{n}.example.net")
}

/// Goes to the button and clicks it; the time is over wherever that stands then.
async fn click_until(window: &Window, moment: Duration) -> Result<(), Trouble> {
    let clicked = async {
        window.order_button().click().await?;
        pending().await
    };
    match tokio::time::timeout(moment, clicked).await {
        Ok(failed) => failed,
        Err(_over) => Ok(()),
    }
}

/// Waits until screen and provider agree about this order and nobody is at work
/// on it; says how it stands.
async fn settled(window: &Window, provider: &Provider, host: &str) -> Result<Stands, Trouble> {
    window.go_to("Orders").await?;
    let list = window.find("table", "Orders");
    window
        .until("an order that is settled, or none at all", async || {
            let there = provider.own_orders()?;
            let there = there.iter().filter(|it| it["hostname"] == host).count();
            let row = list.clone().find("row", part(host));
            let shown = row.count().await?;
            if there > 1 || shown > 1 {
                let wrong = format!("{host}: {there} at the provider, {shown} on the screen");
                return Err(Trouble::wrong(wrong));
            }
            if shown == 0 {
                return Ok((there == 0).then_some(Stands::Nowhere));
            }
            let says = async |word| row.clone().find("cell", part(word)).count().await;
            let bought = says("Paid").await? + says("Set up").await?;
            let asked = says("Outcome unknown").await?;
            Ok(match (there, bought, asked) {
                (1, 1, 0) => Some(Stands::Bought),
                (0, 0, 1) => Some(Stands::Asked),
                _ => None,
            })
        })
        .await
}
