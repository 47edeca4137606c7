//! A plain HTTP client: one connection per call, nothing followed, nothing retried.

use std::net::SocketAddr;

use axum::http::header::HOST;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo};
use kernel::TenantId;
use serde_json::Value;
use tokio::net::TcpStream;

/// A request that is being put together.
#[derive(Debug, Clone)]
pub(super) struct Call {
    address: SocketAddr,
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Call {
    pub(super) fn new(address: SocketAddr, method: Method, path: &str) -> Self {
        let headers = HeaderMap::from_iter([(HOST, HeaderValue::from_static("shop.test"))]);
        Self { address, method, path: path.to_owned(), headers, body: Bytes::new() }
    }

    /// Adds a header line; an earlier one of the same name stays.
    pub(super) fn header(self, name: &'static str, value: &str) -> Self {
        self.header_bytes(name, value.as_bytes())
    }

    pub(super) fn header_bytes(mut self, name: &'static str, value: &[u8]) -> Self {
        self.headers.append(HeaderName::from_static(name), HeaderValue::from_bytes(value).unwrap());
        self
    }

    /// An API key.
    pub(super) fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// A session, for one organization.
    pub(super) fn session(self, value: &str, tenant: TenantId) -> Self {
        self.header("cookie", &format!("theme=dark; tradepost_session={value}"))
            .header("tradepost-organization", &tenant.to_string())
    }

    pub(super) fn idempotency_key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    pub(super) fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json").body(body.to_string())
    }

    pub(super) fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// Sends it over HTTP/1.1 and reads the whole answer.
    pub(super) async fn send(self) -> Answer {
        self.try_send().await.unwrap()
    }

    pub(super) async fn try_send(self) -> hyper::Result<Answer> {
        let stream = TcpStream::connect(self.address).await.unwrap();
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        let connection = tokio::spawn(connection);
        let path = self.path.clone();
        let answer = Answer::read(sender.send_request(self.request(&path)).await?).await;
        drop(sender);
        drop(connection.await);
        answer
    }

    /// Sends it over HTTP/2 with prior knowledge. The host is in the address, not in a header.
    pub(super) async fn send_http2(mut self) -> Answer {
        let host = self.headers.remove(HOST).unwrap();
        let uri = format!("http://{}{}", host.to_str().unwrap(), self.path);
        let stream = TcpStream::connect(self.address).await.unwrap();
        let handshake = hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream));
        let (mut sender, connection) = handshake.await.unwrap();
        tokio::spawn(connection);
        Answer::read(sender.send_request(self.request(&uri)).await.unwrap()).await.unwrap()
    }

    fn request(self, uri: &str) -> Request<Full<Bytes>> {
        let mut request = Request::new(Full::new(self.body));
        *request.method_mut() = self.method;
        *request.uri_mut() = uri.parse().unwrap();
        *request.headers_mut() = self.headers;
        request
    }
}

/// A whole answer.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Answer {
    async fn read(response: axum::http::Response<Incoming>) -> hyper::Result<Self> {
        let (parts, body) = response.into_parts();
        let body = body.collect().await?.to_bytes();
        Ok(Self { status: parts.status, headers: parts.headers, body })
    }

    /// The header's text; empty when it is missing.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The body, when the answer has this status.
    pub(super) fn ok(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        self.json()
    }

    /// The body, when the answer is this problem, complete in every point that holds for all problems.
    pub(super) fn problem(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], status);
        assert_eq!(problem["title"], self.status.canonical_reason().unwrap());
        assert!(problem["type"].as_str().unwrap().starts_with("https://"), "{problem}");
        assert!(!problem["detail"].as_str().unwrap().is_empty());
        assert!(!self.header("x-request-id").is_empty());
        assert_eq!(problem["request_id"], self.header("x-request-id"));
        problem
    }

    /// The one field that this problem names, and the code of the rule it broke.
    pub(super) fn field(&self) -> (String, String) {
        let problem = self.problem(422, "invalid");
        let fields = problem["fields"].as_array().unwrap();
        assert_eq!(fields.len(), 1, "{problem}");
        let text = |name: &str| fields[0][name].as_str().unwrap().to_owned();
        assert!(!text("message").is_empty());
        (text("field"), text("code"))
    }
}
