//! No look and no value without its entry on the disk, whatever fails and
//! whenever the program ends. The tests run themselves once more: under a limit
//! of the size of files that stands for a disk that fails, and to be killed.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use kh_audit::{Act, Anchor};
use kh_journal::{AuditFilter, Journal};
use kh_secrets::SecretError;
use kh_simulator::{Fault, FaultKind};
use kh_tests::{Life, World};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::steps::{assert_whole, look, password, with_service};

/// Says to a second run what it is for.
const ROLE: &str = "KH_TESTS_LOOKS";

const RUNS: u64 = 10_000;
const KILLS: u64 = 25;

/// The disk fails from now on: no file can be written any more. Or it works again.
fn disk_works(works: bool) {
    let before = getrlimit(Resource::Fsize);
    let current = if works { before.maximum } else { Some(0) };
    let limit = Rlimit {
        current,
        maximum: before.maximum,
    };
    setrlimit(Resource::Fsize, limit).unwrap();
}

/// Runs one of these tests again, in a role.
fn again(test: &str, role: &str) -> Child {
    let script = format!("trap '' XFSZ; exec \"$0\" faults::{test} --exact --nocapture");
    let mut command = Command::new("bash");
    command
        .args(["-c", &script])
        .arg(std::env::current_exe().unwrap());
    // In memory, where there is such a place: ten thousand waits for a disk
    // are not what is tested.
    if std::path::Path::new("/dev/shm").is_dir() {
        command.env("TMPDIR", "/dev/shm");
    }
    command
        .env(ROLE, role)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn no_value_is_shown_without_an_entry_whatever_fails() {
    if std::env::var_os(ROLE).is_some() {
        return every_fault();
    }
    let child = again(
        "no_value_is_shown_without_an_entry_whatever_fails",
        "faults",
    );
    let run = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(run.status.success(), "{said}");
    let figures = said.lines().find(|line| line.starts_with("R16:"));
    println!("{}", figures.expect("the figures are printed"));
}

/// A step that can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Nothing,
    EntryBefore,
    Seal(u64),
    EntryAfter,
    Request(u64),
    Reveal,
    EndedBefore,
    TimeIsOver,
}

fn step(random: u64) -> Step {
    match random % 16 {
        0..=3 => Step::Nothing,
        4..=5 => Step::EntryBefore,
        6..=7 => Step::Seal(random >> 8),
        8..=9 => Step::EntryAfter,
        10..=11 => Step::Request(random >> 8),
        12..=13 => Step::Reveal,
        14 => Step::EndedBefore,
        _ => Step::TimeIsOver,
    }
}

#[derive(Debug, Default)]
struct Figures {
    shown: u64,
    refused: u64,
}

#[allow(clippy::print_stdout)] // The first run reads it.
fn every_fault() {
    let (world, life, service) = with_service();
    let journal = Arc::new(world.journal());
    let watched = watch(&world, &journal);
    let mut figures = Figures::default();
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..RUNS {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let step = step(random);
        one(&world, &life, &service, &journal, step, &mut figures);
        // Calls of a day are limited, by the provider and by the console.
        world.pass(Duration::from_secs(25));
        if matches!(step, Step::Request(_)) {
            // The console holds a key that was not answered several times.
            world.pass(Duration::from_secs(600));
        }
        world.wire.forget();
    }
    let asked = watched.asked.load(Ordering::Relaxed);
    let unseen = watched.unseen();
    assert!(unseen.is_empty(), "{}: {:?}", unseen.len(), unseen[0]);
    assert!(asked > RUNS / 4 && figures.shown > RUNS / 8, "{figures:?}");
    assert_whole(&life);
    println!(
        "R16: {RUNS} runs with faults, {asked} requests left, {} values shown, {} refused; {} \
         without an entry on the disk before",
        figures.shown,
        figures.refused,
        unseen.len()
    );
}

/// What was seen on the wire. A panic there would end the task that sends, and
/// look like one more refusal; so it is kept, and judged at the end.
#[derive(Default)]
struct Watched {
    asked: AtomicU64,
    /// Requests whose entry was not on the disk and sealed.
    unseen: Mutex<Vec<String>>,
}

impl Watched {
    fn unseen(&self) -> Vec<String> {
        let unseen = self.unseen.lock().unwrap_or_else(PoisonError::into_inner);
        unseen.clone()
    }
}

/// Whenever a request for access data leaves, its entry has to be on the disk
/// and sealed.
fn watch(world: &World, journal: &Arc<Journal>) -> Arc<Watched> {
    let watched = Arc::new(Watched::default());
    let kept = Arc::clone(&watched);
    let (journal, keychain) = (Arc::clone(journal), Arc::clone(&world.keychain));
    world.wire.alter(move |seen| {
        if is_look(&seen.path) {
            watched.asked.fetch_add(1, Ordering::Relaxed);
            if let Err(why) = on_disk_and_sealed(&journal, keychain.anchor().as_deref()) {
                let mut unseen = watched
                    .unseen
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner);
                unseen.push(why);
            }
        }
    });
    kept
}

fn on_disk_and_sealed(journal: &Journal, anchor: Option<&[u8]>) -> Result<(), String> {
    let last = journal.audit_head().map_err(|error| error.to_string())?;
    let last = last.ok_or("the chain is empty")?;
    let found = journal.audit_entry(last.seq);
    let found = found.map_err(|error| error.to_string())?;
    let entry = found.ok_or("the last entry is gone")?.entry;
    if (entry.act.as_str(), entry.outcome.as_str()) != ("credentials.read", "begun") {
        return Err(format!("the last entry is {} {}", entry.act, entry.outcome));
    }
    let anchor = anchor.and_then(|held| Anchor::from_bytes(held).ok());
    let sealed = anchor.map(|anchor| anchor.head);
    if sealed != Some(last) {
        return Err(format!("sealed is {sealed:?}, on the disk is {last:?}"));
    }
    Ok(())
}

fn is_look(path: &str) -> bool {
    path.ends_with("/credentials")
}

fn one(
    world: &World,
    life: &Life,
    service: &str,
    journal: &Journal,
    step: Step,
    figures: &mut Figures,
) {
    match step {
        Step::EntryBefore => disk_works(false),
        Step::Seal(which) => world.keychain.set_trouble(Some(trouble(which))),
        Step::EntryAfter => world.keychain.on_save(Some(Box::new(|| disk_works(false)))),
        Step::Request(which) => world.faults([Fault {
            on: "GET /v1/services/{id}/credentials".to_owned(),
            kind: fault(which),
            skip: 0,
            times: 1,
        }]),
        Step::Nothing | Step::Reveal | Step::EndedBefore | Step::TimeIsOver => {}
    }
    let seen = look(life, service);
    // First the hook: a seal that is made late must not switch the disk off again.
    world.keychain.on_save(None);
    disk_works(true);
    world.keychain.set_trouble(None);
    world.faults([]);
    let seen = match (step, seen) {
        (Step::EntryBefore | Step::Seal(_), Ok(_)) => panic!("{step:?} was not refused"),
        (Step::EntryAfter, Ok(_)) => panic!("shown without the entry of its outcome"),
        (Step::Nothing | Step::Reveal | Step::EndedBefore | Step::TimeIsOver, Err(error)) => {
            panic!("{step:?}: nothing failed, and it was refused: {error:?}")
        }
        (_, Err(_)) => {
            figures.refused += 1;
            return;
        }
        (_, Ok(seen)) => seen,
    };
    match step {
        Step::Reveal => disk_works(false),
        Step::EndedBefore => life.console.end_looks(),
        Step::TimeIsOver => world.pass(Duration::from_secs(301)),
        Step::Nothing | Step::EntryBefore | Step::Seal(_) | Step::EntryAfter | Step::Request(_) => {
        }
    }
    let index = password(&seen);
    let shown = life.run(life.console.reveal_field(seen.look.clone(), index));
    disk_works(true);
    match (step, shown) {
        (Step::Reveal | Step::EndedBefore | Step::TimeIsOver, Ok(_)) => {
            panic!("{step:?}: a value was shown")
        }
        (_, Ok(_)) => {
            let last = journal.audit_head().unwrap().unwrap();
            let entry = journal.audit_entry(last.seq).unwrap().unwrap().entry;
            assert_eq!(entry.act, "credentials.revealed");
            figures.shown += 1;
        }
        (Step::Nothing | Step::Request(_), Err(error)) => {
            panic!("{step:?}: nothing failed, and it was not shown: {error:?}")
        }
        (_, Err(_)) => figures.refused += 1,
    }
    life.run(life.console.end_look(seen.look)).unwrap();
}

fn trouble(which: u64) -> SecretError {
    match which % 4 {
        0 => SecretError::Locked,
        1 => SecretError::Denied,
        2 => SecretError::TimedOut,
        _ => SecretError::Failed {
            detail: "it fails".to_owned(),
        },
    }
}

fn fault(which: u64) -> FaultKind {
    match which % 4 {
        0 => FaultKind::DropBeforeCommit,
        1 => FaultKind::DropAfterCommit,
        2 => FaultKind::CutBody { bytes: 30 },
        _ => FaultKind::Error {
            status: 500,
            after_commit: true,
        },
    }
}

#[test]
fn a_program_that_is_killed_leaves_an_entry_of_all_it_asked_and_showed() {
    const OWN: &str = "a_program_that_is_killed_leaves_an_entry_of_all_it_asked_and_showed";
    if std::env::var_os(ROLE).is_some() {
        return look_until_killed();
    }
    let mut totals = (0, 0);
    for kill in 0..KILLS {
        let mut child = again(OWN, "killed");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut said = |wanted: u64| -> Vec<String> {
            let lines = lines.by_ref().map_while(Result::ok);
            let ours = lines.filter(|line| line.contains("KH "));
            ours.take(usize::try_from(wanted).unwrap()).collect()
        };
        let folder = said(1).pop().expect("it says where it works");
        let folder = PathBuf::from(folder.split("KH ").nth(1).unwrap());
        let mut heard = said(3 + (kill * 7) % 40);
        child.kill().unwrap();
        child.wait().unwrap();
        heard.extend(said(u64::MAX));
        let journal = Journal::open(&folder.join("data").join(kh_core::JOURNAL_FILE)).unwrap();
        let count = |what: &str| heard.iter().filter(|line| line.contains(what)).count() as u64;
        let on_record = |act: Act| {
            let filter = AuditFilter {
                acts: vec![act],
                ..AuditFilter::default()
            };
            journal.audit_page(&filter, 0, 1).unwrap().total
        };
        let (left, shown) = (count("KH left"), count("KH shown"));
        assert!(on_record(Act::CredentialsRevealed) >= shown);
        assert!(on_record(Act::CredentialsRead) >= left);
        totals = (totals.0 + left, totals.1 + shown);
        drop(journal);
        std::fs::remove_dir_all(folder).unwrap();
    }
    println!(
        "R16: killed {KILLS} times, {} requests left, {} values shown; 0 without an entry",
        totals.0, totals.1
    );
}

#[allow(clippy::print_stdout)] // Whoever kills it reads it.
fn look_until_killed() {
    let (world, life, service) = with_service();
    println!("KH {}", world.folder().display());
    world.wire.alter(|seen| {
        if is_look(&seen.path) {
            println!("KH left");
        }
    });
    for _ in 0..4_000 {
        if let Ok(seen) = look(&life, &service) {
            let index = password(&seen);
            if life
                .run(life.console.reveal_field(seen.look, index))
                .is_ok()
            {
                println!("KH shown");
            }
        }
        world.pass(Duration::from_secs(25));
    }
}
