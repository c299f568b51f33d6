//! P14: what one refresh of the list of services brings to the window, and how
//! long the host takes for it, with a hundred thousand services kept.

use kh_bench::samples::percentile;
use kh_bench::{Figure, Row, Target, nanoseconds};
use kh_core::view::{Direction, ServicesFilter, ServicesQuery, ServicesSort};
use kh_simulator::FULL_ACCESS;
use kh_tests::{Life, World};

use crate::Outcome;
use crate::service_search::{SERVICES, fleet, keep};

/// As many as the window may ask for.
const PAGE: u32 = 100;
/// Refreshes of each view.
const TIMES: usize = 10;

pub(crate) fn row() -> Outcome<Row> {
    let world = World::new();
    let life = world.live();
    life.connect(&world, FULL_ACCESS);
    let journal = world.journal();
    let profile = journal.profiles()?.into_iter().next().ok_or("no profile")?;
    keep(&journal, &profile.id, &fleet()?)?;

    let mut first = Vec::new();
    let mut again = Vec::new();
    let (mut most_rows, mut most_bytes) = (0, 0);
    for query in views() {
        let mut ask = || -> Outcome<f64> {
            let (view, took) = nanoseconds(|| refresh(&life, &query));
            let view = view?;
            most_rows = most_rows.max(view.0);
            most_bytes = most_bytes.max(view.1);
            Ok(took)
        };
        first.push(ask()?);
        for _ in 0..TIMES {
            again.push(ask()?);
        }
    }
    Ok(Row::new(
        "P14",
        Figure::count("most_bytes", u64::try_from(most_bytes)?)
            .target(Target::AtMost(32.0 * 1024.0)),
    )
    .with(Figure::count("most_rows", u64::try_from(most_rows)?).target(Target::AtMost(100.0)))
    .with(
        Figure::ratio("host_p95_ms", percentile(&again, 95) / 1e6).target(Target::AtMost(1.0)),
    )
    .note(format!(
        "{} views of {SERVICES} services, {TIMES} refreshes each, through the console; us p50={:.0} p95={:.0}; the first of each p50={:.0} worst={:.0}",
        first.len(),
        percentile(&again, 50) / 1e3,
        percentile(&again, 95) / 1e3,
        percentile(&first, 50) / 1e3,
        percentile(&first, 100) / 1e3,
    )))
}

/// How many rows and bytes a refresh brings.
fn refresh(life: &Life, query: &ServicesQuery) -> Outcome<(usize, usize)> {
    let view = life.run(life.console.services(query.clone()));
    let view = view.map_err(|error| error.code)?;
    Ok((view.rows.len(), serde_json::to_vec(&view)?.len()))
}

/// The beginning, the middle and the end of the list in every order, and what
/// people search for.
fn views() -> Vec<ServicesQuery> {
    let query = |sort, direction, offset, search: &str| ServicesQuery {
        filter: ServicesFilter::Current,
        family: None,
        search: search.to_owned(),
        sort,
        direction,
        offset,
        limit: PAGE,
    };
    let mut views = Vec::new();
    for sort in [
        ServicesSort::Name,
        ServicesSort::Condition,
        ServicesSort::Product,
        ServicesSort::Customer,
        ServicesSort::Due,
        ServicesSort::Price,
        ServicesSort::Created,
    ] {
        for direction in [Direction::Up, Direction::Down] {
            for offset in [0, SERVICES / 2, SERVICES - SERVICES / 10] {
                views.push(query(sort, direction, offset, ""));
            }
        }
    }
    for search in ["web", "db-0", "198.18.7", "customer", "kvm m"] {
        views.push(query(ServicesSort::Name, Direction::Up, 0, search));
    }
    views
}
