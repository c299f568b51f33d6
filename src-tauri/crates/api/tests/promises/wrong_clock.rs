//! A computer whose clock is wrong, is set, or sleeps.

use std::sync::{Arc, Mutex};

use kh_api::{Asker, MemoryLedger, Sending, Transport, WireRequest};

use crate::world::{
    DAY, Draw, HOUR, MINUTE, SECOND, START, World, answer, balance, client, problem,
};

/// A provider that looks at the time and at nothing else.
struct Provider {
    world: World,
    state: Mutex<Counted>,
}

struct Counted {
    draw: Draw,
    accepted: usize,
    rejected: usize,
    unsigned: usize,
}

impl Transport for Provider {
    fn send(&self, request: WireRequest) -> Sending<'_> {
        Box::pin(async move {
            let there = self.state.lock().unwrap().draw.within(1, 3_000);
            self.world.pass(there).await;
            let now = self.world.now();
            let answer = {
                let mut state = self.state.lock().unwrap();
                match request.header("kh-timestamp") {
                    None => {
                        state.unsigned += 1;
                        answer(200, now, "{}")
                    }
                    Some(stamp) => {
                        let stamp: i64 = stamp.parse().unwrap();
                        if (stamp - now / SECOND).abs() <= 300 {
                            state.accepted += 1;
                            balance(now)
                        } else {
                            state.rejected += 1;
                            problem(401, now, "auth_failed", "timestamp_out_of_window")
                        }
                    }
                }
            };
            let back = self.state.lock().unwrap().draw.within(1, 3_000);
            self.world.pass(back).await;
            Ok(answer)
        })
    }
}

struct Day {
    calls: usize,
    failed: usize,
    rejected: usize,
    unsigned: usize,
}

/// One day with a call every few minutes; `jumps` times the clock is set to
/// another wrong time, or the computer sleeps.
fn day(world: &World, seed: u64, skew: i64, jumps: i64) -> Day {
    let mut draw = Draw::new(seed);
    world.set_wall(skew);
    let provider = Arc::new(Provider {
        world: world.clone(),
        state: Mutex::new(Counted {
            draw: Draw::new(seed ^ 0xC10C),
            accepted: 0,
            rejected: 0,
            unsigned: 0,
        }),
    });
    let client = client(world, provider.clone(), Arc::new(MemoryLedger::new()));
    let mut moments: Vec<i64> = (0..jumps).map(|_| START + draw.within(0, DAY)).collect();
    moments.sort_unstable();
    let mut moments = moments.into_iter().peekable();
    let (mut calls, mut failed) = (0, 0);
    while world.now() < START + DAY {
        while moments.next_if(|at| *at <= world.now()).is_some() {
            if draw.percent(30) {
                world.suspend(draw.within(MINUTE, 10 * HOUR));
            } else {
                world.set_wall(draw.within(-48 * HOUR, 48 * HOUR));
            }
        }
        calls += 1;
        if let Err(error) = world.finish(client.balance(Asker::Person)) {
            println!("seed {seed}: {error}");
            failed += 1;
        }
        let pause = draw.within(MINUTE, 30 * MINUTE);
        world.finish(world.pass(pause));
    }
    let state = provider.state.lock().unwrap();
    Day {
        calls,
        failed,
        rejected: state.rejected,
        unsigned: state.unsigned,
    }
}

/// Skews from -48 h to +48 h: the edges of the window exactly, the rest drawn.
fn skew_of(number: u64) -> i64 {
    let edges = [0, 299, 300, 301, 3_600, 48 * 3_600];
    let mut draw = Draw::new(number ^ 0x5E3D);
    match edges.get(usize::try_from(number / 2).unwrap()) {
        Some(edge) if number.is_multiple_of(2) => edge * SECOND,
        Some(edge) => -edge * SECOND,
        None => draw.within(-48 * HOUR, 48 * HOUR + 1),
    }
}

#[test]
fn r7_a_wrong_clock_costs_at_most_one_rejected_call() {
    let (mut calls, mut rejected, mut most, mut unsigned, mut jumps) = (0, 0, 0, 0, 0);
    let mut lockouts = 0;
    for number in 0..2_000_u64 {
        // Half of the computers have no steady time: there a jump shows itself
        // by a rejected call only, so they get one jump.
        let blind = !number.is_multiple_of(2);
        let (world, times) = if blind {
            (World::new().without_steady_time(), 1)
        } else {
            (World::new(), i64::try_from(number % 9).unwrap())
        };
        let day = day(&world, number, skew_of(number), times);
        assert!(
            day.rejected <= 1,
            "skew {number}: {} rejected calls",
            day.rejected
        );
        assert_eq!(day.failed, 0, "skew {number}: a call failed for good");
        if !blind {
            assert_eq!(day.rejected, 0, "skew {number}: the jump was not noticed");
        }
        calls += day.calls;
        rejected += day.rejected;
        most = most.max(day.rejected);
        lockouts += usize::from(day.rejected >= 5);
        unsigned += day.unsigned;
        jumps += times;
    }
    println!(
        "R7 skews=2000 jumps={jumps} calls={calls} rejected={rejected} most_per_skew={most} lockouts={lockouts} health_checks={unsigned}"
    );
    assert!(
        rejected > 0,
        "computers without a steady time meet a rejection"
    );
}
