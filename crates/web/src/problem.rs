//! Errors as RFC 9457 problem details. Internal causes are logged here, once, with the request id, and never shown.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use kernel::{Error, ErrorKind};
use serde::Serialize;
use utoipa::ToSchema;

use crate::gate;
use crate::openapi::{Answers, Description};

/// The result of a handler.
pub type Result<T> = std::result::Result<T, Failure>;

/// An error on its way out of a handler. `?` makes it from [`kernel::Error`].
#[derive(Debug)]
pub struct Failure(Error);

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

/// RFC 9457 problem details.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Where the code is explained.
    #[serde(rename = "type")]
    #[schema(example = "https://tradepost.example/problems/not_found")]
    pub kind: String,
    /// The status in words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// Stable code to program against.
    #[schema(example = "not_found")]
    pub code: &'static str,
    /// What happened and the way out, for people.
    pub detail: String,
    /// Quote it when you ask for help.
    #[schema(required)]
    pub request_id: Option<String>,
    /// The fields that need attention.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub fields: Vec<ProblemField>,
}

/// One field that needs attention.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemField {
    /// Dotted path of the field in the body, or the name of the parameter.
    pub field: String,
    /// Stable code of the rule it broke.
    pub code: &'static str,
    /// What is wrong and the way out.
    pub message: String,
}

fn status_of(kind: ErrorKind, code: &str) -> StatusCode {
    match (kind, code) {
        (_, "body_too_large" | "file_too_large") => StatusCode::PAYLOAD_TOO_LARGE,
        (_, "unsupported_media_type") => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        (_, "method_not_allowed") => StatusCode::METHOD_NOT_ALLOWED,
        (_, "invalid_range") => StatusCode::RANGE_NOT_SATISFIABLE,
        (_, "malformed_json" | "upload_interrupted") => StatusCode::BAD_REQUEST,
        (ErrorKind::Invalid, _) => StatusCode::UNPROCESSABLE_ENTITY,
        (ErrorKind::Unauthenticated, _) => StatusCode::UNAUTHORIZED,
        (ErrorKind::PaymentRequired, _) => StatusCode::PAYMENT_REQUIRED,
        (ErrorKind::Forbidden, _) => StatusCode::FORBIDDEN,
        (ErrorKind::NotFound, _) => StatusCode::NOT_FOUND,
        (ErrorKind::Conflict, _) => StatusCode::CONFLICT,
        (ErrorKind::PreconditionFailed, _) => StatusCode::PRECONDITION_FAILED,
        (ErrorKind::TooMany, _) => StatusCode::TOO_MANY_REQUESTS,
        (ErrorKind::Unavailable, _) => StatusCode::SERVICE_UNAVAILABLE,
        (ErrorKind::Internal, _) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn log(error: &Error) {
    match error.kind() {
        ErrorKind::Internal => tracing::error!(code = error.code(), %error, "a request failed by our fault"),
        ErrorKind::Unavailable => {
            tracing::warn!(code = error.code(), %error, "a request failed by a dependency");
        }
        _ => tracing::debug!(code = error.code(), %error, "a request was refused"),
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let Self(error) = self;
        log(&error);
        let status = status_of(error.kind(), error.code());
        let quota = error.kind() == ErrorKind::TooMany;
        let problem = Problem {
            kind: if quota {
                "https://iana.org/assignments/http-problem-types#quota-exceeded".to_owned()
            } else {
                format!("https://tradepost.example/problems/{}", error.code())
            },
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            code: error.code(),
            detail: error.detail().to_owned(),
            request_id: gate::current_request_id(),
            fields: error
                .fields()
                .iter()
                .map(|field| ProblemField {
                    field: field.field.to_string(),
                    code: field.code,
                    message: field.message.to_string(),
                })
                .collect(),
        };
        let mut response = (status, axum::Json(problem)).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if error.kind() == ErrorKind::Unauthenticated {
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(retry_after_s) = error.retry_after_s() {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(retry_after_s));
        }
        response
    }
}

impl Answers for Failure {
    fn describe(description: &mut Description<'_>) {
        let schema = description.refer::<Problem>();
        description.answer(
            "default",
            "A problem; `code` says which.",
            Some(("application/problem+json", schema)),
        );
    }
}
