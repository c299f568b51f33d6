//! An error as the window gets it: a stable code and facts, no sentences of
//! ours. The window turns the code into words.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

/// Whether money may have moved when the error came up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum MoneyMoved {
    /// Certainly not.
    No,
    /// It may have; the outcome is not known.
    Unknown,
    /// The act had nothing to do with money.
    NotConcerned,
}

/// The provider's own text, word for word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProviderText {
    /// HTTP status.
    pub status: u16,
    /// `title` of the problem, or the first text of a page that is no problem.
    pub title: String,
    /// `detail` of the problem.
    pub detail: Option<String>,
    /// `reason` of the problem, for example `signature_mismatch`.
    pub reason: Option<String>,
    /// What the provider says of single fields.
    pub fields: Vec<FieldProblem>,
}

/// One item of `errors[]` of a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldProblem {
    /// The field as the provider names it, if it does.
    pub field: Option<String>,
    /// What it says.
    pub message: String,
}

/// An error at the edge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ErrorView {
    /// Stable code such as `auth.signature_mismatch`; the key of the words.
    pub code: String,
    /// Facts for the words, by name, for example `{"until": "2026-…"}`.
    pub facts: BTreeMap<String, String>,
    /// Whether money may have moved.
    pub money: MoneyMoved,
    /// `X-Request-Id` of the answer that said so.
    pub request_id: Option<String>,
    /// The provider's own text.
    pub provider: Option<ProviderText>,
    /// Seconds after which another try makes sense.
    pub retry_after_seconds: Option<u32>,
}
