//! The chain in the window: whole, altered on disk, taken elsewhere, and the
//! same as what the provider wrote down.

use std::collections::BTreeSet;
use std::process::Command;

use kh_e2e::{Desk, Provider, Trouble, Window, part};
use serde_json::Value;

#[tokio::test]
async fn the_chain_is_whole_and_an_altered_byte_on_disk_is_named() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    window.open_services().await?;
    window.open_service("web-01.customer-a.example").await?;
    window.act("Stop").await?;
    provider.advance(10)?;
    window.says("Stop is done.").await?;
    verify(&window).await?;
    window.says("The chain is whole").await?;
    window.picture("audit-1-whole").await?;
    window.close().await?;

    alter(&desk)?;
    let window = desk.open(&[]).await?;
    verify(&window).await?;
    window.says("broken at entry").await?;
    window.picture("audit-2-broken").await?;
    window.close().await
}

#[tokio::test]
async fn the_chain_and_the_provider_agree_request_by_request() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    window.order("web-09.example.net", "").await?;
    window.open_services().await?;
    window.open_service("web-01.customer-a.example").await?;
    window.act("Stop").await?;
    provider.advance(30)?;
    window.says("Stop is done.").await?;
    let panel = window.service_panel();
    panel.find("button", part("Show…")).click().await?;
    let asks = window.find("dialog", "Show access data");
    asks.clone()
        .find("textbox", part("In your own words"))
        .fill("A test of both logs")
        .await?;
    asks.find("button", "Read access data").click().await?;
    let look = window.find("dialog", "Access data");
    look.find("button", part("Close")).click().await?;

    let here = exported(&desk, &window).await?;
    let there = ids(&provider, |row| {
        let path = row["path"].as_str().unwrap_or_default();
        row["method"] != "GET" || path.ends_with("/credentials")
    })?;
    let all = ids(&provider, |_| true)?;
    if !there.is_subset(&here) || !here.is_subset(&all) {
        return Err(Trouble::wrong(format!(
            "not in the chain: {:?}; not at the provider: {:?}",
            there.difference(&here).collect::<Vec<_>>(),
            here.difference(&all).collect::<Vec<_>>()
        )));
    }
    if there.len() < 3 {
        return Err(Trouble::wrong(format!("only {} requests", there.len())));
    }
    window.close().await
}

async fn verify(window: &Window) -> Result<(), Trouble> {
    window.go_to("Audit").await?;
    let verdict = window.find("region", "Verdict");
    verdict.find("button", part("Verify")).click().await
}

/// Request ids of the chain, out of its export, which is checked without a
/// window first.
async fn exported(desk: &Desk, window: &Window) -> Result<BTreeSet<String>, Trouble> {
    window.go_to("Audit").await?;
    window.button(part("Export")).click().await?;
    window.says("Show the folder").await?;
    let files: Vec<_> = kh_e2e::files_under(&desk.home())
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|end| end == "jsonl"))
        .collect();
    let [(file, bytes)] = files.as_slice() else {
        return Err(Trouble::wrong(format!(
            "{} files were exported",
            files.len()
        )));
    };
    let checked = Command::new(kh_e2e::program("kernelhost-console")?)
        .arg("--verify-audit")
        .arg(file)
        .env_clear()
        .envs(desk.surroundings())
        .env_remove("DISPLAY")
        .output()?;
    if !checked.status.success() {
        return Err(Trouble::wrong(format!(
            "the export does not verify: {}{}",
            String::from_utf8_lossy(&checked.stdout),
            String::from_utf8_lossy(&checked.stderr)
        )));
    }
    let text = String::from_utf8_lossy(bytes);
    Ok(text
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|line| find_request_id(&line))
        .collect())
}

fn find_request_id(line: &Value) -> Option<String> {
    let fields = line.as_object()?;
    fields.iter().find_map(|(name, value)| {
        if name == "request_id" || name == "requestId" {
            value.as_str().map(str::to_owned)
        } else {
            find_request_id(value)
        }
    })
}

/// Ids of those requests at the provider. Whatever touches money, a service,
/// access data or the webhook has to be in the chain; the chain holds nothing
/// that was not asked.
fn ids(provider: &Provider, those: impl Fn(&Value) -> bool) -> Result<BTreeSet<String>, Trouble> {
    Ok(provider
        .requests()?
        .iter()
        .filter(|row| those(row))
        .filter_map(|row| row["request_id"].as_str().map(str::to_owned))
        .collect())
}

/// One letter of one entry becomes another, as somebody with the file could do.
pub(crate) fn alter(desk: &Desk) -> Result<(), Trouble> {
    let journal = kh_e2e::files_under(&desk.home())
        .into_iter()
        .find(|(path, _)| path.ends_with("journal.db"));
    let Some((path, _)) = journal else {
        return Err(Trouble::wrong("there is no journal"));
    };
    // Opened and closed, the file holds what was written beside it.
    let rest = kh_journal::Journal::open(&path).and_then(|journal| journal.checkpoint());
    rest.map_err(|error| Trouble::wrong(format!("the journal: {error}")))?;
    let mut bytes = std::fs::read(&path)?;
    let word = b"web-01.customer-a.example";
    let places: Vec<usize> = (0..bytes.len().saturating_sub(word.len()))
        .filter(|at| bytes[*at..].starts_with(word))
        .collect();
    if places.is_empty() {
        return Err(Trouble::wrong("the journal does not name the service"));
    }
    for at in places {
        bytes[at] = b'W';
    }
    std::fs::write(path, bytes)?;
    Ok(())
}
