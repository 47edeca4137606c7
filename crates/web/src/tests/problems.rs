//! Errors: one shape, the right status, and never a word about internal causes.

use axum::http::Method;
use serde_json::json;
use tracing::Level;

use super::house::House;
use super::log::Log;
use crate::gate::method_label;

#[tokio::test]
async fn every_kind_has_its_status() {
    let house = House::new(|_| {}).await;
    for (kind, status, code) in [
        ("invalid", 422, "invalid"),
        ("unauthenticated", 401, "expired"),
        ("payment_required", 402, "plan_limit"),
        ("forbidden", 403, "forbidden"),
        ("not_found", 404, "not_found"),
        ("conflict", 409, "taken"),
        ("precondition_failed", 412, "precondition_failed"),
        ("too_many", 429, "rate_limited"),
        ("unavailable", 503, "database_busy"),
        ("internal", 500, "internal"),
        ("panic", 500, "internal"),
    ] {
        let answer = house.get(&format!("/api/v1/failures/{kind}")).send().await;
        answer.problem(status, code);
        assert!(!answer.text().contains("hunter2"), "{kind}");
        assert_eq!(answer.header("retry-after"), if kind == "too_many" { "7" } else { "" });
        // RFC 9110, section 11.6.1: a 401 says how to authenticate.
        assert_eq!(answer.header("www-authenticate"), if status == 401 { "Bearer" } else { "" });
    }
}

#[tokio::test]
async fn fields_are_named_all_at_once_and_only_for_invalid_input() {
    let house = House::new(|_| {}).await;
    let problem = house.get("/api/v1/failures/invalid").send().await.problem(422, "invalid");
    let expected = json!([
        {"field": "name", "code": "required", "message": "Mend it."},
        {"field": "lines.0.sku", "code": "unknown", "message": "Mend it."},
    ]);
    assert_eq!(problem["fields"], expected);
    assert_eq!(problem["type"], "https://tradepost.example/problems/invalid");
    let problem = house.get("/api/v1/failures/conflict").send().await.problem(409, "taken");
    assert!(problem.get("fields").is_none());
}

#[tokio::test]
async fn internal_causes_are_logged_once_with_the_request_and_never_shown() {
    let house = House::new(|_| {}).await;
    for (path, level) in [
        ("/api/v1/failures/internal", Level::ERROR),
        ("/api/v1/failures/panic", Level::ERROR),
        ("/api/v1/broken", Level::ERROR),
        ("/api/v1/failures/unavailable", Level::WARN),
    ] {
        let (log, guard) = Log::start();
        let answer = house.get(path).send().await;
        drop(guard);
        assert!(answer.status.is_server_error(), "{path}");
        assert!(!answer.text().contains("hunter2"), "{path}: {}", answer.text());
        let lines = log.lines(level);
        assert_eq!(lines.len(), 1, "{path}: {lines:?}");
        assert!(lines[0].contains("hunter2"), "{path}: {lines:?}");
        // The line stands in the request's span, which carries the id that the answer shows.
        assert!(lines[0].contains(answer.header("x-request-id")), "{path}: {lines:?}");
    }
    let (log, guard) = Log::start();
    house.get("/api/v1/failures/conflict").send().await.problem(409, "taken");
    drop(guard);
    assert!(log.lines(Level::INFO).is_empty(), "a refusal is the caller's affair, not an operator's");
}

#[tokio::test]
async fn a_panic_before_the_handler_is_answered_too() {
    let house = House::new(|_| {}).await;
    let answer = house.get("/api/v1/notes").bearer("panic").send().await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (500, "application/problem+json"));
    assert!(!answer.text().contains("hunter2"));
    house.get("/api/v1/notes").bearer("good-1").send().await.ok(200);
}

#[tokio::test]
async fn a_value_that_cannot_be_written_is_a_problem_too() {
    let house = House::new(|_| {}).await;
    house.get("/api/v1/broken").send().await.problem(500, "internal");
}

#[tokio::test]
async fn unknown_addresses_and_methods_are_problems() {
    let house = House::new(|_| {}).await;
    house.get("/api/v1/nothing").send().await.problem(404, "not_found");
    house.get("/nothing").send().await.problem(404, "not_found");
    let answer = house.call(Method::DELETE, "/api/v1/notes").bearer("good-1").send().await;
    answer.problem(405, "method_not_allowed");
    let mut allowed: Vec<_> = answer.header("allow").split(',').map(str::trim).collect();
    allowed.sort_unstable();
    assert_eq!(allowed, ["GET", "HEAD", "POST"]);
    let invented = Method::from_bytes(b"BREW").unwrap();
    house.call(invented.clone(), "/api/v1/notes").send().await.problem(405, "method_not_allowed");
    // Metrics do not grow by what callers invent.
    assert_eq!((method_label(&invented), method_label(&Method::PATCH)), ("other", "PATCH"));
}

#[tokio::test]
async fn who_may_not_is_told_so() {
    let house = House::new(|_| {}).await;
    house.get("/api/v1/notes").send().await.problem(401, "unauthenticated");
    house.get("/api/v1/notes").bearer("bad").send().await.problem(401, "invalid_credentials");
    house.get("/api/v1/notes").bearer("weak-1").send().await.problem(403, "forbidden");
    house.get("/api/v1/notes").bearer("good-1").send().await.ok(200);
    house.get("/api/v1/me").bearer("good-1").send().await.problem(403, "forbidden");
    house.get("/api/v1/operator/notes").bearer("good-1").send().await.problem(403, "forbidden");
    house.get("/api/v1/operator/notes").bearer("operator").send().await.ok(200);
    // The scheme's name is case-insensitive (RFC 9110, section 11.1).
    house.get("/api/v1/notes").header("authorization", "bearer good-1").send().await.ok(200);
}

#[tokio::test]
async fn a_session_names_its_organization() {
    let house = House::new(|_| {}).await;
    let cookie = "tradepost_session=user-4";
    assert_eq!(
        house.get("/api/v1/notes").header("cookie", cookie).send().await.field(),
        ("Tradepost-Organization".to_owned(), "required".to_owned())
    );
    house.get("/api/v1/notes").session("user-4", house.tenants[0]).send().await.ok(200);
    let path = format!("/api/v1/notes?limit=1&organization={}", house.tenants[0]);
    house.get(&path).header("cookie", cookie).send().await.ok(200);
    assert!(house.get("/api/v1/me").header("cookie", cookie).send().await.ok(200).is_string());
    // A browser whose session ended may still ask for what everybody may have.
    house.get("/api/v1/origin").header("cookie", "tradepost_session=ended").send().await.ok(200);
    house
        .get("/api/v1/me")
        .header("cookie", "tradepost_session=ended")
        .send()
        .await
        .problem(401, "unauthenticated");
}

#[tokio::test]
async fn another_organizations_row_is_not_found() {
    House::on_both(async |house| {
        let note =
            house.post("/api/v1/notes").bearer("good-1").json(&json!({"text": "mine"})).send().await.ok(201);
        let path = format!("/api/v1/notes/{}", note["id"].as_str().unwrap());
        assert_eq!(house.get(&path).bearer("good-2").send().await.ok(200), note);
        house.get(&path).bearer("good-101").send().await.problem(404, "not_found");
        house.get("/api/v1/notes/note_not-an-id").bearer("good-1").send().await.problem(404, "not_found");
    })
    .await;
}
