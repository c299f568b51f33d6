//! How long the comparison of signatures takes must not tell where they differ:
//! the test of dudect (Reparaz, Balasch, Verbauwhede 2017) over a million
//! samples. Two classes of inputs in random order, Welch's t over their times
//! without the slowest ones; |t| of 10 and more is a leak.
#![allow(clippy::float_arithmetic)] // statistics of times, not money

use std::hint::black_box;

use super::parts::same;

/// Samples of one round.
const SAMPLES: u32 = 1_000_000;
/// Comparisons of one sample: one alone is near what a clock can tell apart.
const REPEATED: u32 = 4;
/// A leak is there in every round; noise of the machine is not.
const ROUNDS: usize = 5;
/// From here on it is a leak.
const LEAK: f64 = 10.0;

/// Mean and spread of one class, kept while they come in (Welford).
#[derive(Default, Clone, Copy)]
struct Class {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Class {
    fn take(&mut self, time: f64) {
        self.count += 1.0;
        let off = time - self.mean;
        self.mean += off / self.count;
        self.squares += off * (time - self.mean);
    }

    fn spread(&self) -> f64 {
        self.squares / (self.count - 1.0) / self.count
    }
}

/// Random enough to put classes in no order that a machine could have.
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

/// |t| of one round.
fn round(samples: u32, seed: u64, compare: impl Fn(&[u8], &[u8]) -> bool) -> f64 {
    let mut dice = Dice(seed | 1);
    let expected = [0xA5_u8; 32];
    let mut early = expected;
    early[0] ^= 0xFF;
    let mut late = expected;
    late[31] ^= 0xFF;
    let inputs = [early, late];
    let mut times: Vec<(usize, u64)> = Vec::with_capacity(samples as usize);
    for _ in 0..samples {
        let class = (dice.throw() >> 33 & 1) as usize;
        let input = inputs[class];
        let began = now();
        for _ in 0..REPEATED {
            black_box(compare(black_box(&input), black_box(&expected)));
        }
        times.push((class, nanoseconds(began)));
    }
    let mut sorted: Vec<u64> = times.iter().map(|(_, time)| *time).collect();
    sorted.sort_unstable();
    // Whoever was interrupted says nothing about the comparison.
    let slowest = sorted[sorted.len() * 9 / 10];
    let mut classes = [Class::default(); 2];
    for (class, time) in times {
        if time <= slowest {
            classes[class].take(time as f64);
        }
    }
    let [one, two] = classes;
    let spread = (one.spread() + two.spread()).sqrt();
    if spread == 0.0 {
        return 0.0;
    }
    ((one.mean - two.mean) / spread).abs()
}

#[allow(clippy::disallowed_methods, reason = "it measures time itself")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}

fn nanoseconds(began: std::time::Instant) -> u64 {
    u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX)
}

fn least_of_rounds(samples: u32, compare: impl Fn(&[u8], &[u8]) -> bool + Copy) -> f64 {
    let mut least = f64::INFINITY;
    for seed in 1..=ROUNDS {
        least = least.min(round(samples, seed as u64 * 0x9E37_79B9, compare));
        if least < LEAK {
            break;
        }
    }
    least
}

#[test]
fn the_time_of_the_comparison_does_not_tell_where_signatures_differ() {
    let t = least_of_rounds(SAMPLES, |stated, expected| same(stated, expected).into());
    println!("R23: |t| = {t:.2} over {SAMPLES} samples of the comparison (a leak from {LEAK} on)");
    assert!(t < LEAK, "|t| = {t:.2}");
}

#[test]
fn the_same_measure_finds_a_comparison_that_stops_early() {
    let stops_early = |stated: &[u8], expected: &[u8]| {
        for place in 0..expected.len() {
            if stated[place] != expected[place] {
                return false;
            }
        }
        true
    };
    let t = least_of_rounds(SAMPLES / 10, stops_early);
    assert!(t >= LEAK, "|t| = {t:.2}");
}
