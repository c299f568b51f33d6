//! A wrong secret costs one refused signature, not more: at five the provider
//! locks the key.

use kh_e2e::{Desk, Provider, Trouble};

#[tokio::test]
async fn a_wrong_secret_is_said_at_its_field_after_one_refusal_and_the_right_one_connects()
-> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let key = provider.key("full access")?;
    let window = desk.open(&[]).await?;
    window.button("Connect a key…").click().await?;
    window
        .fill_in_key(&provider, key, &"x".repeat(key.secret.len()))
        .await?;
    window.button("Connect the key").click().await?;
    window
        .says("KernelHost refused the signature: the secret is not the one of this key.")
        .await?;
    window.picture("wrong-secret").await?;
    window.accessible().await?;
    refused_once(&provider)?;

    // What was typed is gone; the rest of the form is still there.
    window.fill_in_key(&provider, key, &key.secret).await?;
    window.button("Connect the key").click().await?;
    window
        .heading("Mueller Hosting is connected")
        .shows()
        .await?;
    window.picture("right-secret").await?;
    refused_once(&provider)?;
    window.close().await
}

fn refused_once(provider: &Provider) -> Result<(), Trouble> {
    match provider.answered(401, "/me")? {
        1 => Ok(()),
        other => Err(Trouble::wrong(format!("{other} signatures were refused"))),
    }
}
