//! P7: how often an order waits for the disk, and what a wait of ours costs
//! beyond the disk's own.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use kh_bench::filesystem::{is_in_memory, kind_of};
use kh_bench::samples::{mean, median, ratios, spread};
use kh_bench::{Figure, Row, Target, nanoseconds};
use kh_journal::Journal;

use crate::Outcome;
use crate::counting_vfs::{install, syncs_during};
use crate::order_rows::{self, Intent};

/// Each has two commits, so there are 600 pairs.
const ORDERS: usize = 300;
const WARM_UP: usize = 10;
const BLOCK: usize = 60;
/// One page, the least that a database writes.
const PAGE: usize = 4_096;

pub(crate) fn row() -> Outcome<Row> {
    install();
    let disk = on_a_disk()?;
    let folder = tempfile::Builder::new()
        .prefix("bench-")
        .tempdir_in(&disk.folder)?;
    let journal = Journal::open(&folder.path().join("journal.db"))?;
    order_rows::save_profile(&journal)?;

    let counts = count(&journal)?;
    let raw = OpenOptions::new()
        .create_new(true)
        .append(true)
        .open(folder.path().join("raw"))?;
    let (commits, waits) = measure(&journal, raw)?;

    let blocks: Vec<f64> = commits
        .chunks(BLOCK)
        .zip(waits.chunks(BLOCK))
        .map(|(commits, waits)| mean(commits) / mean(waits))
        .collect();
    Ok(Row::new(
        "P7",
        Figure::ratio("ratio", mean(&commits) / mean(&waits)).target(Target::AtMost(1.6)),
    )
    .with(Figure::count("fsyncs_least", counts.least).target(Target::Exactly(2.0)))
    .with(Figure::count("fsyncs_most", counts.most).target(Target::Exactly(2.0)))
    .with(Figure::count("fsyncs_with_three_retries", counts.retried).target(Target::Exactly(5.0)))
    .with(Figure::ratio(
        "median_ratio",
        median(&ratios(&commits, &waits)),
    ))
    .note(format!(
        "commit of an order step / append of {PAGE} bytes and fdatasync, means of {} interleaved pairs on {}",
        commits.len(),
        disk.kind
    ))
    .note(format!(
        "spread of the ratio over {} blocks {}; us commit={:.0} fdatasync={:.0}",
        blocks.len(),
        spread(&blocks),
        mean(&commits) / 1e3,
        mean(&waits) / 1e3,
    )))
}

struct Counts {
    least: u64,
    most: u64,
    retried: u64,
}

/// Orders with one attempt, and one with three more.
fn count(journal: &Journal) -> Outcome<Counts> {
    let waits = |work: &dyn Fn() -> Outcome<()>| {
        let mut done = Ok(());
        let syncs = syncs_during(|| done = work());
        done.map(|()| u64::from(syncs))
    };
    let mut seen = Vec::new();
    for number in 0..50 {
        let intent = Intent::new(&format!("counted-{number}"))?;
        seen.push(waits(&|| {
            intent.write(journal)?;
            intent.count_the_call(journal)?;
            intent.settle(journal, 1)
        })?);
    }
    let retried = Intent::new("retried")?;
    let retried = waits(&|| {
        retried.write(journal)?;
        for failed in 1..=3 {
            retried.count_the_call(journal)?;
            retried.retry(journal, failed)?;
        }
        retried.count_the_call(journal)?;
        retried.settle(journal, 4)
    })?;
    Ok(Counts {
        least: seen.iter().copied().min().unwrap_or_default(),
        most: seen.iter().copied().max().unwrap_or_default(),
        retried,
    })
}

/// The times of our commits and of the disk's own waits, each beside the other.
fn measure(journal: &Journal, mut raw: File) -> Outcome<(Vec<f64>, Vec<f64>)> {
    let page = [0x5A; PAGE];
    let mut wait = || -> Outcome<f64> {
        let (done, took) = nanoseconds(|| raw.write_all(&page).and_then(|()| raw.sync_data()));
        done?;
        Ok(took)
    };
    let (mut commits, mut waits) = (Vec::new(), Vec::new());
    for number in 0..WARM_UP + ORDERS {
        let intent = Intent::new(&format!("timed-{number}"))?;
        let steps: [&dyn Fn() -> Outcome<()>; 2] =
            [&|| intent.write(journal), &|| intent.settle(journal, 1)];
        for (at, step) in steps.into_iter().enumerate() {
            let raw_first = (number + at) % 2 == 0;
            let before = if raw_first { Some(wait()?) } else { None };
            let (done, took) = nanoseconds(step);
            done?;
            let waited = match before {
                Some(waited) => waited,
                None => wait()?,
            };
            if number >= WARM_UP {
                commits.push(took);
                waits.push(waited);
            }
        }
    }
    Ok((commits, waits))
}

struct Disk {
    folder: PathBuf,
    kind: String,
}

/// The folder of builds, if it lies on a disk.
fn on_a_disk() -> Outcome<Disk> {
    let program = std::env::current_exe()?.canonicalize()?;
    // target/release/examples/rows
    let folder = program
        .ancestors()
        .nth(3)
        .filter(|folder| folder.is_dir())
        .ok_or("this program does not lie in a folder of builds")?;
    // Elsewhere than on Linux there is no such list, and no file system in
    // memory that builds are put on by default.
    let mounts = std::fs::read_to_string(Path::new("/proc/mounts")).unwrap_or_default();
    let kind = kind_of(&mounts, folder).unwrap_or("an unknown file system");
    if is_in_memory(kind) {
        return Err(format!("{} lies in memory ({kind})", folder.display()).into());
    }
    Ok(Disk {
        folder: folder.to_path_buf(),
        kind: kind.to_owned(),
    })
}
