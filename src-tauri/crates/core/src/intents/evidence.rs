//! What a line of evidence keeps beside its word, as JSON: the facts of its
//! sentence, the untouched answer, the provider's words of a refusal.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kh_api::CallError;
use kh_journal::{Attempt, NewEvidence};
use kh_model::RequestId;
use serde::{Deserialize, Serialize};

use crate::edge;
use crate::view::{AttemptView, EvidenceView, ProviderText};

/// Most characters of an answer that are kept with evidence.
const LONGEST_ORIGINAL: usize = 64 * 1024;

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
    /// The body that was sent, where the provider says it is not the one it
    /// knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sent: Option<String>,
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

    /// What a failed call said: its code, and the provider's words.
    pub(crate) fn of_failure(error: &CallError) -> Self {
        let said = error.problem();
        Self::default()
            .fact("code", edge::call_code(error))
            .maybe("reason", said.and_then(|problem| problem.reason.clone()))
            .maybe("detail", said.and_then(|problem| problem.detail.clone()))
            .refusal(said.map(edge::provider_text))
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

    /// Keeps the body that was sent.
    pub(crate) fn sent(mut self, body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);
        self.sent = Some(text.chars().take(LONGEST_ORIGINAL).collect());
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

/// A kept line as the window sees it.
pub(crate) fn view(fact: &NewEvidence) -> EvidenceView {
    EvidenceView {
        from: fact.at_from,
        to: fact.at_to.unwrap_or(fact.at_from),
        kind: fact.kind.clone(),
        facts: Particulars::read(&fact.params_json).facts,
        source: fact.source.clone(),
        request_id: fact.request_id.clone().map(String::from),
    }
}

/// A kept attempt as the window sees it.
pub(crate) fn attempt_view(attempt: &Attempt) -> AttemptView {
    let end = attempt.end.as_ref();
    AttemptView {
        n: attempt.n,
        started_at: attempt.started_at,
        ended_at: end.map(|end| end.ended_at),
        status: end.and_then(|end| end.http_status),
        code: end.and_then(|end| end.error_code.clone()),
        request_id: end.and_then(|end| end.request_id.clone()).map(String::from),
    }
}
