//! Invoices in the window: a PDF is fetched by a click, kept, and opened
//! without a line.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use kh_e2e::{Desk, Provider, Trouble, Window, part};
use serde_json::json;

#[tokio::test]
async fn a_pdf_is_saved_by_a_click_and_opened_without_a_line() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let viewer = Viewer::on(&desk)?;
    let desk = desk.with("PATH", &viewer.path());
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    listed(&window).await?;
    window.picture("invoices-1-listed").await?;
    fetch(&window).await?;
    window.says("Saved").await?;
    if viewer.opened()?.is_some() {
        return Err(Trouble::wrong("the PDF was opened by itself"));
    }
    window.picture("invoices-2-saved").await?;
    let saved = saved_files(&desk);
    let [file] = saved.as_slice() else {
        return Err(Trouble::wrong(format!("the archive holds {saved:?}")));
    };
    if !std::fs::read(file)?.starts_with(b"%PDF-") {
        return Err(Trouble::wrong("what was saved is no PDF"));
    }
    window.crash();

    drop(provider);
    let window = desk.open(&[]).await?;
    listed(&window).await?;
    window.button(part("Open the PDF of")).click().await?;
    window
        .until("the viewer", async || viewer.opened())
        .await
        .and_then(|opened| {
            (opened.contains("archive") || opened.contains(".pdf"))
                .then_some(())
                .ok_or_else(|| Trouble::wrong(format!("opened {opened}")))
        })?;

    std::fs::write(file, b"%PDF-1.7 somebody else's")?;
    window.button(part("Open the PDF of")).click().await?;
    window.says("Changed").await?;
    window.picture("invoices-3-changed").await?;
    window.close().await
}

#[tokio::test]
async fn what_is_no_pdf_is_refused_and_leaves_no_file() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    listed(&window).await?;
    provider.set_faults(&json!([{
        "on": "GET /v1/billing/invoices/{id}/pdf", "do": "replace", "status": 200,
        "content_type": "application/pdf", "body": "<html>maintenance</html>", "times": 100,
    }]))?;
    fetch(&window).await?;
    window.find("button", part("Try again")).shows().await?;
    window.picture("invoices-4-no-pdf").await?;
    if saved_files(&desk).is_empty() {
        window.close().await
    } else {
        Err(Trouble::wrong("a file was kept"))
    }
}

#[tokio::test]
async fn invoices_are_exported_with_fixed_columns() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let provider = Provider::start(&desk.home())?;
    let window = desk.open(&[]).await?;
    window.connect(&provider, "full access").await?;
    listed(&window).await?;
    window.button("CSV").click().await?;
    window.says("Show the folder").await?;
    let file = find(&desk.home(), ".csv");
    let [file] = file.as_slice() else {
        return Err(Trouble::wrong(format!("{file:?} were exported")));
    };
    let text = std::fs::read_to_string(file)?;
    let lines = text.lines().count();
    if lines < 2 {
        return Err(Trouble::wrong(format!("{lines} lines were exported")));
    }
    window.close().await
}

/// Goes to the invoices and waits until some are listed.
async fn listed(window: &Window) -> Result<(), Trouble> {
    window.go_to("Invoices").await?;
    let first = window.button(part("Read the invoices"));
    let list = window.find("table", "Invoices");
    window
        .until("the invoices", async || {
            if first.count().await? == 1 {
                first.click().await?;
            }
            Ok((list.count().await? == 1).then_some(()))
        })
        .await
}

/// Presses the button of the newest invoice.
async fn fetch(window: &Window) -> Result<(), Trouble> {
    window
        .until("a PDF to fetch", async || {
            let pressed: bool = window
                .run(
                    "const it = [...document.querySelectorAll('button')]\
                       .find((one) => one.getAttribute('aria-label')?.startsWith('Fetch the PDF'));\
                     it?.click(); return it !== undefined;",
                )
                .await?;
            Ok(pressed.then_some(()))
        })
        .await
}

fn saved_files(desk: &Desk) -> Vec<PathBuf> {
    find(&desk.home(), ".pdf")
}

/// Files below the folder whose names end so.
fn find(folder: &std::path::Path, end: &str) -> Vec<PathBuf> {
    kh_e2e::files_under(folder)
        .into_iter()
        .map(|(path, _)| path)
        .filter(|path| path.to_string_lossy().ends_with(end))
        .collect()
}

/// What the desk opens files with: it writes down what it was given.
struct Viewer {
    folder: PathBuf,
}

impl Viewer {
    fn on(desk: &Desk) -> Result<Self, Trouble> {
        let folder = desk.home().join("bin");
        std::fs::create_dir_all(&folder)?;
        let program = folder.join("xdg-open");
        let script = format!(
            "#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{}'\n",
            folder.join("opened").display()
        );
        std::fs::write(&program, script)?;
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755))?;
        Ok(Self { folder })
    }

    fn path(&self) -> String {
        format!(
            "{}:{}",
            self.folder.display(),
            std::env::var("PATH").unwrap_or_default()
        )
    }

    fn opened(&self) -> Result<Option<String>, Trouble> {
        match std::fs::read_to_string(self.folder.join("opened")) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
