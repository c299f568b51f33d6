//! A finding as it is kept, and as the window sees it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kh_journal::{Finding, NewFinding};
use kh_model::Amount;
use serde::{Deserialize, Serialize};

use crate::view::{FindingInvoice, FindingKind, FindingService, FindingView, Money};

/// What does not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Found {
    pub(super) kind: Kind,
    /// `9.90 EUR`, or `9.90` where no currency was stated.
    pub(super) money: Option<(String, Option<String>)>,
    pub(super) order: Option<i64>,
    /// Id and name.
    pub(super) service: Option<(String, String)>,
    /// Id and number.
    pub(super) invoice: Option<(String, String)>,
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
    pub(super) facts: BTreeMap<String, String>,
}

/// The kinds, by the words they are kept by. A word never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    OrderWithoutService,
    ServiceWithoutOrder,
    InvoiceWithoutService,
    MoneyWithoutCause,
    UnpaidPastItsDay,
}

impl Found {
    /// A finding about nothing yet.
    pub(super) fn new(kind: Kind, from: Timestamp, to: Timestamp) -> Self {
        Self {
            kind,
            money: None,
            order: None,
            service: None,
            invoice: None,
            from: from.min(to),
            to,
            facts: BTreeMap::new(),
        }
    }

    pub(super) fn money(mut self, amount: Option<&Amount>) -> Self {
        self.money = amount
            .map(Money::from)
            .map(|money| (money.value, money.currency));
        self
    }

    pub(super) fn fact(mut self, name: &str, text: impl Into<String>) -> Self {
        self.facts.insert(name.to_owned(), text.into());
        self
    }

    pub(super) fn maybe(self, name: &str, text: Option<impl Into<String>>) -> Self {
        match text {
            Some(text) => self.fact(name, text),
            None => self,
        }
    }

    /// The same for the same disagreement, however often it is found.
    pub(super) fn id(&self) -> String {
        let order = self.order.unwrap_or_default();
        let of = |thing: &Option<(String, String)>| {
            thing
                .as_ref()
                .map_or_else(String::new, |(id, _)| id.clone())
        };
        match self.kind {
            Kind::OrderWithoutService => format!("order-{order}"),
            Kind::UnpaidPastItsDay => format!("unpaid-{order}"),
            Kind::ServiceWithoutOrder => format!("service-{}", of(&self.service)),
            Kind::InvoiceWithoutService => format!("invoice-{}", of(&self.invoice)),
            Kind::MoneyWithoutCause => format!("credit-{}", self.to.as_microsecond()),
        }
    }

    /// As it is kept.
    pub(super) fn kept(&self) -> NewFinding {
        NewFinding {
            id: self.id(),
            said_json: serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned()),
        }
    }

    /// As the window sees it, standing.
    pub(super) fn view(self) -> FindingView {
        FindingView {
            id: self.id(),
            kind: match self.kind {
                Kind::OrderWithoutService => FindingKind::OrderWithoutService,
                Kind::ServiceWithoutOrder => FindingKind::ServiceWithoutOrder,
                Kind::InvoiceWithoutService => FindingKind::InvoiceWithoutService,
                Kind::MoneyWithoutCause => FindingKind::MoneyWithoutCause,
                Kind::UnpaidPastItsDay => FindingKind::UnpaidPastItsDay,
            },
            money: self
                .money
                .map(|(value, currency)| Money { value, currency }),
            order: self.order,
            service: self.service.map(|(id, name)| FindingService { id, name }),
            invoice: self
                .invoice
                .map(|(id, number)| FindingInvoice { id, number }),
            from: self.from,
            to: self.to,
            facts: self.facts,
            settled_at: None,
            note: None,
        }
    }
}

/// A kept finding as the window sees it; none where a newer program wrote it.
pub(super) fn view(kept: &Finding) -> Option<FindingView> {
    let found: Found = serde_json::from_str(&kept.what.said_json).ok()?;
    Some(FindingView {
        settled_at: kept.settled_at,
        note: kept.note.clone(),
        ..found.view()
    })
}
