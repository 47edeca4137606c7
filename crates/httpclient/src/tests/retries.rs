use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use reqwest::Method;

use super::{Harness, open, open_config, serve};
use crate::{Config, Request};

/// A server that gives these answers in turn, the last one for ever. Returns its URL and the count of its calls.
async fn answering(answers: Vec<(u16, Option<&'static str>)>) -> (String, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = calls.clone();
    let handler = move || {
        let call = counter.fetch_add(1, Ordering::SeqCst);
        let (status, retry_after) = *answers.get(call).or(answers.last()).unwrap();
        async move { answer(status, retry_after) }
    };
    let address = serve(Router::new().route("/", any(handler))).await;
    (format!("http://{address}/"), calls)
}

fn answer(status: u16, retry_after: Option<&'static str>) -> Response {
    let mut response = StatusCode::from_u16(status).unwrap().into_response();
    if let Some(value) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, value.parse().unwrap());
    }
    response
}

/// Failures alone do not open the breaker here.
fn patient() -> Harness {
    let mut config = open_config();
    config.breaker.threshold = u32::MAX;
    Harness::new(config)
}

#[tokio::test]
async fn passing_failures_are_retried_with_growing_pauses() {
    let (url, calls) = answering(vec![(503, None), (502, None), (504, None), (200, None)]).await;
    let harness = open();
    assert_eq!(harness.get(&url).await.status, StatusCode::OK);
    assert_eq!(calls.load(Ordering::SeqCst), 4);
    let pauses = harness.pauses.seconds();
    assert_eq!(pauses.len(), 3);
    for (pause, expected) in pauses.iter().zip([1.0, 2.0, 4.0]) {
        assert!((expected * 0.8..expected * 1.2).contains(pause), "{pauses:?}");
    }
}

#[tokio::test]
async fn the_last_answer_is_handed_over() {
    let (url, calls) = answering(vec![(429, None)]).await;
    assert_eq!(patient().get(&url).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(calls.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn answers_that_would_come_again_are_not_retried() {
    for status in [200, 400, 401, 404, 409, 500, 501] {
        let (url, calls) = answering(vec![(status, None)]).await;
        assert_eq!(open().get(&url).await.status.as_u16(), status);
        assert_eq!(calls.load(Ordering::SeqCst), 1, "{status}");
    }
}

#[tokio::test]
async fn only_what_is_safe_to_repeat_is_repeated() {
    let request = |method: Method, url: &str| Request::new(method, url).unwrap();
    for (method, expected) in [
        (Method::GET, 4),
        (Method::HEAD, 4),
        (Method::PUT, 4),
        (Method::DELETE, 4),
        (Method::POST, 1),
        (Method::PATCH, 1),
    ] {
        let (url, calls) = answering(vec![(503, None)]).await;
        patient().client.send(request(method.clone(), &url)).await.unwrap();
        assert_eq!(calls.load(Ordering::SeqCst), expected, "{method}");
    }
    let (url, calls) = answering(vec![(503, None), (200, None)]).await;
    let post = request(Method::POST, &url).idempotency_key("order-7").unwrap();
    assert_eq!(patient().client.send(post).await.unwrap().status, StatusCode::OK);
    assert_eq!(calls.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn retry_after_is_waited_for_in_seconds_and_until_a_date() {
    // The harness's clock stands at 2026-11-21T08:30:00Z.
    for (value, expected) in [("7", 7.0), ("Sat, 21 Nov 2026 08:30:11 GMT", 11.0), ("0", 0.8)] {
        let (url, _) = answering(vec![(429, Some(value)), (200, None)]).await;
        let harness = open();
        assert_eq!(harness.get(&url).await.status, StatusCode::OK);
        let pause = harness.pauses.seconds()[0];
        assert!((expected..expected + 0.5).contains(&pause), "{value}: {pause}");
    }
}

#[tokio::test]
async fn a_server_that_wants_a_long_pause_gets_it_from_the_caller() {
    let (url, calls) = answering(vec![(503, Some("3600"))]).await;
    let harness = open();
    let answer = harness.get(&url).await;
    assert_eq!(calls.load(Ordering::SeqCst), 1);
    let now = "2026-11-21T08:30:00Z".parse().unwrap();
    assert_eq!(answer.retry_after(now), Some(Duration::from_secs(3600)));
}

#[tokio::test]
async fn a_connection_that_is_refused_is_retried_and_then_reported() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let harness = patient();
    assert_eq!(harness.error(&format!("http://{free}/?token=sesame")).await, "upstream_unavailable");
    assert_eq!(harness.pauses.seconds().len(), 3);
    let request = Request::get(&format!("http://{free}/?token=sesame")).unwrap();
    let error = harness.client.send(request).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("sesame"), "{error:?}");
}

#[tokio::test]
async fn the_breaker_opens_lets_one_probe_through_and_closes() {
    let (url, calls) = answering(vec![(503, None), (503, None), (503, None), (200, None)]).await;
    let mut config = open_config();
    config.retry.retries = 0;
    config.breaker.threshold = 2;
    let harness = Harness::new(config);
    for _ in 0..2 {
        assert_eq!(harness.get(&url).await.status, StatusCode::SERVICE_UNAVAILABLE);
    }
    assert_eq!(harness.error(&url).await, "circuit_open");
    assert_eq!(calls.load(Ordering::SeqCst), 2, "an open circuit calls nobody");
    let (other, _) = answering(vec![(200, None)]).await;
    assert_eq!(harness.get(&other).await.status, StatusCode::OK, "other hosts are not concerned");
    harness.clock.advance(Duration::from_secs(30));
    assert_eq!(harness.get(&url).await.status, StatusCode::SERVICE_UNAVAILABLE, "the probe fails");
    assert_eq!(harness.error(&url).await, "circuit_open");
    harness.clock.advance(Duration::from_secs(30));
    assert_eq!(harness.get(&url).await.status, StatusCode::OK, "the probe succeeds");
    assert_eq!(harness.get(&url).await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_one_probe_runs_at_a_time_and_an_abandoned_one_gives_way() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = calls.clone();
    let handler = move || {
        let first = counter.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            if !first {
                tokio::time::sleep(Duration::from_secs(3600)).await;
            }
            StatusCode::SERVICE_UNAVAILABLE
        }
    };
    let url = format!("http://{}/", serve(Router::new().route("/", any(handler))).await);
    let mut config = Config { ..open_config() };
    config.retry.retries = 0;
    config.breaker.threshold = 1;
    let harness = Harness::new(config);
    harness.get(&url).await;
    harness.clock.advance(Duration::from_secs(30));
    let client = harness.client.clone();
    let request = Request::get(&url).unwrap();
    let probe = tokio::spawn(async move { client.send(request).await });
    while calls.load(Ordering::SeqCst) < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(harness.error(&url).await, "circuit_open", "the probe is still out");
    probe.abort();
    let _ = probe.await;
    let next = Request::get(&url).unwrap().total_timeout(Duration::from_millis(200));
    assert_eq!(
        harness.client.send(next).await.unwrap_err().code(),
        "upstream_timeout",
        "it may probe in turn"
    );
}
