//! No window, poller or process of this machine locks a key.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use kh_api::{
    Asker, CallError, Client, MemoryLedger, Sending, Transport, TransportError, UnknownKind,
    WireRequest, WireResponse,
};

use crate::world::{
    DAY, Draw, HOUR, MINUTE, SECOND, START, Task, WEEK, World, answer, balance, client, problem,
};

/// How a provider of this model treats a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mood {
    /// Refuses everything.
    RefusesAll,
    /// Refuses a third, for any reason.
    Random,
    /// Refuses for hours, then works for hours.
    Phases,
    /// Refuses everything, and a third of the refusals is lost on the way.
    RefusesAllAndLosesAnswers,
    /// Works, with failures and lost answers.
    Shaky,
}

const MOODS: [Mood; 5] = [
    Mood::RefusesAll,
    Mood::Random,
    Mood::Phases,
    Mood::RefusesAllAndLosesAnswers,
    Mood::Shaky,
];

const REASONS: [&str; 6] = [
    "signature_mismatch",
    "unknown_or_locked_key",
    "timestamp_out_of_window",
    "replay_detected",
    "ip_not_allowed",
    "word_we_do_not_know",
];

/// The lockout of contract 11, counted by the model itself.
struct Provider {
    world: World,
    mood: Mood,
    state: Mutex<Counted>,
}

struct Counted {
    draw: Draw,
    failures: VecDeque<i64>,
    seen: VecDeque<i64>,
    most_in_window: usize,
    most_seen: usize,
    lockouts: usize,
    calls: usize,
}

impl Provider {
    fn new(world: &World, mood: Mood, seed: u64) -> Arc<Self> {
        Arc::new(Self {
            world: world.clone(),
            mood,
            state: Mutex::new(Counted {
                draw: Draw::new(seed),
                failures: VecDeque::new(),
                seen: VecDeque::new(),
                most_in_window: 0,
                most_seen: 0,
                lockouts: 0,
                calls: 0,
            }),
        })
    }

    fn judge(&self) -> Result<WireResponse, TransportError> {
        let now = self.world.now();
        let mut state = self.state.lock().unwrap();
        state.calls += 1;
        let phase = (now - START) / (5 * HOUR) % 2 == 1;
        let (refused, lost) = match self.mood {
            Mood::RefusesAll => (true, false),
            Mood::Random => (state.draw.percent(33), false),
            Mood::Phases => (phase, state.draw.percent(1)),
            Mood::RefusesAllAndLosesAnswers => (true, state.draw.percent(33)),
            Mood::Shaky => (false, state.draw.percent(10)),
        };
        if refused {
            state.count_failure(now, lost);
        }
        if lost {
            return Err(TransportError::Unknown {
                kind: UnknownKind::Timeout,
                detail: String::new(),
            });
        }
        if refused {
            let reason = REASONS[usize::try_from(state.draw.within(0, 6)).unwrap()];
            return Ok(problem(401, now, "auth_failed", reason));
        }
        if self.mood == Mood::Shaky && state.draw.percent(10) {
            return Ok(answer(502, now, "<html>"));
        }
        Ok(balance(now))
    }
}

impl Counted {
    fn count_failure(&mut self, now: i64, lost: bool) {
        self.failures.push_back(now);
        let window = |times: &mut VecDeque<i64>| {
            while times.front().is_some_and(|at| *at <= now - 10 * MINUTE) {
                times.pop_front();
            }
            times.len()
        };
        let count = window(&mut self.failures);
        self.most_in_window = self.most_in_window.max(count);
        if count >= 5 {
            self.lockouts += 1;
        }
        if !lost {
            self.seen.push_back(now);
            let seen = window(&mut self.seen);
            self.most_seen = self.most_seen.max(seen);
        }
    }
}

impl Transport for Provider {
    fn send(&self, request: WireRequest) -> Sending<'_> {
        Box::pin(async move {
            let (there, back) = {
                let mut state = self.state.lock().unwrap();
                (state.draw.within(1, 4_000), state.draw.within(1, 4_000))
            };
            self.world.pass(there).await;
            let result = match request.header("kh-key") {
                Some(_) => self.judge(),
                None => Ok(answer(200, self.world.now(), "{}")),
            };
            self.world.pass(back).await;
            result
        })
    }
}

/// Calls again and again, at most twice as eager as a real poller would be
/// after it was told to wait.
async fn poll(world: World, client: Client, asker: Asker, mut draw: Draw, pause: (i64, i64)) {
    loop {
        let wait = match client.balance(asker).await {
            Err(CallError::Held { until, .. }) if draw.percent(80) => {
                let now = client.server_now().map_or(0, |at| at.as_millisecond());
                (until.as_millisecond() - now).max(SECOND)
            }
            Ok(_) | Err(_) => draw.within(pause.0, pause.1),
        };
        world.pass(wait).await;
    }
}

fn week(mood: Mood, seed: u64, insisting: bool, length: i64) -> (usize, usize, usize, usize) {
    let world = World::new();
    let provider = Provider::new(&world, mood, seed);
    let ledger = MemoryLedger::new();
    let mut draw = Draw::new(seed ^ 0xFACE);
    // Two processes: a console with three windows, and a second console.
    let first = client(&world, provider.clone(), Arc::new(ledger.clone()));
    let second = client(&world, provider.clone(), Arc::new(ledger));
    let person = if insisting {
        (Asker::PersonInsists, (MINUTE, 5 * MINUTE))
    } else {
        (Asker::Person, (10 * MINUTE, 3 * HOUR))
    };
    let askers = [
        (first.clone(), Asker::Background, (10 * MINUTE, 40 * MINUTE)),
        (first.clone(), Asker::Background, (10 * MINUTE, 40 * MINUTE)),
        (first, person.0, person.1),
        (second, Asker::Background, (10 * MINUTE, 40 * MINUTE)),
    ];
    let tasks: Vec<Task<'_>> = askers
        .into_iter()
        .map(|(client, asker, pause)| {
            let draw = Draw::new(draw.next());
            Box::pin(poll(world.clone(), client, asker, draw, pause)) as Task<'_>
        })
        .collect();
    world.run(START + length, tasks);
    let state = provider.state.lock().unwrap();
    (
        state.calls,
        state.lockouts,
        state.most_in_window,
        state.most_seen,
    )
}

fn weeks(seeds: std::ops::Range<u64>) {
    let mut sum = (0, 0, 0, 0, 0);
    for seed in seeds {
        let mood = MOODS[usize::try_from(seed % 5).unwrap()];
        let (calls, lockouts, most, seen) = week(mood, seed, false, WEEK);
        let loses = matches!(mood, Mood::RefusesAllAndLosesAnswers | Mood::Phases);
        assert!(seen <= 2, "seed {seed} {mood:?}: {seen} failures were seen");
        assert!(
            most <= if loses { 4 } else { 2 },
            "seed {seed} {mood:?}: {most} failures in 10 minutes"
        );
        sum.0 += 1;
        sum.1 += calls;
        sum.2 += lockouts;
        sum.3 = most.max(sum.3);
        sum.4 = seen.max(sum.4);
    }
    println!(
        "R6 weeks={} signed_calls={} lockouts={} most_seen_in_10_min={} most_with_unseen={}",
        sum.0, sum.1, sum.2, sum.4, sum.3
    );
    assert_eq!(sum.2, 0);
}

#[test]
fn r6_a_key_is_never_locked_first_half() {
    weeks(0..500);
}

#[test]
fn r6_a_key_is_never_locked_second_half() {
    weeks(500..1_000);
}

#[test]
fn a_person_who_clicks_again_and_again_does_not_lock_the_key_either() {
    let mut worst = 0;
    for seed in 0..50 {
        let mood = MOODS[usize::try_from(seed % 5).unwrap()];
        let (_, lockouts, most, _) = week(mood, seed, true, DAY);
        assert_eq!(lockouts, 0, "seed {seed} {mood:?}");
        worst = most.max(worst);
    }
    println!("R6 with insisting clicks: days=50 lockouts=0 most_in_10_min={worst}");
    assert!((3..=4).contains(&worst), "the clicks were let through");
}
