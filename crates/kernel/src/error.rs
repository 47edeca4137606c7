//! The one error type. Its kind decides the HTTP status; its code is stable and documented; its detail is for people.
//!
//! Use [`Error::invalid`] when the caller can fix the input, [`Error::not_found`] also for rows of other tenants,
//! and [`Error::internal`] for what only we can mend: its cause is logged once, at the boundary, and never shown.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

/// The result of everything that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, by whose fault, in the granularity that decides a caller's next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The input breaks a rule; the fields say which.
    Invalid,
    /// Nobody is signed in, or the credentials are wrong.
    Unauthenticated,
    /// The plan does not include this.
    PaymentRequired,
    /// Signed in, but the role does not allow it.
    Forbidden,
    /// No such thing in this organization.
    NotFound,
    /// The present state forbids it; reading it again and retrying may help.
    Conflict,
    /// The version that the caller edited is no longer the current one.
    PreconditionFailed,
    /// Too often; wait.
    TooMany,
    /// Something we depend on is slow or down; the same call may succeed later.
    Unavailable,
    /// A fault of ours.
    Internal,
}

/// One field of the input that broke a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Dotted path of the field, as in the JSON body: `lines.0.quantity`.
    pub field: Cow<'static, str>,
    /// Stable code of the rule that it broke: `required`, `too_long`.
    pub code: &'static str,
    /// What is wrong and the way out, in English.
    pub message: Cow<'static, str>,
}

/// An error with a kind, a stable code, and a detail that is safe to show.
#[derive(Debug)]
pub struct Error(Box<Parts>);

#[derive(Debug)]
struct Parts {
    kind: ErrorKind,
    code: &'static str,
    detail: Cow<'static, str>,
    fields: Vec<FieldError>,
    retry_after_s: Option<u64>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// An error of the given kind. `detail` is shown to the caller.
    pub fn new(kind: ErrorKind, code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Parts {
            kind,
            code,
            detail: detail.into(),
            fields: Vec::new(),
            retry_after_s: None,
            source: None,
        }))
    }

    /// One field of the input is wrong.
    pub fn invalid(
        field: impl Into<Cow<'static, str>>,
        code: &'static str,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::invalid_fields(vec![FieldError { field: field.into(), code, message: message.into() }])
    }

    /// Several fields of the input are wrong; all are named at once.
    pub fn invalid_fields(fields: Vec<FieldError>) -> Self {
        let mut error = Self::new(ErrorKind::Invalid, "invalid", "Some fields need attention.");
        if let [only] = fields.as_slice() {
            error.0.detail.clone_from(&only.message);
        }
        error.0.fields = fields;
        error
    }

    /// No such row in this organization. `what` is the word of the product: `"API key"`.
    pub fn not_found(what: &str) -> Self {
        Self::new(ErrorKind::NotFound, "not_found", format!("There is no such {what}."))
    }

    /// The present state forbids it.
    pub fn conflict(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Conflict, code, detail)
    }

    /// The version that the caller edited is no longer the current one.
    pub fn changed_meanwhile() -> Self {
        let detail = "Somebody else changed this in the meantime. Read it again and repeat your change.";
        Self::new(ErrorKind::PreconditionFailed, "precondition_failed", detail)
    }

    /// The actor's role does not allow it.
    pub fn forbidden(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Forbidden, "forbidden", detail)
    }

    /// Nobody is signed in, or the credentials are wrong.
    pub fn unauthenticated(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Unauthenticated, code, detail)
    }

    /// A dependency is slow or down.
    pub fn unavailable(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Unavailable, code, detail)
    }

    /// A fault of ours. The cause is logged, never shown.
    pub fn internal(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(ErrorKind::Internal, "internal", "Something went wrong on our side. It has been recorded.")
            .with_source(cause)
    }

    /// Too often; the same call is welcome again after `retry_after_s` seconds.
    pub fn too_many(retry_after_s: u64) -> Self {
        let mut error = Self::new(
            ErrorKind::TooMany,
            "rate_limited",
            format!("Too many requests. Try again in {retry_after_s} s."),
        );
        error.0.retry_after_s = Some(retry_after_s);
        error
    }

    /// The same with a code and words of its own, for callers who can do something else meanwhile.
    #[must_use]
    pub fn said_as(mut self, code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        self.0.code = code;
        self.0.detail = detail.into();
        self
    }

    /// Attaches the cause, for the log only.
    #[must_use]
    pub fn with_source(mut self, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(cause.into());
        self
    }

    /// What kind of error this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The stable, documented code.
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// What a person may read.
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// The fields that need attention; empty unless the kind is [`ErrorKind::Invalid`].
    pub fn fields(&self) -> &[FieldError] {
        &self.0.fields
    }

    /// Seconds to wait before the same call is welcome again.
    pub fn retry_after_s(&self) -> Option<u64> {
        self.0.retry_after_s
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({:?})", self.0.detail, self.0.kind)?;
        for field in &self.0.fields {
            write!(f, "; {}: {}", field.field, field.message)?;
        }
        let mut cause = StdError::source(self);
        while let Some(source) = cause {
            write!(f, ": {source}")?;
            cause = source.source();
        }
        Ok(())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
