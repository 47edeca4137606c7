//! Headers that tell browsers what not to do, and the check that a request was not forged by another site.

use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, ORIGIN, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue};
use kernel::{Error, Result};

use crate::WebConfig;

/// Pages: own scripts only, no plug-ins, no framing by others. Inline styles are what Mantine sets at run time.
const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
     font-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; frame-src 'self'; \
     object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
);
/// API answers are never pages.
const API_POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
const PERMISSIONS_POLICY: (HeaderName, HeaderValue) = (
    HeaderName::from_static("permissions-policy"),
    HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=()"),
);
const OPENER_POLICY: (HeaderName, HeaderValue) =
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));

/// Sets what is missing; a handler that set its own header keeps it.
pub(crate) fn set_headers(headers: &mut HeaderMap, config: &WebConfig, is_api: bool) {
    let policy = if is_api { API_POLICY } else { PAGE_POLICY };
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    headers.entry(X_CONTENT_TYPE_OPTIONS).or_insert(HeaderValue::from_static("nosniff"));
    headers.entry(X_FRAME_OPTIONS).or_insert(HeaderValue::from_static("DENY"));
    headers.entry(REFERRER_POLICY).or_insert(HeaderValue::from_static("same-origin"));
    if is_api {
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    } else {
        headers.entry(PERMISSIONS_POLICY.0).or_insert(PERMISSIONS_POLICY.1);
        headers.entry(OPENER_POLICY.0).or_insert(OPENER_POLICY.1);
    }
    if config.is_https() {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.entry(STRICT_TRANSPORT_SECURITY).or_insert(year);
    }
}

/// Refuses a state-changing request that a browser sent on behalf of another site. Cookies travel with such requests;
/// API keys do not, so requests with one are not checked.
///
/// Browsers say where a request comes from: `Sec-Fetch-Site` first, `Origin` where that is missing. A request with
/// neither is not from a browser, and so carries no cookie that its sender did not put there (Filippo Valsorda,
/// "Cross-Site Request Forgery", 2025, which Go's `http.CrossOriginProtection` follows too).
pub(crate) fn check_forgery(request: &Request, config: &WebConfig) -> Result<()> {
    if request.method().is_safe() {
        return Ok(());
    }
    let headers = request.headers();
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
        Some(b"same-origin" | b"none") => return Ok(()),
        Some(_) => return Err(forged()),
        None => {}
    }
    let Some(origin) = text(&ORIGIN) else { return Ok(()) };
    let host = origin.split_once("://").map(|(_, host)| host);
    // HTTP/2 says in the address what HTTP/1.1 says in the header.
    let own = text(&HOST).or_else(|| request.uri().authority().map(Authority::as_str));
    if origin == config.public_url.trim_end_matches('/') || (host.is_some() && host == own) {
        return Ok(());
    }
    Err(forged())
}

fn forged() -> Error {
    Error::new(
        kernel::ErrorKind::Forbidden,
        "cross_site_request",
        "This request came from another site. Open Tradepost itself and try again.",
    )
}
