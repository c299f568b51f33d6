//! Many scenarios on several threads, and the line at the end.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::plan::Seed;
use crate::scenario;
use crate::world::World;

/// Most seeds that are kept of scenarios that went wrong.
const KEPT: usize = 20;

/// What many scenarios gave.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// How many there were.
    pub scenarios: u64,
    /// In how many something was bought twice.
    pub double: u64,
    /// In how many something bought was lost.
    pub lost: u64,
    /// In how many something was sent too late.
    pub late: u64,
    /// In how many something ended without a word.
    pub silent: u64,
    /// In how many one key had two bodies.
    pub unequal: u64,
    /// In how many something left without an intent on the disk.
    pub unkept: u64,
    /// Orders on the wire.
    pub sent: u64,
    /// Clicks.
    pub clicks: u64,
    /// Seeds of those that went wrong, with what was wrong.
    pub wrong: Vec<(Seed, Vec<String>)>,
}

impl Figures {
    /// Whether nothing went wrong.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.wrong.is_empty()
    }

    fn add(&mut self, seed: Seed, outcome: &scenario::Outcome) {
        let verdict = &outcome.verdict;
        self.scenarios += 1;
        self.double += u64::from(!verdict.double.is_empty());
        self.lost += u64::from(!verdict.lost.is_empty());
        self.late += u64::from(!verdict.late.is_empty());
        self.silent += u64::from(!verdict.silent.is_empty());
        self.unequal += u64::from(!verdict.unequal.is_empty());
        self.unkept += u64::from(!verdict.unkept.is_empty());
        self.clicks += outcome.record.clicks.len() as u64;
        let sent = outcome.record.sent.iter();
        self.sent += sent.filter(|sent| sent.is_order()).count() as u64;
        if !verdict.is_clean() && self.wrong.len() < KEPT {
            self.wrong.push((seed, verdict.lines()));
        }
    }

    fn join(&mut self, other: Self) {
        self.scenarios += other.scenarios;
        self.double += other.double;
        self.lost += other.lost;
        self.late += other.late;
        self.silent += other.silent;
        self.unequal += other.unequal;
        self.unkept += other.unkept;
        self.sent += other.sent;
        self.clicks += other.clicks;
        self.wrong.extend(other.wrong);
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} scenarios: {} double, {} lost, {} late, {} silent",
            self.scenarios, self.double, self.lost, self.late, self.silent
        )
    }
}

/// Runs so many scenarios of the row that `base` begins, on so many threads.
///
/// # Panics
/// Where a world fails.
#[must_use]
pub fn many(base: u64, scenarios: u64, threads: usize) -> Figures {
    let next = AtomicU64::new(0);
    let work = || {
        let world = World::new();
        let mut figures = Figures::default();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= scenarios {
                return figures;
            }
            let seed = Seed::nth(base, number);
            figures.add(seed, &scenario::run(&world, seed, false));
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
        let mut figures = Figures::default();
        for worker in workers {
            figures.join(worker.join().expect("no world fails"));
        }
        figures.wrong.sort_by_key(|(seed, _)| seed.to_string());
        figures
    })
}
