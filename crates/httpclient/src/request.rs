//! What is asked of another server.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use kernel::{Error, ErrorKind, Result};
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use serde::Serialize;

/// A request. Its body is held whole, so that it can be sent again.
#[derive(Clone)]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) total_timeout: Option<Duration>,
    pub(crate) max_response_bytes: Option<usize>,
    repeatable: bool,
}

impl Request {
    /// A request. The URL must be `http` or `https`, and hold no user name or password: those belong in a header.
    pub fn new(method: Method, url: &str) -> Result<Self> {
        let url = Url::parse(url)
            .map_err(|cause| invalid_url("This is not a web address.").with_source(cause))
            .and_then(checked)?;
        // The methods that RFC 9110 (section 9.2.2) calls idempotent.
        let repeatable =
            [Method::GET, Method::HEAD, Method::OPTIONS, Method::PUT, Method::DELETE].contains(&method);
        Ok(Self {
            method,
            url,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            attempt_timeout: None,
            total_timeout: None,
            max_response_bytes: None,
            repeatable,
        })
    }

    /// A GET of `url`.
    pub fn get(url: &str) -> Result<Self> {
        Self::new(Method::GET, url)
    }

    /// A POST to `url`.
    pub fn post(url: &str) -> Result<Self> {
        Self::new(Method::POST, url)
    }

    /// Sets a header. The error for a value that no header can hold does not repeat it, since it may be a secret.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self> {
        let name = HeaderName::try_from(name).map_err(|cause| invalid_header().with_source(cause))?;
        let mut value = HeaderValue::try_from(value).map_err(|cause| invalid_header().with_source(cause))?;
        value.set_sensitive(true);
        self.headers.insert(name, value);
        Ok(self)
    }

    /// Authenticates with a bearer token.
    pub fn bearer(self, token: &str) -> Result<Self> {
        self.header(header::AUTHORIZATION.as_str(), &format!("Bearer {token}"))
    }

    /// Sets the body and its type.
    pub fn body(self, content_type: &str, body: impl Into<Bytes>) -> Result<Self> {
        let mut request = self.header(header::CONTENT_TYPE.as_str(), content_type)?;
        request.body = body.into();
        Ok(request)
    }

    /// Sets a JSON body.
    pub fn json(self, value: &impl Serialize) -> Result<Self> {
        let body = serde_json::to_vec(value).map_err(Error::internal)?;
        self.body("application/json", body)
    }

    /// Sends `Idempotency-Key`, by which the other server recognizes a repetition; the request may then be retried.
    pub fn idempotency_key(self, key: &str) -> Result<Self> {
        Ok(self.header("idempotency-key", key)?.repeatable())
    }

    /// Declares that sending this twice does no harm; it may then be retried whatever its method is.
    #[must_use]
    pub fn repeatable(mut self) -> Self {
        self.repeatable = true;
        self
    }

    /// Limits each attempt to this time instead of the client's default.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Limits the whole call to this time instead of the client's default.
    #[must_use]
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.total_timeout = Some(timeout);
        self
    }

    /// Accepts a body of this size instead of the client's default.
    #[must_use]
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = Some(bytes);
        self
    }

    pub(crate) fn is_repeatable(&self) -> bool {
        self.repeatable
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", self.method, self.url.origin().ascii_serialization(), self.url.path())
    }
}

/// The URL, when it is one that may be called at all.
pub(crate) fn checked(url: Url) -> Result<Url> {
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(invalid_url("Only http and https addresses can be called."));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid_url("The address must not hold a user name or password."));
    }
    Ok(url)
}

fn invalid_url(detail: &'static str) -> Error {
    Error::new(ErrorKind::Invalid, "invalid_url", detail)
}

fn invalid_header() -> Error {
    Error::new(ErrorKind::Invalid, "invalid_header", "A header has a character that HTTP does not allow.")
}
