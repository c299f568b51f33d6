//! P10: from the press of a key in the search field to its result on the screen,
//! among a hundred thousand services: the host's search, the way over the bridge
//! and the painting of the rows.

use std::time::Duration;

use kh_bench::samples::{mean, median, percentile};
use kh_bench::{Figure, Row, Target};
use kh_e2e::{Trouble, Window, part};
use serde::Deserialize;

use super::{ESCAPE, Fleet, program};
use crate::Outcome;

const TYPING: &str = include_str!("search_typing.js");
/// A frame of a display of 60 in a second.
const FRAME_MS: f64 = 1000.0 / 60.0;
/// Time between two frames of this window when nothing happens, to be told beside
/// the row: without a display the engine beats a little faster.
const FRAMES: &str = "const [done] = arguments; const all = []; let last = null;\
    const beat = (now) => { if (last !== null) all.push(now - last); last = now;\
      if (all.length < 120) requestAnimationFrame(beat); else done(all); };\
    requestAnimationFrame(beat);";
/// What is typed; the last letter of each leaves fewer services than the one before.
const TEXTS: [&str; 12] = [
    "w",
    "we",
    "d",
    "db",
    "m",
    "mo",
    "ga",
    "fi",
    "0001",
    "web 01",
    "alpenblick w",
    "198.18.7",
];
const TIMES: usize = 3;
/// A task that takes longer is felt.
const TASK_MS: f64 = 50.0;
/// Between two keys of somebody who looks at the result.
const PAUSE: Duration = Duration::from_millis(500);

/// What one key took.
#[derive(Deserialize)]
struct Typed {
    /// Until it was on the screen.
    ms: Option<f64>,
    /// Until the host's answer was here.
    answered: Option<f64>,
    /// Until the rows were in the page.
    drawn: Option<f64>,
    gap: f64,
    tasks: Option<u64>,
}

pub(crate) fn row(fleet: &mut Option<Fleet>) -> Outcome<Row> {
    let fleet = Fleet::opened(fleet)?;
    let (frame, all) = fleet.runtime.block_on(async {
        let window = &fleet.window;
        let frames: Vec<f64> = window
            .run_long(FRAMES, Vec::new(), Duration::from_secs(30))
            .await?;
        let mut all = Vec::new();
        for _ in 0..TIMES {
            for text in TEXTS {
                all.push(typed(window, text).await?);
            }
        }
        Ok::<_, Trouble>((mean(&frames), all))
    })?;
    let times: Vec<f64> = all.iter().filter_map(|one| one.ms).collect();
    let answered: Vec<f64> = all.iter().filter_map(|one| one.answered).collect();
    let drawn: Vec<f64> = all.iter().filter_map(|one| one.drawn).collect();
    let gaps: Vec<f64> = all.iter().map(|one| one.gap).collect();
    let told: Option<u64> = all.iter().map(|one| one.tasks).sum();
    let long = gaps.iter().filter(|gap| **gap > TASK_MS).count();
    let tasks = match told {
        Some(tasks) => Figure::count("tasks_over_50_ms", tasks),
        None => Figure::count("frames_over_50_ms", u64::try_from(long)?),
    };
    Ok(Row::new(
        "P10",
        Figure::ratio("p50_ms", median(&times)).target(Target::AtMost(2.0 * FRAME_MS + 5.0)),
    )
    .with(Figure::ratio("p95_ms", percentile(&times, 95)).target(Target::AtMost(100.0)))
    .with(tasks.target(Target::Exactly(0.0)))
    .with(Figure::ratio("frame_ms", frame))
    .with(Figure::count("services", fleet.listed.into()))
    .note(format!(
        "{} texts {TIMES} times, real keys; from the key to the second frame after the result, \
         through the host and over the bridge; worst={:.0} ms",
        TEXTS.len(),
        percentile(&times, 100),
    ))
    .note(format!(
        "of it p50 until the answer is in the window {:.0} ms, until its rows are in the page {:.0} ms",
        median(&answered),
        median(&drawn),
    ))
    .note(format!(
        "longest time between two frames meanwhile p50={:.0} worst={:.0} ms{}",
        median(&gaps),
        percentile(&gaps, 100),
        if told.is_none() {
            "; this engine does not tell of long tasks, and none is longer than that"
        } else {
            ""
        }
    ))
    .note(program()?))
}

/// Types all but the last letter, and measures that one.
async fn typed(window: &Window, text: &str) -> Result<Typed, Trouble> {
    let field = window.find("searchbox", part("Name, host name"));
    let (last, _) = text.char_indices().next_back().unwrap_or_default();
    let (before, last) = text.split_at(last);
    if !before.is_empty() {
        field.press(before).await?;
    }
    tokio::time::sleep(PAUSE).await;
    window.run::<Option<bool>>(TYPING).await?;
    field.press(last).await?;
    tokio::time::sleep(PAUSE).await;
    let typed = window
        .until(&format!("the result of {text:?}"), async || {
            let typed: Typed = window.run("return window.__typed").await?;
            Ok(typed.ms.is_some().then_some(typed))
        })
        .await?;
    field.press(ESCAPE).await?;
    window
        .until("the whole list", async || {
            let empty: bool = window
                .run("return document.querySelector('[role=searchbox]').value === ''")
                .await?;
            Ok(empty.then_some(()))
        })
        .await?;
    tokio::time::sleep(PAUSE).await;
    Ok(typed)
}
