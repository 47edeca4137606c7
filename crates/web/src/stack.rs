//! The middleware around the routes, outermost first: compression, CORS, panics of our own middleware, the gate,
//! idempotency, panics of handlers, body limit.

use std::any::Any;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::{ACCEPT_RANGES, AUTHORIZATION, CONTENT_TYPE, IF_MATCH};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use kernel::{Error, ErrorKind};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::{App, Failure, gate, idempotency};

/// Answers shorter than this, bytes, are sent as they are.
const COMPRESS_ABOVE: u64 = 1_024;

/// Answer headers that scripts of other origins may read.
const EXPOSED: [&str; 7] = [
    "etag",
    "idempotent-replayed",
    "location",
    "ratelimit",
    "ratelimit-policy",
    "retry-after",
    "x-request-id",
];

/// Puts the middleware around `routes`, and answers what no route answers.
pub fn stack(routes: Router<App>, app: &App) -> Router {
    let compression = CompressionLayer::new().gzip(true).compress_when(
        SizeAbove::new(COMPRESS_ABOVE)
            .and(NotForContentType::SSE)
            .and(NotForContentType::IMAGES)
            // What may be asked for in parts is sent as it is, or the parts would not fit together.
            .and(|_, _, headers: &HeaderMap, _: &_| !headers.contains_key(ACCEPT_RANGES)),
    );
    let router = routes
        .fallback(async || Failure::from(Error::not_found("page")))
        .method_not_allowed_fallback(async || {
            let detail = "This address does not answer that method.";
            Failure::from(Error::new(ErrorKind::Invalid, "method_not_allowed", detail))
        })
        .layer(DefaultBodyLimit::max(app.config().max_body_bytes))
        // Inside the gate, so that the answer has its request id and headers, and the idempotency key is settled.
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), idempotency::layer))
        .layer(from_fn_with_state(app.clone(), gate::gate))
        .layer(CatchPanicLayer::custom(panicked))
        .with_state(app.clone());
    let router = match cors(app) {
        Some(cors) => router.layer(cors),
        None => router,
    };
    router.layer(compression)
}

/// Cross-origin calls carry an API key, never a cookie, so credentials stay off.
fn cors(app: &App) -> Option<CorsLayer> {
    let origins: Vec<HeaderValue> =
        app.config().cors_origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok()).collect();
    let origins = match origins.as_slice() {
        [] => return None,
        some if some.iter().any(|origin| origin == "*") => AllowOrigin::any(),
        _ => AllowOrigin::list(origins),
    };
    let idempotency_key = HeaderName::from_static("idempotency-key");
    Some(
        CorsLayer::new()
            .allow_origin(origins)
            .allow_methods([Method::GET, Method::POST, Method::PATCH, Method::PUT, Method::DELETE])
            .allow_headers([AUTHORIZATION, CONTENT_TYPE, IF_MATCH, idempotency_key])
            .expose_headers(EXPOSED.map(HeaderName::from_static)),
    )
}

#[expect(clippy::needless_pass_by_value, reason = "the layer calls it with the panic itself")]
fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    Failure::from(Error::internal(format!("a handler panicked: {text}"))).into_response()
}
