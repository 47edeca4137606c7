//! Webhooks taken in, shown, and refused.

use std::time::Duration;

use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};

use crate::house::{address, connect, on_both, order, shopify};

const SECRET: &str = "hush-hush-hush";
const DELIVERIES: &str = "/api/v1/inbox/deliveries";

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_there_as_it_came_once_it_got_its_200() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let made = connect(&ana, json!({"platform": "shopify", "secret": SECRET})).await;
        // Spaces and order of fields are part of what was signed.
        let body = "{ \"id\":820,  \"email\":\"jo@example.com\", \"updated_at\":\"2026-11-21T07:59:00Z\" }\n";
        let answer = shopify(&app.anon(), &address(&made), SECRET, "wh-1", body).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, ""));
        let listed = ana.get(DELIVERIES).await.expect(200);
        let line = &listed["data"][0];
        assert_eq!(line["topic"], "orders/updated");
        assert_eq!((&line["entity_kind"], &line["entity_id"]), (&json!("order"), &json!("820")));
        assert_eq!((&line["received_at"], &line["repeats"]), (&json!("2026-11-21T08:00:00Z"), &json!(0)));
        let path = format!("{DELIVERIES}/{}", line["id"].as_str().unwrap());
        let whole = ana.get(&path).await.expect(200);
        assert_eq!((&whole["body_form"], &whole["body"]), (&json!("text"), &json!(body)));
        let header = |name: &str| {
            whole["headers"].as_array().unwrap().iter().find(|header| header["name"] == name).cloned()
        };
        assert_eq!(header("x-shopify-webhook-id").unwrap()["value"], "wh-1");
        let seen = ana.get("/api/v1/connections").await.expect(200)["data"][0]["seen"].clone();
        assert_eq!(seen["last_topic"], "orders/updated");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_twice_is_there_once_also_at_the_same_time() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let made = connect(&ana, json!({"platform": "shopify", "secret": SECRET})).await;
        let (to, body, anybody) = (address(&made), order(1), app.anon());
        let sends = (0..40).map(|number| {
            let (anybody, to, body) = (anybody.clone(), to.clone(), body.clone());
            let id = format!("wh-{}", number % 4);
            tokio::spawn(async move { shopify(&anybody, &to, SECRET, &id, &body).await.status.as_u16() })
        });
        for send in sends.collect::<Vec<_>>() {
            assert_eq!(send.await.unwrap(), 200);
        }
        let listed = ana.get(DELIVERIES).await.expect(200);
        let rows = listed["data"].as_array().unwrap();
        assert_eq!(rows.len(), 4);
        assert!(rows.iter().all(|row| row["repeats"] == 9), "{listed}");
        assert!(
            rows.windows(2).all(|pair| pair[0]["id"].as_str() > pair[1]["id"].as_str()),
            "the newest first"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_believed_is_refused_and_says_why() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let made = connect(&ana, json!({"platform": "shopify", "secret": SECRET})).await;
        let to = address(&made);
        let wrong = shopify(&app.anon(), &to, "another-secret", "wh-1", &order(1)).await;
        assert_eq!(wrong.status.as_u16(), 401);
        let unsigned = app.anon().post(&to, json!({"id": 1})).await;
        assert_eq!(unsigned.status.as_u16(), 401);
        assert_eq!(ana.get(DELIVERIES).await.expect(200)["data"], json!([]));
        let path = format!("/api/v1/connections/{}/refusals", made["id"].as_str().unwrap());
        let refusals = ana.get(&path).await.expect(200);
        assert_eq!(refusals["data"][0]["code"], "missing_header");
        assert_eq!(refusals["data"][1]["code"], "wrong_signature");
        assert_eq!(refusals["data"][1]["topic"], "orders/updated");
        assert!(!refusals.to_string().contains(SECRET));
        for number in 0..120 {
            shopify(&app.anon(), &to, "another-secret", &format!("wh-{number}"), &order(1)).await;
        }
        let refusals = ana.get(&path).await.expect(200);
        assert_eq!(refusals["data"].as_array().unwrap().len(), 50, "the last ones are kept");
        let right = shopify(&app.anon(), &to, SECRET, "wh-1", &order(1)).await;
        assert_eq!(right.status.as_u16(), 200, "refusals shut nobody out");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_secret_is_right_for_a_day_and_a_change_counts_at_once() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let made = connect(&ana, json!({"platform": "shopify", "secret": SECRET})).await;
        let (to, id) = (address(&made), made["id"].as_str().unwrap());
        let send = async |secret: &str, id: &str| {
            shopify(&app.anon(), &to, secret, id, &order(1)).await.status.as_u16()
        };
        assert_eq!(send(SECRET, "wh-1").await, 200);
        let change = async |version: i64, change: Value| {
            let ana = ana.clone().with_header("if-match", &format!("\"{version}\""));
            ana.patch(&format!("/api/v1/connections/{id}"), change).await.expect(200)
        };
        change(1, json!({"secret": "another-secret"})).await;
        assert_eq!((send("another-secret", "wh-2").await, send(SECRET, "wh-3").await), (200, 200));
        app.advance(Duration::from_secs(24 * 3_600));
        assert_eq!((send("another-secret", "wh-4").await, send(SECRET, "wh-5").await), (200, 401));
        change(2, json!({"state": "disconnected"})).await;
        assert_eq!(send("another-secret", "wh-6").await, 404);
        change(3, json!({"state": "active"})).await;
        assert_eq!(send("another-secret", "wh-7").await, 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_are_too_long_addresses_that_do_not_exist_and_floods_are_turned_away() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let made = connect(&ana, json!({"platform": "shopify", "secret": SECRET})).await;
        let long = "x".repeat((5 << 20) + 1);
        let refused = shopify(&app.anon(), &address(&made), SECRET, "wh-1", &long).await;
        assert_eq!(refused.problem(413), "body_too_large");
        let stranger = app.anon().from_ip("203.0.113.9");
        let nowhere = "/webhooks/conn_01h455vb4pex5vsknk084sn02q";
        for _ in 0..100 {
            stranger.post(nowhere, json!({})).await.expect(404);
        }
        stranger.post(nowhere, json!({})).await.expect(429);
        let known = shopify(&stranger, &address(&made), SECRET, "wh-2", &order(1)).await;
        assert_eq!(known.status.as_u16(), 200, "whoever is known is not shut out with them");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_are_no_text_and_words_that_databases_do_not_take_are_kept() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let scheme = json!({"kind": "api_key", "header": "X-Key"});
        let made =
            connect(&ana, json!({"platform": "generic", "secret": SECRET, "settings": {"scheme": scheme}}))
                .await;
        let sender =
            app.anon().with_header("x-key", SECRET).with_header("authorization", "Basic am86c2VjcmV0");
        let bytes: &[u8] = b"\xff\x00\xfe{";
        let taken =
            sender.carry(Method::POST, &address(&made), "application/octet-stream", Body::from(bytes)).await;
        assert_eq!(taken.status.as_u16(), 200);
        let strange = json!({"id": "a\u{0}b", "type": "x".repeat(300), "data": {"id": "\u{0}"}}).to_string();
        let taken = sender
            .carry(Method::POST, &address(&made), "application/json", Body::from(strange.clone()))
            .await;
        assert_eq!(taken.status.as_u16(), 200);
        let listed = ana.get(DELIVERIES).await.expect(200);
        let bodies = async |place: usize| {
            let id = listed["data"][place]["id"].as_str().unwrap();
            ana.get(&format!("{DELIVERIES}/{id}")).await.expect(200)
        };
        let (second, first) = (bodies(0).await, bodies(1).await);
        assert_eq!((&first["body_form"], &first["body"]), (&json!("base64"), &json!("/wD+ew==")));
        assert_eq!(second["body"], strange);
        let headers = first["headers"].to_string();
        assert!(!headers.contains(SECRET) && !headers.contains("am86c2VjcmV0"), "credentials are not kept");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_see_customers_sees_none_here_either() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let made = connect(&ana, json!({"platform": "shopify", "secret": SECRET})).await;
        shopify(&app.anon(), &address(&made), SECRET, "wh-1", &order(820)).await.expect(200);
        shopify(&app.anon(), &address(&made), SECRET, "wh-2", &order(820)).await.expect(200);
        let key = app.key(&ana, &["channels.read"]).await;
        let listed = key.get(&format!("{DELIVERIES}?entity_kind=order&entity_id=820")).await.expect(200);
        assert_eq!(listed["data"].as_array().unwrap().len(), 2);
        let path = format!("{DELIVERIES}/{}", listed["data"][0]["id"].as_str().unwrap());
        let masked = key.get(&path).await.expect(200);
        assert_eq!(masked["body_form"], "masked");
        let body: Value = serde_json::from_str(masked["body"].as_str().unwrap()).unwrap();
        assert_eq!(
            (&body["id"], &body["total_price"], &body["email"]),
            (&json!(820), &json!("12.00"), &json!("•••"))
        );
        assert_eq!(masked["previous_id"], listed["data"][1]["id"]);
        let whole = ana.get(&path).await.expect(200);
        assert!(whole["body"].as_str().unwrap().contains("jo@example.com"));
        let (eve, _) = app.owner("Eve").await;
        eve.get(&path).await.expect(404);
        assert_eq!(eve.get(DELIVERIES).await.expect(200)["data"], json!([]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_we_lack_is_our_fault_and_is_seen() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let made = connect(&ana, json!({"platform": "ebay"})).await;
        // {"alg":"ecdsa","kid":"k1","signature":"MEUC","digest":"SHA1"}
        let signature =
            "eyJhbGciOiJlY2RzYSIsImtpZCI6ImsxIiwic2lnbmF0dXJlIjoiTUVVQyIsImRpZ2VzdCI6IlNIQTEifQ==";
        let ebay = app.anon().with_header("x-ebay-signature", signature);
        let answer = ebay.post(&address(&made), json!({"metadata": {"topic": "ITEM_SOLD"}})).await;
        assert_eq!(answer.problem(503), "signature_key_unavailable");
        let path = format!("/api/v1/connections/{}/refusals", made["id"].as_str().unwrap());
        let refusals = ana.get(&path).await.expect(200);
        assert_eq!(refusals["data"][0]["code"], "signature_key_unavailable");
        assert_eq!(refusals["data"][0]["topic"], "ITEM_SOLD");
    })
    .await;
}
