//! Bodies and parameters: whatever is wrong with them, the answer says where.

use serde_json::{Value, json};

use super::client::Answer;
use super::house::House;

async fn post(house: &House, body: &Value) -> Answer {
    house.post("/api/v1/notes").bearer("good-1").json(body).send().await
}

#[tokio::test]
async fn errors_name_the_field_by_its_dotted_path() {
    let house = House::new(|_| {}).await;
    let line = json!({"sku": "A-1", "quantity": 2});
    for (body, field, code) in [
        (json!({}), "text", "required"),
        (json!({"text": "a", "colour": 1}), "colour", "unknown"),
        (json!({"text": 5}), "text", "invalid"),
        (json!({"text": null}), "text", "invalid"),
        (json!({"text": "a", "then": "dance"}), "then", "invalid"),
        (json!({"text": "a", "lines": {}}), "lines", "invalid"),
        (json!({"text": "a", "lines": [{"sku": "A-1", "quantity": "two"}]}), "lines.0.quantity", "invalid"),
        (
            json!({"text": "a", "lines": [line, {"sku": "A-1", "quantity": -1}]}),
            "lines.1.quantity",
            "invalid",
        ),
        (json!({"text": "a", "lines": [line, {"sku": "A-1"}]}), "lines.1.quantity", "required"),
        (
            json!({"text": "a", "lines": [{"sku": "A-1", "quantity": 1, "size": 9}]}),
            "lines.0.size",
            "unknown",
        ),
        (json!([]), "body", "invalid"),
        (json!("text"), "body", "invalid"),
        (json!(null), "body", "invalid"),
    ] {
        let answer = post(&house, &body).await;
        assert_eq!(answer.field(), (field.to_owned(), code.to_owned()), "{body}: {}", answer.text());
    }
    assert_eq!(house.notes(house.tenants[0]).await, 0);
    post(&house, &json!({"text": "a", "lines": [line]})).await.ok(201);
}

#[tokio::test]
async fn a_message_says_what_was_expected() {
    let house = House::new(|_| {}).await;
    let problem = post(&house, &json!({"text": 5})).await.problem(422, "invalid");
    assert_eq!(problem["fields"][0]["message"], "invalid type: integer `5`, expected a string");
    assert_eq!(problem["detail"], problem["fields"][0]["message"]);
}

#[tokio::test]
async fn what_is_not_json_is_malformed() {
    let house = House::new(|_| {}).await;
    for body in ["", "{", "{\"text\": \"a\"} trailing", "{\"text\": \"a\"}{}", "{'text': 'a'}", "text=a"] {
        let call = house.post("/api/v1/notes").bearer("good-1").header("content-type", "application/json");
        call.body(body.to_owned()).send().await.problem(400, "malformed_json");
    }
    let call = house.post("/api/v1/notes").bearer("good-1").header("content-type", "application/json");
    call.body(&b"{\"text\": \"\xff\"}"[..]).send().await.problem(400, "malformed_json");
}

#[tokio::test]
async fn deep_nesting_does_not_overflow_the_stack() {
    let house = House::new(|_| {}).await;
    let deep = |field: &str| {
        format!("{{\"name\": \"a\", \"{field}\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000))
    };
    let call = house.call(axum::http::Method::PATCH, "/api/v1/organization").bearer("good-1");
    let call = call.header("if-match", "\"1\"").header("content-type", "application/json");
    call.clone().body(deep("name")).send().await.problem(422, "invalid");
    // A field that takes any JSON takes it only so deep; one that nobody asked for is skipped without recursion.
    call.clone().body(deep("extra")).send().await.problem(400, "malformed_json");
    call.body(deep("unknown")).send().await.ok(200);
}

#[tokio::test]
async fn only_json_is_taken() {
    let house = House::new(|_| {}).await;
    let body = json!({"text": "a"}).to_string();
    for content_type in
        ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "", "application"]
    {
        let call = house.post("/api/v1/notes").bearer("good-1").header("content-type", content_type);
        call.body(body.clone()).send().await.problem(415, "unsupported_media_type");
    }
    let call = house.post("/api/v1/notes").bearer("good-1");
    call.body(body.clone()).send().await.problem(415, "unsupported_media_type");
    for content_type in ["application/json", "application/json; charset=utf-8", "Application/JSON"] {
        let call = house.post("/api/v1/notes").bearer("good-1").header("content-type", content_type);
        call.body(body.clone()).send().await.ok(201);
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let house = House::new(|options| options.web.max_body_bytes = 1_000).await;
    post(&house, &json!({"text": "a".repeat(900)})).await.ok(201);
    let large = json!({"text": "a".repeat(1_000)});
    post(&house, &large).await.problem(413, "body_too_large");
    let call = house.post("/api/v1/notes").bearer("good-1").idempotency_key("large");
    call.json(&large).send().await.problem(413, "body_too_large");
    assert_eq!(house.notes(house.tenants[0]).await, 1);
}

#[tokio::test]
async fn a_wrong_parameter_is_named() {
    let house = House::new(|_| {}).await;
    for (query, field, code) in [
        ("count=many", "count", "invalid"),
        ("count=-1", "count", "invalid"),
        ("", "count", "required"),
        ("word=a", "count", "required"),
        ("count=1&colour=red", "colour", "unknown"),
    ] {
        let answer = house.get(&format!("/api/v1/words?{query}")).send().await;
        assert_eq!(answer.field(), (field.to_owned(), code.to_owned()), "{query}: {}", answer.text());
    }
    let page = house.get("/api/v1/words?count=1&word=caf%C3%A9+noir").send().await.ok(200);
    assert_eq!(page, json!({"data": [{"word": "café noir"}], "next": null}));
}
