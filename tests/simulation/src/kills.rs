//! Kills: a real process that buys at a simulator behind a socket ends by
//! SIGKILL at random moments of its orders, begins again, and the same oracle
//! looks at what is left.

use std::collections::VecDeque;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use kh_core::view::{MoneyMoved, OrderProgress};
use kh_simulator::{Card, Options, Running, Scale, ServeOptions, serve};
use tempfile::TempDir;

use crate::buyer;
use crate::draw::Draw;
use crate::oracle::{self, Verdict};
use crate::record::{Click, Done, Record, Shown, Told};
use crate::scenario;

/// How many orders one process places before it would stop by itself.
const ORDERS: usize = 3;

/// How long anything may take before it counts as hung.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the kills gave.
#[derive(Debug, Clone, Default)]
pub struct Kills {
    /// How many there were.
    pub kills: u32,
    /// Processes that were killed before their last order was answered.
    pub amid: u32,
    /// What went wrong.
    pub wrong: Vec<String>,
}

/// Kills the buyer so often. `program` is this package's program.
///
/// # Panics
/// Where no process can be started at all.
#[must_use]
pub fn kill(program: &Path, kills: u32, seed: u64) -> Kills {
    if kills == 0 {
        return Kills::default();
    }
    let draw = Draw::of(seed, "kills");
    let served = serve(ServeOptions {
        listen: "127.0.0.1:0".to_owned(),
        simulator: Options {
            seed: Some(1),
            scale: Scale::Bare,
            ..Options::default()
        },
    });
    let provider = served.expect("the provider can be served");
    let prepared = prepare(program, &provider);
    let typical = uninterrupted(program, &provider, prepared.path());
    let mut found = Kills::default();
    for n in 0..kills {
        let after = Duration::from_micros(draw.below(typical));
        let (verdict, amid) = one(program, &provider, prepared.path(), after);
        found.kills += 1;
        found.amid += u32::from(amid);
        let lines = verdict.lines().into_iter();
        found
            .wrong
            .extend(lines.map(|line| format!("kill {n} after {after:?}: {line}")));
    }
    found
}

/// A folder in which a buyer is connected.
fn prepare(program: &Path, provider: &Running) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut buyer = Buyer::start(program, folder.path());
    buyer.until("settled");
    let key = provider
        .key(kh_simulator::FULL_ACCESS)
        .expect("it is there");
    buyer.say(&format!(
        "connect {} {} {}",
        provider.base_url, key.key, key.secret
    ));
    buyer.until("connected");
    buyer.leave();
    folder
}

/// How many microseconds the orders take when nobody interrupts them.
fn uninterrupted(program: &Path, provider: &Running, prepared: &Path) -> u64 {
    let folder = begin(provider, prepared, 0);
    let mut buyer = Buyer::start(program, folder.path());
    buyer.until("settled");
    let watch = crate::clock::Watch::start();
    buyer.say(&format!("buy 0 {ORDERS}"));
    buyer.until("bought");
    let took = watch.elapsed();
    buyer.leave();
    u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
}

/// A world as it was at first, and a copy of the connected folder.
fn begin(provider: &Running, prepared: &Path, seed: u64) -> TempDir {
    let simulator = provider.simulator();
    simulator.rewind(seed).expect("it is a world in memory");
    simulator.set_credit(1, 500.into()).expect("it is there");
    simulator.set_card(1, Card::Ok).expect("it is there");
    let folder = tempfile::tempdir().expect("a folder can be made");
    copy(prepared, folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder reads").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the file can be copied");
        }
    }
}

/// One kill, one restart, and what is left then.
fn one(program: &Path, provider: &Running, prepared: &Path, after: Duration) -> (Verdict, bool) {
    let folder = begin(provider, prepared, 1);
    let mut buyer = Buyer::start(program, folder.path());
    buyer.until("settled");
    buyer.say(&format!("buy 0 {ORDERS}"));
    let heard = buyer.killed_after(after);
    let mut again = Buyer::start(program, folder.path());
    again.until("settled");
    again.say("look");
    let screen = again.until("looked");
    again.leave();
    let amid = !heard.iter().any(|line| line == "bought");
    let journal = folder.path().join("data").join(kh_core::JOURNAL_FILE);
    let clicks = clicks(&heard);
    let there = scenario::there(provider.simulator());
    let done = there.iter().filter_map(|order| {
        let click = clicks
            .iter()
            .find(|click| buyer::host(click.wish) == order.hostname)?;
        Some(Done {
            key: click.key.clone(),
            status: 201,
            order: Some(order.id.clone()),
        })
    });
    let record = Record {
        wishes: (0..ORDERS).map(buyer::host).collect(),
        seen: seen(&clicks),
        shown: screen.iter().filter_map(|line| shown(line)).collect(),
        kept: scenario::kept_in(&journal),
        done: done.collect(),
        there,
        clicks,
        ..Record::default()
    };
    (oracle::judge(&record), amid)
}

fn clicks(heard: &[String]) -> Vec<Click> {
    let mut clicks: Vec<Click> = Vec::new();
    for line in heard {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["click", wish, key] => clicks.push(Click {
                wish: wish.parse().expect("it is a number"),
                key: (*key).to_owned(),
                another: false,
                // Nobody watches the wire of a real process here.
                at: Duration::ZERO,
                told: Told::Nothing,
            }),
            ["order", no, progress] => {
                let last = clicks.last_mut().expect("a click came before");
                last.told = Told::Order(no.parse().expect("a number"), progress_of(progress));
            }
            ["refused", code, money] => {
                let last = clicks.last_mut().expect("a click came before");
                let money = match *money {
                    "No" => MoneyMoved::No,
                    _ => MoneyMoved::Unknown,
                };
                last.told = Told::Refused((*code).to_owned(), money);
            }
            _ => {}
        }
    }
    clicks
}

fn seen(clicks: &[Click]) -> Vec<i64> {
    let told = clicks.iter().map(|click| &click.told);
    told.filter_map(|told| match told {
        Told::Order(no, _) => Some(*no),
        Told::Nothing | Told::Refused(..) => None,
    })
    .collect()
}

fn shown(line: &str) -> Option<Shown> {
    let words: Vec<&str> = line.split(' ').collect();
    let ["shows", no, key, progress, needs_you, can_repeat, order] = words.as_slice() else {
        return None;
    };
    Some(Shown {
        no: no.parse().ok()?,
        key: (*key).to_owned(),
        progress: progress_of(progress),
        needs_you: *needs_you == "true",
        can_repeat: *can_repeat == "true",
        order_id: (*order != "-").then(|| (*order).to_owned()),
    })
}

fn progress_of(word: &str) -> OrderProgress {
    use OrderProgress as P;
    let all = [
        P::Written,
        P::Sending,
        P::Unknown,
        P::Accepted,
        P::Unpaid,
        P::Paid,
        P::Provisioned,
        P::Refused,
        P::Cancelled,
        P::CancelledPaid,
        P::NotSent,
        P::Closed,
    ];
    all.into_iter()
        .find(|progress| format!("{progress:?}") == word)
        .unwrap_or(P::NeedsPerson)
}

/// A process that buys.
struct Buyer {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    heard: VecDeque<String>,
}

impl Buyer {
    fn start(program: &Path, folder: &Path) -> Self {
        let mut child = Command::new(program)
            .arg("--buy-in")
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the buyer starts");
        let output = child.stdout.take().expect("it has an output");
        let (tell, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                // Whoever listened is gone.
                let _ = tell.send(line);
            }
        });
        Self {
            input: child.stdin.take(),
            child,
            lines,
            heard: VecDeque::new(),
        }
    }

    fn say(&mut self, line: &str) {
        let input = self.input.as_mut().expect("its input is open");
        writeln!(input, "{line}").expect("it listens");
    }

    /// Everything it says until this line.
    fn until(&mut self, last: &str) -> Vec<String> {
        let mut heard = Vec::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("it never said {last}"));
            if line == last {
                return heard;
            }
            heard.push(line);
        }
    }

    /// SIGKILL, so long from now; what it said until then.
    fn killed_after(mut self, after: Duration) -> Vec<String> {
        let watch = crate::clock::Watch::start();
        while let Some(left) = after.checked_sub(watch.elapsed()) {
            match self.lines.recv_timeout(left) {
                Ok(line) => self.heard.push_back(line),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it has ended");
        // What it said and nobody had read yet; the line ends with the process.
        while let Ok(line) = self.lines.recv() {
            self.heard.push_back(line);
        }
        self.heard.into()
    }

    /// Ends by itself.
    fn leave(mut self) {
        drop(self.input.take());
        self.child.wait().expect("it ends");
    }
}

/// The program of this package, beside the one that runs.
#[must_use]
pub fn own_program() -> PathBuf {
    std::env::current_exe().expect("it has a path")
}
