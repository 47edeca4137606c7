//! Cross-site request forgery: cookies travel with forged requests, so what another site sends is refused.

use serde_json::json;

use super::house::House;

/// The answer's status to a POST with a session cookie and these headers.
async fn post(house: &House, headers: &[(&'static str, &str)]) -> u16 {
    let call = house.post("/api/v1/notes").session("user-1", house.tenants[0]).json(&json!({"text": "a"}));
    let call = headers.iter().fold(call, |call, (name, value)| call.header(name, value));
    let answer = call.send().await;
    if answer.status == 403 {
        answer.problem(403, "cross_site_request");
    }
    answer.status.as_u16()
}

#[tokio::test]
async fn sec_fetch_site_decides_first() {
    let house = House::new(|_| {}).await;
    for (site, status) in [
        ("same-origin", 201),
        ("none", 201),
        ("cross-site", 403),
        ("same-site", 403),
        ("Same-Origin", 403),
        ("", 403),
    ] {
        assert_eq!(post(&house, &[("sec-fetch-site", site)]).await, status, "{site}");
        let own = [("sec-fetch-site", site), ("origin", "http://shop.test")];
        assert_eq!(post(&house, &own).await, status, "{site}: an Origin does not overrule it");
    }
}

#[tokio::test]
async fn origin_decides_where_sec_fetch_site_is_missing() {
    let house = House::new(|options| options.web.public_url = "https://shop.example/".to_owned()).await;
    let post = async |origin: &str| {
        let call = house.post("/api/v1/notes").json(&json!({"text": "a"})).header("origin", origin);
        let call = call.header("cookie", "__Host-tradepost_session=user-1");
        call.header("tradepost-organization", &house.tenants[0].to_string()).send().await.status.as_u16()
    };
    // The public address, and the very host that the request was sent to.
    assert_eq!(post("https://shop.example").await, 201);
    assert_eq!(post("http://shop.test").await, 201);
    for origin in [
        "https://evil.example",
        "https://shop.example.evil.example",
        "https://shop.test:8443",
        "http://shop.example",
        "null",
        "",
        "shop.test",
    ] {
        assert_eq!(post(origin).await, 403, "{origin}");
    }
}

#[tokio::test]
async fn programs_without_a_browser_are_not_checked() {
    let house = House::new(|_| {}).await;
    assert_eq!(post(&house, &[]).await, 201);
    let call = house.post("/api/v1/notes").bearer("good-1").json(&json!({"text": "a"}));
    let call = call.header("sec-fetch-site", "cross-site").header("origin", "https://evil.example");
    call.send().await.ok(201);
}

#[tokio::test]
async fn reading_is_not_checked_but_every_change_is() {
    let house = House::new(|_| {}).await;
    let call = house.get("/api/v1/notes").session("user-1", house.tenants[0]);
    call.header("sec-fetch-site", "cross-site").send().await.ok(200);
    for method in ["POST", "PUT", "PATCH", "DELETE"] {
        let call = house.call(method.parse().unwrap(), "/api/v1/organization");
        call.header("sec-fetch-site", "cross-site").send().await.problem(403, "cross_site_request");
    }
    // Signing somebody in as the attacker is forgery as well, and needs no cookie.
    let call = house.post("/api/v1/notes").header("sec-fetch-site", "cross-site");
    call.send().await.problem(403, "cross_site_request");
}

#[tokio::test]
async fn the_host_of_an_http2_request_counts_too() {
    let house = House::new(|options| options.web.public_url = "https://shop.example".to_owned()).await;
    for (origin, status) in [("http://shop.test", 201), ("http://evil.example", 403)] {
        let call = house.post("/api/v1/notes").json(&json!({"text": "a"})).header("origin", origin);
        let call = call.header("cookie", "__Host-tradepost_session=user-1");
        let call = call.header("tradepost-organization", &house.tenants[0].to_string());
        assert_eq!(call.send_http2().await.status, status, "{origin}");
    }
}
