//! Where the secret lives: in the keychain, or in this session only.

use std::path::Path;

use kh_e2e::{Desk, Keychain, Provider, Trouble, part};

#[tokio::test]
async fn a_connected_key_is_connected_at_the_next_start_and_its_secret_is_in_no_file()
-> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    window.picture("keychain-connected").await?;
    window.crash();

    let window = desk.open(&[]).await?;
    window.button(part("Connected")).shows().await?;
    window
        .find("navigation", "Places")
        .find("button", part("Mueller Hosting"))
        .shows()
        .await?;
    window.picture("keychain-again").await?;
    let asked = provider.answered(200, "/me")?;
    if asked < 2 {
        return Err(Trouble::wrong("the second start did not sign anything"));
    }
    is_in_no_file(&desk.home(), &provider.key("full access")?.secret)?;
    window.close().await
}

#[tokio::test]
async fn without_a_keychain_a_key_works_for_the_session_and_its_secret_is_asked_for_again()
-> Result<(), Trouble> {
    let desk = Desk::with_keychain(Keychain::Absent)?;
    let provider = Provider::start(&desk.home())?;
    let key = provider.key("full access")?;
    let window = desk.open(&[]).await?;
    window
        .says("No keychain is running on this computer")
        .await?;
    window.button("Connect a key…").click().await?;
    window.says("none is running on this computer").await?;
    window.fill_in_key(&provider, key, &key.secret).await?;
    window.picture("session-connect").await?;
    window.accessible().await?;
    window.button("Connect the key").click().await?;
    window
        .heading("Mueller Hosting is connected")
        .shows()
        .await?;
    window.button("Open the overview").click().await?;
    window.open_catalogue().await?;
    window.crash();

    let window = desk.open(&[]).await?;
    window.button(part("Secret needed")).shows().await?;
    window.picture("session-needs-secret").await?;
    window.accessible().await?;
    window.button("Enter the secret…").click().await?;
    let profile = window.find("region", "Mueller Hosting");
    profile.find("button", "Enter the secret…").click().await?;
    let dialog = window.find("dialog", "Enter the secret");
    dialog
        .clone()
        .find("textbox", part("Secret"))
        .fill(&key.secret)
        .await?;
    window.picture("session-enter-secret").await?;
    window.accessible().await?;
    dialog
        .clone()
        .find("button", "Check and keep the secret")
        .click()
        .await?;
    dialog.goes().await?;
    window.button(part("Connected")).shows().await?;
    is_in_no_file(&desk.home(), &key.secret)?;
    window.close().await
}

/// Fails with the name of a file that has this text in it.
fn is_in_no_file(folder: &Path, text: &str) -> Result<(), Trouble> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            is_in_no_file(&path, text)?;
        } else if path.is_file() {
            let bytes = std::fs::read(&path)?;
            if bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
            {
                return Err(Trouble::wrong(format!(
                    "the secret is in {}",
                    path.display()
                )));
            }
        }
    }
    Ok(())
}
