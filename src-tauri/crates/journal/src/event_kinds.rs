//! What an event can be about, and the words it is kept by. A word never
//! changes its meaning; a new meaning gets a new word.

use kh_model::{InvoiceId, ServiceId};

use crate::OrderNo;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventKind {
    /// An order was paid.
    OrderPaid,
    /// An order waits to be paid, or is cancelled by the provider after a day.
    PaymentNeeded,
    /// An order was cancelled.
    OrderCancelled,
    /// The time to pay an order runs out; `left` tells how many minutes are.
    PaymentReminder,
    /// Orders, services, invoices and credit do not agree.
    Finding,
    /// A service is in the list that was not there before and is not set up.
    ServiceAppeared,
    /// A service was set up.
    ServiceProvisioned,
    /// Another fact of a service changed; the facts name it as `fact`.
    ServiceChanged,
    /// A service was suspended, cancelled, ended or held back.
    ServiceFailed,
    /// A service is not visible to this key any more. Not proof of an end.
    ServiceMissing,
    /// A service is visible again.
    ServiceBack,
    /// An invoice was issued.
    InvoiceCreated,
    /// An invoice was paid.
    InvoicePaid,
    /// An invoice is not paid and its day is over.
    InvoiceOverdue,
    /// An invoice changed its state otherwise.
    InvoiceChanged,
    /// The credit fell below the line the person drew.
    BalanceLow,
    /// The credit changed.
    CreditChanged,
    /// What the key may do changed.
    KeyScopesChanged,
    /// The provider does not accept the key any more.
    KeyRefused,
    /// The provider accepts the key again.
    KeyAccepted,
    /// The address that events are sent to changed.
    WebhookChanged,
    /// The first look at an account: what was there then is no news.
    FirstLook,
    /// The program looks again after a time in which it did not.
    WatchingAgain,
}

/// Kinds a person filters by and switches notifications of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventGroup {
    /// Orders.
    Orders,
    /// Services.
    Services,
    /// Invoices.
    Invoices,
    /// The credit.
    Credit,
    /// The key and the webhook.
    Key,
    /// The watching itself.
    Watching,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [Self; 23] = [
        Self::OrderPaid,
        Self::PaymentNeeded,
        Self::OrderCancelled,
        Self::PaymentReminder,
        Self::Finding,
        Self::ServiceAppeared,
        Self::ServiceProvisioned,
        Self::ServiceChanged,
        Self::ServiceFailed,
        Self::ServiceMissing,
        Self::ServiceBack,
        Self::InvoiceCreated,
        Self::InvoicePaid,
        Self::InvoiceOverdue,
        Self::InvoiceChanged,
        Self::BalanceLow,
        Self::CreditChanged,
        Self::KeyScopesChanged,
        Self::KeyRefused,
        Self::KeyAccepted,
        Self::WebhookChanged,
        Self::FirstLook,
        Self::WatchingAgain,
    ];

    /// The word it is kept by.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OrderPaid => "order_paid",
            Self::PaymentNeeded => "payment_needed",
            Self::OrderCancelled => "order_cancelled",
            Self::PaymentReminder => "payment_reminder",
            Self::Finding => "finding",
            Self::ServiceAppeared => "service_appeared",
            Self::ServiceProvisioned => "service_provisioned",
            Self::ServiceChanged => "service_changed",
            Self::ServiceFailed => "service_failed",
            Self::ServiceMissing => "service_missing",
            Self::ServiceBack => "service_back",
            Self::InvoiceCreated => "invoice_created",
            Self::InvoicePaid => "invoice_paid",
            Self::InvoiceOverdue => "invoice_overdue",
            Self::InvoiceChanged => "invoice_changed",
            Self::BalanceLow => "balance_low",
            Self::CreditChanged => "credit_changed",
            Self::KeyScopesChanged => "key_scopes_changed",
            Self::KeyRefused => "key_refused",
            Self::KeyAccepted => "key_accepted",
            Self::WebhookChanged => "webhook_changed",
            Self::FirstLook => "first_look",
            Self::WatchingAgain => "watching_again",
        }
    }

    /// Reads [`EventKind::as_str`].
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Where it belongs.
    #[must_use]
    pub fn group(self) -> EventGroup {
        match self {
            Self::OrderPaid
            | Self::PaymentNeeded
            | Self::OrderCancelled
            | Self::PaymentReminder
            | Self::Finding => EventGroup::Orders,
            Self::ServiceAppeared
            | Self::ServiceProvisioned
            | Self::ServiceChanged
            | Self::ServiceFailed
            | Self::ServiceMissing
            | Self::ServiceBack => EventGroup::Services,
            Self::InvoiceCreated
            | Self::InvoicePaid
            | Self::InvoiceOverdue
            | Self::InvoiceChanged => EventGroup::Invoices,
            Self::BalanceLow | Self::CreditChanged => EventGroup::Credit,
            Self::KeyScopesChanged
            | Self::KeyRefused
            | Self::KeyAccepted
            | Self::WebhookChanged => EventGroup::Key,
            Self::FirstLook | Self::WatchingAgain => EventGroup::Watching,
        }
    }

    /// Whether it can end what an earlier event about the same thing asked of a
    /// person.
    pub(crate) fn settles(self) -> bool {
        match self {
            Self::OrderPaid
            | Self::OrderCancelled
            | Self::ServiceProvisioned
            | Self::ServiceBack
            | Self::InvoicePaid
            | Self::InvoiceChanged
            | Self::ServiceChanged
            | Self::CreditChanged
            | Self::KeyScopesChanged
            | Self::KeyAccepted => true,
            Self::PaymentNeeded
            | Self::PaymentReminder
            | Self::Finding
            | Self::ServiceAppeared
            | Self::ServiceFailed
            | Self::ServiceMissing
            | Self::InvoiceCreated
            | Self::InvoiceOverdue
            | Self::BalanceLow
            | Self::KeyRefused
            | Self::WebhookChanged
            | Self::FirstLook
            | Self::WatchingAgain => false,
        }
    }
}

impl EventKind {
    /// Whether it can happen to one thing only once.
    pub(crate) fn happens_once(self) -> bool {
        match self {
            Self::OrderPaid | Self::OrderCancelled | Self::InvoiceCreated | Self::FirstLook => true,
            Self::PaymentNeeded
            | Self::PaymentReminder
            | Self::Finding
            | Self::ServiceAppeared
            | Self::ServiceProvisioned
            | Self::ServiceChanged
            | Self::ServiceFailed
            | Self::ServiceMissing
            | Self::ServiceBack
            | Self::InvoicePaid
            | Self::InvoiceOverdue
            | Self::InvoiceChanged
            | Self::BalanceLow
            | Self::CreditChanged
            | Self::KeyScopesChanged
            | Self::KeyRefused
            | Self::KeyAccepted
            | Self::WebhookChanged
            | Self::WatchingAgain => false,
        }
    }
}

impl EventGroup {
    /// Every group.
    pub const ALL: [Self; 6] = [
        Self::Orders,
        Self::Services,
        Self::Invoices,
        Self::Credit,
        Self::Key,
        Self::Watching,
    ];

    /// The kinds of the group.
    pub fn kinds(self) -> impl Iterator<Item = EventKind> {
        EventKind::ALL
            .into_iter()
            .filter(move |kind| kind.group() == self)
    }
}

/// What it happened to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum EventSubject {
    /// An order of this journal.
    Order(OrderNo),
    /// A service of the account.
    Service(ServiceId),
    /// An invoice of the account.
    Invoice(InvoiceId),
    /// The credit of the account.
    Credit,
    /// The key in use.
    Key,
    /// The webhook of the key.
    Webhook,
    /// The watching itself.
    Line,
}

impl EventSubject {
    /// The word it is kept by.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Order(_) => "order",
            Self::Service(_) => "service",
            Self::Invoice(_) => "invoice",
            Self::Credit => "credit",
            Self::Key => "key",
            Self::Webhook => "webhook",
            Self::Line => "line",
        }
    }

    /// Its own id; empty where there is only one of it in an account.
    pub(crate) fn id(&self) -> String {
        match self {
            Self::Order(no) => no.get().to_string(),
            Self::Service(id) => id.as_str().to_owned(),
            Self::Invoice(id) => id.as_str().to_owned(),
            Self::Credit | Self::Key | Self::Webhook | Self::Line => String::new(),
        }
    }

    /// Reads word and id back.
    pub(crate) fn read(word: &str, id: &str) -> Option<Self> {
        match word {
            "order" => id.parse().ok().map(OrderNo::new).map(Self::Order),
            "service" => ServiceId::new(id).ok().map(Self::Service),
            "invoice" => InvoiceId::new(id).ok().map(Self::Invoice),
            "credit" => Some(Self::Credit),
            "key" => Some(Self::Key),
            "webhook" => Some(Self::Webhook),
            "line" => Some(Self::Line),
            _ => None,
        }
    }
}

/// How it became known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventSource {
    /// Two lists of services were compared.
    ServicesCompared,
    /// One service was read.
    ServiceRead,
    /// Two lists of invoices were compared.
    InvoicesCompared,
    /// The credit was read.
    CreditRead,
    /// An order was asked for.
    OrderRead,
    /// The account was asked for.
    KeyRead,
    /// Something done in this console.
    OwnAction,
    /// A delivery to a webhook that a person pasted.
    PastedWebhook,
    /// The start of the program.
    Startup,
    /// The line came back, or the computer woke up.
    LineBack,
    /// The clock of this computer.
    Clock,
    /// Orders, services, invoices and credit were put side by side.
    Reconciliation,
}

impl EventSource {
    const ALL: [Self; 12] = [
        Self::ServicesCompared,
        Self::ServiceRead,
        Self::InvoicesCompared,
        Self::CreditRead,
        Self::OrderRead,
        Self::KeyRead,
        Self::OwnAction,
        Self::PastedWebhook,
        Self::Startup,
        Self::LineBack,
        Self::Clock,
        Self::Reconciliation,
    ];

    /// The word it is kept by.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ServicesCompared => "services_compared",
            Self::ServiceRead => "service_read",
            Self::InvoicesCompared => "invoices_compared",
            Self::CreditRead => "credit_read",
            Self::OrderRead => "order_read",
            Self::KeyRead => "key_read",
            Self::OwnAction => "own_action",
            Self::PastedWebhook => "pasted_webhook",
            Self::Startup => "startup",
            Self::LineBack => "line_back",
            Self::Clock => "clock",
            Self::Reconciliation => "reconciliation",
        }
    }

    pub(crate) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.as_str() == word)
    }
}
