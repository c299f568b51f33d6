//! The oracle: it compares what a person clicked, what the journal holds and
//! what exists at the provider.

use std::collections::{HashMap, HashSet};

use kh_journal::{Intent, IntentState, Journal, Order, OrderFilter};

use crate::world::World;

/// What the oracle found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// Orders that exist at the provider although no click stands behind them,
    /// or more than one for one click.
    pub double: usize,
    /// Orders that exist at the provider and are not in the journal, or that
    /// the journal calls ended without having seen that.
    pub lost: usize,
    /// Orders that were sent when repeating was not safe any more.
    pub late: usize,
    /// Orders in the journal that say nothing although nothing works on them.
    pub silent: usize,
    /// Requests on the wire that differ from another one under the same key.
    pub unequal: usize,
}

impl Ledger {
    /// Nothing was found.
    pub const CLEAN: Self = Self {
        double: 0,
        lost: 0,
        late: 0,
        silent: 0,
        unequal: 0,
    };

    /// Compares. `clicks` is how often a person pressed the button and got an
    /// order for it.
    #[must_use]
    pub fn compare(world: &World, clicks: usize) -> Self {
        let journal = world.journal();
        let orders = all_orders(&journal);
        let intents: HashMap<String, Intent> = orders
            .iter()
            .map(|order| (order.intent_id.as_str().to_owned(), intent(&journal, order)))
            .collect();
        let there = world.orders_there();
        let known: HashSet<String> = orders
            .iter()
            .filter_map(|order| order.provider_order_id.as_ref())
            .map(|id| id.as_str().to_owned())
            .collect();
        let open = intents
            .values()
            .filter(|intent| intent.state != IntentState::Settled)
            .count();
        let unknown_there = there
            .iter()
            .filter(|order| !known.contains(&order["id"].to_string()))
            .count();
        Self {
            double: there.len().saturating_sub(clicks.min(orders.len())),
            lost: unknown_there.saturating_sub(open + unpaid_without_id(&orders)),
            late: late(world),
            silent: orders
                .iter()
                .filter(|order| is_silent(order, &intents))
                .count(),
            unequal: unequal(world),
        }
    }
}

fn all_orders(journal: &Journal) -> Vec<Order> {
    let mut orders = Vec::new();
    loop {
        let from = u32::try_from(orders.len()).unwrap();
        let page = journal
            .list_orders(None, &OrderFilter::default(), from, 100)
            .unwrap()
            .orders;
        if page.is_empty() {
            return orders;
        }
        orders.extend(page);
    }
}

fn intent(journal: &Journal, order: &Order) -> Intent {
    journal.intent(&order.intent_id).unwrap().unwrap()
}

/// A 402 need not name its order.
fn unpaid_without_id(orders: &[Order]) -> usize {
    orders
        .iter()
        .filter(|order| order.terms.state == "unpaid" && order.provider_order_id.is_none())
        .count()
}

/// A settled intent whose order still says "sending" would tell nobody.
fn is_silent(order: &Order, intents: &HashMap<String, Intent>) -> bool {
    let intent = &intents[order.intent_id.as_str()];
    let waiting = matches!(order.terms.state.as_str(), "written" | "sending");
    waiting && intent.state == IntentState::Settled
}

/// Orders and actions sent 23 hours or more after the first one with their key.
fn late(world: &World) -> usize {
    let mut first = HashMap::new();
    let mut late = 0;
    for sent in world.wire.posts() {
        let key = sent
            .header("idempotency-key")
            .unwrap_or_default()
            .to_owned();
        let began = *first.entry(key).or_insert(sent.at);
        if sent.at.duration_since(began) >= jiff::SignedDuration::from_hours(23) {
            late += 1;
        }
    }
    late
}

/// Requests whose body differs from the first one with their key.
fn unequal(world: &World) -> usize {
    let mut first: HashMap<String, Vec<u8>> = HashMap::new();
    let mut unequal = 0;
    for sent in world.wire.posts() {
        let key = sent
            .header("idempotency-key")
            .unwrap_or_default()
            .to_owned();
        let body = first.entry(key).or_insert_with(|| sent.body.clone());
        if *body != sent.body {
            unequal += 1;
        }
    }
    unequal
}
