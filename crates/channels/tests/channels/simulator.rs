//! Deliveries that no platform sent are what a platform's are: our own verifier believes them, and they say something.

use channels::simulator::{Good, Occasion, World, simulate, topics};
use channels::{
    Credentials, Delivery, HmacScheme, Keys, Platform, Scheme, SignatureEncoding, SignatureHash,
    SignedContent, identify, normalize, verify,
};
use serde_json::json;

use crate::house::{connect, on_both};
use crate::support::{secret, time};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";
const URL: &str = "https://shop.example/webhooks/1";

fn world(currency: &str) -> World {
    let good = |sku: &str, price: &str| Good {
        sku: sku.to_owned(),
        barcode: None,
        title: "Lamp".to_owned(),
        price: price.parse().unwrap(),
    };
    let goods =
        if currency == "JPY" { vec![good("A", "1980")] } else { vec![good("A", "19.99"), good("B", "7.05")] };
    World { currency: currency.parse().unwrap(), goods }
}

/// Makes it, believes it, and reads it; its body.
fn believed(
    platform: Platform,
    topic: &'static str,
    currency: &str,
    seed: u64,
    scheme: Option<Scheme>,
) -> Vec<u8> {
    let credentials = Credentials { secrets: vec![secret(SECRET)], scheme, ..Credentials::default() };
    let at = time("2026-11-21T08:00:00Z");
    let occasion = Occasion { url: URL, at, seed };
    let made = simulate(platform, topic, &world(currency), &credentials, occasion).unwrap();
    let delivery = Delivery { headers: &made.headers, body: &made.body, url: Some(URL), received_at: at };
    assert_eq!(verify(platform, &delivery, &credentials, &Keys::new()), Ok(()), "{platform:?} {topic}");
    let identity = identify(platform, &delivery);
    assert_eq!(identity.topic.as_deref(), Some(topic), "{platform:?}");
    let normalized =
        normalize(platform, &delivery).unwrap_or_else(|error| panic!("{platform:?} {topic}: {error}"));
    assert!(!normalized.changes.is_empty(), "{platform:?} {topic} says nothing");
    assert_eq!(normalized.coverage.unmapped, [""; 0], "{platform:?} {topic}");
    for change in &normalized.changes {
        if let channels::change::Change::Order(order) = change
            && let Some(total) = order.total
        {
            assert_eq!(order.charged(), total, "{platform:?} {topic} {currency} {seed}");
        }
    }
    made.body
}

#[test]
fn every_topic_of_every_platform_is_believed_and_says_something() {
    let mut played = 0;
    for platform in Platform::ALL {
        // A generic source says itself how it proves who it is.
        let scheme = (platform == Platform::Generic).then_some(Scheme::StandardWebhooks);
        for topic in topics(platform) {
            for seed in 0..40 {
                believed(platform, topic, "EUR", seed, scheme.clone());
            }
            believed(platform, topic, "JPY", 7, scheme.clone());
            played += 1;
        }
    }
    assert!(played >= 20, "{played}");
}

#[test]
fn the_same_seed_says_the_same_and_another_something_else() {
    let body = |seed| believed(Platform::Shopify, "orders/create", "EUR", seed, None);
    assert_eq!(body(1), body(1));
    assert_ne!(body(1), body(2));
}

#[test]
fn a_generic_source_proves_itself_by_its_scheme() {
    let hmac = |encoding, signed| {
        Scheme::Hmac(HmacScheme {
            header: "x-signature".to_owned(),
            hash: SignatureHash::Sha512,
            encoding,
            prefix: "sha512=".to_owned(),
            signed,
        })
    };
    for scheme in [
        hmac(SignatureEncoding::Hex, SignedContent::Body),
        hmac(SignatureEncoding::Base64, SignedContent::UrlAndBody),
        Scheme::Basic { username: "jo".to_owned() },
        Scheme::ApiKey { header: "authorization".to_owned(), prefix: "Bearer ".to_owned() },
        Scheme::StandardWebhooks,
    ] {
        believed(Platform::Generic, "stock.changed", "EUR", 1, Some(scheme));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_is_taken_in_as_any_other_delivery() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let scheme = json!({"kind": "hmac", "header": "X-Signature", "hash": "sha256", "encoding": "hex"});
        for new in [
            json!({"platform": "shopify", "secret": SECRET}),
            json!({"platform": "woocommerce", "secret": SECRET}),
            json!({"platform": "stripe", "secret": SECRET}),
            json!({"platform": "amazon_event_bridge"}),
            json!({"platform": "standard_webhooks"}),
            json!({"platform": "generic", "secret": SECRET, "settings": {"scheme": scheme}}),
        ] {
            let made = connect(&ana, new).await;
            let id = made["id"].as_str().unwrap();
            let path = format!("/api/v1/connections/{id}/test");
            let known = ana.get(&path).await.expect(200);
            for topic in known["topics"].as_array().unwrap() {
                let sent = ana.post(&path, json!({"topic": topic})).await.expect(200);
                assert_eq!((&sent["topic"], &sent["status"]), (topic, &json!(200)), "{sent}");
            }
            ana.post(&path, json!({})).await.expect(200);
            let came = ana.get(&format!("/api/v1/inbox/deliveries?connection={id}")).await.expect(200);
            assert_eq!(came["data"].as_array().unwrap().len(), known["topics"].as_array().unwrap().len() + 1);
            let says = |one: &serde_json::Value| one["purpose"] == "test" && one["state"] == "ignored";
            assert!(came["data"].as_array().unwrap().iter().all(says), "nothing follows from a test: {came}");
            assert_eq!(ana.post(&path, json!({"topic": "x"})).await.invalid_field(), "topic");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_played_is_said_and_strangers_send_nothing() {
    on_both(|app| async move {
        let (ana, organization) = app.owner("Ana").await;
        let path =
            |made: &serde_json::Value| format!("/api/v1/connections/{}/test", made["id"].as_str().unwrap());
        let wix = connect(&ana, json!({"platform": "wix"})).await;
        assert_eq!(ana.get(&path(&wix)).await.expect(200)["topics"], json!([]));
        assert_eq!(ana.post(&path(&wix), json!({})).await.problem(409), "not_simulated");
        let bare = connect(&ana, json!({"platform": "shopify"})).await;
        assert_eq!(ana.post(&path(&bare), json!({})).await.problem(409), "secret_missing");
        let (eve, _) = app.owner("Eve").await;
        eve.post(&path(&wix), json!({})).await.expect(404);
        eve.get(&path(&wix)).await.expect(404);
        let staff = app.member(&ana, &organization, "staff").await;
        staff.get(&path(&bare)).await.expect(200);
        staff.post(&path(&bare), json!({})).await.expect(403);
    })
    .await;
}
