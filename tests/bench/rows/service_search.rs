//! P8: how long a search among a hundred thousand services takes, beside a
//! scan with LIKE over the same rows, and how long its index takes to make.

use std::net::Ipv4Addr;
use std::path::Path;

use jiff::Timestamp;
use kh_bench::samples::{median, percentile};
use kh_bench::{Figure, Row, Target, nanoseconds};
use kh_journal::{
    Journal, MomentPrecision, OwnWords, SeenService, ServiceFacts, ServiceFilter, ServiceOriginal,
    ServiceQuery, ServiceSort, StatedMoment, TakenPage,
};
use kh_model::{Amount, BillingCycle, OrderId, ProductId, ProfileId, ServiceId, Stated};
use kh_simulator::{Call, Options, Scale, Simulator};
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

use crate::{Outcome, order_rows};

pub(crate) const SERVICES: u32 = 100_000;
/// How often everything is done; the figures are those in the middle.
const ROUNDS: usize = 5;
/// Services whose texts are typed.
const TARGETS: usize = 25;
/// The window asks for as many rows as it can show.
const PAGE: u32 = 60;

pub(crate) fn row() -> Outcome<Row> {
    let folder = tempfile::Builder::new().prefix("bench-").tempdir()?;
    let file = folder.path().join("journal.db");
    let journal = Journal::open(&file)?;
    order_rows::save_profile(&journal)?;
    let profile = order_rows::profile_id()?;
    let services = fleet()?;
    keep(&journal, &profile, &services)?;

    let mut builds = Vec::new();
    for _ in 0..ROUNDS {
        let (done, took) = nanoseconds(|| journal.rebuild_service_search());
        done?;
        builds.push(took);
    }
    let build = median(&builds);
    let searches = searches(&services);
    // The order of names is read once, before the first letter is typed.
    let (all, opened) = nanoseconds(|| search(&journal, &profile, ""));
    let all = all?;
    let scan = Scan::open(&file, &profile)?;
    let mut rounds = vec![Vec::new(); searches.len()];
    let mut scans = Vec::new();
    let mut hits = Vec::new();
    for _ in 0..ROUNDS {
        for (number, text) in searches.iter().enumerate() {
            let (found, took) = nanoseconds(|| search(&journal, &profile, text));
            let found = found?;
            if found == 0 {
                return Err(format!("{text} was not found").into());
            }
            hits.push(f64::from(found));
            rounds[number].push(took);
            // A scan takes as long whatever it looks for; one in forty is enough.
            if number % 40 == 0 {
                let (done, took) = nanoseconds(|| scan.search(text));
                done?;
                scans.push(took);
            }
        }
    }
    // What disturbs the machine for a moment disturbs one round of a search.
    let ours: Vec<f64> = rounds.iter().map(|times| median(times)).collect();
    Ok(Row::new(
        "P8",
        Figure::ratio("p95_ms", percentile(&ours, 95) / 1e6).target(Target::AtMost(1.0)),
    )
    .with(
        Figure::ratio("times_quicker_than_like", median(&scans) / median(&ours))
            .target(Target::AtLeast(50.0)),
    )
    .with(Figure::ratio("cold_index_s", build / 1e9).target(Target::AtMost(1.0)))
    .with(Figure::count("services", u64::from(all)).target(Target::Exactly(f64::from(SERVICES))))
    .note(format!(
        "{} searches of growing length: count and first {PAGE} rows in order; us p50={:.0} p90={:.0} worst={:.0}; LIKE p50={:.0}",
        ours.len(),
        percentile(&ours, 50) / 1e3,
        percentile(&ours, 90) / 1e3,
        percentile(&ours, 100) / 1e3,
        median(&scans) / 1e3,
    ))
    .note(format!(
        "found p50={:.0} p90={:.0} most={:.0}; the list is in memory after {:.0} ms",
        percentile(&hits, 50),
        percentile(&hits, 90),
        percentile(&hits, 100),
        opened / 1e6,
    )))
}

fn search(journal: &Journal, profile: &ProfileId, text: &str) -> Outcome<u32> {
    let query = ServiceQuery {
        filter: ServiceFilter::All,
        family: None,
        search: text.to_owned(),
        sort: ServiceSort::Name,
        descending: false,
        due_before: Timestamp::UNIX_EPOCH,
    };
    Ok(journal.service_page(profile, &query, 0, PAGE)?.total)
}

/// What the database can do without an index of words.
struct Scan {
    connection: Connection,
    profile: String,
}

impl Scan {
    fn open(file: &Path, profile: &ProfileId) -> Outcome<Self> {
        Ok(Self {
            connection: Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?,
            profile: profile.as_str().to_owned(),
        })
    }

    fn search(&self, text: &str) -> Outcome<usize> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM services
             WHERE profile_id = ?1 AND (hostname LIKE ?2 OR ips LIKE ?2 OR id LIKE ?2
                 OR order_id LIKE ?2 OR product_name LIKE ?2)
             ORDER BY name_key LIMIT ?3",
        )?;
        let rows = statement.query_map((&self.profile, format!("%{text}%"), PAGE), |row| {
            row.get::<_, String>(0)
        })?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?.len())
    }
}

/// What people type: the beginning of a host name, a part from its middle, an
/// address, an id, an order, a product, more and more of each.
fn searches(services: &[SeenService]) -> Vec<String> {
    let step = services.len() / TARGETS;
    let mut searches = Vec::new();
    for seen in services.iter().step_by(step.max(1)).take(TARGETS) {
        let facts = &seen.facts;
        let host = facts.hostname.as_deref().unwrap_or_default();
        let customer = host.split('.').nth(1).unwrap_or_default();
        let number = host.split(['-', '.']).nth(1).unwrap_or_default();
        let beginning =
            |text: &str, letters: usize| -> String { text.chars().take(letters).collect() };
        searches.extend([
            beginning(host, 5),
            beginning(host, 8),
            host.to_owned(),
            number.to_owned(),
            format!("{} {}", beginning(customer, 5), beginning(host, 6)),
            facts.ip.clone().unwrap_or_default(),
            beginning(facts.id.as_str(), 4),
            facts
                .order_id
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        ]);
    }
    searches
}

/// The fleet of the simulator, as its operator sees it.
pub(crate) fn fleet() -> Outcome<Vec<SeenService>> {
    fleet_of(SERVICES)
}

/// A fleet of this size.
pub(crate) fn fleet_of(services: u32) -> Outcome<Vec<SeenService>> {
    let simulator = Simulator::open(Options {
        seed: Some(8),
        scale: Scale::Fleet(services),
        ..Options::default()
    })?;
    let reply = simulator.handle(Call::new("GET", "/_sim/state"));
    let state: Value = serde_json::from_slice(&reply.body)?;
    let services = state["services"].as_array().ok_or("no services")?;
    (0..)
        .zip(services)
        .map(|(number, service)| seen(number, service))
        .collect()
}

/// The simulator has few addresses to give; here each service has its own, from
/// the range that is reserved for benchmarks.
fn seen(number: u32, service: &Value) -> Outcome<SeenService> {
    let ip = Ipv4Addr::from_bits(Ipv4Addr::new(198, 18, 0, 1).to_bits() + number).to_string();
    let text = |name: &str| match &service[name] {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let needed = |name: &str| text(name).ok_or(format!("a service without {name}"));
    let due = text("next_due_date");
    let sorts_at = due
        .as_deref()
        .and_then(|day| format!("{day}T00:00:00Z").parse().ok());
    Ok(SeenService {
        facts: ServiceFacts {
            id: ServiceId::new(needed("id")?)?,
            order_id: text("order_id").and_then(|id| OrderId::new(id).ok()),
            product_id: text("product_id").and_then(|id| ProductId::new(id).ok()),
            name: text("name"),
            hostname: text("hostname"),
            family: "kvm".to_owned(),
            status: text("status").map(|word| Stated::read(&word)),
            power: text("power_status").map(|word| Stated::read(&word)),
            ip: Some(ip.clone()),
            ips: vec![ip],
            cycle: text("billing_cycle").map(|word| BillingCycle::read(&word)),
            recurring: text("recurring_amount").and_then(|text| Amount::parse(&text, None).ok()),
            next_due: due.map(|raw| StatedMoment {
                raw,
                precision: MomentPrecision::Day,
                sorts_at,
            }),
            created_at: None,
        },
        original: ServiceOriginal {
            text: service.to_string(),
            withheld: Vec::new(),
        },
    })
}

pub(crate) fn keep(
    journal: &Journal,
    profile: &ProfileId,
    services: &[SeenService],
) -> Outcome<()> {
    let at = Timestamp::from_second(1_767_225_600)?;
    for services in services.chunks(1_000) {
        let page = TakenPage {
            services,
            at,
            request_id: None,
            walked: None,
        };
        journal.take_services(profile, &page, &mut |_| Vec::new())?;
    }
    for seen in services.iter().step_by(100) {
        let words = OwnWords {
            name: None,
            customer: Some(format!("Customer of {}", seen.facts.id)),
            note: Some("Call before the first of the month".to_owned()),
        };
        journal.set_own_words(profile, &seen.facts.id, &words, at)?;
    }
    Ok(())
}
