//! What speaks for and against an order whose answer never came, gathered from
//! the journal alone, or read anew because a person asks. What it means is
//! weighed in `weigh`.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use kh_api::Asker;
use kh_journal::{
    BalanceSeen, EventSubject, Intent, Journal, JournalError, KeptService, ListedInvoice, Order,
    OrderFilter, OrderNo, StatedMoment,
};
use kh_model::{Amount, ProfileId, Scope};

use super::weigh::{self, Read, Signs};
use super::{detail, progress};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::intents;
use crate::view::{ClueInvoice, ClueService, CluesView, CreditView, OrderProgress, OrderView};
use crate::{billing, connection, profiles, reconciliation, services};

/// Rows of each kind that are shown and weighed.
const MOST: u32 = 50;
/// Changes of the credit that are looked through.
const BALANCES: u32 = 500;
/// A stated day or a clock that differs may lie so far before the order.
const SLACK: SignedDuration = SignedDuration::from_hours(24);

/// Reads services, invoices and credit, as far as the key may, and shows the
/// order with what they say.
pub(crate) async fn refresh(desk: &Arc<Desk>, no: OrderNo) -> Result<OrderView, CoreError> {
    let desk = Arc::clone(desk);
    intents::send::to_the_end(async move {
        let profile = detail::order(&desk, no).await?.profile_id;
        read_all(&desk, &profile).await?;
        reconciliation::after(&desk, &profile).await;
        desk.notify_order(&profile, no);
        detail::by_no(&desk, no).await
    })
    .await
}

/// Reads what an account has, because a person asks. What could be read is kept
/// also where something else could not.
///
/// # Errors
/// The first thing that went wrong.
pub(crate) async fn read_all(desk: &Desk, profile: &ProfileId) -> Result<(), CoreError> {
    let kept = profiles::one(desk, profile).await?;
    let may = |scope| connection::may(&kept, &scope).unwrap_or(true);
    let mut first = Ok(());
    if may(Scope::ReadServices) {
        first = first.and(services::sync::run(desk, profile, Asker::Person).await);
    }
    if may(Scope::ReadBilling) {
        let invoices = billing::sync::run(desk, profile, Asker::Person).await;
        let credit = connection::ask_credit(desk, profile, Asker::Person).await;
        first = first.and(invoices).and(credit);
    }
    first
}

/// The clues of an order without an answer.
pub(super) fn of(
    journal: &Journal,
    order: &Order,
    intent: &Intent,
) -> Result<CluesView, JournalError> {
    let profile = &order.profile_id;
    let sent = intent.first_sent_at;
    let tried = last_try(intent);
    let credit = Credit::around(&journal.balances(profile, BALANCES)?, sent, tried);
    let explained = match &credit {
        Some(credit) => explained(journal, order, credit)?,
        None => None,
    };
    let mut services = Vec::new();
    for kept in journal.services_first_seen_after(profile, sent, MOST)? {
        if is_new(kept.facts.created_at.as_ref(), sent) {
            services.push(service(journal, order, &kept)?);
        }
    }
    let mut invoices: Vec<ClueInvoice> = journal
        .invoices_first_seen_after(profile, sent, MOST)?
        .iter()
        .filter(|listed| is_new(listed.kept.facts.date.as_ref(), sent))
        .map(|listed| invoice(order, listed))
        .collect();
    services.sort_by_key(|service| !service.matches);
    invoices.sort_by_key(|invoice| !invoice.matches);
    let services_read_at = journal.service_list(profile)?.whole_at;
    let invoices_read_at = journal.invoice_list(profile)?.whole_at;
    let credit_read_at = journal
        .latest_balance(profile)?
        .map(|seen| seen.last_read_at);
    let change = credit.as_ref().and_then(Credit::change);
    let verdict = weigh::weigh(&Signs {
        services: Read::of(services_read_at, tried),
        invoices: Read::of(invoices_read_at, tried),
        // A credit that rose may hide a fall.
        credit: if change.as_ref().is_some_and(rose) {
            Read::Never
        } else {
            Read::of(credit_read_at, tried)
        },
        service_fits: services.iter().any(|service| service.matches),
        invoice_fits: invoices.iter().any(|invoice| invoice.matches),
        credit_moved: weigh::moved(change.as_ref(), explained.as_ref()),
    });
    Ok(CluesView {
        credit_before: credit.as_ref().map(|credit| credit.before.view()),
        credit_after: credit
            .as_ref()
            .and_then(|credit| credit.after.as_ref())
            .map(Look::view),
        credit_change: change.map(Into::into),
        explained: explained.map(Into::into),
        services,
        invoices,
        services_read_at,
        invoices_read_at,
        credit_read_at,
        verdict,
    })
}

fn rose(change: &Amount) -> bool {
    !change.value.is_sign_negative() && !change.value.is_zero()
}

/// When the last attempt was over, as far as that is known.
fn last_try(intent: &Intent) -> Timestamp {
    let ends = intent
        .attempts
        .iter()
        .map(|one| one.end.as_ref().map_or(one.started_at, |end| end.ended_at));
    ends.max().unwrap_or(intent.first_sent_at)
}

/// What is stated to be older than the order did not come of it.
fn is_new(stated: Option<&StatedMoment>, sent: Timestamp) -> bool {
    let Some(at) = stated.and_then(|stated| stated.sorts_at) else {
        return true;
    };
    sent.duration_since(at) <= SLACK
}

/// A credit at a moment.
struct Look {
    amount: Amount,
    at: Timestamp,
}

impl Look {
    fn view(&self) -> CreditView {
        CreditView {
            amount: (&self.amount).into(),
            at: self.at,
        }
    }
}

/// The credit before and after an order.
struct Credit {
    before: Look,
    after: Option<Look>,
}

impl Credit {
    /// `seen` is newest first.
    fn around(seen: &[BalanceSeen], sent: Timestamp, tried: Timestamp) -> Option<Self> {
        let before = seen.iter().find(|one| one.first_read_at <= sent)?;
        let after = seen.iter().rev().find(|one| one.last_read_at > tried);
        Some(Self {
            before: Look {
                amount: before.amount.clone(),
                at: before.last_read_at.min(sent),
            },
            after: after.map(|after| Look {
                amount: after.amount.clone(),
                at: if after.first_read_at > tried {
                    after.first_read_at
                } else {
                    after.last_read_at
                },
            }),
        })
    }

    fn change(&self) -> Option<Amount> {
        self.after.as_ref()?.amount.minus(&self.before.amount).ok()
    }
}

/// What other orders that were paid meanwhile cost; negative.
fn explained(
    journal: &Journal,
    order: &Order,
    credit: &Credit,
) -> Result<Option<Amount>, JournalError> {
    let Some(after) = &credit.after else {
        return Ok(None);
    };
    let filter = OrderFilter {
        states: [
            OrderProgress::Accepted,
            OrderProgress::Paid,
            OrderProgress::Provisioned,
        ]
        .map(|progress| progress::word(progress).to_owned())
        .to_vec(),
        since: Some(credit.before.at),
        until: Some(after.at),
        ..OrderFilter::default()
    };
    let others = journal.list_orders(Some(&order.profile_id), &filter, 0, 100)?;
    let none = Amount::zero(credit.before.amount.currency.clone());
    let sum = others
        .orders
        .iter()
        .filter(|other| other.no != order.no)
        .fold(none, |sum, other| {
            sum.minus(&other.terms.amount_now).unwrap_or(sum)
        });
    Ok(Some(sum))
}

fn service(
    journal: &Journal,
    order: &Order,
    kept: &KeptService,
) -> Result<ClueService, JournalError> {
    let facts = &kept.facts;
    let profile = &order.profile_id;
    let claimed = journal
        .order_of_service(profile, &facts.id)?
        .is_some_and(|no| no != order.no);
    let shown = services::row_of(kept, None);
    let first = journal.first_event_about(profile, &EventSubject::Service(facts.id.clone()))?;
    Ok(ClueService {
        matches: !claimed && is_like(order, kept),
        claimed,
        id: shown.id,
        name: shown.name,
        product: shown.product,
        first_seen_from: first
            .map(|first| first.event.from)
            .filter(|from| *from <= kept.first_seen_at),
        first_seen_to: kept.first_seen_at,
        order_id: facts.order_id.clone().map(String::from),
    })
}

/// Whether a service may be what an order bought: the same host name, or the
/// same product where the host names do not speak against it.
pub(crate) fn is_like(order: &Order, kept: &KeptService) -> bool {
    let facts = &kept.facts;
    let hostname = order
        .terms
        .hostname
        .as_deref()
        .zip(facts.hostname.as_deref());
    let same_hostname = hostname.map(|(wanted, seen)| wanted.eq_ignore_ascii_case(seen));
    let same_product = match &facts.product_id {
        Some(id) => *id == order.terms.product_id,
        None => facts.name.as_deref() == Some(order.terms.product_name.as_str()),
    };
    same_hostname.unwrap_or(same_product)
}

fn invoice(order: &Order, listed: &ListedInvoice) -> ClueInvoice {
    let facts = &listed.kept.facts;
    let claimed = listed.order_no.is_some_and(|no| no != order.no);
    ClueInvoice {
        id: facts.id.as_str().to_owned(),
        number: billing::shown_name(facts),
        total: facts.total.as_ref().map(Into::into),
        date: facts.date.as_ref().map(services::stated),
        matches: !claimed && facts.total.as_ref() == Some(&order.terms.amount_now),
    }
}
