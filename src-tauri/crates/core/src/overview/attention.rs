//! What needs a person now: orders and actions without an outcome, payments,
//! open invoices, and events that ask for somebody.

use std::sync::Arc;

use jiff::Timestamp;
use kh_journal::{Action, Journal, JournalError, OrderFilter};
use kh_model::ProfileId;

use crate::activity;
use crate::billing;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::intents::recovery::safe_until;
use crate::orders::list::{self, Moment};
use crate::reconciliation;
use crate::view::{
    ActionKind, ActivityQuery, AttentionAction, AttentionInvoices, AttentionKind, AttentionView,
    Direction, EventGroup, EventRow, InvoicesFilter, InvoicesQuery, InvoicesSort, InvoicesView,
    OrderProgress, OrderRow, OrdersFilter, PlaceView,
};

/// Most of one kind; beyond that its own list is better.
const MOST: u32 = 100;
/// States of an action that a person has to look at, in the words of the
/// journal.
const STANDING: [(&str, AttentionKind); 2] = [
    ("unknown", AttentionKind::ActionUnknown),
    ("needs_person", AttentionKind::ActionNeedsPerson),
];

/// What other lists say.
pub(super) struct Elsewhere {
    overdue: InvoicesView,
    open: InvoicesView,
    events: Vec<EventRow>,
}

/// Asks the lists that are more than the journal alone.
pub(super) async fn elsewhere(desk: &Arc<Desk>) -> Result<Elsewhere, CoreError> {
    let events = ActivityQuery {
        group: None,
        unread_only: false,
        needs_you_only: true,
        search: String::new(),
        offset: 0,
        limit: MOST,
    };
    Ok(Elsewhere {
        overdue: billing::list(desk, first_due(InvoicesFilter::Overdue)).await?,
        open: billing::list(desk, first_due(InvoicesFilter::Open)).await?,
        events: activity::list(desk, events).await?.rows,
    })
}

/// The one that is due first, with the sums of all.
fn first_due(filter: InvoicesFilter) -> InvoicesQuery {
    InvoicesQuery {
        filter,
        from: None,
        to: None,
        search: String::new(),
        sort: InvoicesSort::Due,
        direction: Direction::Up,
        offset: 0,
        limit: 1,
    }
}

/// What needs a person: with a deadline first, the nearest of them on top.
pub(super) fn view(
    journal: &Journal,
    profile: &ProfileId,
    moment: &Moment,
    elsewhere: Elsewhere,
) -> Result<Vec<AttentionView>, JournalError> {
    let mut attention = orders(journal, profile, moment)?;
    attention.extend(actions(journal, profile)?);
    attention.extend(invoices(&elsewhere));
    attention.extend(findings(journal, profile)?);
    // Orders and invoices speak for themselves, with what is true now.
    attention.extend(
        elsewhere
            .events
            .into_iter()
            .filter_map(|event| match event.group {
                EventGroup::Orders | EventGroup::Invoices => None,
                EventGroup::Services
                | EventGroup::Credit
                | EventGroup::Key
                | EventGroup::Watching => Some(AttentionView {
                    event: Some(event.clone()),
                    ..about(AttentionKind::Event, event.place)
                }),
            }),
    );
    attention.sort_by_key(|one| (one.deadline.is_none(), one.deadline, one.kind));
    Ok(attention)
}

fn about(kind: AttentionKind, place: PlaceView) -> AttentionView {
    AttentionView {
        kind,
        place,
        deadline: None,
        order: None,
        reason: None,
        action: None,
        invoices: None,
        event: None,
        findings: None,
    }
}

fn orders(
    journal: &Journal,
    profile: &ProfileId,
    moment: &Moment,
) -> Result<Vec<AttentionView>, JournalError> {
    let filter = OrderFilter {
        states: list::states(OrdersFilter::NeedsYou),
        ..OrderFilter::default()
    };
    let found = journal.list_orders(Some(profile), &filter, 0, MOST)?;
    let mut attention = Vec::new();
    for order in &found.orders {
        let rows = list::rows(journal, std::slice::from_ref(order), moment)?;
        let Some(row) = rows.into_iter().next() else {
            continue;
        };
        let Some(kind) = kind(&row) else {
            continue;
        };
        let reason = order
            .problem
            .as_ref()
            .and_then(|problem| problem.reason.clone());
        attention.push(AttentionView {
            deadline: row.deadline,
            reason: reason.filter(|_| kind == AttentionKind::OrderUnpaid),
            order: Some(row.clone()),
            ..about(kind, PlaceView::Order { no: row.no })
        });
    }
    Ok(attention)
}

fn kind(row: &OrderRow) -> Option<AttentionKind> {
    use OrderProgress as P;
    match row.progress {
        P::Unknown => Some(AttentionKind::OrderUnknown),
        P::Unpaid => Some(AttentionKind::OrderUnpaid),
        P::NeedsPerson => Some(AttentionKind::OrderNeedsPerson),
        P::Written | P::Sending | P::Accepted | P::Paid => None,
        P::Provisioned | P::Refused | P::Cancelled | P::NotSent | P::Closed => None,
        P::CancelledPaid => None,
    }
}

fn actions(journal: &Journal, profile: &ProfileId) -> Result<Vec<AttentionView>, JournalError> {
    let mut attention = Vec::new();
    for (state, kind) in STANDING {
        for action in journal.standing_actions(profile, &[state])? {
            let deadline = if kind == AttentionKind::ActionUnknown {
                repeatable_until(journal, &action)?
            } else {
                None
            };
            let place = PlaceView::Service {
                id: action.service_id.as_str().to_owned(),
            };
            attention.push(AttentionView {
                deadline,
                action: Some(AttentionAction {
                    kind: action_kind(&action.terms.action),
                    service_name: action.terms.service_name,
                    customer: action.terms.customer,
                }),
                ..about(kind, place)
            });
        }
    }
    attention.truncate(MOST as usize);
    Ok(attention)
}

fn repeatable_until(journal: &Journal, action: &Action) -> Result<Option<Timestamp>, JournalError> {
    let intent = journal.intent(&action.intent_id)?;
    Ok(intent.map(|intent| safe_until(intent.first_sent_at)))
}

fn action_kind(word: &str) -> Option<ActionKind> {
    // The words of the journal are those of the bridge.
    serde_json::from_value(serde_json::Value::from(word)).ok()
}

fn findings(journal: &Journal, profile: &ProfileId) -> Result<Option<AttentionView>, JournalError> {
    let standing = reconciliation::attention(journal, profile)?;
    Ok(standing.map(|standing| AttentionView {
        findings: Some(standing),
        ..about(AttentionKind::Finding, PlaceView::Reconciliation)
    }))
}

fn invoices(elsewhere: &Elsewhere) -> Vec<AttentionView> {
    let overdue = elsewhere.overdue.total;
    let unpaid = elsewhere.open.total.saturating_sub(overdue);
    let mut attention = Vec::new();
    if let Some(view) = group(AttentionKind::InvoicesOverdue, overdue, &elsewhere.overdue) {
        attention.push(view);
    }
    // Where some are overdue, the open ones that are not yet due can wait.
    if overdue == 0
        && let Some(view) = group(AttentionKind::InvoicesUnpaid, unpaid, &elsewhere.open)
    {
        attention.push(view);
    }
    attention
}

fn group(kind: AttentionKind, count: u32, found: &InvoicesView) -> Option<AttentionView> {
    let first = found.rows.first().filter(|_| count > 0)?;
    let place = PlaceView::Invoice {
        id: first.id.clone(),
    };
    Some(AttentionView {
        invoices: Some(AttentionInvoices {
            count,
            number: first.number.clone(),
            due: first.due.clone(),
            open: found.sums.iter().map(|sum| sum.open.clone()).collect(),
        }),
        ..about(kind, place)
    })
}
