//! What the journal keeps beside the columns of an order and of its evidence,
//! as JSON: the lines of the price, the chosen options, the facts of a sentence.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kh_journal::NewEvidence;
use kh_model::RequestId;
use serde::{Deserialize, Serialize};

use crate::view::{ChosenOption, LineKind, LineView, Money, ProviderText};

/// Most characters of an answer that are kept with the evidence of an order.
const LONGEST_ORIGINAL: usize = 64 * 1024;

/// The particulars of an order at the time it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Terms {
    pub(crate) options: Vec<ChosenOption>,
    pub(crate) lines: Vec<KeptLine>,
    /// When the credit before the order was read.
    pub(crate) credit_at: Option<Timestamp>,
}

/// A line of the price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptLine {
    kind: String,
    label: String,
    value: Option<String>,
    currency: Option<String>,
}

impl From<&LineView> for KeptLine {
    fn from(line: &LineView) -> Self {
        Self {
            kind: match line.kind {
                LineKind::Product => "product",
                LineKind::Option => "option",
                LineKind::Setup => "setup",
            }
            .to_owned(),
            label: line.label.clone(),
            value: line.amount.as_ref().map(|amount| amount.value.clone()),
            currency: line
                .amount
                .as_ref()
                .and_then(|amount| amount.currency.clone()),
        }
    }
}

impl KeptLine {
    /// The line as the window sees it.
    pub(crate) fn view(&self) -> LineView {
        LineView {
            kind: match self.kind.as_str() {
                "option" => LineKind::Option,
                "setup" => LineKind::Setup,
                _ => LineKind::Product,
            },
            label: self.label.clone(),
            amount: self.value.clone().map(|value| Money {
                value,
                currency: self.currency.clone(),
            }),
        }
    }
}

impl Terms {
    /// Reads kept terms; empty where they cannot be read.
    pub(crate) fn read(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    /// The terms as text.
    pub(crate) fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned())
    }
}

/// What a line of the timeline needs beside its word.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Particulars {
    /// Facts for the words.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) facts: BTreeMap<String, String>,
    /// The provider's answer, untouched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) original: Option<String>,
    /// The provider's own words of a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refusal: Option<Refusal>,
}

/// The provider's own words of a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Refusal {
    status: u16,
    title: String,
    detail: Option<String>,
    reason: Option<String>,
    fields: Vec<(Option<String>, String)>,
}

impl From<ProviderText> for Refusal {
    fn from(text: ProviderText) -> Self {
        Self {
            status: text.status,
            title: text.title,
            detail: text.detail,
            reason: text.reason,
            fields: text
                .fields
                .into_iter()
                .map(|field| (field.field, field.message))
                .collect(),
        }
    }
}

impl From<Refusal> for ProviderText {
    fn from(kept: Refusal) -> Self {
        let field = |(field, message)| crate::view::FieldProblem { field, message };
        Self {
            status: kept.status,
            title: kept.title,
            detail: kept.detail,
            reason: kept.reason,
            fields: kept.fields.into_iter().map(field).collect(),
        }
    }
}

impl Particulars {
    /// Reads what is kept; empty where it cannot be read.
    pub(crate) fn read(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    /// Adds a fact.
    pub(crate) fn fact(mut self, name: &str, value: impl Into<String>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a fact where it is known.
    pub(crate) fn maybe(self, name: &str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.fact(name, value),
            None => self,
        }
    }

    /// Keeps the answer as it came.
    pub(crate) fn original(mut self, body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);
        self.original = Some(text.chars().take(LONGEST_ORIGINAL).collect());
        self
    }

    /// Keeps the provider's words of a refusal.
    pub(crate) fn refusal(mut self, text: Option<ProviderText>) -> Self {
        self.refusal = text.map(Refusal::from);
        self
    }

    /// A line of evidence: something that was seen to happen at `at`.
    pub(crate) fn evidence(
        &self,
        happened: &str,
        source: &str,
        at: Timestamp,
        request_id: Option<RequestId>,
    ) -> NewEvidence {
        NewEvidence {
            at_from: at,
            at_to: None,
            kind: happened.to_owned(),
            params_json: serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned()),
            source: source.to_owned(),
            request_id,
        }
    }
}
