//! What a price list holds: read with the base price beside it, set, and taken away.

use serde_json::{Value, json};
use testkit::Client;

use crate::support::on_both;

const LISTS: &str = "/api/v1/price-lists";

async fn product(owner: &Client, title: &str, prices: &[(&str, i64)]) -> Value {
    let sizes: Vec<&str> = prices.iter().map(|(size, _)| *size).collect();
    let variant = |(size, price): &(&str, i64)| {
        json!({"options": [size], "sku": format!("{title}-{size}"),
               "prices": [{"amount_minor": price, "currency": "EUR"}]})
    };
    let variants: Vec<Value> = prices.iter().map(variant).collect();
    let options = json!([{"name": "Size", "values": sizes}]);
    let body = json!({"title": title, "state": "active", "options": options, "variants": variants});
    owner.post("/api/v1/products", body).await.expect(201)
}

/// A list in euros, and the path of its prices.
async fn wholesale(owner: &Client) -> (String, String) {
    let made = owner.post(LISTS, json!({"name": "Wholesale", "currency": "EUR"})).await.expect(201);
    let id = made["id"].as_str().unwrap().to_owned();
    let path = format!("{LISTS}/{id}/prices");
    (id, path)
}

/// Title, SKU, price and base price of each row.
fn rows(page: &Value) -> Vec<(String, Option<i64>, Option<i64>)> {
    let minor = |money: &Value| money["amount_minor"].as_i64();
    let row = |row: &Value| {
        let name = format!("{} {}", row["title"].as_str().unwrap(), row["variant_title"].as_str().unwrap());
        (name, minor(&row["price"]), minor(&row["base_price"]))
    };
    page["data"].as_array().unwrap().iter().map(row).collect()
}

fn expected(rows: &[(&str, Option<i64>, Option<i64>)]) -> Vec<(String, Option<i64>, Option<i64>)> {
    rows.iter().map(|(name, price, base)| ((*name).to_owned(), *price, *base)).collect()
}

async fn set(owner: &Client, list: &str, variant: &Value, price: Value) -> Value {
    let mut price = price;
    price["price_list_id"] = json!(list);
    price["currency"] = json!("EUR");
    let change =
        json!({"variant_id": variant["id"], "version": variant["version"], "change": {"prices": [price]}});
    owner.post("/api/v1/variants/bulk", json!({"changes": [change]})).await.expect(200)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_shows_every_variant_with_the_base_price_beside_it() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let jacket = product(&ana, "Jacket", &[("M", 12_900), ("L", 13_900)]).await;
        let (list, path) = wholesale(&ana).await;
        product(&ana, "Lantern", &[("One", 4_000)]).await;
        set(&ana, &list, &jacket["variants"][1], json!({"amount_minor": 9_900, "compare_at_minor": 12_000}))
            .await;
        let all = ana.get(&path).await.expect(200);
        assert_eq!(
            rows(&all),
            expected(&[
                ("Jacket M", None, Some(12_900)),
                ("Jacket L", Some(9_900), Some(13_900)),
                ("Lantern One", None, Some(4_000)),
            ])
        );
        assert_eq!(
            (&all["data"][1]["compare_at"]["amount_minor"], &all["data"][1]["sku"]),
            (&json!(12_000), &json!("Jacket-L"))
        );
        let priced = ana.get(&format!("{path}?priced=true")).await.expect(200);
        assert_eq!(rows(&priced), expected(&[("Jacket L", Some(9_900), Some(13_900))]));
        let found = ana.get(&format!("{path}?q=lantrn")).await.expect(200);
        assert_eq!(rows(&found), expected(&[("Lantern One", None, Some(4_000))]), "a slip is forgiven");
        let by_sku = ana.get(&format!("{path}?q=jacket-l&priced=true")).await.expect(200);
        assert_eq!(rows(&by_sku).len(), 1);
        assert_eq!(ana.get(&format!("{path}?q=zzzz")).await.expect(200)["data"], json!([]));
        let first = ana.get(&format!("{path}?limit=2")).await.expect(200);
        let rest = ana.get(&format!("{path}?after={}", first["next"].as_str().unwrap())).await.expect(200);
        assert_eq!((rows(&first).len(), rows(&rest).len(), &rest["next"]), (2, 1, &Value::Null));
        // By the base list itself both are the same.
        let lists = ana.get(LISTS).await.expect(200);
        let base = format!("{LISTS}/{}/prices?priced=true", lists["data"][0]["id"].as_str().unwrap());
        assert_eq!(
            rows(&ana.get(&base).await.expect(200))[0],
            ("Jacket M".to_owned(), Some(12_900), Some(12_900))
        );
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_is_taken_away_and_its_variant_has_changed() {
    on_both(|app| async move {
        let (ana, organization) = app.owner("Ana").await;
        let jacket = product(&ana, "Jacket", &[("M", 12_900)]).await;
        let (list, path) = wholesale(&ana).await;
        let variant = jacket["variants"][0].clone();
        set(&ana, &list, &variant, json!({"amount_minor": 9_900})).await;
        let of = format!("/api/v1/variants/{}", variant["id"].as_str().unwrap());
        let before = ana.get(&of).await.expect(200);
        assert_eq!(before["prices"].as_array().unwrap().len(), 2);
        let price = format!("{path}/{}", variant["id"].as_str().unwrap());
        let viewer = app.member(&ana, &organization, "viewer").await;
        viewer.get(&path).await.expect(200);
        viewer.delete(&price).await.expect(403);
        ana.delete(&price).await.expect(204);
        let after = ana.get(&of).await.expect(200);
        assert_eq!(after["prices"], json!([before["prices"][0]]));
        assert_eq!(after["version"], json!(before["version"].as_i64().unwrap() + 1));
        let entry =
            ana.get("/api/v1/audit-entries?action=variant.changed").await.expect(200)["data"][0].clone();
        assert_eq!((&entry["target"]["id"], &entry["after"]["prices"]), (&variant["id"], &after["prices"]));
        // Once more changes nothing.
        ana.delete(&price).await.expect(204);
        assert_eq!(ana.get(&of).await.expect(200)["version"], after["version"]);
        ana.delete(&format!("{path}/var_01h455vb4pex5vsknk084sn02q")).await.expect(404);
        let (eve, _) = app.owner("Eve").await;
        eve.get(&path).await.expect(404);
        eve.delete(&price).await.expect(404);
        app.run_jobs().await;
    })
    .await;
}
