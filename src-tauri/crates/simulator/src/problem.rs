//! Refusals in the form of RFC 7807 with the codes of contract 7.

use serde_json::{Value, json};

use crate::auth::Reason;

/// Where the descriptions of the codes live at the provider.
const TYPES: &str = "https://www.kernelhost.com/en/reseller-api/errors/";

/// What kind of refusal it is. The first eight are documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    ValidationFailed,
    AuthFailed,
    PaymentRequired,
    ForbiddenScope,
    NotFound,
    IdempotencyConflict,
    RateLimited,
    InternalError,
    MethodNotAllowed,
    PayloadTooLarge,
}

impl Code {
    /// The last segment of the type's address.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::ValidationFailed => "validation_failed",
            Self::AuthFailed => "auth_failed",
            Self::PaymentRequired => "payment_required",
            Self::ForbiddenScope => "forbidden_scope",
            Self::NotFound => "not_found",
            Self::IdempotencyConflict => "idempotency_conflict",
            Self::RateLimited => "rate_limited",
            Self::InternalError => "internal_error",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::PayloadTooLarge => "payload_too_large",
        }
    }

    fn status(self) -> u16 {
        match self {
            Self::ValidationFailed => 400,
            Self::AuthFailed => 401,
            Self::PaymentRequired => 402,
            Self::ForbiddenScope => 403,
            Self::NotFound => 404,
            Self::IdempotencyConflict => 409,
            Self::RateLimited => 429,
            Self::InternalError => 500,
            Self::MethodNotAllowed => 405,
            Self::PayloadTooLarge => 413,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::ValidationFailed => "The request is not valid",
            Self::AuthFailed => "Authentication failed",
            Self::PaymentRequired => "Payment required",
            Self::ForbiddenScope => "The key lacks a scope",
            Self::NotFound => "Not found",
            Self::IdempotencyConflict => "The idempotency key is taken",
            Self::RateLimited => "Too many requests",
            Self::InternalError => "Internal error",
            Self::MethodNotAllowed => "Method not allowed",
            Self::PayloadTooLarge => "The body is too large",
        }
    }
}

/// A field of the request and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldError {
    pub(crate) field: String,
    pub(crate) message: String,
}

impl FieldError {
    pub(crate) fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
        }
    }
}

/// One refusal.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub(crate) code: Code,
    pub(crate) status: u16,
    pub(crate) detail: String,
    pub(crate) reason: Option<&'static str>,
    pub(crate) errors: Vec<FieldError>,
    /// The order that exists although it could not be paid.
    pub(crate) order_id: Option<u64>,
    /// Headers that belong to the refusal, such as `Retry-After`.
    pub(crate) headers: Vec<(String, String)>,
}

impl Problem {
    pub(crate) fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            status: code.status(),
            detail: detail.into(),
            reason: None,
            errors: Vec::new(),
            order_id: None,
            headers: Vec::new(),
        }
    }

    pub(crate) fn invalid(errors: Vec<FieldError>) -> Self {
        let detail = errors.first().map_or_else(
            || "The request is not valid.".to_owned(),
            |error| format!("{}: {}", error.field, error.message),
        );
        Self {
            errors,
            ..Self::new(Code::ValidationFailed, detail)
        }
    }

    pub(crate) fn unauthenticated(reason: Reason) -> Self {
        Self {
            reason: Some(reason.as_str()),
            ..Self::new(Code::AuthFailed, reason.detail())
        }
    }

    pub(crate) fn not_found() -> Self {
        Self::new(Code::NotFound, "There is nothing here for this key.")
    }

    pub(crate) fn internal() -> Self {
        Self::new(
            Code::InternalError,
            "The simulator failed. Its log says why.",
        )
    }

    pub(crate) fn with_header(mut self, name: &str, value: &dyn ToString) -> Self {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }

    /// The body, `application/problem+json`.
    pub(crate) fn body(&self, request_id: &str) -> Vec<u8> {
        let mut body = json!({
            "type": format!("{TYPES}{}", self.code.as_str()),
            "title": self.code.title(),
            "status": self.status,
            "detail": self.detail,
            "request_id": request_id,
        });
        if let Value::Object(fields) = &mut body {
            if let Some(reason) = self.reason {
                fields.insert("reason".to_owned(), json!(reason));
            }
            if !self.errors.is_empty() {
                let errors = self
                    .errors
                    .iter()
                    .map(|error| json!({"field": error.field, "message": error.message}))
                    .collect::<Vec<_>>();
                fields.insert("errors".to_owned(), json!(errors));
            }
            if let Some(order_id) = self.order_id {
                fields.insert("order_id".to_owned(), json!(order_id));
            }
        }
        body.to_string().into_bytes()
    }
}
