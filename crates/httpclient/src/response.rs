//! What another server answered.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use kernel::{Error, Result, Timestamp};
use reqwest::header::HeaderMap;
use reqwest::{StatusCode, Url};
use serde::de::DeserializeOwned;

use crate::failure::Failure;
use crate::retry::retry_after;

/// An answer whose body has been read. Any status is an answer; only a call that brought none is an error.
#[derive(Debug, Clone)]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// Where the answer came from, after redirects.
    pub url: Url,
    /// The body, decompressed.
    pub body: Bytes,
}

impl Response {
    /// Reads the body as JSON; `upstream_invalid` when it is none.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body).map_err(|cause| {
            Error::unavailable("upstream_invalid", "The other server's answer could not be understood.")
                .with_source(cause)
        })
    }

    /// The body as text; bytes that are no UTF-8 are replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// How long the server asked callers to stay away, seen from `now`.
    pub fn retry_after(&self, now: Timestamp) -> Option<Duration> {
        retry_after(&self.headers, now)
    }
}

/// An answer whose body is still on its way.
#[derive(Debug)]
pub struct Download {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// Where the answer came from, after redirects.
    pub url: Url,
    incoming: reqwest::Response,
    bytes_left: usize,
}

impl Download {
    /// An answer that may be `max_bytes` long. One that announces more is refused before a byte of it is read.
    pub(crate) fn new(incoming: reqwest::Response, max_bytes: usize) -> Result<Self, Failure> {
        if incoming.content_length().is_some_and(|length| length > max_bytes as u64) {
            return Err(too_large());
        }
        Ok(Self {
            status: incoming.status(),
            headers: incoming.headers().clone(),
            url: incoming.url().clone(),
            incoming,
            bytes_left: max_bytes,
        })
    }

    /// The next part of the body; `None` at its end, `response_too_large` once it exceeds the limit.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>> {
        Ok(self.next().await?)
    }

    async fn next(&mut self) -> Result<Option<Bytes>, Failure> {
        let Some(chunk) = self.incoming.chunk().await.map_err(Failure::from_reqwest)? else {
            return Ok(None);
        };
        self.bytes_left = self.bytes_left.checked_sub(chunk.len()).ok_or_else(too_large)?;
        Ok(Some(chunk))
    }

    pub(crate) async fn read(mut self) -> Result<Response, Failure> {
        let mut body = BytesMut::new();
        while let Some(chunk) = self.next().await? {
            body.extend_from_slice(&chunk);
        }
        Ok(Response { status: self.status, headers: self.headers, url: self.url, body: body.freeze() })
    }
}

fn too_large() -> Failure {
    let detail = "The other server's answer is larger than is accepted.";
    Failure::Final(Error::unavailable("response_too_large", detail))
}
