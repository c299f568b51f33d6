//! One scenario from its seed to the verdict: a person at the console, a fault,
//! an end of the program, the run that settles it, and a last look when
//! everything works again.

use std::path::Path;
use std::time::Duration;

use jiff::SignedDuration;
use kh_core::Console;
use kh_disk::{Disk, Image};
use kh_journal::{IntentState, Journal, Order, OrderFilter};
use kh_simulator::{Call, Card, Simulator};
use serde_json::Value;

use crate::line::Line;
use crate::oracle::{self, Verdict};
use crate::person::{self, Person};
use crate::plan::{End, Plan, Seed};
use crate::record::{Kept, Record, Repeat, Shown, There};
use crate::time::Time;
use crate::world::{Ending, Run, World};

/// A key whose calls went unanswered or were refused rests for ten minutes; the
/// longest quiet that the provider asks for is as long.
const RESTED: Duration = Duration::from_secs(12 * 60);

/// What a scenario gave.
#[derive(Debug)]
pub struct Outcome {
    /// What the oracle says.
    pub verdict: Verdict,
    /// What was written down.
    pub record: Record,
    /// What happened, line by line, where it was asked for.
    pub story: Vec<String>,
}

/// Runs a scenario.
///
/// # Panics
/// Where the world itself fails.
#[must_use]
pub fn run(world: &World, seed: Seed, told: bool) -> Outcome {
    let plan = Plan::of(seed);
    let draw = seed.draw("scenario");
    let mut image = world.begin(draw.bits());
    if draw.once_in(5) {
        let hours = i64::try_from(draw.below(97)).unwrap_or_default() - 48;
        world.time.set_wrong_by(SignedDuration::from_hours(hours));
    }
    let line = world.line(plan.clone(), seed.draw("line"), told);
    line.tell(|| format!("{:?} and {:?}: {plan:?}", seed.point(), seed.fault()));
    let mut person = Person::new(
        seed.draw("person"),
        world.time.clone(),
        line.clone(),
        world.simulator.clone(),
    );
    let mut stuck = false;
    let crashes = [Some(plan.crash), plan.again];
    for crash in crashes.iter().take(1 + usize::from(plan.again.is_some())) {
        let run = Run {
            crash: *crash,
            end: End::drawn(&draw),
            ..Run::quiet(draw.bits())
        };
        let (ending, left) = world.live(&line, &image, run, async |console| {
            person.visit(&console).await;
        });
        stuck |= ending == Ending::Stuck;
        image = left;
        be_away(world, &line, person.time_away());
    }
    if draw.once_in(3) {
        let run = Run::quiet(draw.bits());
        let (ending, left) = world.live(&line, &image, run, async |console| {
            person.visit(&console).await;
        });
        stuck |= ending == Ending::Stuck;
        image = left;
        be_away(world, &line, person.time_away());
    }
    line.mend();
    world.simulator.set_faults(Vec::new());
    restore_funds(world);
    be_away(world, &line, RESTED);
    let run = Run::quiet(draw.bits());
    let mut repeats = Vec::new();
    let look = async |console| last_look(console, &world.time, &mut repeats).await;
    let (ending, left) = world.live(&line, &image, run, look);
    person.repeats.extend(repeats);
    let shown = match ending {
        Ending::Done(shown) => shown,
        Ending::Ended | Ending::Stuck => None,
    };
    stuck |= shown.is_none();
    be_away(world, &line, Duration::from_secs(120));
    let (sent, done) = line.record();
    let shown = shown.unwrap_or_default();
    let keys = shown.iter().map(|one| one.key.clone());
    let record = Record {
        wishes: person.wishes(),
        silent_keys: keys.filter(|key| line.keeps_silent_about(key)).collect(),
        clicks: person.clicks,
        repeats: person.repeats,
        seen: person.seen,
        kept: kept(world, &left),
        there: there(&world.simulator),
        shown,
        done,
        sent,
        stuck,
    };
    Outcome {
        verdict: oracle::judge(&record),
        record,
        story: line.story(),
    }
}

/// Time passes with no program running; what was under way arrives.
fn be_away(world: &World, line: &Line, time: Duration) {
    let until = world.time.passed() + time;
    while let Some(due) = line.next_arrival().filter(|due| *due <= until) {
        let now = world.time.passed();
        world.time.pass(due.saturating_sub(now));
        line.arrive();
    }
    world.time.pass(until.saturating_sub(world.time.passed()));
}

fn restore_funds(world: &World) {
    // Both fail only for an account that is not there.
    let _ = world.simulator.set_credit(1, 500.into());
    let _ = world.simulator.set_card(1, Card::Ok);
}

/// Everything works again: what does the screen say of each order?
async fn last_look(console: Console, time: &Time, repeats: &mut Vec<Repeat>) -> Option<Vec<Shown>> {
    let mut shown = Vec::new();
    for row in person::rows(&console).await? {
        // Where it is not known to have left, the screen asks whether to repeat
        // it: the person does what it asks for.
        if console.order(row.no).await.ok()?.can_repeat {
            let at = time.passed();
            let told = person::told(&console.repeat_order(row.no).await);
            let no = row.no;
            repeats.push(Repeat { no, at, told });
        }
        // What the provider says by now, where it can be asked.
        let _ = console.check_order(row.no).await;
        let view = console.order(row.no).await.ok()?;
        shown.push(Shown {
            no: view.row.no,
            key: view.idempotency_key,
            progress: view.row.progress,
            needs_you: view.row.needs_you,
            can_repeat: view.can_repeat,
            order_id: view.order_id,
        });
    }
    Some(shown)
}

/// What the journal on a disk holds.
fn kept(world: &World, image: &Image) -> Vec<Kept> {
    let folder = world.data_folder();
    let _disk = Disk::of(image, &folder);
    kept_in(&folder.join(kh_core::JOURNAL_FILE))
}

/// What a journal holds, read without the console.
pub(crate) fn kept_in(path: &Path) -> Vec<Kept> {
    let journal = Journal::open(path);
    let journal = journal.expect("the journal opens");
    let page = journal.list_orders(None, &OrderFilter::default(), 0, 100);
    let orders = page.expect("the journal lists its orders").orders;
    let kept = |order: Order| {
        let intent = journal.intent(&order.intent_id);
        let intent = intent.expect("the journal reads").expect("it is there");
        let evidence = journal.evidence(order.no).expect("the journal reads");
        Kept {
            no: order.no.get(),
            key: intent.idempotency_key.as_str().to_owned(),
            body: intent.body,
            state: order.terms.state,
            open: intent.state == IntentState::Open,
            order_id: order.provider_order_id.map(String::from),
            attempts: intent.attempts.len(),
            evidence: evidence.len(),
        }
    };
    orders.into_iter().map(kept).collect()
}

/// The orders of the account at the provider.
#[must_use]
pub fn there(simulator: &Simulator) -> Vec<There> {
    let reply = simulator.handle(Call::new("GET", "/_sim/state"));
    let state: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
    let orders = state["orders"].as_array().cloned().unwrap_or_default();
    let own = orders.iter().filter(|order| order["account"] == 1);
    let text = |value: &Value| value.as_str().map(str::to_owned);
    own.map(|order| There {
        id: order["id"].to_string().trim_matches('"').to_owned(),
        status: text(&order["status"]).unwrap_or_default(),
        hostname: text(&order["hostname"]).unwrap_or_default(),
        cents: cents(&order["total"]),
    })
    .collect()
}

fn cents(total: &Value) -> i64 {
    let text = total.as_str().unwrap_or("0").replace('.', "");
    text.parse().unwrap_or_default()
}
