//! Headers that keep browsers from harm, compression, and cross-origin calls.

use axum::http::Method;
use axum::http::header::{CONTENT_ENCODING, STRICT_TRANSPORT_SECURITY};

use super::house::House;

#[tokio::test]
async fn pages_run_their_own_scripts_only() {
    let house = House::new(|_| {}).await;
    let answer = house.get("/").send().await;
    assert_eq!(answer.status, 200);
    let policy = answer.header("content-security-policy");
    for directive in [
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.split("; ").any(|part| part.trim() == directive), "{directive}: {policy}");
    }
    assert!(!policy.contains("unsafe-eval") && !policy.contains("http:") && !policy.contains('*'));
    assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
    assert!(answer.header("permissions-policy").contains("camera=()"));
    assert_eq!(answer.header("cache-control"), "");
}

#[tokio::test]
async fn every_answer_forbids_sniffing_and_framing() {
    let house = House::new(|_| {}).await;
    for path in
        ["/", "/nothing", "/api/v1/origin", "/api/v1/nothing", "/api/v1/failures/panic", "/api/v1/notes"]
    {
        let answer = house.get(path).send().await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
        if path.starts_with("/api/") {
            assert_eq!(
                answer.header("content-security-policy"),
                "default-src 'none'; frame-ancestors 'none'"
            );
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        }
    }
}

#[tokio::test]
async fn hsts_is_for_https_alone() {
    for (url, expected) in
        [("http://shop.test", None), ("https://shop.test", Some("max-age=31536000; includeSubDomains"))]
    {
        let house = House::new(|options| options.web.public_url = url.to_owned()).await;
        for path in ["/", "/api/v1/origin"] {
            let answer = house.get(path).send().await;
            let header = answer.headers.get(STRICT_TRANSPORT_SECURITY).map(|value| value.to_str().unwrap());
            assert_eq!(header, expected, "{url}{path}");
        }
    }
}

#[tokio::test]
async fn the_session_cookie_is_bound_to_https_and_this_host() {
    let https = House::new(|options| options.web.public_url = "https://shop.test".to_owned()).await;
    let hour = std::time::Duration::from_secs(3_600);
    assert_eq!(
        https.app.config().session_cookie(Some(("abc", hour))),
        "__Host-tradepost_session=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600; Secure"
    );
    let plain = House::new(|_| {}).await;
    assert_eq!(
        plain.app.config().session_cookie(None),
        "tradepost_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
    );
    // A cookie that a sister host could have set without TLS counts for nothing where there is TLS.
    let answer = https.get("/api/v1/me").header("cookie", "tradepost_session=user-1").send().await;
    answer.problem(401, "unauthenticated");
    https.get("/api/v1/me").header("cookie", "__Host-tradepost_session=user-1").send().await.ok(200);
}

#[tokio::test]
async fn large_answers_are_compressed_and_streams_are_not() {
    let house = House::new(|_| {}).await;
    let large = house.get("/api/v1/words?count=500").header("accept-encoding", "gzip").send().await;
    assert_eq!(large.header("content-encoding"), "gzip");
    assert_eq!(large.body[..2], [0x1f, 0x8b]);
    assert!(large.body.len() < 1_000, "{}", large.body.len());
    assert!(large.header("vary").contains("accept-encoding"));

    let unasked = house.get("/api/v1/words?count=500").send().await;
    assert!(unasked.headers.get(CONTENT_ENCODING).is_none());
    assert_eq!(unasked.ok(200)["data"].as_array().unwrap().len(), 500);

    let small = house.get("/api/v1/words?count=5").header("accept-encoding", "gzip").send().await;
    assert!(small.headers.get(CONTENT_ENCODING).is_none());

    // A compressor would hold events back until it has a block.
    let stream = house.get("/api/v1/stream").header("accept-encoding", "gzip").send().await;
    assert!(stream.headers.get(CONTENT_ENCODING).is_none());
    assert_eq!(stream.text().matches("data: ").count(), 5);
}

#[tokio::test]
async fn without_configuration_no_other_origin_may_call() {
    let house = House::new(|_| {}).await;
    let answer = house.get("/api/v1/origin").header("origin", "https://partner.example").send().await;
    assert!(!answer.headers.keys().any(|name| name.as_str().starts_with("access-control-")));
    let preflight = house.call(Method::OPTIONS, "/api/v1/notes").header("origin", "https://partner.example");
    let answer = preflight.header("access-control-request-method", "POST").send().await;
    answer.problem(405, "method_not_allowed");
}

#[tokio::test]
async fn configured_origins_may_call_without_cookies() {
    let house =
        House::new(|options| options.web.cors_origins = vec!["https://partner.example".to_owned()]).await;
    let preflight = |origin: &str| {
        let call = house.call(Method::OPTIONS, "/api/v1/notes").header("origin", origin);
        call.header("access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization,content-type,idempotency-key")
    };
    let answer = preflight("https://partner.example").send().await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), "https://partner.example");
    assert!(answer.header("access-control-allow-methods").contains("POST"));
    let allowed = answer.header("access-control-allow-headers");
    for name in ["authorization", "content-type", "if-match", "idempotency-key"] {
        assert!(allowed.contains(name), "{name}: {allowed}");
    }
    let answer = house.get("/api/v1/origin").header("origin", "https://partner.example").send().await;
    assert_eq!(answer.header("access-control-allow-origin"), "https://partner.example");
    let exposed = answer.header("access-control-expose-headers");
    for name in
        ["x-request-id", "ratelimit", "ratelimit-policy", "retry-after", "etag", "idempotent-replayed"]
    {
        assert!(exposed.split(',').any(|one| one == name), "{name}: {exposed}");
    }
    for origin in ["https://evil.example", "https://partner.example.evil.example", "null"] {
        for answer in [
            preflight(origin).send().await,
            house.get("/api/v1/origin").header("origin", origin).send().await,
        ] {
            assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
        }
    }
    for answer in [
        preflight("https://partner.example").send().await,
        house.get("/api/v1/failures/panic").header("origin", "https://partner.example").send().await,
    ] {
        assert!(answer.headers.get("access-control-allow-credentials").is_none());
        assert!(answer.header("vary").contains("origin"));
    }
}

#[tokio::test]
async fn a_star_lets_scripts_of_every_origin_call_with_a_key() {
    let house = House::new(|options| options.web.cors_origins = vec!["*".to_owned()]).await;
    let answer = house.get("/api/v1/origin").header("origin", "https://any.example").send().await;
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert!(answer.headers.get("access-control-allow-credentials").is_none());
}
