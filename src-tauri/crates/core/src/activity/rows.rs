//! Events as the window gets them.

use kh_journal::{Event, EventGroup as KeptGroup, EventKind, EventSubject};
use kh_model::{Amount, Currency};

use crate::events::fact;
use crate::view::{EventGroup, EventRow, PlaceView};

/// One event.
pub(crate) fn row(event: &Event) -> EventRow {
    let what = &event.event;
    EventRow {
        id: event.id.get(),
        kind: what.kind.as_str().to_owned(),
        group: group(what.kind),
        place: place(what.kind, &what.subject),
        name: what.facts.get(fact::NAME).cloned(),
        from: what.from,
        to: what.to,
        facts: what.facts.clone(),
        amount: amount(event).as_ref().map(Into::into),
        source: what.source.as_str().to_owned(),
        request_id: what.request_id.clone().map(String::from),
        unread: event.read_at.is_none(),
        needs_you: what.needs_you,
    }
}

/// The amount an event is about.
pub(crate) fn amount(event: &Event) -> Option<Amount> {
    let text = event.event.facts.get(fact::AMOUNT)?;
    let (value, currency) = match text.split_once(' ') {
        Some((value, code)) => (value, Some(Currency::new(code).ok()?)),
        None => (text.as_str(), None),
    };
    Amount::parse(value, currency).ok()
}

/// Where an event leads.
pub(crate) fn place(kind: EventKind, subject: &EventSubject) -> PlaceView {
    if kind == EventKind::Finding {
        return PlaceView::Reconciliation;
    }
    match subject {
        EventSubject::Order(no) => PlaceView::Order { no: no.get() },
        EventSubject::Service(id) => PlaceView::Service {
            id: id.as_str().to_owned(),
        },
        EventSubject::Invoice(id) => PlaceView::Invoice {
            id: id.as_str().to_owned(),
        },
        EventSubject::Credit => PlaceView::Overview,
        EventSubject::Key | EventSubject::Webhook => PlaceView::Connection,
        EventSubject::Line => PlaceView::Activity,
    }
}

/// The group of a kind, as the window names it.
pub(crate) fn group(kind: EventKind) -> EventGroup {
    match kind.group() {
        KeptGroup::Orders => EventGroup::Orders,
        KeptGroup::Services => EventGroup::Services,
        KeptGroup::Invoices => EventGroup::Invoices,
        KeptGroup::Credit => EventGroup::Credit,
        KeptGroup::Key => EventGroup::Key,
        KeptGroup::Watching => EventGroup::Watching,
    }
}

/// The group as the journal names it.
pub(super) fn kept_group(group: EventGroup) -> KeptGroup {
    match group {
        EventGroup::Orders => KeptGroup::Orders,
        EventGroup::Services => KeptGroup::Services,
        EventGroup::Invoices => KeptGroup::Invoices,
        EventGroup::Credit => KeptGroup::Credit,
        EventGroup::Key => KeptGroup::Key,
        EventGroup::Watching => KeptGroup::Watching,
    }
}
