//! What there is to watch of one profile, and the situation it is watched in,
//! read from the journal and from what is known while the program runs.

use jiff::{SignedDuration, Timestamp};
use kh_api::{Client, HoldReason, Limits};
use kh_journal::{EventGroup, EventKind, Journal, JournalError, Order, OrderFilter, Profile};
use kh_model::{ProfileId, Scope};

use super::watch::{Planned, Watch};
use super::watched::{Gaze, Line, Motion, Situation, Subject, Watched};
use super::{Plan, plan};
use crate::connection;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::orders::progress;
use crate::view::{ConnectionState, OrderProgress};
use crate::{actions, profiles, rescue};

/// Calls that a question about an order costs: the order, and the service it
/// names.
const CALLS_OF_ORDER: u32 = 2;
/// An order that was taken and then did not change for so long is not about to
/// be set up; the reconciliation tells a person long before.
const STUCK_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// The plan of one profile and what it was made from; none where there is
/// nothing to plan.
pub(super) struct Gathered {
    pub(super) plan: Plan,
    pub(super) orders: Vec<Order>,
    /// Whether lists are being read and nobody waits for anything else.
    pub(super) only_walks: bool,
    /// Whether somebody connects; whoever does rings when that is done.
    pub(super) connecting: bool,
}

/// What the owner knows.
struct Known {
    client: Option<Client>,
    state: ConnectionState,
    watch: Watch,
    gaze: Gaze,
    begun: Option<Timestamp>,
}

/// Makes the plan of a profile and notes what of it is shown.
pub(super) async fn plan_of(desk: &Desk, id: &ProfileId) -> Result<Gathered, CoreError> {
    let profile = profiles::one(desk, id).await?;
    let known = known(desk, id).await?;
    let situation = situation(desk, id, &known).await;
    let kept = read(desk, &profile, &known, situation.now).await?;
    let mut watched = kept.watched;
    for service in actions::in_transition(desk, id).await? {
        watched.push(Watched {
            motion: Motion::OnItsWay {
                since: service.since,
            },
            ..resting(&known.watch, Subject::Service(service.service), None, 1)
        });
    }
    let mut plan = plan(&situation, &watched);
    let walking = &known.watch.walking;
    let mut planned = Planned::of(&plan);
    plan.next.retain(|next| !walking.contains(&next.subject));
    planned.next = plan.first_due();
    let somebody_waits = watched.iter().any(|watched| watched.motion.is_moving());
    let only_walks = !walking.is_empty() && !somebody_waits;
    let own = id.clone();
    desk.owner.tell(move |state| {
        state.watch(&own).planned = planned;
    });
    Ok(Gathered {
        plan,
        orders: kept.orders,
        only_walks,
        connecting: known.watch.connecting || known.state == ConnectionState::Connecting,
    })
}

async fn known(desk: &Desk, id: &ProfileId) -> Result<Known, CoreError> {
    let active = profiles::active(desk).await.ok().map(|active| active.id);
    let is_active = active.as_ref() == Some(id);
    let own = id.clone();
    desk.owner
        .ask(move |state| {
            let gaze = if is_active && state.window.is_visible() {
                Gaze::Visible
            } else {
                Gaze::Away
            };
            let begun = state.window.begun;
            let watch = state.watch(&own).clone();
            let link = state.link(&own);
            Known {
                client: link.client.clone(),
                state: link.state,
                watch,
                gaze,
                begun,
            }
        })
        .await
}

async fn situation(desk: &Desk, id: &ProfileId, known: &Known) -> Situation {
    let standing = match known.client.clone() {
        Some(client) => connection::standing(desk, client).await,
        None => None,
    };
    let limits = standing
        .as_ref()
        .map_or_else(Limits::default, |standing| standing.limits);
    let hold = standing.as_ref().and_then(|standing| standing.hold);
    Situation {
        now: desk.now(id).await,
        gaze: known.gaze,
        line: line(known, hold),
        calls_left: standing.map_or(0, |standing| standing.day_left_background),
        per_minute: limits.per_minute,
    }
}

fn line(known: &Known, hold: Option<(HoldReason, Timestamp)>) -> Line {
    let is_long = |reason: HoldReason| match reason {
        HoldReason::AuthFailures
        | HoldReason::NearLockout
        | HoldReason::Day
        | HoldReason::DayReserve
        | HoldReason::Quiet => true,
        // Over in a moment; the client itself waits for these.
        HoldReason::Minute | HoldReason::Unanswered | HoldReason::Busy => false,
    };
    match known.state {
        ConnectionState::NeedsSecret | ConnectionState::Refused => Line::Shut,
        // Whoever connects looks by himself, and rings when that is done.
        ConnectionState::Connecting => Line::Shut,
        ConnectionState::Idle
        | ConnectionState::Connected
        | ConnectionState::HeldBack
        | ConnectionState::Offline
            if known.watch.connecting =>
        {
            Line::Shut
        }
        ConnectionState::Idle
        | ConnectionState::Connected
        | ConnectionState::HeldBack
        | ConnectionState::Offline
            if known.client.is_none() =>
        {
            Line::Shut
        }
        ConnectionState::Offline => Line::Down {
            tries: known.watch.down_tries.max(1),
        },
        ConnectionState::Idle | ConnectionState::Connected | ConnectionState::HeldBack => hold
            .filter(|(reason, _)| is_long(*reason))
            .map_or(Line::Open, |(reason, until)| Line::Held { reason, until }),
    }
}

/// What the journal tells.
struct Kept {
    watched: Vec<Watched>,
    orders: Vec<Order>,
}

async fn read(
    desk: &Desk,
    profile: &Profile,
    known: &Known,
    now: Timestamp,
) -> Result<Kept, CoreError> {
    let (profile, watch, begun) = (profile.clone(), known.watch.clone(), known.begun);
    desk.store
        .run(move |journal| {
            let orders = on_their_way(journal, &profile.id)?;
            let mut watched = lists(journal, &profile, &watch)?;
            for order in &orders {
                watched.push(of_order(journal, &watch, order, now)?);
            }
            let open = journal.open_intents()?;
            if open.iter().any(|intent| intent.profile_id == profile.id) {
                watched.push(Watched {
                    motion: Motion::Unsettled {
                        tries: watch.unsettled_tries,
                    },
                    // The start of the program tried once.
                    ..resting(&watch, Subject::Unsettled, begun, 1)
                });
            }
            Ok(Kept { watched, orders })
        })
        .await
}

/// What rests, as far as the key may read it.
fn lists(
    journal: &Journal,
    profile: &Profile,
    watch: &Watch,
) -> Result<Vec<Watched>, JournalError> {
    let id = &profile.id;
    let services = journal.service_list(id)?;
    let invoices = journal.invoice_list(id)?;
    let credit = journal.latest_balance(id)?.map(|seen| seen.last_read_at);
    let account = profile.account.as_ref().map(|account| account.read_at);
    let catalogue = journal.product_list(id)?.map(|kept| kept.read_at);
    let changed = |groups: &[EventGroup]| {
        let kinds: Vec<EventKind> = groups.iter().flat_map(|group| group.kinds()).collect();
        journal.last_event_of(id, &kinds)
    };
    let own_change = journal
        .list_orders(Some(id), &OrderFilter::default(), 0, 1)?
        .orders
        .first()
        .map(|order| order.updated_at);
    let services_changed = changed(&[EventGroup::Services, EventGroup::Orders])?.max(own_change);
    let money_changed =
        changed(&[EventGroup::Invoices, EventGroup::Orders, EventGroup::Credit])?.max(own_change);
    let may = |scope| connection::may(profile, &scope).unwrap_or(true);
    let kept = |subject, kept_at, changed_at, calls| Watched {
        motion: Motion::Resting { changed_at },
        ..resting(watch, subject, kept_at, calls)
    };
    let mut all = vec![kept(Subject::Account, account, None, 1)];
    if may(Scope::ReadServices) {
        let (at, pages) = (services.whole_at, services.pages);
        all.push(kept(Subject::Services, at, services_changed, pages));
    }
    if may(Scope::ReadBilling) {
        all.push(kept(Subject::Credit, credit, money_changed, 1));
        let (at, pages) = (invoices.whole_at, invoices.pages);
        all.push(kept(Subject::Invoices, at, money_changed, pages));
    }
    if may(Scope::ReadProducts) {
        all.push(kept(Subject::Catalogue, catalogue, None, 1));
    }
    Ok(all)
}

/// A subject that rests, last asked in this run or kept from before.
fn resting(watch: &Watch, subject: Subject, kept_at: Option<Timestamp>, calls: u32) -> Watched {
    let asked = watch.asked.get(&subject);
    Watched {
        asked_at: asked.map(|asked| asked.at).max(kept_at),
        failures: asked.map_or(0, |asked| asked.failures),
        motion: Motion::Resting { changed_at: None },
        calls: calls.max(1),
        subject,
    }
}

fn of_order(
    journal: &Journal,
    watch: &Watch,
    order: &Order,
    now: Timestamp,
) -> Result<Watched, JournalError> {
    let since = order.updated_at;
    let ends = rescue::ends(journal, order)?.latest;
    let (motion, calls) = match progress::read(&order.terms.state) {
        OrderProgress::Unpaid if was_asked_after(watch, order, ends) => {
            (Motion::Stuck { since: ends }, 1)
        }
        OrderProgress::Accepted | OrderProgress::Paid
            if now.duration_since(since) >= STUCK_AFTER =>
        {
            (Motion::Stuck { since }, CALLS_OF_ORDER)
        }
        OrderProgress::Unpaid => (Motion::Unpaid { since }, 1),
        OrderProgress::Written
        | OrderProgress::Sending
        | OrderProgress::Unknown
        | OrderProgress::Accepted
        | OrderProgress::Paid
        | OrderProgress::Provisioned
        | OrderProgress::Refused
        | OrderProgress::Cancelled
        | OrderProgress::CancelledPaid
        | OrderProgress::NotSent
        | OrderProgress::NeedsPerson
        | OrderProgress::Closed => (Motion::OnItsWay { since }, CALLS_OF_ORDER),
    };
    Ok(Watched {
        motion,
        // An answer that changed it was a question too.
        ..resting(watch, Subject::Order(order.no), Some(since), calls)
    })
}

/// An unpaid order is asked for once more after its day; then it is up to the
/// reconciliation to tell of it.
fn was_asked_after(watch: &Watch, order: &Order, ends: Timestamp) -> bool {
    let asked = watch.asked.get(&Subject::Order(order.no));
    asked.is_some_and(|asked| {
        asked.at >= ends.saturating_add(rescue::PAST).unwrap_or(Timestamp::MAX)
    })
}

/// Orders that can still change and whose id at the provider is known.
fn on_their_way(journal: &Journal, id: &ProfileId) -> Result<Vec<Order>, JournalError> {
    let filter = OrderFilter {
        states: progress::ALL
            .into_iter()
            .filter(|progress| progress::is_on_its_way(*progress))
            .map(|progress| progress::word(progress).to_owned())
            .collect(),
        ..OrderFilter::default()
    };
    let mut orders = journal.list_orders(Some(id), &filter, 0, 100)?.orders;
    orders.retain(|order| order.provider_order_id.is_some());
    Ok(orders)
}
