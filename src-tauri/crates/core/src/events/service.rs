//! What happened to a service between two looks.

use jiff::Timestamp;
use kh_journal::{
    EventKind, EventSource, EventSubject, KeptService, NewEvent, ServiceChange, ServiceCondition,
};
use kh_model::{PowerState, ServiceState};

use super::fact;
use super::facts::Facts;

/// The events of a change that was seen in this way. What the first look at an
/// account shows is no news.
pub(crate) fn of_service(change: &ServiceChange, source: EventSource) -> Vec<NewEvent> {
    let after = &change.after;
    let at = after.missing_since.unwrap_or(after.seen_at);
    let Some(before) = &change.before else {
        let Some(listed_before) = change.listed_before else {
            return Vec::new();
        };
        return vec![appeared(&Span::new(after, listed_before, at, source))];
    };
    // What is not visible was last seen when its facts were read, but was
    // noticed to be away later than that.
    let last_look = before.missing_since.unwrap_or(before.seen_at);
    let span = Span::new(after, last_look, at, source);
    match (before.missing_since, after.missing_since) {
        (None, Some(_)) => vec![missing(&span, before)],
        (Some(_), Some(_)) => Vec::new(),
        (Some(_), None) => {
            let back = span.event(EventKind::ServiceBack, Facts::default());
            std::iter::once(back)
                .chain(differences(&span, before))
                .collect()
        }
        (None, None) => differences(&span, before),
    }
}

/// A service and the time between two looks at it.
struct Span<'a> {
    after: &'a KeptService,
    from: Timestamp,
    to: Timestamp,
    source: EventSource,
}

impl<'a> Span<'a> {
    fn new(after: &'a KeptService, from: Timestamp, to: Timestamp, source: EventSource) -> Self {
        Self {
            after,
            from: from.min(to),
            to,
            source,
        }
    }

    fn event(&self, kind: EventKind, facts: Facts) -> NewEvent {
        NewEvent {
            kind,
            subject: EventSubject::Service(self.after.facts.id.clone()),
            from: self.from,
            to: self.to,
            facts: facts
                .with(fact::NAME, self.after.shown_name())
                .maybe(fact::CUSTOMER, self.after.own.customer.as_ref())
                .maybe(fact::PRODUCT, self.after.facts.name.as_ref())
                .whole(),
            source: self.source,
            request_id: self.after.request_id.clone(),
            needs_you: false,
            leaves_open: false,
        }
    }

    fn needing(&self, needs_you: bool, kind: EventKind, facts: Facts) -> NewEvent {
        NewEvent {
            needs_you,
            ..self.event(kind, facts)
        }
    }
}

fn appeared(span: &Span<'_>) -> NewEvent {
    let status = span.after.facts.status.as_ref();
    let facts = Facts::default().maybe(fact::STATUS, status.map(|status| &status.raw));
    match status.map(|status| status.kind) {
        Some(ServiceState::Active) => span.event(EventKind::ServiceProvisioned, facts),
        Some(ServiceState::Suspended | ServiceState::Fraud) => {
            span.needing(true, EventKind::ServiceAppeared, facts)
        }
        Some(
            ServiceState::Pending
            | ServiceState::Terminated
            | ServiceState::Cancelled
            | ServiceState::Unknown,
        )
        | None => span.event(EventKind::ServiceAppeared, facts),
    }
}

/// A service that is over leaves the list in the end; another one should not.
fn missing(span: &Span<'_>, before: &KeptService) -> NewEvent {
    let condition: ServiceCondition = before.facts.condition();
    let needs_you = !condition.is_ended();
    span.needing(needs_you, EventKind::ServiceMissing, Facts::default())
}

fn differences(span: &Span<'_>, before: &KeptService) -> Vec<NewEvent> {
    let (old, new) = (&before.facts, &span.after.facts);
    let mut events = Vec::new();
    events.extend(status(span, before));
    if events.is_empty() {
        // A machine that was set up runs, one that is held back does not: the
        // state says it.
        events.extend(power(span, before));
    }
    let addresses = |ips: &[String]| (!ips.is_empty()).then(|| ips.join(", "));
    let texts = [
        ("name", old.name.clone(), new.name.clone()),
        ("hostname", old.hostname.clone(), new.hostname.clone()),
        ("addresses", addresses(&old.ips), addresses(&new.ips)),
        (
            "cycle",
            old.cycle.as_ref().map(|cycle| cycle.as_str().to_owned()),
            new.cycle.as_ref().map(|cycle| cycle.as_str().to_owned()),
        ),
        (
            "price",
            old.recurring.as_ref().map(ToString::to_string),
            new.recurring.as_ref().map(ToString::to_string),
        ),
        (
            "due",
            old.next_due.as_ref().map(|due| due.raw.clone()),
            new.next_due.as_ref().map(|due| due.raw.clone()),
        ),
    ];
    for (what, old, new) in texts {
        // What one answer leaves out and another states has not changed.
        if let (Some(old), Some(new)) = (old, new)
            && old != new
        {
            events.push(changed(span, what, &old, &new));
        }
    }
    events
}

fn changed(span: &Span<'_>, what: &str, old: &str, new: &str) -> NewEvent {
    let facts = Facts::of(fact::FACT, what)
        .with(fact::OLD, old)
        .with(fact::NEW, new);
    NewEvent {
        // A new name does not end a suspension.
        leaves_open: what != "status",
        ..span.event(EventKind::ServiceChanged, facts)
    }
}

fn status(span: &Span<'_>, before: &KeptService) -> Option<NewEvent> {
    let old = before.facts.status.as_ref()?;
    let new = span.after.facts.status.as_ref()?;
    let same = old.kind == new.kind && (new.kind != ServiceState::Unknown || old.raw == new.raw);
    if same {
        return None;
    }
    let facts = Facts::of(fact::FACT, "status")
        .with(fact::OLD, &old.raw)
        .with(fact::NEW, &new.raw);
    Some(match (old.kind, new.kind) {
        (ServiceState::Pending, ServiceState::Active) => {
            span.event(EventKind::ServiceProvisioned, facts)
        }
        (_, ServiceState::Suspended | ServiceState::Fraud) => {
            span.needing(true, EventKind::ServiceFailed, facts)
        }
        (_, ServiceState::Terminated | ServiceState::Cancelled) => {
            span.event(EventKind::ServiceFailed, facts)
        }
        (_, ServiceState::Pending | ServiceState::Active | ServiceState::Unknown) => {
            span.event(EventKind::ServiceChanged, facts)
        }
    })
}

/// Power, where a machine came to rest. That it is on its way there is shown
/// while it is, and is no news.
fn power(span: &Span<'_>, before: &KeptService) -> Option<NewEvent> {
    let old = before.facts.power.as_ref()?;
    let new = span.after.facts.power.as_ref()?;
    let moved = match new.kind {
        PowerState::Running | PowerState::Stopped => old.kind != new.kind,
        PowerState::Changing => false,
        PowerState::Unknown => old.raw != new.raw,
    };
    moved.then(|| changed(span, "power", &old.raw, &new.raw))
}
