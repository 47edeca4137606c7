use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use kernel::Env;
use tracing_subscriber::layer::SubscriberExt;

use super::Telemetry;
use crate::config::Config;

type Received = Arc<Mutex<Vec<(String, HeaderMap, String)>>>;

/// A server on the loopback address that keeps what it is sent.
async fn collector() -> (String, Received) {
    let received = Received::default();
    let keep = async |State(received): State<Received>, uri: Uri, headers: HeaderMap, body: Bytes| {
        let body = String::from_utf8_lossy(&body).into_owned();
        received.lock().unwrap().push((uri.path().to_owned(), headers, body));
    };
    let router = Router::new().fallback(keep).with_state(Arc::clone(&received));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let serve =
        web::serve(listener, router, web::ServeConfig::default(), tokio_util::sync::CancellationToken::new());
    tokio::spawn(serve);
    (address, received)
}

/// Runs `work` under what these settings configure, and sends the last reports.
async fn report(settings: &[(&str, String)], work: impl FnOnce()) {
    let settings =
        settings.iter().map(|(name, value)| (format!("TRADEPOST_MONITORING__{name}"), value.clone()));
    let config = Config::from_sources(None, settings).unwrap();
    let (telemetry, layers) = Telemetry::start(&config.monitoring, &Env::system()).unwrap();
    tracing::subscriber::with_default(tracing_subscriber::registry().with(layers), work);
    telemetry.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn traces_reach_the_collector_redacted() {
    let (address, received) = collector().await;
    let settings = [
        ("OTLP_ENDPOINT", format!("http://{address}")),
        ("OTLP_HEADER", "x-api-key=abc".to_owned()),
        ("TRACE_SHARE", "1".to_owned()),
    ];
    report(&settings, || {
        let span = tracing::info_span!(
            "placing an order",
            route = "/orders",
            email = "ada@example.org",
            password = "hunter2"
        );
        span.in_scope(|| tracing::info!("told grace@example.org"));
    })
    .await;
    let received = received.lock().unwrap();
    let [(path, headers, body)] = received.as_slice() else { panic!("{received:?}") };
    assert_eq!((path.as_str(), headers["x-api-key"].to_str().unwrap()), ("/v1/traces", "abc"));
    assert!(
        body.contains("placing an order") && body.contains("/orders") && body.contains("[email]"),
        "{body}"
    );
    assert!(!body.contains("example.org") && !body.contains("hunter2"), "{body}");
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_reach_sentry_redacted_and_nothing_else_does() {
    let (address, received) = collector().await;
    report(&[("SENTRY_DSN", format!("http://key@{address}/7"))], || {
        tracing::info!("all is well");
        tracing::error!(user = "ada@example.org", token = "hunter2", "no mail to grace@example.org");
    })
    .await;
    let received = received.lock().unwrap();
    let [(path, headers, body)] = received.as_slice() else { panic!("{received:?}") };
    assert_eq!(path, "/api/7/envelope/");
    assert!(headers["x-sentry-auth"].to_str().unwrap().contains("sentry_key=key"));
    assert!(body.contains("no mail to [email]") && body.contains("tradepost@"), "{body}");
    assert!(
        !body.contains("example.org") && !body.contains("hunter2") && !body.contains("all is well"),
        "{body}"
    );
}

/// A collector that is away costs reports and a little time at the end, nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn a_collector_that_is_away_does_no_harm() {
    let settings = [("OTLP_ENDPOINT", "http://127.0.0.1:9".to_owned()), ("TRACE_SHARE", "1".to_owned())];
    report(&settings, || tracing::error_span!("work").in_scope(|| tracing::error!("failed"))).await;
}
