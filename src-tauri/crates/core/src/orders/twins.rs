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

/// Most of them that are shown, and asked about.
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
/// this body, newest first, at most five; what blocks is always among them.
pub(crate) fn of(
    orders: &OrdersNow<'_>,
    profile: &ProfileId,
    draft: &Draft,
    body: &[u8],
    recent_since: Timestamp,
) -> Result<Vec<Twin>, JournalError> {
    let states: Vec<&str> = progress::ALL
        .into_iter()
        .filter(|progress| always(*progress).is_some())
        .map(progress::word)
        .collect();
    let found = orders.of_product(profile, &draft.product_id, &states, recent_since)?;
    let twins = found.into_iter().filter_map(|(order, intent)| {
        let progress = progress::read(&order.terms.state);
        let recent = order.created_at > recent_since && is_alike(&order, draft);
        let why = always(progress)
            .or_else(|| (recent && counts(progress)).then_some(TwinReason::Recent))?;
        let blocks = intent.state == IntentState::Open && intent.body == body;
        Some(Twin {
            order,
            intent,
            why,
            blocks,
        })
    });
    Ok(few(twins.collect()))
}

/// The moment since when the same order counts as recent.
pub(crate) fn since(now: Timestamp, hours: u32) -> Timestamp {
    now.saturating_sub(SignedDuration::from_hours(i64::from(hours)))
        .unwrap_or(Timestamp::MIN)
}

/// Why an order of the same product in this state is shown whatever its age.
fn always(progress: OrderProgress) -> Option<TwinReason> {
    use OrderProgress as P;
    match progress {
        P::Written | P::Sending | P::Unknown | P::NeedsPerson => Some(TwinReason::Open),
        P::Unpaid => Some(TwinReason::Unpaid),
        P::Accepted | P::Paid | P::Provisioned => None,
        P::Refused | P::Cancelled | P::NotSent | P::Closed => None,
    }
}

/// Whether an order in this state is one that was bought, or may have been.
fn counts(progress: OrderProgress) -> bool {
    use OrderProgress as P;
    match progress {
        P::Written | P::Sending | P::Unknown | P::NeedsPerson | P::Unpaid => true,
        P::Accepted | P::Paid | P::Provisioned => true,
        P::Refused | P::Cancelled | P::NotSent | P::Closed => false,
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

/// At most five: those that block first, then the newest.
fn few(mut twins: Vec<Twin>) -> Vec<Twin> {
    twins.sort_by_key(|twin| (!twin.blocks, -twin.no()));
    twins.truncate(MOST);
    twins.sort_by_key(|twin| -twin.no());
    twins
}
