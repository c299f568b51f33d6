//! Refusals of the provider (RFC 7807, contract 7). Reading never fails: what
//! is unknown passes through as text, and what is no problem document at all,
//! such as a proxy's page, keeps its status, type and first bytes.

mod field_errors;
mod reason;

use kh_model::{OrderId, RequestId};

use crate::answers::RawAnswer;
use crate::wire::{Json, Object, scalar, text};

pub use field_errors::FieldError;
pub use reason::{AuthReason, PaymentReason};

const TYPE: &[&str] = &["type"];
const CODE: &[&str] = &["code", "error_code"];
const TITLE: &[&str] = &["title", "error"];
const DETAIL: &[&str] = &["detail", "message", "error_description"];
const STATUS: &[&str] = &["status"];
const REASON: &[&str] = &["reason"];
const REQUEST_ID: &[&str] = &["request_id"];
const ORDER_ID: &[&str] = &["order_id"];
const ORDER: &[&str] = &["order"];
const ERRORS: &[&str] = &["errors", "invalid_params"];
/// Objects in which a problem, or more of it, may be wrapped.
const WRAPPERS: &[&str] = &["error", "problem", "data"];

/// The codes of the provider's errors page (contract 7), complete.
const DOCUMENTED: &[&str] = &[
    "validation_failed",
    "auth_failed",
    "payment_required",
    "forbidden_scope",
    "not_found",
    "idempotency_conflict",
    "rate_limited",
    "internal_error",
];

/// How many characters of an answer that is no problem are kept for a person.
const EXCERPT: usize = 300;

/// A refusal, as the provider worded it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The HTTP status of the answer.
    pub http_status: u16,
    /// What kind of body it came in.
    pub form: ProblemForm,
    /// The type, a URL, as it came.
    pub kind: Option<String>,
    /// The code where it is stated apart from the type.
    pub stated_code: Option<String>,
    /// A short summary.
    pub title: Option<String>,
    /// The status as the body states it; may differ from the real one.
    pub stated_status: Option<u16>,
    /// What went wrong this time.
    pub detail: Option<String>,
    /// The reason of a 401, 402 or 403, as it came.
    pub reason: Option<String>,
    /// The handle for the provider's support, from the body, else the header.
    pub request_id: Option<RequestId>,
    /// What is wrong with which field.
    pub errors: Vec<FieldError>,
    /// An order that exists although it was refused, as after a 402
    /// (contract 8).
    pub order_id: Option<OrderId>,
    /// The stated content type.
    pub content_type: Option<String>,
    /// The first characters of a body that is no problem document, with all
    /// that could act on its surroundings replaced.
    pub excerpt: Option<String>,
}

/// What kind of body a refusal came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemForm {
    /// A problem document, by its fields; the content type is not needed.
    Problem,
    /// JSON without any field of a problem document.
    OtherJson,
    /// Something else, often a page of HTML.
    NotJson,
    /// Nothing.
    Empty,
}

impl Problem {
    /// Reads any answer that is not a success.
    #[must_use]
    pub fn read(raw: &RawAnswer<'_>) -> Self {
        let mut problem = Self::bare(raw);
        if raw.is_bodyless() {
            return problem;
        }
        problem.form = ProblemForm::NotJson;
        if let Ok(json) = raw.json() {
            problem.form = ProblemForm::OtherJson;
            if let Json::Object(root) = &json {
                problem.take(root);
            }
        }
        if problem.form != ProblemForm::Problem {
            problem.excerpt = Some(text::excerpt(raw.body, EXCERPT));
        }
        problem
    }

    /// The code: the last segment of the type, else what is stated as such.
    /// `None` for `about:blank` and where nothing is stated.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        let of_type = self.kind.as_deref().and_then(last_segment);
        of_type.or(self.stated_code.as_deref())
    }

    /// Whether the provider itself speaks beyond doubt: a problem document with
    /// one of its documented codes. A gateway's `{"message":"Not Found"}` is not.
    #[must_use]
    pub fn is_documented(&self) -> bool {
        let code = self.code().unwrap_or_default();
        self.form == ProblemForm::Problem && DOCUMENTED.contains(&code)
    }

    /// The reason of a 401.
    #[must_use]
    pub fn auth_reason(&self) -> Option<AuthReason> {
        (self.http_status == 401)
            .then(|| self.reason.as_deref().map(AuthReason::read))
            .flatten()
    }

    /// The reason of a 402.
    #[must_use]
    pub fn payment_reason(&self) -> Option<PaymentReason> {
        (self.http_status == 402)
            .then(|| self.reason.as_deref().map(PaymentReason::read))
            .flatten()
    }

    fn bare(raw: &RawAnswer<'_>) -> Self {
        Self {
            http_status: raw.status,
            form: ProblemForm::Empty,
            kind: None,
            stated_code: None,
            title: None,
            stated_status: None,
            detail: None,
            reason: None,
            request_id: raw
                .header("x-request-id")
                .and_then(|id| RequestId::new(id).ok()),
            errors: Vec::new(),
            order_id: None,
            content_type: raw.header("content-type").map(str::to_owned),
            excerpt: None,
        }
    }

    /// Takes what the root says and then, for what is still open, what an
    /// object within it says.
    fn take(&mut self, root: &Object) {
        let inner = WRAPPERS
            .iter()
            .filter_map(|name| root.get(name)?.as_object());
        let objects: Vec<&Object> = std::iter::once(root).chain(inner).collect();
        let word = |names: &[&str]| {
            objects
                .iter()
                .find_map(|object| scalar::word(object, names))
        };
        self.kind = word(TYPE);
        self.stated_code = word(CODE);
        self.title = word(TITLE);
        self.detail = word(DETAIL);
        self.reason = word(REASON);
        self.stated_status = word(STATUS).and_then(|status| status.trim().parse().ok());
        let stated_id = word(REQUEST_ID).and_then(|id| RequestId::new(id).ok());
        self.request_id = stated_id.or(self.request_id.take());
        self.order_id = objects
            .iter()
            .find_map(|object| scalar::reference(object, ORDER_ID, ORDER));
        self.errors = objects
            .iter()
            .find_map(|object| object.find(ERRORS))
            .map(field_errors::read)
            .unwrap_or_default();
        let says_anything = [
            &self.kind,
            &self.stated_code,
            &self.title,
            &self.detail,
            &self.reason,
        ]
        .iter()
        .any(|field| field.is_some());
        if says_anything || !self.errors.is_empty() {
            self.form = ProblemForm::Problem;
        }
    }
}

fn last_segment(kind: &str) -> Option<&str> {
    let path = kind.split(['?', '#']).next()?.trim().trim_end_matches('/');
    if path.is_empty() || path.eq_ignore_ascii_case("about:blank") {
        return None;
    }
    path.rsplit('/')
        .next()
        .filter(|segment| !segment.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_with(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Problem {
        let headers: Vec<_> = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Problem::read(&RawAnswer {
            status,
            headers: &headers,
            body,
        })
    }

    fn read(status: u16, body: &str) -> Problem {
        read_with(status, &[], body.as_bytes())
    }

    #[test]
    fn the_documented_form_is_read_whole() {
        let problem = read_with(
            402,
            &[
                ("Content-Type", "application/problem+json"),
                ("X-Request-Id", "other"),
            ],
            br#"{"type":"https://www.kernelhost.com/en/reseller-api/errors/payment_required",
                "title":"Payment required","status":402,"detail":"Card declined.",
                "request_id":"01HXABC","reason":"card_declined","order_id":5001}"#,
        );
        assert_eq!(problem.form, ProblemForm::Problem);
        assert_eq!(problem.code(), Some("payment_required"));
        assert_eq!(problem.title.as_deref(), Some("Payment required"));
        assert_eq!(problem.stated_status, Some(402));
        assert_eq!(problem.detail.as_deref(), Some("Card declined."));
        assert_eq!(problem.request_id.as_ref().unwrap().as_str(), "01HXABC");
        assert_eq!(problem.payment_reason(), Some(PaymentReason::CardDeclined));
        assert_eq!(problem.auth_reason(), None);
        assert_eq!(problem.order_id.as_ref().unwrap().as_str(), "5001");
        assert_eq!(
            problem.content_type.as_deref(),
            Some("application/problem+json")
        );
        assert_eq!(problem.excerpt, None);
    }

    #[test]
    fn the_code_is_the_last_segment_of_the_type() {
        for (kind, code) in [
            ("https://h/errors/not_found", Some("not_found")),
            ("https://h/errors/not_found/", Some("not_found")),
            ("https://h/errors/not_found?x=/y#z", Some("not_found")),
            ("not_found", Some("not_found")),
            ("about:blank", None),
            ("/", None),
        ] {
            let body = serde_json::json!({"type": kind}).to_string();
            assert_eq!(read(404, &body).code(), code, "{kind}");
        }
        assert_eq!(
            read(404, r#"{"code":"not_found"}"#).code(),
            Some("not_found")
        );
    }

    #[test]
    fn only_a_documented_code_is_the_providers_word_beyond_doubt() {
        let own = r#"{"type":"https://h/errors/not_found","title":"Not found"}"#;
        assert!(read(404, own).is_documented());
        for body in [
            r#"{"message":"Not Found"}"#,
            r#"{"type":"about:blank","title":"Not Found","status":404}"#,
            r#"{"code":"route_not_found"}"#,
            "<html>404</html>",
            "",
        ] {
            assert!(!read(404, body).is_documented(), "{body}");
        }
    }

    #[test]
    fn unknown_types_and_reasons_pass_as_text() {
        let problem = read(
            401,
            r#"{"type":"https://h/errors/brand_new","reason":"New Thing"}"#,
        );
        assert_eq!(problem.code(), Some("brand_new"));
        assert_eq!(
            problem.auth_reason(),
            Some(AuthReason::Other("New Thing".to_owned()))
        );
    }

    #[test]
    fn other_wordings_of_an_error_are_understood() {
        for body in [
            r#"{"error":{"code":"not_found","message":"No such order."}}"#,
            r#"{"code":"not_found","message":"No such order."}"#,
            r#"{"error":"Not found","error_code":"not_found","message":"No such order."}"#,
            r#"{"data":{"type":"not_found","detail":"No such order."}}"#,
        ] {
            let problem = read(404, body);
            assert_eq!(problem.form, ProblemForm::Problem, "{body}");
            assert_eq!(problem.code(), Some("not_found"), "{body}");
            assert_eq!(problem.detail.as_deref(), Some("No such order."), "{body}");
        }
    }

    #[test]
    fn a_page_of_html_keeps_status_type_handle_and_first_bytes() {
        let page = format!(
            "<html>\r\n<h1>502\u{202e} Bad Gateway</h1>{}",
            "x".repeat(10_000)
        );
        let headers = [("content-type", "text/html"), ("x-request-id", "01HX")];
        let problem = read_with(502, &headers, page.as_bytes());
        assert_eq!(problem.form, ProblemForm::NotJson);
        assert_eq!((problem.http_status, problem.code()), (502, None));
        assert_eq!(problem.content_type.as_deref(), Some("text/html"));
        assert_eq!(problem.request_id.as_ref().unwrap().as_str(), "01HX");
        let excerpt = problem.excerpt.unwrap();
        assert!(excerpt.starts_with("<html>") && excerpt.contains("502"));
        assert_eq!(excerpt.chars().count(), EXCERPT);
        assert!(!excerpt.contains(['\r', '\n', '\u{202e}']));
    }

    #[test]
    fn nothing_and_strange_json_are_told_apart() {
        assert_eq!(read(503, " ").form, ProblemForm::Empty);
        for body in ["[]", "7", "{}", r#"{"status":"error"}"#] {
            let problem = read(500, body);
            assert_eq!(problem.form, ProblemForm::OtherJson, "{body}");
            assert_eq!(problem.excerpt.as_deref(), Some(body));
        }
        assert_eq!(read(500, "{\"type\":\"x").form, ProblemForm::NotJson);
    }

    #[test]
    fn wrong_types_in_its_fields_hide_no_others() {
        let problem = read(
            400,
            r#"{"type":7,"title":null,"status":"400","detail":{"a":1},"reason":[],"request_id":12,"errors":7}"#,
        );
        assert_eq!(problem.stated_status, Some(400));
        assert_eq!(problem.request_id.as_ref().unwrap().as_str(), "12");
        assert_eq!(
            (problem.title, problem.detail, problem.reason),
            (None, None, None)
        );
    }
}
