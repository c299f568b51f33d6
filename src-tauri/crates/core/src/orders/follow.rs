//! Follows orders that are on their way: often while they are young, rarely
//! when they are old, never beyond what background work may spend.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use kh_api::Asker;
use kh_journal::{Order, OrderFilter};

use super::{ask, progress};
use crate::desk::Desk;
use crate::view::OrderProgress;

/// Shortest distance between two questions about one order.
const SOONEST: SignedDuration = SignedDuration::from_secs(2);
/// Longest distance.
const LATEST: SignedDuration = SignedDuration::from_mins(5);
/// The distance is the age divided by this: 5 percent.
const SHARE: i32 = 20;

/// Follows for as long as the program runs.
pub(crate) async fn follow(desk: Arc<Desk>) {
    loop {
        let on_their_way = on_their_way(&desk).await;
        let mut next: Option<(Timestamp, Order)> = None;
        let count = i32::try_from(on_their_way.len()).unwrap_or(i32::MAX);
        for (order, asked_at) in on_their_way {
            let due = due(&order, asked_at, count);
            if next.as_ref().is_none_or(|(earliest, _)| due < *earliest) {
                next = Some((due, order));
            }
        }
        let Some((due, order)) = next else {
            desk.orders_bell.notified().await;
            continue;
        };
        let now = desk.now(&order.profile_id).await;
        if due <= now {
            ask_quietly(&desk, &order, now).await;
            continue;
        }
        let wait = Duration::try_from(due.duration_since(now)).unwrap_or_default();
        tokio::select! {
            () = desk.clock.sleep(wait) => {}
            () = desk.orders_bell.notified() => {}
        }
    }
}

async fn ask_quietly(desk: &Desk, order: &Order, now: Timestamp) {
    let no = order.no;
    // Noted also where the question fails: a failure must not be asked again at
    // once.
    let noted = desk
        .owner
        .ask(move |state| state.asked.insert(no, now))
        .await;
    if noted.is_ok()
        && let Err(error) = ask::ask(desk, order, Asker::Background).await
    {
        tracing::debug!(error = %error, "an order could not be asked for");
    }
}

/// Orders that can still change, of profiles whose line is open, and when each
/// was last asked for.
async fn on_their_way(desk: &Desk) -> Vec<(Order, Option<Timestamp>)> {
    let open = desk
        .owner
        .ask(|state| (state.open_profiles(), state.asked.clone()))
        .await;
    let Ok((profiles, asked)) = open else {
        return Vec::new();
    };
    let filter = OrderFilter {
        states: progress::ALL
            .into_iter()
            .filter(|progress| progress::is_on_its_way(*progress))
            .map(|progress| progress::word(progress).to_owned())
            .collect(),
        ..OrderFilter::default()
    };
    let orders = desk
        .store
        .run(move |journal| {
            let mut orders = Vec::new();
            for profile in &profiles {
                orders.extend(journal.list_orders(Some(profile), &filter, 0, 100)?.orders);
            }
            Ok(orders)
        })
        .await
        .unwrap_or_default();
    orders
        .into_iter()
        .filter(|order| order.provider_order_id.is_some())
        .map(|order| {
            let asked_at = asked.get(&order.no).copied();
            (order, asked_at)
        })
        .collect()
}

/// When an order is to be asked for again. Many orders share one pace.
fn due(order: &Order, asked_at: Option<Timestamp>, count: i32) -> Timestamp {
    let last = asked_at.unwrap_or(order.updated_at).max(order.created_at);
    let age = last.duration_since(order.created_at);
    let distance = (age / SHARE).clamp(SOONEST, LATEST);
    let distance = match progress::read(&order.terms.state) {
        // A person pays it, in the portal: that takes minutes, not seconds.
        OrderProgress::Unpaid => distance.max(SignedDuration::from_secs(30)),
        OrderProgress::Written
        | OrderProgress::Sending
        | OrderProgress::Unknown
        | OrderProgress::Accepted
        | OrderProgress::Paid
        | OrderProgress::Provisioned
        | OrderProgress::Refused
        | OrderProgress::Cancelled
        | OrderProgress::NotSent
        | OrderProgress::NeedsPerson => distance,
    };
    last.saturating_add(distance * count.max(1)).unwrap_or(last)
}
