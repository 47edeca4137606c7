//! Redirects, followed by hand so that each target is checked as if the caller had named it.

use kernel::{Error, ErrorKind};
use reqwest::header::{self, HeaderMap, HeaderName};
use reqwest::{Method, StatusCode, Url};

use crate::Request;
use crate::failure::Failure;
use crate::request::checked;

/// What may follow a request to another origin. All other headers stay: any of them may be a credential.
const HARMLESS: [HeaderName; 6] = [
    header::ACCEPT,
    header::ACCEPT_LANGUAGE,
    header::CONTENT_TYPE,
    header::IF_NONE_MATCH,
    header::RANGE,
    header::USER_AGENT,
];

/// The request that the answer redirects to; `None` when the answer is no redirect.
pub(crate) fn next(
    request: &Request,
    status: StatusCode,
    headers: &HeaderMap,
) -> Result<Option<Request>, Failure> {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let Some(location) = headers.get(header::LOCATION) else { return Ok(None) };
    let target = location.to_str().ok().and_then(|text| request.url.join(text).ok());
    let target =
        target.ok_or_else(|| refused("The other server redirects to something that is no address."))?;
    let target = checked(target).map_err(Failure::Final)?;
    if request.url.scheme() == "https" && target.scheme() == "http" {
        return Err(refused("The other server redirects from https to http."));
    }
    Ok(Some(redirected(request, status, target)))
}

fn redirected(request: &Request, status: StatusCode, target: Url) -> Request {
    let mut next = request.clone();
    if target.origin() != request.url.origin() {
        next.headers = HARMLESS
            .iter()
            .filter_map(|name| Some((name.clone(), request.headers.get(name)?.clone())))
            .collect();
    }
    // As browsers do: 303 always turns into a GET, 301 and 302 turn a POST into one (RFC 9110, section 15.4).
    let becomes_get = match status.as_u16() {
        303 => request.method != Method::HEAD,
        301 | 302 => request.method == Method::POST,
        _ => false,
    };
    if becomes_get {
        next.method = Method::GET;
        next.body.clear();
        next.headers.remove(header::CONTENT_TYPE);
    }
    next.url = target;
    next
}

fn refused(detail: &'static str) -> Failure {
    Failure::Final(Error::new(ErrorKind::Unavailable, "redirect_refused", detail))
}
