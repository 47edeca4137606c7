//! Shops and their settings.

use serde_json::{Value, json};

use crate::support::on_both;

const SHOPS: &str = "/api/v1/shops";

fn hosted(name: &str) -> Value {
    json!({"name": name, "kind": "hosted"})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_takes_what_is_left_out_from_the_organization() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let shop = ana.post(SHOPS, hosted(" Nordlicht Berlin ")).await.expect(201);
        assert_eq!(shop["name"], "Nordlicht Berlin");
        assert_eq!((&shop["currency"], &shop["time_zone"]), (&json!("EUR"), &json!("Europe/Berlin")));
        assert_eq!((&shop["country"], &shop["language"]), (&json!("DE"), &json!("en")));
        assert_eq!((&shop["prices_include_tax"], &shop["order_prefix"]), (&json!(true), &json!("")));
        assert_eq!((&shop["state"], &shop["platform"]), (&json!("active"), &Value::Null));
        let body = json!({"name": "Nordlicht Tokyo", "kind": "connected", "platform": "shopify", "currency": "JPY",
                          "language": "ja-JP", "time_zone": "asia/tokyo", "country": "JP",
                          "prices_include_tax": false, "order_prefix": "T-"});
        let tokyo = ana.post(SHOPS, body).await.expect(201);
        assert_eq!((&tokyo["time_zone"], &tokyo["platform"]), (&json!("Asia/Tokyo"), &json!("shopify")));
        let listed = ana.get(SHOPS).await.expect(200);
        assert_eq!(listed["data"], json!([shop, tokyo]));
        let first = ana.get(&format!("{SHOPS}?limit=1")).await.expect(200);
        let rest = ana.get(&format!("{SHOPS}?after={}", first["next"].as_str().unwrap())).await.expect(200);
        assert_eq!((&first["data"], &rest["data"]), (&json!([shop]), &json!([tokyo])));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_name_the_field() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        ana.post(SHOPS, hosted("Taken")).await.expect(201);
        for (field, value) in [
            ("name", json!("")),
            ("name", json!("Taken")),
            ("name", json!("x".repeat(101))),
            ("name", json!("a\nb")),
            ("kind", json!("rented")),
            ("platform", json!("shopify")),
            ("platform", json!("myspace")),
            ("currency", json!("eur")),
            ("language", json!("klingon!")),
            ("language", json!("und")),
            ("time_zone", json!("Mars/Olympus")),
            ("country", json!("de")),
            ("order_prefix", json!("number 1")),
            ("order_prefix", json!("12345678901")),
            ("colour", json!("red")),
        ] {
            let mut body = hosted("New");
            body[field] = value.clone();
            assert_eq!(ana.post(SHOPS, body).await.invalid_field(), field, "{value}");
        }
        let connected = json!({"name": "New", "kind": "connected"});
        assert_eq!(ana.post(SHOPS, connected).await.invalid_field(), "platform");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_do_not_overwrite_each_other_and_leave_a_trace() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let shop = ana.post(SHOPS, hosted("Nordlicht")).await.expect(201);
        let path = format!("{SHOPS}/{}", shop["id"].as_str().unwrap());
        ana.patch(&path, json!({"name": "Südlicht"})).await.expect(422);
        let first = ana.clone().with_header("if-match", "\"1\"");
        let changed = first.patch(&path, json!({"name": "Südlicht", "state": "archived"})).await.expect(200);
        assert_eq!((&changed["name"], &changed["version"]), (&json!("Südlicht"), &json!(2)));
        first.patch(&path, json!({"name": "Westlicht"})).await.expect(412);
        assert_eq!(first.patch(&path, json!({"currency": "USD"})).await.invalid_field(), "currency");
        assert_eq!(ana.get(&format!("{SHOPS}?state=active")).await.expect(200)["data"], json!([]));
        let entries = ana.get("/api/v1/audit-entries?action=shop.").await.expect(200);
        let entry = &entries["data"][0];
        assert_eq!((&entry["action"], &entry["target"]["id"]), (&json!("shop.changed"), &shop["id"]));
        assert_eq!(entry["before"], json!({"name": "Nordlicht", "state": "active"}));
        assert_eq!(entry["after"], json!({"name": "Südlicht", "state": "archived"}));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_merchant_has_shops_and_only_its_admins_change_them() {
    on_both(|app| async move {
        let (ana, organization) = app.owner("Ana").await;
        ana.post(SHOPS, hosted("Nordlicht")).await.expect(201);
        for role in ["manager", "staff", "viewer"] {
            let member = app.member(&ana, &organization, role).await;
            assert_eq!(member.get(SHOPS).await.expect(200)["data"].as_array().unwrap().len(), 1);
            member.post(SHOPS, hosted("Mine")).await.expect(403);
        }
        let tom = app.person("Tom").await;
        let body = json!({"name": "Pigeon", "kind": "courier", "currency": "EUR", "time_zone": "UTC"});
        let courier = tom.post("/api/v1/organizations", body).await.expect(201);
        let tom = tom.in_organization(courier["id"].as_str().unwrap());
        assert_eq!(tom.post(SHOPS, hosted("Mine")).await.expect(409)["code"], "not_a_merchant");
        let (other, _) = app.owner("Eve").await;
        let theirs = ana.get(SHOPS).await.expect(200)["data"][0]["id"].as_str().unwrap().to_owned();
        other.get(&format!("{SHOPS}/{theirs}")).await.expect(404);
    })
    .await;
}
