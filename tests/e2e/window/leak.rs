//! The secret of a key, once typed, is in the keychain and nowhere else. Every
//! window test looks for it when its provider ends; these make sure that there
//! was something to look through, and that what got out would be found.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kh_e2e::{Desk, Provider, Trouble};
use serde_json::{Value, json};

#[tokio::test]
async fn what_the_host_answers_is_heard_and_no_secret_is_in_it() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    window.order("", "").await?;
    window.go_to("Settings").await?;
    let heard = window.heard().await?;
    for command in ["connect_profile ", "place_order "] {
        if !heard.iter().any(|answer| answer.starts_with(command)) {
            return Err(Trouble::wrong(format!("no answer to {command}was heard")));
        }
    }
    window.close().await?;
    let searched = provider.search_for_secrets()?;
    let all = [
        searched.secrets,
        searched.answers,
        searched.programs,
        searched.files,
    ];
    if all.contains(&0) {
        return Err(Trouble::wrong(format!("nothing to look through: {all:?}")));
    }
    Ok(())
}

#[tokio::test]
async fn a_secret_that_got_out_is_found_in_every_form() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let secret = provider.key("full access")?.secret.clone();
    let file = desk.home().join(".cache").join("planted");
    std::fs::create_dir_all(desk.home().join(".cache"))?;
    for form in [
        format!("x{secret}y").into_bytes(),
        hex::encode(&secret).into_bytes(),
        STANDARD.encode(format!("a{secret}")).into_bytes(),
        secret
            .bytes()
            .flat_map(|byte| format!("%{byte:02X}").into_bytes())
            .collect(),
        secret.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ] {
        std::fs::write(&file, &form)?;
        is_found(&provider, "a file")?;
    }
    std::fs::remove_file(&file)?;
    provider.search_for_secrets().map(|_| ())
}

#[tokio::test]
async fn a_secret_that_got_out_is_found_in_answers_pages_and_surroundings() -> Result<(), Trouble> {
    let mut desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let secret = provider.key("full access")?.secret.clone();

    let window = desk.open(&[]).await?;
    let tell = "window.__heard.push({ command: 'planted', text: arguments[0] });";
    window
        .run_with::<Value>(tell, vec![json!(format!("{{\"x\":\"{secret}\"}}"))])
        .await?;
    window.close().await?;
    is_found(&provider, "an answer")?;
    desk.forget_what_was_heard()?;

    let window = desk.open(&[]).await?;
    let show = "document.querySelector('main').dataset.planted = arguments[0];";
    window.run_with::<Value>(show, vec![json!(secret)]).await?;
    window.close().await?;
    is_found(&provider, "the page")?;
    desk.forget_what_was_heard()?;

    desk = desk.with("PLANTED", &secret);
    desk.open(&[]).await?.close().await?;
    is_found(&provider, "an environment")?;
    desk.forget_what_was_heard()?;
    provider.search_for_secrets().map(|_| ())
}

fn is_found(provider: &Provider, place: &str) -> Result<(), Trouble> {
    match provider.search_for_secrets() {
        Err(_) => Ok(()),
        Ok(_) => Err(Trouble::wrong(format!("it is not found in {place}"))),
    }
}
