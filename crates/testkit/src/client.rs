//! Somebody who sends requests: keeps cookies like a browser, or sends an API key like a program.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderName, HeaderValue, Method, Request, header};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

use crate::Answer;

/// Sends requests straight to the router. Clones share cookies.
#[derive(Debug, Clone)]
pub struct Client {
    router: Router,
    cookie: Arc<Mutex<Option<String>>>,
    headers: Vec<(HeaderName, HeaderValue)>,
    peer: SocketAddr,
}

impl Client {
    pub(crate) fn new(router: Router) -> Self {
        let peer = SocketAddr::from(([203, 0, 113, 7], 40_000));
        Self { router, cookie: Arc::default(), headers: Vec::new(), peer }
    }

    pub(crate) fn through(mut self, router: Router) -> Self {
        self.router = router;
        self
    }

    /// The same client, sending one more header.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        let value = HeaderValue::from_str(value).expect("a header value");
        self.headers.retain(|(existing, _)| existing != name);
        self.headers.push((HeaderName::from_static(name), value));
        self
    }

    /// The same client, acting in this organization.
    #[must_use]
    pub fn in_organization(self, id: &str) -> Self {
        self.with_header("tradepost-organization", id)
    }

    /// The same client, with an API key.
    #[must_use]
    pub fn with_key(self, key: &str) -> Self {
        self.with_header("authorization", &format!("Bearer {key}"))
    }

    /// The same client, from another address.
    #[must_use]
    pub fn from_ip(mut self, ip: &str) -> Self {
        self.peer = SocketAddr::new(ip.parse().expect("an address"), 40_000);
        self
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    /// POST with a JSON body.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    /// PATCH with a JSON body.
    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    /// Any request.
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        match body {
            Some(body) => self.carry(method, path, "application/json", Body::from(body.to_string())).await,
            None => self.carry(method, path, "", Body::empty()).await,
        }
    }

    /// A file as the body of the request, as a stream whose length the server is not told.
    pub async fn upload(&self, method: Method, path: &str, content: impl Into<Bytes>) -> Answer {
        let parts: Vec<_> = content.into().chunks(8 << 10).map(Bytes::copy_from_slice).collect();
        let parts = parts.into_iter().map(Ok::<_, std::io::Error>);
        self.carry(method, path, "text/html", Body::from_stream(futures_util::stream::iter(parts))).await
    }

    /// Any body, of the given type.
    pub async fn carry(&self, method: Method, path: &str, content_type: &str, body: Body) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(cookie) = self.cookie.lock().unwrap_or_else(PoisonError::into_inner).as_deref() {
            request = request.header(header::COOKIE, cookie);
        }
        if !content_type.is_empty() {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        let mut request = request.body(body).expect("a request");
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a whole body").to_bytes();
        self.keep_cookie(&parts.headers);
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }

    fn keep_cookie(&self, headers: &axum::http::HeaderMap) {
        for value in headers.get_all(header::SET_COOKIE) {
            let text = value.to_str().expect("a cookie");
            let pair = text.split(';').next().unwrap_or_default();
            let ended = text.contains("Max-Age=0");
            *self.cookie.lock().unwrap_or_else(PoisonError::into_inner) = (!ended).then(|| pair.to_owned());
        }
    }
}
