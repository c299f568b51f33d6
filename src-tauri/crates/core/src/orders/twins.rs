//! Earlier orders like the one under review. A person has to see them before
//! the same is bought again: what has no outcome, what waits for its payment,
//! and what was ordered within the chosen time.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use kh_journal::{Intent, IntentState, JournalError, Order, OrdersNow};
use kh_model::ProfileId;

use super::draft::Draft;
use super::list::{self, Moment};
use super::progress;
use super::terms::Terms;
use crate::view::{OrderProgress, TwinReason, TwinView};

/// Most of those ordered lately that are shown, and asked about.
const MOST: usize = 5;

/// An earlier order like the one under review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Twin {
    pub(crate) order: Order,
    pub(crate) intent: Intent,
    pub(crate) why: TwinReason,
    /// Whether it sent the very same bytes and has no outcome: the same request
    /// a second time could buy twice.
    pub(crate) blocks: bool,
}

impl Twin {
    /// Its number.
    pub(crate) fn no(&self) -> i64 {
        self.order.no.get()
    }

    /// The twin as the window sees it.
    pub(crate) fn view(&self, moment: &Moment) -> TwinView {
        let row = list::row(&self.order, &self.intent, moment);
        TwinView {
            no: row.no,
            product: row.product,
            hostname: row.hostname,
            customer: row.customer,
            now: row.now,
            progress: row.progress,
            created_at: row.created_at,
            deadline: row.deadline,
            why: self.why,
            blocks: self.blocks,
        }
    }
}

/// The earlier orders that a person has to see before `draft` is ordered with
/// this body, by whichever profile of the account: what blocks it, then what
/// waits for its payment, then what has no outcome, all of them; then the five
/// that were ordered last; of each the newest first.
pub(crate) fn of(
    orders: &OrdersNow<'_>,
    profile: &ProfileId,
    draft: &Draft,
    body: &[u8],
    recent_since: Timestamp,
) -> Result<Vec<Twin>, JournalError> {
    let states = |wanted: fn(Seen) -> bool| -> Vec<&'static str> {
        let found = progress::ALL.into_iter().filter(|one| wanted(seen(*one)));
        found.map(progress::word).collect()
    };
    let always = states(|seen| matches!(seen, Seen::Always(_)));
    let lately = states(|seen| seen == Seen::Lately);
    let found = orders.of_product(profile, &draft.product_id, &always, (&lately, recent_since))?;
    let mut twins = Vec::new();
    let mut recent = 0;
    for order in found {
        let why = match seen(progress::read(&order.terms.state)) {
            Seen::Always(why) => why,
            Seen::Lately if recent < MOST && is_alike(&order, draft) => TwinReason::Recent,
            Seen::Lately | Seen::Never => continue,
        };
        recent += usize::from(why == TwinReason::Recent);
        let intent = orders.intent_of(&order)?;
        let blocks = intent.state == IntentState::Open && intent.body == body;
        twins.push(Twin {
            order,
            intent,
            why,
            blocks,
        });
    }
    twins.sort_by_key(|twin| (rank(twin), -twin.no()));
    Ok(twins)
}

/// What comes first; smaller is sooner.
fn rank(twin: &Twin) -> u8 {
    if twin.blocks {
        return 0;
    }
    match twin.why {
        TwinReason::Unpaid => 1,
        TwinReason::Open => 2,
        TwinReason::Recent => 3,
    }
}

/// The moment since when the same order counts as recent.
pub(crate) fn since(now: Timestamp, hours: u32) -> Timestamp {
    now.saturating_sub(SignedDuration::from_hours(i64::from(hours)))
        .unwrap_or(Timestamp::MIN)
}

/// Until when an earlier order of the same product has to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// At any age, and for this reason.
    Always(TwinReason),
    /// Within the chosen time, if the same was chosen.
    Lately,
    /// Never: nothing was bought.
    Never,
}

fn seen(progress: OrderProgress) -> Seen {
    use OrderProgress as P;
    match progress {
        P::Written | P::Sending | P::Unknown | P::NeedsPerson => Seen::Always(TwinReason::Open),
        P::Unpaid => Seen::Always(TwinReason::Unpaid),
        P::Accepted | P::Paid | P::Provisioned => Seen::Lately,
        P::Refused | P::Cancelled | P::NotSent | P::Closed => Seen::Never,
        P::CancelledPaid => Seen::Never,
    }
}

/// Whether it is the same product with the same options and host name; how it
/// is paid and for whom does not matter.
fn is_alike(order: &Order, draft: &Draft) -> bool {
    let name = |name: Option<&String>| name.map(|name| name.to_lowercase());
    let chosen = |options: &[crate::view::ChosenOption]| -> BTreeSet<(String, String)> {
        let pairs = options.iter();
        pairs
            .map(|one| (one.option_id.clone(), one.value.clone()))
            .collect()
    };
    let terms = Terms::read(&order.terms.options_json);
    order.terms.product_id == draft.product_id
        && name(order.terms.hostname.as_ref()) == name(draft.words.hostname.as_ref())
        && chosen(&terms.options) == chosen(&draft.words.options)
}
