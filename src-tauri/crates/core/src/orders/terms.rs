//! What the journal keeps beside the columns of an order, as JSON: the lines of
//! the price and the chosen options.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::view::{ChosenOption, LineKind, LineView, Money};

/// The particulars of an order at the time it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Terms {
    pub(crate) options: Vec<ChosenOption>,
    pub(crate) lines: Vec<KeptLine>,
    /// When the credit before the order was read.
    pub(crate) credit_at: Option<Timestamp>,
    /// Until when the order file it comes from may be sent; none where it comes
    /// from none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file_expires_at: Option<Timestamp>,
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
