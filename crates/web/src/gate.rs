//! What happens around every request: id, address, log line, metrics, security headers, forgery check, rate limit,
//! authentication.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::header::{AUTHORIZATION, COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::{Env, Error, ErrorKind, Result};
use metrics::Label;
use tracing::Instrument;

use crate::rate_limit::{Key, Limit, Verdict};
use crate::{App, Credentials, Failure, Principal, security};

/// The name of the session cookie; the prefix makes browsers insist on HTTPS, and on this host alone.
pub(crate) const SESSION_COOKIE: &str = "__Host-tradepost_session";
/// Its name where there is no TLS, as in a demo on localhost.
pub(crate) const PLAIN_SESSION_COOKIE: &str = "tradepost_session";
/// Wrong credentials from one address before it is told to wait.
const AUTH_FAILURES: Limit = Limit::per_minute("auth_failures", 60);
/// An upload may be as slow as this.
const UPLOAD_BYTES_PER_SECOND: u64 = 16 << 10;
const USER_AGENT_MAX: usize = 512;
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: Arc<RequestInfo>;
}

/// The id of the request that this task works on.
pub(crate) fn current_request_id() -> Option<String> {
    CURRENT.try_with(|info| info.request_id.clone()).ok()
}

/// What is known of a request before anybody looks at it.
#[derive(Debug)]
pub struct RequestInfo {
    /// Its id: a trusted proxy's, or a new one.
    pub request_id: String,
    /// The client's address, after trusted proxies.
    pub ip: Option<IpAddr>,
    /// The client's `User-Agent`, cut to 512 bytes.
    pub user_agent: Option<String>,
    /// How much of an upload has arrived within the present time limit, bytes.
    received: AtomicU64,
}

impl RequestInfo {
    fn of(request: &Request, app: &App) -> Self {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
        let proxies = &app.config().trusted_proxies;
        let headers = request.headers();
        let given =
            headers.get(&REQUEST_ID).and_then(|value| value.to_str().ok()).filter(|id| is_request_id(id));
        let given = given.filter(|_| peer.is_some_and(|peer| proxies.trusts_peer(peer)));
        Self {
            request_id: given.map_or_else(|| new_request_id(app.env()), str::to_owned),
            ip: peer.map(|peer| proxies.client_ip(peer, headers)),
            user_agent: headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).map(cut_user_agent),
            received: AtomicU64::new(0),
        }
    }

    /// Says that so much of an upload has arrived, which gives the handler more time.
    pub(crate) fn received(&self, bytes: usize) {
        self.received.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}

fn is_request_id(id: &str) -> bool {
    (8..=64).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

fn new_request_id(env: &Env) -> String {
    format!("req_{:016x}", u64::from_le_bytes(env.bytes()))
}

fn cut_user_agent(text: &str) -> String {
    // What a header holds as text is ASCII, so a byte is a character.
    text.get(..USER_AGENT_MAX).unwrap_or(text).to_owned()
}

/// The outermost middleware of our own.
pub(crate) async fn gate(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let info = Arc::new(RequestInfo::of(&request, &app));
    let started = Instant::now();
    let method = request.method().clone();
    let is_api = request.uri().path().starts_with("/api/");
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str);
    let route: Arc<str> = Arc::from(route);
    request.extensions_mut().insert(Arc::clone(&info));
    let span = tracing::info_span!("request", id = %info.request_id, %method, route = &*route);

    let work = async {
        let mut verdict = None;
        let mut response = match admit(&app, &mut request, &info, is_api, &mut verdict).await {
            Ok(()) => run(&app, &info, request, next).await,
            Err(error) => Failure::from(error).into_response(),
        };
        let headers = response.headers_mut();
        if let Some(verdict) = verdict {
            verdict.set_headers(headers);
        }
        security::set_headers(headers, app.config(), is_api);
        if let Ok(id) = HeaderValue::from_str(&info.request_id) {
            headers.insert(REQUEST_ID, id);
        }
        let (status, elapsed) = (response.status().as_u16(), started.elapsed());
        record(&method, Arc::clone(&route), status, elapsed);
        tracing::debug!(status, elapsed_ms = elapsed.as_secs_f64() * 1e3, "answered");
        response
    };
    CURRENT.scope(Arc::clone(&info), work.instrument(span)).await
}

/// The handler gets so long to begin its answer, and longer while an upload arrives. A stream, once begun, may go on.
async fn run(app: &App, info: &RequestInfo, request: Request, next: Next) -> Response {
    let mut answer = std::pin::pin!(next.run(request));
    let patience = app.config().request_timeout;
    let patience_ms = u64::try_from(patience.as_millis()).unwrap_or(u64::MAX);
    let enough = (UPLOAD_BYTES_PER_SECOND.saturating_mul(patience_ms) / 1_000).max(1);
    loop {
        if let Ok(answer) = tokio::time::timeout(patience, &mut answer).await {
            return answer;
        }
        if info.received.swap(0, Ordering::Relaxed) < enough {
            let detail = "This took too long and was given up. Try again, or ask for less at once.";
            return Failure::from(Error::unavailable("timeout", detail)).into_response();
        }
    }
}

async fn admit(
    app: &App,
    request: &mut Request,
    info: &RequestInfo,
    is_api: bool,
    verdict: &mut Option<Verdict>,
) -> Result<()> {
    if !is_api {
        return Ok(());
    }
    let headers = request.headers();
    let mut credentials = credentials(headers, request.uri(), app.config().is_https());
    credentials.ip = info.ip;
    if credentials.bearer.is_none() {
        security::check_forgery(request, app.config())?;
    }
    let principal = authenticate(app, credentials, info).await?;
    let (limit, key) = match principal.as_deref().and_then(Principal::id) {
        Some(id) => (app.config().principal_limit, Key::Principal(id)),
        None => (app.config().anonymous_limit, ip_key(info)),
    };
    let outcome = app.limiter().check(limit, key, app.env().now());
    *verdict = Some(outcome);
    outcome.admitted()?;
    if let Some(principal) = principal {
        request.extensions_mut().insert(principal);
    }
    Ok(())
}

/// Checks credentials. An address that sent many wrong ones is told to wait, while right ones from there still pass:
/// whoever shares the address with a broken script is not shut out, and secrets of 192 bits cannot be guessed anyway.
async fn authenticate(
    app: &App,
    credentials: Credentials<'_>,
    info: &RequestInfo,
) -> Result<Option<Arc<Principal>>> {
    let now = app.env().now();
    match app.authenticator().authenticate(credentials).await {
        Err(error) if error.kind() == ErrorKind::Unauthenticated => {
            app.limiter().check(AUTH_FAILURES, ip_key(info), now).admitted()?;
            // A browser whose session ended may still ask for what everybody may have, such as signing in.
            if credentials.bearer.is_none() { Ok(None) } else { Err(error) }
        }
        outcome => outcome,
    }
}

pub(crate) fn ip_key(info: &RequestInfo) -> Key {
    match info.ip {
        Some(IpAddr::V6(ip)) => {
            // One household has a /64: count it as one.
            let [a, b, c, d, ..] = ip.segments();
            Key::Ip(IpAddr::V6(std::net::Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0)))
        }
        Some(ip) => Key::Ip(ip),
        None => Key::Named("unknown address".to_owned()),
    }
}

fn credentials<'a>(headers: &'a HeaderMap, uri: &'a Uri, https: bool) -> Credentials<'a> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let bearer = text(AUTHORIZATION).and_then(|value| value.split_once(' '));
    let bearer =
        bearer.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, key)| key.trim());
    let cookie_name = session_cookie(https);
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let session = pairs.find(|(name, _)| *name == cookie_name).map(|(_, value)| value);
    let header = headers.get("tradepost-organization").and_then(|value| value.to_str().ok());
    // EventSource cannot set headers, so the query names the organization too.
    let organization = header.or_else(|| {
        let mut pairs = uri.query().unwrap_or("").split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(name, _)| *name == "organization").map(|(_, value)| value)
    });
    Credentials { bearer, session, organization, ip: None }
}

/// The session cookie's name, with and without TLS.
pub(crate) fn session_cookie(https: bool) -> &'static str {
    if https { SESSION_COOKIE } else { PLAIN_SESSION_COOKIE }
}

/// Callers may invent methods, and each would be a series of its own for ever.
pub(crate) fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PATCH => "PATCH",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn record(method: &Method, route: Arc<str>, status: u16, elapsed: Duration) {
    let status = match status / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    };
    let labels = [
        Label::from_static_parts("method", method_label(method)),
        Label::new("route", route),
        Label::from_static_parts("status", status),
    ];
    metrics::counter!("http_requests_total", labels.iter()).increment(1);
    metrics::histogram!("http_request_seconds", labels.iter()).record(elapsed.as_secs_f64());
}
