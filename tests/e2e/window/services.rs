//! Services in the window: each act, what erases by typing, and an act whose
//! answer is lost.

use kh_e2e::{Desk, Provider, Trouble, Window, part};
use serde_json::{Value, json};

const SERVICE: &str = "web-01.customer-a.example";
const ITS_ID: u64 = 1001;
/// How long the provider works on an act: long enough to be seen at it.
const WORK_S: i64 = 30;

#[tokio::test]
async fn each_routine_act_is_sent_once_and_its_effect_is_seen() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = opened(&desk, &provider).await?;
    for (verb, heard) in [("Stop", "stop"), ("Start", "start"), ("Reboot", "reboot")] {
        window.act(verb).await?;
        window.says(&format!("{verb} seen on its way")).await?;
        provider.advance(WORK_S)?;
        window.says(&format!("{verb} is done.")).await?;
        done_once(&provider, heard)?;
        window.picture(&format!("act-{heard}")).await?;
    }
    window.open_danger("Suspend").await?;
    window.says("Gentler ways").await?;
    window.picture("act-suspend-asks").await?;
    let asks = window.find("dialog", part("Suspend "));
    asks.find("button", part("Suspend web-01")).click().await?;
    window.says("Suspend is done.").await?;
    window.act("Unsuspend").await?;
    window.says("Unsuspend is done.").await?;
    for heard in ["suspend", "unsuspend"] {
        done_once(&provider, heard)?;
    }
    window.close().await
}

#[tokio::test]
async fn a_reinstallation_and_an_end_want_the_name_typed_and_nothing_less() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = opened(&desk, &provider).await?;

    window.open_danger("Terminate").await?;
    let asks = window.find("dialog", part("Terminate "));
    let end = asks.clone().find("button", part("Terminate web-01"));
    window.says("There is no undo").await?;
    not_yet(&end).await?;
    let name = asks.clone().find("textbox", part("to confirm"));
    name.fill("web-01.customer-a.exampl").await?;
    window.says("1 letter to go").await?;
    not_yet(&end).await?;
    name.press("\u{E007}").await?;
    window.picture("terminate-almost").await?;
    done_never(&provider, "terminate")?;
    asks.find("button", part("Keep the service"))
        .click()
        .await?;
    window.find("dialog", part("Terminate ")).goes().await?;

    for verb in ["Reinstall", "Terminate"] {
        window.open_danger(verb).await?;
        let asks = window.find("dialog", part(&format!("{verb} ")));
        let name = asks.clone().find("textbox", part("to confirm"));
        name.fill("web-01.customer-a.example").await?;
        window.says("complete").await?;
        window
            .picture(&format!("{}-typed", verb.to_lowercase()))
            .await?;
        asks.find("button", part(&format!("{verb} web-01")))
            .click()
            .await?;
        if verb == "Reinstall" {
            window.says("Reinstall seen on its way").await?;
            provider.advance(WORK_S)?;
        }
        window.says(&format!("{verb} is done.")).await?;
        done_once(&provider, &verb.to_lowercase())?;
    }
    window.picture("terminated").await?;
    window.close().await
}

#[tokio::test]
async fn an_act_whose_answer_is_lost_is_unknown_and_is_settled_once() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = opened(&desk, &provider).await?;
    provider.set_faults(&json!([{
        "on": "POST /v1/services/{id}/actions", "do": "drop_after_commit", "times": 1000,
    }]))?;
    window.act("Stop").await?;
    window.says("no answer came.").await?;
    window.says("Please do not press stop anew").await?;
    window.picture("act-unknown").await?;
    done_once(&provider, "stop")?;

    provider.set_faults(&json!([]))?;
    window
        .button(part("Repeat the same request"))
        .click()
        .await?;
    window.says("KernelHost accepted this stop").await?;
    provider.advance(WORK_S)?;
    // After so many calls without an answer the program itself holds back for
    // a while; a person does not have to.
    window.button("Read it again, 1 call").click().await?;
    window.says("Stop is done.").await?;
    done_once(&provider, "stop")?;
    window.close().await
}

async fn opened(desk: &Desk, provider: &Provider) -> Result<Window, Trouble> {
    provider.tell("rules", &json!({ "action_s": WORK_S }))?;
    let window = desk.open(&[]).await?;
    window.connect(provider, "full access").await?;
    window.open_services().await?;
    window.open_service(SERVICE).await?;
    Ok(window)
}

async fn not_yet(end: &kh_e2e::Target<'_>) -> Result<(), Trouble> {
    if end.is_enabled().await? && end.attribute("aria-disabled").await?.as_deref() != Some("true") {
        return Err(Trouble::wrong("it can be ended before its name is whole"));
    }
    Ok(())
}

/// How often the provider carried this action out on the service.
fn carried_out(provider: &Provider, action: &str) -> Result<usize, Trouble> {
    let rows: Vec<Value> = provider.audit()?;
    Ok(rows
        .iter()
        .filter(|row| row["event"] == "service.action")
        .filter(|row| row["action"] == action && row["service"] == ITS_ID)
        .count())
}

fn done_once(provider: &Provider, action: &str) -> Result<(), Trouble> {
    match carried_out(provider, action)? {
        1 => Ok(()),
        other => Err(Trouble::wrong(format!("{action} was done {other} times"))),
    }
}

fn done_never(provider: &Provider, action: &str) -> Result<(), Trouble> {
    match carried_out(provider, action)? {
        0 => Ok(()),
        other => Err(Trouble::wrong(format!("{action} was done {other} times"))),
    }
}
