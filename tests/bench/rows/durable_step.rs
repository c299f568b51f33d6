//! P7: how often an order waits for the disk, and what a wait of ours costs
//! beyond the disk's own.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use kh_bench::filesystem::{is_in_memory, kind_of};
use kh_bench::samples::{blocks, mean, median, percentile, spread};
use kh_bench::{Figure, Row, Target, nanoseconds};
use kh_journal::Journal;
use rusqlite::Connection;

use crate::Outcome;
use crate::counting_vfs::{install, syncs_during};
use crate::order_rows::{self, Intent};

/// Each has two commits, so there are 600 pairs.
const ORDERS: usize = 300;
const WARM_UP: usize = 10;
const BLOCK: usize = 60;
/// The unit in which a database writes.
const PAGE: usize = 4_096;
/// A page in the write-ahead file, with its head.
const FRAME: u64 = 4_096 + 24;

pub(crate) fn row() -> Outcome<Row> {
    install();
    let disk = on_a_disk()?;
    let folder = tempfile::Builder::new()
        .prefix("bench-")
        .tempdir_in(&disk.folder)?;
    let journal = Journal::open(&folder.path().join("journal.db"))?;
    order_rows::save_profile(&journal)?;
    order_rows::arm(&journal);
    // As the console does after its start.
    journal.make_room()?;

    let counts = count(&journal)?;
    let times = measure(&journal, folder.path())?;
    let (commits, waits) = (&times.commits, &times.waits);
    let ratios = blocks(commits, waits, BLOCK, mean);
    Ok(Row::new(
        "P7",
        Figure::ratio("ratio", median(&ratios)).target(Target::AtMost(1.6)),
    )
    .with(Figure::count("fsyncs_least", counts.least).target(Target::Exactly(2.0)))
    .with(Figure::count("fsyncs_most", counts.most).target(Target::Exactly(2.0)))
    .with(Figure::count("fsyncs_with_three_retries", counts.retried).target(Target::Exactly(5.0)))
    .with(Figure::ratio(
        "ratio_of_all",
        mean(commits) / mean(waits),
    ))
    .note(format!(
        "commit of an order step / append of as many bytes ({:.0} in the mean) and fdatasync on {}: median of {} blocks of the ratio of means, {} interleaved pairs",
        mean(&times.bytes),
        disk.kind,
        ratios.len(),
        commits.len(),
    ))
    .note(format!(
        "spread ratio={}; us commit mean={:.0} p10={:.0} p50={:.0} fdatasync mean={:.0} p10={:.0} p50={:.0}",
        spread(&ratios),
        mean(commits) / 1e3,
        percentile(commits, 10) / 1e3,
        percentile(commits, 50) / 1e3,
        mean(waits) / 1e3,
        percentile(waits, 10) / 1e3,
        percentile(waits, 50) / 1e3,
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
            intent.leave(journal, 1)?;
            intent.settle(journal, 1)
        })?);
        intent.read_the_credit(journal)?;
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

/// What was measured side by side.
#[derive(Default)]
struct Times {
    commits: Vec<f64>,
    waits: Vec<f64>,
    /// What the commits wrote.
    bytes: Vec<f64>,
}

/// The times of our commits, each beside the disk's own for as many bytes.
fn measure(journal: &Journal, folder: &Path) -> Outcome<Times> {
    let beside = Connection::open(folder.join("journal.db"))?;
    let mut raw = OpenOptions::new()
        .create_new(true)
        .append(true)
        .open(folder.join("raw"))?;
    let mut wait = |length: usize| -> Outcome<f64> {
        let bytes = vec![0x5A; length];
        let (done, took) = nanoseconds(|| raw.write_all(&bytes).and_then(|()| raw.sync_data()));
        done?;
        Ok(took)
    };
    let mut times = Times::default();
    // A commit of the same kind writes nearly as much as the one before it.
    let mut lengths = [8 * PAGE; 2];
    for number in 0..WARM_UP + ORDERS {
        let intent = Intent::new(&format!("timed-{number}"))?;
        let steps: [&dyn Fn() -> Outcome<()>; 2] =
            [&|| intent.write(journal), &|| intent.settle(journal, 1)];
        for (at, step) in steps.into_iter().enumerate() {
            let raw_first = (number + at) % 2 == 0;
            let before = raw_first.then(|| wait(lengths[at])).transpose()?;
            let length = written(&beside)?;
            if at == 1 {
                // The flush of the outcome takes this along.
                intent.count_the_call(journal)?;
                intent.leave(journal, 1)?;
            }
            let (done, took) = nanoseconds(step);
            done?;
            lengths[at] = usize::try_from(written(&beside)? - length)?;
            let waited = before.map_or_else(|| wait(lengths[at]), Ok)?;
            if number >= WARM_UP {
                times.commits.push(took);
                times.waits.push(waited);
                times.bytes.push(u32::try_from(lengths[at])?.into());
            }
        }
        intent.read_the_credit(journal)?;
    }
    Ok(times)
}

/// How many bytes of the write-ahead file are in use.
fn written(beside: &Connection) -> Outcome<u64> {
    let frames: i64 = beside.query_row("PRAGMA wal_checkpoint(NOOP)", [], |row| row.get("log"))?;
    Ok(u64::try_from(frames)? * FRAME)
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
