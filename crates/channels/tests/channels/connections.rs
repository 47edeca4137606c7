//! Connections over HTTP.

use serde_json::{Value, json};
use testkit::Client;

use crate::house::{address, connect, on_both, order, shopify};

const CONNECTIONS: &str = "/api/v1/connections";

fn at(client: &Client, version: &Value) -> Client {
    client.clone().with_header("if-match", &format!("\"{version}\""))
}

fn path(connection: &Value) -> String {
    format!("{CONNECTIONS}/{}", connection["id"].as_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_is_made_changed_and_disconnected() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let made = connect(&ana, json!({"platform": "shopify", "secret": "hush-hush-hush"})).await;
        assert_eq!(made["secret"], Value::Null, "a secret that was brought is not shown");
        let url = format!("http://shop.example/webhooks/{}", made["id"].as_str().unwrap());
        assert_eq!(made["url"], url);
        assert_eq!(made["seen"], json!({"last_received_at": null, "last_topic": null, "last_refusal": null}));
        let listed = ana.get(CONNECTIONS).await.expect(200);
        assert_eq!(listed["data"][0]["id"], made["id"]);
        assert!(!listed.to_string().contains("hush"));

        let renamed =
            at(&ana, &made["version"]).patch(&path(&made), json!({"name": "Berlin"})).await.expect(200);
        assert_eq!((&renamed["name"], &renamed["old_secret_ends_at"]), (&json!("Berlin"), &Value::Null));
        at(&ana, &made["version"]).patch(&path(&made), json!({"name": "Hamburg"})).await.expect(412);
        let renewed = at(&ana, &renamed["version"])
            .patch(&path(&made), json!({"secret": "another-secret"}))
            .await
            .expect(200);
        assert_eq!(renewed["old_secret_ends_at"], "2026-11-22T08:00:00Z");
        let gone = at(&ana, &renewed["version"])
            .patch(&path(&made), json!({"state": "disconnected"}))
            .await
            .expect(200);
        assert_eq!(gone["state"], "disconnected");
        let active = ana.get(&format!("{CONNECTIONS}?state=active")).await.expect(200);
        assert_eq!(active["data"], json!([]));

        let told = ana.get("/api/v1/audit-entries").await.expect(200).to_string();
        for action in ["connection.created", "connection.changed", "connection.credentials_renewed"] {
            assert!(told.contains(action), "{action} is in the audit log");
        }
        assert!(!told.contains("hush") && !told.contains("another-secret"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_made_where_the_platform_has_none() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        for platform in ["prestashop", "opencart", "magento", "standard_webhooks", "amazon_event_bridge"] {
            let made = connect(&ana, json!({"platform": platform})).await;
            let secret = made["secret"].as_str().unwrap();
            assert!(secret.starts_with("whsec_") && secret.len() > 40, "{platform}");
            let again = ana.get(&path(&made)).await.expect(200);
            assert!(!again.to_string().contains(secret) && again["has_secret"] == true);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_use_or_no_key_is_refused() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let hmac = json!({"kind": "hmac", "header": "X Signature", "hash": "sha256", "encoding": "hex"});
        for (field, new) in [
            ("secret", json!({"platform": "stripe", "secret": "short"})),
            (
                "secret",
                json!({"platform": "paypal", "secret": "long-enough", "settings": {"webhook_id": "WH-1"}}),
            ),
            ("public_key", json!({"platform": "wix", "public_key": "MIIB"})),
            (
                "settings.recipients",
                json!({"platform": "shopify", "secret": "long-enough", "settings": {"recipients": ["x"]}}),
            ),
            ("settings.scheme", json!({"platform": "generic"})),
            ("settings.scheme.header", json!({"platform": "generic", "settings": {"scheme": hmac}})),
            (
                "certificate",
                json!({"platform": "wix", "public_key": "-----BEGIN X", "certificate": "-----BEGIN X"}),
            ),
            ("shop_id", json!({"platform": "magento", "shop_id": "shop_01h455vb4pex5vsknk084sn02q"})),
        ] {
            let mut body = new.clone();
            body["name"] = json!("Berlin");
            assert_eq!(ana.post(CONNECTIONS, body).await.invalid_field(), field, "{new}");
        }
        connect(&ana, json!({"platform": "magento", "name": "Berlin"})).await;
        let same = ana.post(CONNECTIONS, json!({"platform": "magento", "name": "Berlin"})).await;
        assert_eq!(same.invalid_field(), "name");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_organization_and_the_wrong_role_see_nothing() {
    on_both(|app| async move {
        let (ana, organization) = app.owner("Ana").await;
        let (eve, _) = app.owner("Eve").await;
        let made = connect(&ana, json!({"platform": "magento"})).await;
        eve.get(&path(&made)).await.expect(404);
        at(&eve, &made["version"]).patch(&path(&made), json!({"name": "Mine"})).await.expect(404);
        eve.get(&format!("{}/refusals", path(&made))).await.expect(404);
        let staff = app.member(&ana, &organization, "staff").await;
        staff.get(&path(&made)).await.expect(200);
        staff.post(CONNECTIONS, json!({"platform": "magento", "name": "Other"})).await.expect(403);
        let viewer = app.member(&ana, &organization, "viewer").await;
        viewer.get(CONNECTIONS).await.expect(403);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_platform_shows_later_is_filled_in_later() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        for (platform, missing) in [
            ("stripe", json!(["secret"])),
            ("paypal", json!(["settings.webhook_id"])),
            ("wix", json!(["public_key"])),
            ("ebay", json!(["public_key"])),
            ("amazon_sns", json!(["settings.recipients"])),
        ] {
            let made = connect(&ana, json!({"platform": platform})).await;
            assert_eq!(made["missing"], missing, "{platform}");
        }
        let made = connect(&ana, json!({"platform": "shopify"})).await;
        let refused = shopify(&app.anon(), &address(&made), "hush-hush-hush", "wh-1", &order(1)).await;
        assert_eq!(refused.status.as_u16(), 401);
        assert!(refused.text.starts_with("secret_missing: "), "{}", refused.text);
        let filled = json!({"secret": "hush-hush-hush"});
        let filled = at(&ana, &made["version"]).patch(&path(&made), filled).await.expect(200);
        assert_eq!(filled["missing"], json!([]));
        let taken = shopify(&app.anon(), &address(&made), "hush-hush-hush", "wh-1", &order(1)).await;
        assert_eq!(taken.status.as_u16(), 200);
        let token = connect(&ana, json!({"platform": "ebay", "name": "eBay too"})).await["secret"].clone();
        let is_token = |byte: u8| byte.is_ascii_alphanumeric();
        assert!(
            token.as_str().unwrap().len() == 64 && token.as_str().unwrap().bytes().all(is_token),
            "{token}"
        );
    })
    .await;
}
