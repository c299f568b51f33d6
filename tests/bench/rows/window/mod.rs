//! What is measured in the window itself: the real console under a display of
//! its own, with a hundred thousand services in its journal.

mod list_sweep;
mod search_typing;

pub(crate) use list_sweep::row as list_sweep;
pub(crate) use search_typing::row as search_typing;

use std::path::{Path, PathBuf};
use std::time::Duration;

use kh_e2e::{Desk, Provider, Trouble, Window};
use kh_journal::Journal;
use tokio::runtime::{Builder, Runtime};

use crate::Outcome;
use crate::service_search::{fleet_of, keep};

/// One in twenty-five has ended and is not in the list; a hundred thousand are.
const SERVICES: u32 = 105_000;
const LISTED: u32 = 100_000;
const OPENING: Duration = Duration::from_secs(90);
/// There is no graphics card below Xvfb. What WebKit does for one, done in
/// software, makes an empty div drop one frame in seven; without it the frames
/// are those of the page. It takes no pictures then, and none are taken here.
const WITHOUT_GRAPHICS: (&str, &str) = ("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
/// What the key is called in WebDriver.
const ESCAPE: &str = "\u{E00C}";

/// An open console that holds the whole list. Its provider is gone, so that
/// nothing is read from it while something is measured.
pub(crate) struct Fleet {
    runtime: Runtime,
    window: Window,
    _desk: Desk,
    listed: u32,
}

impl Fleet {
    /// The console that is open already, or a new one.
    pub(crate) fn opened(fleet: &mut Option<Self>) -> Outcome<&Self> {
        if fleet.is_none() {
            *fleet = Some(Self::open()?);
        }
        fleet.as_ref().ok_or("no window".into())
    }

    /// Connects a key, puts the fleet of the simulator into the journal as a
    /// reading of the list does, and opens the console again. Reading it call by
    /// call takes as long as the limits say: a thousand calls, sixty a minute.
    fn open() -> Outcome<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let desk = Desk::new()?
            .unheard()
            .with(WITHOUT_GRAPHICS.0, WITHOUT_GRAPHICS.1);
        let provider = Provider::start(&desk.home())?;
        runtime.block_on(async {
            let window = desk.open(&[]).await?;
            window.connect(&provider, "full access").await?;
            window.open_services().await?;
            window.close().await
        })?;
        drop(provider);
        fill(&journal_below(&desk.home())?)?;
        let (window, listed) = runtime.block_on(async {
            let window = desk.open(&[]).await?;
            window.resize(1280, 800).await?;
            window.go_to("Services").await?;
            let listed = window
                .later("the whole list", OPENING, async || {
                    let listed: u32 = window
                        .run(
                            "const table = document.querySelector('[role=grid][aria-label=Services]');\
                             return Number(table?.getAttribute('aria-rowcount') ?? 1) - 1;",
                        )
                        .await?;
                    Ok((listed >= LISTED).then_some(listed))
                })
                .await?;
            Ok::<_, Trouble>((window, listed))
        })?;
        Ok(Self {
            runtime,
            window,
            _desk: desk,
            listed,
        })
    }
}

/// Keeps the fleet for the one profile there is.
fn fill(file: &Path) -> Outcome<()> {
    let journal = Journal::open(file)?;
    let profile = journal.profiles()?.into_iter().next().ok_or("no profile")?;
    keep(&journal, &profile.id, &fleet_of(SERVICES)?)
}

fn journal_below(folder: &Path) -> Outcome<PathBuf> {
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else if entry.file_name() == "journal.db" {
                return Ok(entry.path());
            }
        }
    }
    Err("the console kept no journal".into())
}

/// Which program was measured, in words.
fn program() -> Outcome<String> {
    let path = kh_e2e::program("kernelhost-console")?;
    let kind = if path.iter().any(|part| part == "release") {
        "release"
    } else {
        "debug"
    };
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("not known").to_owned();
    Ok(format!(
        "the {kind} console in its window under Xvfb, drawn by software; load of the machine {load}"
    ))
}
