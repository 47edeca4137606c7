//! The application with an inbox, and platforms that send to it.

use std::future::Future;

use axum::body::Body;
use axum::http::Method;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use db::DbKind;
use ring::hmac;
use serde_json::{Value, json};
use testkit::{Answer, App, Client, Domains};

/// Runs a test with connections and an inbox on SQLite, and on PostgreSQL when a server is at hand.
pub async fn on_both<F, Fut>(test: F)
where
    F: Fn(App) -> Fut,
    Fut: Future<Output = ()>,
{
    for kind in [DbKind::Sqlite, DbKind::Postgres] {
        if let Some(app) = house(kind).await {
            let mut app = app;
            // What came is processed where a test is about that.
            app.leave_jobs();
            test(app).await;
        }
    }
}

pub async fn house(kind: DbKind) -> Option<App> {
    let domains = Domains {
        routes: catalog::routes().merge(stock::routes()).merge(orders::routes()).merge(channels::routes()),
        jobs: catalog::jobs().merge(stock::jobs()).merge(channels::jobs()),
        hooks: catalog::hooks(),
        services: Some(channels::services),
        ..Domains::default()
    };
    App::with(kind, domains).await
}

/// A new connection; one that names itself after its platform unless it is told how.
pub async fn connect(client: &Client, new: Value) -> Value {
    let mut body = new;
    if body["name"].is_null() {
        body["name"] = body["platform"].clone();
    }
    client.post("/api/v1/connections", body).await.expect(201)
}

/// Where a connection's webhooks go.
pub fn address(connection: &Value) -> String {
    format!("/webhooks/{}", connection["id"].as_str().unwrap())
}

/// What Shopify sends about an order: signed with `secret`, under an id of its own.
pub async fn shopify(anybody: &Client, to: &str, secret: &str, id: &str, body: &str) -> Answer {
    shopify_topic(anybody, to, secret, ("orders/updated", id), body).await
}

/// What Shopify sends about a topic.
pub async fn shopify_topic(
    anybody: &Client,
    to: &str,
    secret: &str,
    (topic, id): (&str, &str),
    body: &str,
) -> Answer {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let signature = STANDARD.encode(hmac::sign(&key, body.as_bytes()));
    let client = anybody.clone().with_header("x-shopify-hmac-sha256", &signature);
    let client = client.with_header("x-shopify-topic", topic).with_header("x-shopify-webhook-id", id);
    let client = client.with_header("x-shopify-shop-domain", "nordlicht.myshopify.com");
    let client = client.with_header("x-shopify-api-version", "2026-10");
    client.carry(Method::POST, to, "application/json", Body::from(body.to_owned())).await
}

/// An order as Shopify tells of one.
pub fn order(id: i64) -> String {
    json!({"id": id, "name": format!("#{id}"), "email": "jo@example.com", "updated_at": "2026-11-21T07:59:00Z",
           "total_price": "12.00", "customer": {"id": 7, "first_name": "Jo"}})
    .to_string()
}
