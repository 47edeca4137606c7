use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use db::testing::{TestDb, on_both};
use http_body_util::BodyExt;
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::Health;
use crate::config::Config;
use crate::lifecycle::Lifecycle;
use crate::metrics::Metrics;

async fn get(router: &Router, path: &str, peer: &str, headers: &[(&str, &str)]) -> (StatusCode, String) {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = request.body(Body::empty()).unwrap();
    let peer: SocketAddr = peer.parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(peer));
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

async fn ready(router: &Router) -> (StatusCode, Value) {
    let (status, body) = get(router, "/readyz", "127.0.0.1:1", &[]).await;
    (status, serde_json::from_str(&body).unwrap())
}

fn health(test: &TestDb, lifecycle: &Lifecycle, token: Option<&str>) -> Health {
    let metrics = Metrics::from(PrometheusBuilder::new().build_recorder().handle());
    let variables = token.map(|token| ("TRADEPOST_MONITORING__TOKEN".to_owned(), token.to_owned()));
    let config = Config::from_sources(None, variables).unwrap();
    Health::new(test.db.clone(), lifecycle.clone(), Some(metrics), &config.monitoring)
}

#[tokio::test]
async fn a_process_is_ready_until_it_drains() {
    on_both(|test| async move {
        let lifecycle = Lifecycle::default();
        let router = health(&test, &lifecycle, None).routes::<()>();
        let (status, body) = ready(&router).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        assert_eq!((&body["status"], &body["migrations"]["pending"]), (&json!("ok"), &json!(0)));
        lifecycle.end(Duration::ZERO).await;
        let (status, body) = ready(&router).await;
        assert_eq!((status, &body["draining"]), (StatusCode::SERVICE_UNAVAILABLE, &json!(true)));
        assert_eq!(get(&router, "/healthz", "127.0.0.1:1", &[]).await.0, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn a_process_without_its_database_lives_but_is_not_ready() {
    on_both(|test| async move {
        let router = health(&test, &Lifecycle::default(), None).routes::<()>();
        test.db.close().await;
        let (status, body) = ready(&router).await;
        assert_eq!((status, &body["database"]), (StatusCode::SERVICE_UNAVAILABLE, &json!("unavailable")));
        assert_eq!(get(&router, "/healthz", "127.0.0.1:1", &[]).await.0, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn numbers_are_for_this_machine_or_for_whoever_has_the_token() {
    on_both(|test| async move {
        let open = health(&test, &Lifecycle::default(), None).routes::<()>();
        let status = async |router, peer, headers| get(router, "/metrics", peer, headers).await.0;
        assert_eq!(status(&open, "127.0.0.1:1", &[]).await, StatusCode::OK);
        assert_eq!(status(&open, "[::ffff:127.0.0.1]:1", &[]).await, StatusCode::OK);
        assert_eq!(status(&open, "10.0.0.9:1", &[]).await, StatusCode::FORBIDDEN);
        let proxied: &[_] = &[("x-forwarded-for", "203.0.113.9")];
        assert_eq!(status(&open, "127.0.0.1:1", proxied).await, StatusCode::FORBIDDEN);
        let guarded = health(&test, &Lifecycle::default(), Some("right")).routes::<()>();
        assert_eq!(status(&guarded, "127.0.0.1:1", &[]).await, StatusCode::FORBIDDEN);
        assert_eq!(
            status(&guarded, "10.0.0.9:1", &[("authorization", "Bearer wrong")]).await,
            StatusCode::FORBIDDEN
        );
        assert_eq!(
            status(&guarded, "10.0.0.9:1", &[("authorization", "Bearer right")]).await,
            StatusCode::OK
        );
    })
    .await;
}
