//! P11: how late the end of an order is noticed beside fixed distances that
//! cost as many calls, and what a day without news costs. Deterministic.

use kh_bench::polling::{days, idle_day};
use kh_bench::{Figure, Row, Target};

use crate::Outcome;

const DAYS: u32 = 60;
const SEED: u64 = 1;
/// 35 percent of the calls of a day (contract 6).
const IDLE_CALLS: f64 = 1_750.0;

pub(crate) fn row() -> Outcome<Row> {
    let outcome = days(DAYS, SEED);
    let ratio = outcome.delay.as_secs_f64() / outcome.fixed_delay.as_secs_f64();
    let seconds = |name, time: std::time::Duration| Figure::ratio(name, time.as_secs_f64());
    Ok(Row::new(
        "P11",
        Figure::ratio("delay_ratio", ratio).target(Target::AtMost(0.25)),
    )
    .with(
        Figure::count("idle_calls_per_day", idle_day(true).into())
            .target(Target::AtMost(IDLE_CALLS)),
    )
    .with(seconds("longest_delay_s", outcome.longest).target(Target::AtMost(120.0)))
    .with(seconds("mean_delay_s", outcome.delay))
    .with(seconds("fixed_mean_delay_s", outcome.fixed_delay))
    .with(seconds("fixed_blind_mean_delay_s", outcome.fixed_blind_delay))
    .with(Figure::count("idle_calls_per_day_away", idle_day(false).into()))
    .with(Figure::ratio("calls_per_day", outcome.calls_per_day))
    .with(Figure::count("orders", outcome.orders))
    .note(format!(
        "{DAYS} days of seed {SEED}; fixed: the list of services with all calls that can tell of an \
         order; blind: with the calls for credit, invoices and account too"
    )))
}
