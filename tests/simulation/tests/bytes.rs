//! R3: one key and one body for all attempts of an order, on the wire itself;
//! and none of them when the order is 23 hours old.

use std::time::Duration;

use jiff::SignedDuration;
use kh_core::Console;
use kh_core::view::OrderDraft;
use kh_simulation::{Draw, Fault, Plan, Reach, Run, Seed, Sent, World};

/// Orders of which no answer ever came; each half is a test of its own.
const CASES: u64 = 10_000;

const HOUR: u64 = 3_600;
const SAFE: Duration = Duration::from_secs(23 * HOUR);

/// What many lost orders gave.
#[derive(Default)]
struct Found {
    attempts: usize,
    /// Attempts that differ from the first one in the key or in a byte.
    unequal: usize,
    /// Attempts at an age of 23 hours or more.
    late: usize,
    /// Attempts that left without an intent on the disk.
    unkept: usize,
    /// How often a person pressed "repeat" when it was too late.
    pressed_late: usize,
    oldest: Duration,
}

impl Found {
    fn add(&mut self, sent: &[Sent], pressed: &[Duration]) {
        let mut orders = sent.iter().filter(|sent| sent.is_order());
        let first = orders.next().expect("it was sent once");
        self.attempts += 1;
        self.unkept += usize::from(!first.durable);
        for order in orders {
            let age = order.at - first.at;
            let equal = order.key == first.key && order.body == first.body;
            self.attempts += 1;
            self.unequal += usize::from(!equal);
            self.late += usize::from(age >= SAFE);
            self.unkept += usize::from(!order.durable);
            self.oldest = self.oldest.max(age);
        }
        let late = pressed.iter().filter(|at| **at - first.at >= SAFE);
        self.pressed_late += late.count();
    }
}

/// Places an order whose answers are all lost, and has a person try again at
/// ages of up to 72 hours, after a start and with a clock that was set.
fn lose_an_order(world: &World, number: u64, found: &mut Found) {
    let seed = Seed::nth(number, 0);
    let draw = seed.draw("bytes");
    let image = world.begin(number);
    let fault = draw.one_of(&[
        Fault::ConnectRefused,
        Fault::ResetBeforeSend,
        Fault::ResetMidBody,
        Fault::ResetAfterCommit,
        Fault::ReadTimesOut,
        Fault::Gateway,
    ]);
    let plan = Plan::of_a_lasting(fault, Reach::Orders);
    let line = world.line(plan, seed.draw("line"), false);
    let mut pressed = Vec::new();
    let (_, image) = world.live(&line, &image, Run::quiet(draw.bits()), async |console| {
        place(&console, &draw).await;
        world.time.wait(draw.secs(0, 30 * HOUR)).await;
        pressed.push(world.time.passed());
        // Locked or not: the wire tells.
        drop(console.repeat_order(1).await);
    });
    let away = draw.one_of(&[0, 1, 20, 22, 23, 24, 39]) * HOUR;
    world.time.pass(draw.secs(away, away + 2 * HOUR));
    if draw.once_in(3) {
        let hours = i64::try_from(draw.below(97)).unwrap_or_default() - 48;
        world.time.set_wrong_by(SignedDuration::from_hours(hours));
    }
    let _ = world.live(&line, &image, Run::quiet(draw.bits()), async |console| {
        world.time.wait(draw.secs(0, HOUR)).await;
        pressed.push(world.time.passed());
        drop(console.repeat_order(1).await);
    });
    found.add(&line.record().0, &pressed);
}

async fn place(console: &Console, draw: &Draw) {
    let draft = OrderDraft {
        product_id: "42".to_owned(),
        cycle: "monthly".to_owned(),
        hostname: Some(format!("{}.example.net", draw.below(1_000))),
        options: Vec::new(),
        customer: draw.once_in(2).then(|| format!("customer {}", draw.bits())),
    };
    let review = console.review_order(draft, None).await;
    let review = review.expect("it can be reviewed");
    // Nobody answers: what is said of it is the business of other tests.
    drop(console.place_order(review.review_id, Vec::new()).await);
}

fn cases(numbers: std::ops::Range<u64>) {
    let world = World::new();
    let mut found = Found::default();
    let many = numbers.end - numbers.start;
    for number in numbers {
        lose_an_order(&world, number, &mut found);
        let wrong = found.unequal + found.late + found.unkept;
        assert_eq!(wrong, 0, "order {number}");
    }
    println!(
        "R3: {many} orders without an answer, {} attempts: {} unequal in key or bytes, {} at an \
         age of 23 h or more, though \"repeat\" was pressed {} times then",
        found.attempts, found.unequal, found.late, found.pressed_late
    );
    // They fell on both sides of the limit, and close to it.
    assert!(found.pressed_late > 1_000);
    assert!(found.oldest > Duration::from_secs(22 * HOUR));
}

#[test]
fn all_attempts_of_an_order_are_the_same_bytes_in_the_first_half_of_the_cases() {
    cases(0..CASES / 2);
}

#[test]
fn all_attempts_of_an_order_are_the_same_bytes_in_the_second_half_of_the_cases() {
    cases(CASES / 2..CASES);
}
