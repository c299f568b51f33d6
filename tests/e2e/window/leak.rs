//! The secret of a key, once typed, is in the keychain and nowhere else.

#[allow(clippy::unwrap_used)] // a test reads its own files
#[path = "../../leaks/canary.rs"]
pub(crate) mod canary;

use std::path::Path;

use canary::{Canary, files_under};
use kh_e2e::{Desk, Provider, Trouble};

/// Every answer that comes over the bridge, from now on. The bridge itself
/// cannot be replaced; what it sends with can.
const LISTEN: &str = "const send = window.fetch; window.__heard = []; \
    window.fetch = async (address, ...rest) => { \
      const answer = await send(address, ...rest); \
      window.__heard.push(`${address} ${await answer.clone().text()}`); \
      return answer; }; \
    return window.fetch !== send;";

#[tokio::test]
async fn a_typed_secret_is_in_no_answer_no_page_no_file_and_no_program_s_arguments()
-> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let canary = Canary::new(&provider.key("full access")?.secret);
    let window = desk.open(&[]).await?;
    if !window.run::<bool>(LISTEN).await? {
        return Err(Trouble::wrong("the page cannot be listened to"));
    }
    window.connect(&provider, "full access").await?;
    window.order("", "").await?;
    window.go_to("Settings").await?;

    let heard: Vec<String> = window.run("return window.__heard").await?;
    if !heard
        .iter()
        .any(|answer| answer.contains("/connect_profile "))
    {
        return Err(Trouble::wrong("the answer to connecting was not heard"));
    }
    let page: String = window
        .run("return document.documentElement.outerHTML")
        .await?;
    for text in heard.iter().chain([&page]) {
        if canary.is_in(text.as_bytes()) {
            return Err(Trouble::wrong(format!("the secret is in {:.60}", text)));
        }
    }
    let mine = desk.home();
    let programs = programs_of(&mine)?;
    if programs.is_empty() {
        return Err(Trouble::wrong("no program of this desk was found"));
    }
    for told in programs {
        if canary.is_in(&told) {
            return Err(Trouble::wrong("a program was told the secret"));
        }
    }
    for (path, bytes) in files_under(&mine) {
        if canary.is_in(&bytes) {
            return Err(Trouble::wrong(format!("the secret is in {path:?}")));
        }
    }
    println!(
        "R13: 0 hits in {} answers, the page and all files",
        heard.len()
    );
    window.close().await
}

/// Arguments and environment of every program whose home this is.
fn programs_of(home: &Path) -> Result<Vec<Vec<u8>>, Trouble> {
    let mark = format!("HOME={}", home.display());
    let mut all = Vec::new();
    for entry in std::fs::read_dir("/proc")? {
        let folder = entry?.path();
        // A program that has ended meanwhile has nothing to tell.
        let (Ok(environment), Ok(arguments)) = (
            std::fs::read(folder.join("environ")),
            std::fs::read(folder.join("cmdline")),
        ) else {
            continue;
        };
        if String::from_utf8_lossy(&environment).contains(&mark) {
            all.push([environment, arguments].concat());
        }
    }
    Ok(all)
}
