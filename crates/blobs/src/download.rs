//! `GET /blobs/{tenant}/{hash}?…`: what a signed link leads to. Whoever holds the link may read the file; nobody is asked
//! who they are. It is no part of the API's document, because a link is to be followed, not put together.

use std::ops::Range;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, IF_NONE_MATCH, IF_RANGE, RANGE,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use kernel::{Error, Result, Timestamp};
use web::{App, Failure, Limit, Routes, Visitor};

use crate::{ContentHash, Files, Link, response_headers};

/// Files that one address may ask for: a page full of pictures is many.
const DOWNLOADS: Limit = Limit::per_minute("files", 3_000);

/// The route of links.
pub fn routes() -> Routes {
    Routes::new().route("/blobs/{tenant}/{hash}", get(download))
}

async fn download(
    State(app): State<App>,
    visitor: Visitor,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> web::Result<Response> {
    visitor.count(DOWNLOADS)?;
    let (files, now) = (app.service::<Files>()?, visitor.now());
    let link = files.links().verify(uri.path(), uri.query().unwrap_or(""), now)?;
    let size = files.blobs().size(link.tenant, &link.hash).await?;
    let size = size.ok_or_else(|| Error::not_found("file"))?;
    if has_it_already(&headers, &link.hash) {
        return Ok(with_headers(StatusCode::NOT_MODIFIED.into_response(), &link, now)?);
    }
    let Ok(part) = asked_part(&headers, &link.hash, size) else { return Ok(beyond(size)) };
    let length = part.as_ref().map_or(size, |part| part.end - part.start);
    let body = if method == Method::HEAD {
        Body::empty()
    } else {
        Body::from_stream(files.blobs().read(link.tenant, &link.hash, part.clone()).await?.stream)
    };
    let mut response = with_headers(body.into_response(), &link, now)?;
    response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
    if let Some(part) = part {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        let range = format!("bytes {}-{}/{size}", part.start, part.end - 1);
        response.headers_mut().insert(CONTENT_RANGE, HeaderValue::from_str(&range).map_err(Error::internal)?);
    }
    Ok(response)
}

fn tag_of(hash: &ContentHash) -> String {
    format!("\"{hash}\"")
}

/// Whether the client holds this content; the weak comparison of RFC 9110, section 13.1.2.
fn has_it_already(headers: &HeaderMap, hash: &ContentHash) -> bool {
    let given = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = given.flat_map(|value| value.split(',')).map(|tag| tag.trim().trim_start_matches("W/"));
    tags.any(|tag| tag == "*" || tag == tag_of(hash))
}

/// The part that was asked for; `None` is the whole, also when several parts were asked for or another content's. An
/// error when the file is shorter than that.
fn asked_part(headers: &HeaderMap, hash: &ContentHash, size: u64) -> Result<Option<Range<u64>>> {
    if headers.get(IF_RANGE).is_some_and(|tag| tag != tag_of(hash).as_str()) {
        return Ok(None);
    }
    // A range that cannot be read is to be ignored (RFC 9110, section 14.2).
    let asked = headers.get(RANGE).and_then(|value| value.to_str().ok());
    let Some(Ok(asked)) = asked.map(http_range_header::parse_range_header) else { return Ok(None) };
    let parts = asked.validate(size).map_err(|_| crate::error::invalid_range())?;
    match parts.as_slice() {
        [part] => Ok(Some(*part.start()..*part.end() + 1)),
        _ => Ok(None),
    }
}

/// What a part outside the file gets, with the length that the client did not know.
fn beyond(size: u64) -> Response {
    let mut response = Failure::from(crate::error::invalid_range()).into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("bytes */{size}")) {
        response.headers_mut().insert(CONTENT_RANGE, value);
    }
    response
}

/// The content behind a link never changes, but the link ends: it may be kept until then, by the one who asked.
fn with_headers(mut response: Response, link: &Link, now: Timestamp) -> Result<Response> {
    let left_s = (link.expires_at.as_millis() / 1_000).saturating_sub(now.as_millis() / 1_000);
    let headers = response.headers_mut();
    for (name, value) in response_headers(&link.media_type, link.file_name.as_deref(), &link.hash) {
        let value = HeaderValue::from_str(&value).map_err(Error::internal)?;
        headers.insert(HeaderName::from_static(name), value);
    }
    let keep = format!("private, max-age={left_s}, immutable");
    headers.insert(CACHE_CONTROL, HeaderValue::from_str(&keep).map_err(Error::internal)?);
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    Ok(response)
}
