//! P9: what a frame costs while a hundred thousand services are scrolled, beside
//! an empty div of the same height in the same window, and how many rows the
//! page holds. Two sweeps: through the whole list, where most rows are still to
//! be read, and step by step as with a wheel, where all are drawn.

use std::time::Duration;

use kh_bench::samples::{median, percentile};
use kh_bench::{Figure, Row, Target};
use kh_e2e::Window;
use serde::Deserialize;
use serde_json::json;

use super::{Fleet, program};
use crate::Outcome;

const SWEEP: &str = include_str!("list_sweep.js");
const MESSAGES: &str = include_str!("messages.js");
const STEPS: u32 = 400;
const ROUNDS: usize = 3;
/// Three rows of 24 pixels, as a wheel goes.
const WHEEL: u32 = 72;
/// Twice a frame of sixty a second.
const SLOW_MS: f64 = 33.4;
const PATIENCE: Duration = Duration::from_secs(90);

/// What one sweep took.
#[derive(Deserialize)]
struct Sweep {
    frames: Vec<f64>,
    work: Vec<f64>,
    rows: u64,
}

/// What one answer of the host brought.
#[derive(Deserialize)]
struct Message {
    bytes: u64,
    rows: u64,
}

/// All sweeps of one kind.
#[derive(Default)]
struct Sweeps {
    frames: Vec<f64>,
    work: Vec<f64>,
    rows: u64,
}

impl Sweeps {
    fn take(&mut self, sweep: Sweep) {
        self.frames.extend(sweep.frames);
        self.work.extend(sweep.work);
        self.rows = self.rows.max(sweep.rows);
    }

    fn slow(&self) -> usize {
        self.frames.iter().filter(|took| **took > SLOW_MS).count()
    }

    /// Of a hundred frames.
    #[allow(
        clippy::cast_precision_loss,
        reason = "nobody counts to two to the fifty-third"
    )]
    fn slow_percent(&self) -> f64 {
        100.0 * self.slow() as f64 / self.frames.len() as f64
    }

    /// One frame is the least that can be told apart.
    #[allow(
        clippy::cast_precision_loss,
        reason = "nobody counts to two to the fifty-third"
    )]
    fn slow_beside(&self, empty: &Self) -> f64 {
        self.slow().max(1) as f64 / empty.slow().max(1) as f64
    }

    fn words(&self) -> String {
        format!(
            "frames p50={:.1} p95={:.1} worst={:.1} ms, {} of {} over 33 ms; work p50={:.1} p95={:.1} worst={:.1} ms",
            median(&self.frames),
            percentile(&self.frames, 95),
            percentile(&self.frames, 100),
            self.slow(),
            self.frames.len(),
            median(&self.work),
            percentile(&self.work, 95),
            percentile(&self.work, 100),
        )
    }
}

pub(crate) fn row(fleet: &mut Option<Fleet>) -> Outcome<Row> {
    let fleet = Fleet::opened(fleet)?;
    let (mut empty, mut whole, mut wheel) = <(Sweeps, Sweeps, Sweeps)>::default();
    let (most, messages) = fleet.runtime.block_on(async {
        let window = &fleet.window;
        for _ in 0..ROUNDS {
            empty.take(sweep(window, "empty", 0).await?);
            whole.take(sweep(window, "list", 0).await?);
            wheel.take(sweep(window, "list", WHEEL).await?);
        }
        window.resize(1900, 1180).await?;
        let large = sweep(window, "list", 0).await?;
        window.resize(1280, 800).await?;
        let messages: Vec<Message> = window.run_long(MESSAGES, Vec::new(), PATIENCE).await?;
        Ok::<_, kh_e2e::Trouble>((large.rows, messages))
    })?;
    if whole.work.is_empty() || wheel.work.is_empty() {
        return Err("nothing was scrolled".into());
    }
    let work = percentile(&whole.work, 95).max(percentile(&wheel.work, 95));
    let rows = most.max(whole.rows).max(wheel.rows);
    let bytes = messages.iter().map(|one| one.bytes).max();
    let brought = messages.iter().map(|one| one.rows).max();
    Ok(Row::new(
        "P9",
        Figure::ratio("work_p95_ms", work).target(Target::AtMost(4.0)),
    )
    .with(
        Figure::ratio(
            "slow_frames_percent",
            whole.slow_percent().max(wheel.slow_percent()),
        )
        .target(Target::AtMost(1.0)),
    )
    .with(
        Figure::ratio(
            "slow_frames_beside_empty",
            whole.slow_beside(&empty).max(wheel.slow_beside(&empty)),
        )
        .target(Target::AtMost(1.2)),
    )
    .with(Figure::count("rows_in_page", rows).target(Target::AtMost(60.0)))
    .with(
        Figure::count("most_bytes_over_bridge", bytes.unwrap_or(u64::MAX))
            .target(Target::AtMost(32.0 * 1024.0)),
    )
    .with(
        Figure::count("most_rows_over_bridge", brought.unwrap_or(u64::MAX))
            .target(Target::AtMost(100.0)),
    )
    .with(Figure::count("services", fleet.listed.into()))
    .note(format!("whole list: {}", whole.words()))
    .note(format!("as a wheel: {}", wheel.words()))
    .note(format!("empty div:  {}", empty.words()))
    .note(format!(
        "{ROUNDS} sweeps of {STEPS} steps each, in turn; rows also counted at 1900 x 1180; \
         {} messages looked at; work: from the first that hears of the scrolling to the end of the layout, to 1 ms",
        messages.len()
    ))
    .note(program()?))
}

async fn sweep(window: &Window, what: &str, stride: u32) -> Result<Sweep, kh_e2e::Trouble> {
    let arguments = vec![json!(what), json!(STEPS), json!(stride)];
    window.run_long(SWEEP, arguments, PATIENCE).await
}
