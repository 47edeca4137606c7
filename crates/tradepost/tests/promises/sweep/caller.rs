//! Somebody who calls the router, and what they heard.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{CONTENT_TYPE, ETAG, SET_COOKIE};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request};
use axum::{Router, response::Response};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

/// An event stream that has been quiet for so long has said what it has to say.
const QUIET: Duration = Duration::from_millis(300);

/// Sends requests with a fixed set of headers, cookies among them.
#[derive(Clone)]
pub struct Caller {
    router: Router,
    headers: BTreeMap<&'static str, String>,
    peer: SocketAddr,
}

/// An answer, read whole.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        if self.text.is_empty() { Value::Null } else { serde_json::from_str(&self.text).unwrap() }
    }

    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Everything that the caller can read, in lower case.
    pub fn readable(&self) -> String {
        format!("{:?}\n{}", self.headers, self.text).to_lowercase()
    }

    pub fn etag(&self) -> Option<&str> {
        self.headers.get(ETAG)?.to_str().ok()
    }

    /// The session cookie that was set, as it is to be sent back.
    pub fn cookie(&self) -> String {
        let cookie = self.headers[SET_COOKIE].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }
}

impl Caller {
    /// Nobody in particular, from this address.
    pub fn new(router: Router, peer: SocketAddr) -> Self {
        Self { router, headers: BTreeMap::new(), peer }
    }

    /// The same caller with one more header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.insert(name, value.into());
        self
    }

    /// The same caller with one header less.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    #[must_use]
    pub fn in_organization(self, id: &str) -> Self {
        self.with("tradepost-organization", id)
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("get", path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send("post", path, Some(body)).await
    }

    pub async fn send(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let request = Request::builder().method(method.to_uppercase().as_str()).uri(path);
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.finish(request.header(CONTENT_TYPE, "application/json"), body).await
    }

    /// Sends a file.
    pub async fn send_file(&self, method: &str, path: &str, content: &'static [u8]) -> Answer {
        let request = Request::builder().method(method.to_uppercase().as_str()).uri(path);
        self.finish(request, Body::from(content)).await
    }

    async fn finish(&self, mut request: Builder, body: Body) -> Answer {
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let mut request = request.body(body).unwrap();
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let Ok(response) = self.router.clone().oneshot(request).await;
        read(response).await
    }
}

async fn read(response: Response) -> Answer {
    let (parts, mut body) = response.into_parts();
    let endless = parts.headers.get(CONTENT_TYPE).is_some_and(|value| value == "text/event-stream");
    let patience = if endless { QUIET } else { Duration::from_secs(30) };
    let mut bytes = Vec::new();
    while let Ok(Some(frame)) = tokio::time::timeout(patience, body.frame()).await {
        bytes.extend_from_slice(frame.unwrap().data_ref().map_or(&[], |data| data));
    }
    // A file is no text, and is looked through as far as it is one.
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Answer { status: parts.status.as_u16(), headers: parts.headers, text }
}
