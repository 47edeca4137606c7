use std::net::SocketAddr;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::any;
use reqwest::Url;

use super::{open, serve};
use crate::failure::Failure;
use crate::{Request, redirect};

/// Says what it was asked.
async fn echo(method: Method, headers: HeaderMap, body: String) -> String {
    let value = |name: &str| headers.get(name).map_or("-", |value| value.to_str().unwrap()).to_owned();
    let (authorization, token) = (value("authorization"), value("x-shopify-access-token"));
    format!("{method} authorization={authorization} token={token} accept={} body={body}", value("accept"))
}

/// A server that redirects `/to/{status}` to `target` and `/loop` to itself.
async fn redirecting(target: String) -> SocketAddr {
    let to = |State(target): State<String>, Path(status): Path<u16>| async move {
        (StatusCode::from_u16(status).unwrap(), [(header::LOCATION, target)]).into_response()
    };
    let looping = || async { (StatusCode::FOUND, [(header::LOCATION, "/loop")]) };
    let router = Router::new()
        .route("/to/{status}", any(to))
        .route("/loop", any(looping))
        .route("/echo", any(echo))
        .with_state(target);
    serve(router).await
}

fn post(url: &str) -> Request {
    let request = Request::post(url).unwrap().body("text/plain", "hello").unwrap();
    request
        .bearer("sesame")
        .unwrap()
        .header("x-shopify-access-token", "sesame")
        .unwrap()
        .header("accept", "a/b")
        .unwrap()
}

async fn answer(request: Request) -> String {
    open().client.send(request).await.unwrap().text()
}

#[tokio::test]
async fn methods_change_as_in_browsers() {
    let address = redirecting("/echo".to_owned()).await;
    for (status, method, body) in
        [(301, "GET", ""), (302, "GET", ""), (303, "GET", ""), (307, "POST", "hello"), (308, "POST", "hello")]
    {
        let expected = format!("{method} authorization=Bearer sesame token=sesame accept=a/b body={body}");
        assert_eq!(answer(post(&format!("http://{address}/to/{status}"))).await, expected, "{status}");
    }
}

#[tokio::test]
async fn credentials_stay_with_the_server_they_were_meant_for() {
    let other = serve(Router::new().route("/echo", any(echo))).await;
    let address = redirecting(format!("http://{other}/echo")).await;
    let text = answer(post(&format!("http://{address}/to/307"))).await;
    assert_eq!(text, "POST authorization=- token=- accept=a/b body=hello");
}

#[tokio::test]
async fn redirects_to_blocked_addresses_are_refused() {
    for target in [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:7f00:1]/",
        "//192.168.1.1/admin",
    ] {
        let address = redirecting(target.to_owned()).await;
        assert_eq!(open().error(&format!("http://{address}/to/302")).await, "blocked_address", "{target}");
    }
    for target in ["file:///etc/passwd", "ftp://example.com/", "http://user:pass@example.com/"] {
        let address = redirecting(target.to_owned()).await;
        assert_eq!(open().error(&format!("http://{address}/to/302")).await, "invalid_url", "{target}");
    }
}

#[tokio::test]
async fn endless_redirects_end() {
    let address = redirecting(String::new()).await;
    assert_eq!(open().error(&format!("http://{address}/loop")).await, "too_many_redirects");
}

#[test]
fn a_redirect_never_leaves_encryption() {
    let request = Request::get("https://shop.example/a").unwrap();
    let to = |location: &str| {
        let headers = HeaderMap::from_iter([(header::LOCATION, location.parse().unwrap())]);
        redirect::next(&request, StatusCode::FOUND, &headers)
    };
    assert!(
        matches!(to("http://shop.example/b"), Err(Failure::Final(error)) if error.code() == "redirect_refused")
    );
    let url = to("/b?c=d").unwrap().unwrap().url;
    assert_eq!(url, Url::parse("https://shop.example/b?c=d").unwrap());
}
