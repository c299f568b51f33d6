//! Days of a provider, a person and the planner on a clock that costs nothing:
//! how late the end of an order is noticed and what watching costs, beside a
//! program that asks at fixed distances and spends as many calls.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use kh_core::polling::{Gaze, Line, Motion, Plan, Situation, Subject, Watched, plan};
use kh_journal::OrderNo;

/// Calls that background work may spend in 24 hours: all but the fifth that is
/// kept for the person (contract 6).
const BACKGROUND: u32 = 4_000;
const DAY: i64 = 86_400_000;
/// How long an answer takes.
const ANSWER: i64 = 300;

/// What one run of days gave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// Orders that were set up.
    pub orders: u64,
    /// Mean time between an order being ready and the console knowing it.
    pub delay: Duration,
    /// The longest of those times.
    pub longest: Duration,
    /// The mean of a program that asks for the list of services at fixed
    /// distances, with as many calls each day as are spent here on what can
    /// tell of an order: that list, and the order itself.
    pub fixed_delay: Duration,
    /// The same if that program watched nothing else at all, and spent the
    /// calls for credit, invoices and account on the list too.
    pub fixed_blind_delay: Duration,
    /// Calls per day, of everything that is watched.
    pub calls_per_day: f64,
}

/// An order of the made-up day, in milliseconds of the run.
#[derive(Debug, Clone, Copy)]
struct Order {
    placed: i64,
    /// When a person pays it, if it was not paid at once.
    paid: i64,
    ready: i64,
}

/// A small generator, so that days are the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: i64) -> i64 {
        let end = u64::try_from(end.max(1)).unwrap_or(1);
        i64::try_from(self.next() % end).unwrap_or(0)
    }

    /// Between both, each doubling as likely as any other.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    fn between(&mut self, least: i64, most: i64) -> i64 {
        let part = self.below(1 << 30) as f64 / (1_u64 << 30) as f64;
        (least as f64 * (most as f64 / least as f64).powf(part)) as i64
    }
}

/// Lives through seeded days: up to seven orders each, set up within 20
/// seconds to 20 minutes, one in five paid by hand within 3 hours. The window
/// is looked at for ten hours of each day.
#[must_use]
pub fn days(count: u32, seed: u64) -> Outcome {
    let mut dice = Dice(seed);
    let mut run = Run::new();
    let (mut fixed, mut blind) = (Vec::new(), Vec::new());
    for day in 0..i64::from(count) {
        let orders = orders_of(day, &mut dice);
        let before = (run.calls, run.calls_for_orders);
        run.live_until((day + 1) * DAY, &orders);
        let phase = dice.below(DAY);
        let spent = run.calls_for_orders - before.1;
        fixed.extend(at_fixed_distances(&orders, spent, phase));
        blind.extend(at_fixed_distances(&orders, run.calls - before.0, phase));
    }
    Outcome {
        orders: u64::try_from(run.delays.len()).unwrap_or(0),
        delay: mean(&run.delays),
        longest: millis(run.delays.iter().copied().max().unwrap_or(0)),
        fixed_delay: mean(&fixed),
        fixed_blind_delay: mean(&blind),
        calls_per_day: f64::from(run.calls) / f64::from(count.max(1)),
    }
}

/// How late a program that asks so often a day, evenly, notices each order.
fn at_fixed_distances(orders: &[Order], calls: u32, phase: i64) -> impl Iterator<Item = i64> {
    let distance = DAY / i64::from(calls.max(1));
    orders.iter().map(move |order| {
        let since = (order.ready - phase).rem_euclid(distance);
        distance - since + ANSWER
    })
}

/// Calls of one day in which nothing happens, with the window on the screen all
/// the time or never.
#[must_use]
pub fn idle_day(looked_at: bool) -> u32 {
    let mut run = Run::new();
    run.always = Some(if looked_at { Gaze::Visible } else { Gaze::Away });
    run.live_until(DAY, &[]);
    run.calls
}

fn orders_of(day: i64, dice: &mut Dice) -> Vec<Order> {
    let count = dice.below(8);
    let mut orders: Vec<Order> = (0..count)
        .map(|_| {
            // Placed by somebody who looks: between 8 and 17 o'clock.
            let placed = day * DAY + 8 * 3_600_000 + dice.below(9 * 3_600_000);
            let by_hand = dice.below(5) == 0;
            let paid = if by_hand {
                placed + dice.between(120_000, 3 * 3_600_000)
            } else {
                placed
            };
            let ready = paid + dice.between(20_000, 1_200_000);
            Order {
                placed,
                paid,
                ready,
            }
        })
        .collect();
    orders.sort_by_key(|order| order.placed);
    orders
}

/// The console in this run.
struct Run {
    now: i64,
    calls: u32,
    calls_for_orders: u32,
    /// Calls by half hours, for the rolling day.
    slots: Vec<(i64, u32)>,
    lists: Vec<Watched>,
    delays: Vec<i64>,
    always: Option<Gaze>,
}

impl Run {
    fn new() -> Self {
        let subjects = [
            Subject::Services,
            Subject::Credit,
            Subject::Invoices,
            Subject::Account,
            Subject::Catalogue,
        ];
        let rests = |subject| Watched {
            subject,
            motion: Motion::Resting { changed_at: None },
            asked_at: None,
            failures: 0,
            calls: 1,
        };
        Self {
            now: 0,
            calls: 0,
            calls_for_orders: 0,
            slots: Vec::new(),
            lists: subjects.into_iter().map(rests).collect(),
            delays: Vec::new(),
            always: None,
        }
    }

    fn live_until(&mut self, end: i64, orders: &[Order]) {
        let mut coming = orders.iter().copied().enumerate().peekable();
        let mut open: Vec<(Order, Watched)> = Vec::new();
        while self.now < end {
            while let Some((number, order)) = coming.next_if(|(_, order)| order.placed <= self.now)
            {
                open.push((order, watched(number, &order)));
                self.changed(&[Subject::Credit, Subject::Invoices]);
            }
            let plan = self.plan(&open);
            let next_order = coming.peek().map_or(end, |(_, order)| order.placed);
            let due = plan.first_due().map_or(end, rounded_up);
            if due > self.now {
                self.now = due.min(next_order).min(end).max(self.now + 1);
                continue;
            }
            let due: Vec<Subject> = plan
                .due(time(self.now))
                .map(|next| next.subject.clone())
                .collect();
            for subject in due {
                self.ask(&subject, &mut open);
            }
        }
    }

    fn plan(&self, open: &[(Order, Watched)]) -> Plan {
        let mut watched = self.lists.clone();
        watched.extend(open.iter().map(|(_, watched)| watched.clone()));
        plan(&self.situation(), &watched)
    }

    fn situation(&self) -> Situation {
        let hour = self.now.rem_euclid(DAY) / 3_600_000;
        let usual = if (8..18).contains(&hour) {
            Gaze::Visible
        } else {
            Gaze::Away
        };
        let day_ago = self.now - DAY;
        let used: u32 = self
            .slots
            .iter()
            .filter(|(slot, _)| *slot > day_ago)
            .map(|(_, calls)| calls)
            .sum();
        Situation {
            now: time(self.now),
            gaze: self.always.unwrap_or(usual),
            line: Line::Open,
            calls_left: BACKGROUND.saturating_sub(used),
            per_minute: 60,
        }
    }

    fn ask(&mut self, subject: &Subject, open: &mut Vec<(Order, Watched)>) {
        if let Some(list) = self.lists.iter_mut().find(|list| list.subject == *subject) {
            list.asked_at = Some(time(self.now));
            self.pay(1);
            self.calls_for_orders += u32::from(*subject == Subject::Services);
            return;
        }
        let Some(at) = open.iter().position(|(_, one)| one.subject == *subject) else {
            return;
        };
        self.pay(open[at].1.calls);
        self.calls_for_orders += open[at].1.calls;
        let (order, watched) = &mut open[at];
        watched.asked_at = Some(time(self.now));
        if order.ready <= self.now {
            self.delays.push(self.now - order.ready + ANSWER);
            open.remove(at);
            self.changed(&[Subject::Services, Subject::Credit, Subject::Invoices]);
        } else if order.paid <= self.now && watched.calls == 1 {
            *watched = on_its_way(watched.subject.clone(), self.now);
            self.changed(&[Subject::Credit, Subject::Invoices]);
        }
    }

    fn changed(&mut self, subjects: &[Subject]) {
        for list in &mut self.lists {
            if subjects.contains(&list.subject) {
                list.motion = Motion::Resting {
                    changed_at: Some(time(self.now)),
                };
            }
        }
    }

    fn pay(&mut self, calls: u32) {
        self.calls += calls;
        let slot = self.now - self.now.rem_euclid(1_800_000);
        match self.slots.last_mut() {
            Some((last, count)) if *last == slot => *count += calls,
            Some(_) | None => self.slots.push((slot, calls)),
        }
    }
}

fn watched(number: usize, order: &Order) -> Watched {
    let number = i64::try_from(number).unwrap_or(0);
    let subject = Subject::Order(OrderNo::new(order.placed * 8 + number));
    let paid_at_once = on_its_way(subject, order.placed);
    if order.paid == order.placed {
        return paid_at_once;
    }
    Watched {
        motion: Motion::Unpaid {
            since: time(order.placed),
        },
        calls: 1,
        ..paid_at_once
    }
}

/// Asked for by its own id, and the service it names.
fn on_its_way(subject: Subject, since: i64) -> Watched {
    Watched {
        subject,
        motion: Motion::OnItsWay { since: time(since) },
        asked_at: Some(time(since)),
        failures: 0,
        calls: 2,
    }
}

/// The plan is finer than the clock of these days.
fn rounded_up(at: Timestamp) -> i64 {
    let whole = at.as_millisecond();
    whole + i64::from(time(whole) < at)
}

fn time(at: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH
        .saturating_add(SignedDuration::from_millis(at))
        .unwrap_or(Timestamp::MAX)
}

fn mean(delays: &[i64]) -> Duration {
    let count = i64::try_from(delays.len().max(1)).unwrap_or(1);
    millis(delays.iter().sum::<i64>() / count)
}

fn millis(millis: i64) -> Duration {
    Duration::from_millis(u64::try_from(millis).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_an_order_is_noticed_in_a_quarter_of_the_time_that_fixed_distances_take() {
        let outcome = days(6, 1);
        assert!(outcome.orders > 10);
        assert!(outcome.delay * 4 <= outcome.fixed_delay, "{outcome:?}");
    }

    #[test]
    fn nobody_waits_longer_than_two_minutes_for_a_ready_order() {
        assert!(days(6, 2).longest <= Duration::from_secs(120));
    }

    #[test]
    fn a_day_without_news_costs_about_a_third_of_the_calls_and_less_if_nobody_looks() {
        let looked_at = idle_day(true);
        assert!((1..=1_750).contains(&looked_at), "{looked_at}");
        assert!(idle_day(false) < looked_at);
    }

    #[test]
    fn the_same_seed_gives_the_same_days() {
        assert_eq!(days(2, 7), days(2, 7));
        assert_ne!(days(2, 7), days(2, 8));
    }
}
