use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use tower::ServiceExt;

use super::{Built, INDEX, content_type, routes};

async fn get(path: &str, known: Option<&str>) -> Response {
    let mut request = Request::get(path);
    if let Some(tag) = known {
        request = request.header("if-none-match", tag);
    }
    let router: Router = routes();
    router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_address_of_the_console_answers_its_page_or_says_how_to_build_it() {
    let expected = if Built::get(INDEX).is_some() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    for path in ["/app/", "/app/sign-in", "/app/settings/members"] {
        let response = get(path, None).await;
        assert_eq!(response.status(), expected, "{path}");
        assert_eq!(header(&response, "content-type"), "text/html; charset=utf-8");
    }
    let response = get("/app", None).await;
    assert_eq!((response.status(), header(&response, "location")), (StatusCode::PERMANENT_REDIRECT, "/app/"));
}

#[tokio::test]
async fn a_missing_file_is_missing() {
    for path in
        ["/app/assets/gone-12345678.js", "/app/favicon.ico", "/app/../Cargo.toml", "/app/%2e%2e/Cargo.toml"]
    {
        assert_eq!(get(path, None).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

/// Whatever files the build at hand has.
#[tokio::test]
async fn files_are_cached_by_what_their_names_promise() {
    for name in Built::iter() {
        let path = format!("/app/{name}");
        let response = get(&path, None).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        let immutable = header(&response, "cache-control").contains("immutable");
        assert_eq!(immutable, name.starts_with("assets/"), "{path}");
        assert_ne!(
            header(&response, "content-type"),
            "application/octet-stream",
            "{path} has a type of its own"
        );
        let again = get(&path, Some(header(&response, "etag"))).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{path}");
        assert_eq!(header(&again, "etag"), header(&response, "etag"));
    }
}

#[test]
fn types_are_told_by_extension() {
    assert_eq!(content_type("sw.js"), "text/javascript; charset=utf-8");
    assert_eq!(content_type("manifest.webmanifest"), "application/manifest+json");
    assert_eq!(content_type("fonts/inter.woff2"), "font/woff2");
    assert_eq!(content_type("LICENSE"), "application/octet-stream");
}
