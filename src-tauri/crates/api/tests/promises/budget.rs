//! The provider's limits are never exceeded, and a person always has calls left.
//! The limiter here is a model of its own: a bucket of 20 refilled once a
//! second, and 5,000 in any 24 hours, whatever the provider's day is.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use kh_api::{
    Admission, Asker, CallError, Ended, KeyUse, Lease, MemoryLedger, RateSeen, Sending, Transport,
    WireRequest,
};

use crate::world::{
    DAY, Draw, HOUR, MINUTE, SECOND, START, Task, WEEK, World, answer, balance, client, problem,
};

/// The limits of contract 6, counted in thousandths of a call.
struct Limiter {
    tokens: i64,
    at: i64,
    day: VecDeque<(i64, bool)>,
    by_person: usize,
    refused: usize,
    taken: usize,
    least_left: usize,
}

impl Limiter {
    fn new() -> Self {
        Self {
            tokens: 20_000,
            at: START,
            day: VecDeque::with_capacity(5_001),
            by_person: 0,
            refused: 0,
            taken: 0,
            least_left: usize::MAX,
        }
    }

    /// One call arrives. Gives the tokens that are left, or none for a 429.
    fn take(&mut self, now: i64, person: bool) -> Option<i64> {
        self.tokens = (self.tokens + now - self.at).min(20_000);
        self.at = now;
        while let Some((at, by_person)) = self.day.front().copied() {
            if at > now - DAY {
                break;
            }
            self.by_person -= usize::from(by_person);
            self.day.pop_front();
        }
        if self.tokens < 1_000 || self.day.len() >= 5_000 {
            self.refused += 1;
            return None;
        }
        self.tokens -= 1_000;
        self.taken += 1;
        self.day.push_back((now, person));
        self.by_person += usize::from(person);
        // What others have left over for the person in any 24 hours.
        let background = self.day.len() - self.by_person;
        self.least_left = self.least_left.min(5_000 - background);
        Some(self.tokens / 1_000)
    }
}

fn moment(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap()
}

/// What one process is doing.
enum Step {
    Ask,
    Arrive(Lease, bool),
    Settle(Lease, bool, RateSeen),
}

struct Process {
    at: i64,
    step: Step,
    /// People come and go; in between only the poller asks.
    person_until: i64,
}

/// A week of two processes that always want more, sharing what is stored. The
/// use of the key goes through its stored text at every restart.
fn greedy_week(seed: u64) -> Limiter {
    let mut draw = Draw::new(seed);
    let mut limiter = Limiter::new();
    let mut used = KeyUse::default();
    let mut restart = START + draw.within(SECOND, HOUR);
    let headers = seed % 3;
    let mut processes = [0, 1].map(|number| Process {
        at: START + number * draw.within(1, 5_000),
        step: Step::Ask,
        person_until: START,
    });
    loop {
        let next = usize::from(processes[1].at < processes[0].at);
        let process = &mut processes[next];
        let now = process.at;
        if now >= START + WEEK {
            return limiter;
        }
        if now >= restart {
            // Killed and started again, also with calls under way.
            let text = serde_json::to_string(&used).unwrap();
            used = serde_json::from_str(&text).unwrap();
            restart = now + draw.within(SECOND, 6 * HOUR);
            if draw.percent(30) {
                process.step = Step::Ask;
            }
        }
        match std::mem::replace(&mut process.step, Step::Ask) {
            Step::Ask => {
                if now > process.person_until + 2 * HOUR && draw.percent(5) {
                    process.person_until = now + draw.within(SECOND, 20 * MINUTE);
                }
                let person = now < process.person_until;
                let asker = if person {
                    Asker::Person
                } else {
                    Asker::Background
                };
                match used.admit(asker, moment(now)) {
                    Admission::Go(lease) => {
                        process.at = now + draw.within(1, 900);
                        process.step = Step::Arrive(lease, person);
                    }
                    Admission::Later(_, until) => {
                        let until = until.as_millisecond();
                        process.at = until.clamp(now + 50, now + 10 * MINUTE);
                    }
                }
            }
            Step::Arrive(lease, person) => {
                let left = limiter.take(now, person);
                process.at = now + draw.within(1, 900);
                let rate = RateSeen {
                    remaining: match headers {
                        0 => None,
                        _ => left.and_then(|left| u32::try_from(left).ok()),
                    },
                    reset: (headers == 2).then(|| moment(now + 20 * SECOND)),
                    ..RateSeen::default()
                };
                process.step = Step::Settle(lease, left.is_some(), rate);
            }
            Step::Settle(lease, ok, rate) => {
                let ended = if ok {
                    Ended::Accepted
                } else {
                    Ended::NoVerdict
                };
                used.settle(&lease, ended, &rate, None, moment(now));
                process.at = now + draw.within(1, 2_000);
            }
        }
    }
}

fn greedy_weeks(seeds: std::ops::Range<u64>) {
    let (mut weeks, mut taken, mut refused, mut least) = (0, 0, 0, usize::MAX);
    for seed in seeds {
        let limiter = greedy_week(seed);
        assert_eq!(limiter.refused, 0, "seed {seed}: 429");
        assert!(
            limiter.least_left >= 1_000,
            "seed {seed}: {} calls left for the person",
            limiter.least_left
        );
        weeks += 1;
        taken += limiter.taken;
        refused += limiter.refused;
        least = least.min(limiter.least_left);
    }
    println!(
        "R8 weeks={weeks} calls={taken} answered_429={refused} least_left_for_the_person={least}"
    );
    assert!(taken / weeks > 20_000, "they were greedy");
}

#[test]
fn r8_the_limits_are_never_exceeded_first_half() {
    greedy_weeks(0..500);
}

#[test]
fn r8_the_limits_are_never_exceeded_second_half() {
    greedy_weeks(500..1_000);
}

/// The same model behind the whole client.
struct Provider {
    world: World,
    state: Mutex<(Draw, Limiter)>,
}

impl Transport for Provider {
    fn send(&self, request: WireRequest) -> Sending<'_> {
        Box::pin(async move {
            let (there, back) = {
                let mut state = self.state.lock().unwrap();
                (state.0.within(1, 400), state.0.within(1, 400))
            };
            self.world.pass(there).await;
            let now = self.world.now();
            let answer = if request.header("kh-key").is_none() {
                answer(200, now, "{}")
            } else {
                match self.state.lock().unwrap().1.take(now, false) {
                    Some(left) => {
                        let mut answer = balance(now);
                        let left = ("x-ratelimit-remaining".to_owned(), left.to_string());
                        answer.headers.push(left);
                        answer
                    }
                    None => problem(429, now, "rate_limited", ""),
                }
            };
            self.world.pass(back).await;
            Ok(answer)
        })
    }
}

#[test]
fn r8_whole_clients_of_two_processes_stay_within_the_limits_too() {
    let (mut taken, mut refused) = (0, 0);
    for seed in 0..10 {
        let world = World::new();
        let provider = Arc::new(Provider {
            world: world.clone(),
            state: Mutex::new((Draw::new(seed), Limiter::new())),
        });
        let ledger = MemoryLedger::new();
        let tasks = (0..4).map(|number| {
            let (world, ledger, provider) = (world.clone(), ledger.clone(), provider.clone());
            let mut draw = Draw::new(seed * 10 + number);
            Box::pin(async move {
                while world.now() < START + DAY {
                    // A new process now and then: it knows only what is stored.
                    let client = client(&world, provider.clone(), Arc::new(ledger.clone()));
                    for _ in 0..draw.within(1, 300) {
                        let wait = match client.balance(Asker::Person).await {
                            Err(CallError::Held { until, .. }) => {
                                until.as_millisecond() - world.now()
                            }
                            Ok(_) | Err(_) => draw.within(1, 3_000),
                        };
                        world.pass(wait.clamp(1, 10 * MINUTE)).await;
                    }
                }
            }) as Task<'_>
        });
        world.run(START + 6 * HOUR, tasks.collect());
        let state = provider.state.lock().unwrap();
        taken += state.1.taken;
        refused += state.1.refused;
    }
    println!("R8 whole clients: calls={taken} answered_429={refused}");
    assert_eq!(refused, 0);
    assert!(taken > 30_000);
}
