//! Products as files that the import reads back.

use std::fmt::Write;

use axum::http::Method;
use serde_json::{Value, json};
use testkit::{App, Client};

use crate::support::on_both;

const EXPORT: &str = "/api/v1/products/export";

/// A catalogue with all that a file can tell.
async fn fill(client: &Client) {
    let camping = client.post("/api/v1/categories", json!({"name": "Camping > outdoors"})).await.expect(201);
    let tents = json!({"name": "Tents | big", "parent_id": camping["id"]});
    let tents = client.post("/api/v1/categories", tents).await.expect(201);
    let price = |amount: i64, currency: &str| json!({"amount_minor": amount, "currency": currency});
    let tent = json!({
        "title": "=HYPERLINK(\"x\")", "slug": "tent", "state": "active", "vendor": "-Nordlicht",
        "description": "<p>Dry,\n\"really\".</p>", "tags": ["a, b", "c\\d", "plain"],
        "attributes": [{"name": "Width: x", "value": "2|3"}, {"name": "Season", "value": "summer"}],
        "category_ids": [tents["id"], camping["id"]], "options": [{"name": "Size"}, {"name": "Colour"}],
        "seo_title": "'=quoted", "seo_description": "+49 30",
        "variants": [
            {"options": ["2", "Green"], "sku": "T-2", "barcode": "0004006381333931", "weight_g": 1200,
             "prices": [{"amount_minor": 19_900, "currency": "EUR", "compare_at_minor": 24_900}, price(21_000, "USD"),
                        price(30_000, "JPY")],
             "unit_cost": price(7_050, "USD"), "length_mm": 400, "width_mm": 200, "height_mm": 100},
            {"options": ["4", "Green"], "sku": "@T-4", "prices": [price(5, "EUR")], "requires_shipping": false,
             "tax_class": "reduced", "track_stock": false, "backorder": "allow"},
        ],
    });
    let tent = client.post("/api/v1/products", tent).await.expect(201);
    let plain = json!({"title": "Mug", "slug": "mug", "variants": [{"sku": "M-1"}]});
    client.post("/api/v1/products", plain).await.expect(201);
    let part = json!({"variant_id": tent["variants"][0]["id"], "quantity": 2});
    let set = json!({"title": "Set", "slug": "set", "kind": "bundle", "state": "archived",
                     "variants": [{"sku": "SET", "prices": [price(30_000, "EUR")], "components": [part]}]});
    client.post("/api/v1/products", set).await.expect(201);
    let second = format!("/api/v1/variants/{}", tent["variants"][1]["id"].as_str().unwrap());
    let tag = client.get(&second).await;
    let tag = tag.headers["etag"].to_str().unwrap().to_owned();
    client
        .clone()
        .with_header("if-match", &tag)
        .patch(&second, json!({"state": "archived"}))
        .await
        .expect(200);
}

/// The rows of the export in an order that says nothing.
async fn export(client: &Client, query: &str) -> Vec<String> {
    let answer = client.get(&format!("{EXPORT}{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(answer.text.as_bytes());
    let mut rows: Vec<String> = reader.records().map(|row| format!("{:?}", row.unwrap())).collect();
    rows[1..].sort();
    rows
}

async fn import(app: &App, client: &Client, file: Vec<u8>, how: Value) -> Value {
    let path = "/api/v1/product-imports?file_name=products";
    let made = client.upload(Method::POST, path, file).await.expect(201);
    let path = format!("/api/v1/product-imports/{}", made["id"].as_str().unwrap());
    client.post(&format!("{path}/start"), how).await.expect(200);
    app.run_jobs().await;
    let done = client.get(&path).await.expect(200);
    assert_eq!(done["failed"], 0, "{}", client.get(&format!("{path}/failures")).await.text);
    done
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_exported_is_imported_as_it_was() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        fill(&ana).await;
        let before = export(&ana, "").await;
        assert_eq!(before.len(), 1 + 4);
        for query in ["?format=csv", "?format=xlsx"] {
            let file = ana.get(&format!("{EXPORT}{query}")).await.bytes.to_vec();
            // Somebody who has none of it has all of it then.
            let (eve, _) = app.owner("Eve").await;
            let made = import(&app, &eve, file.clone(), json!({})).await;
            assert_eq!((&made["dialect"], &made["created"]), (&json!("tradepost"), &json!(3)));
            assert_eq!(export(&eve, "").await, before, "{query}");
            // And whoever has it has nothing else afterwards.
            let updated = import(&app, &ana, file, json!({"on_existing": "update"})).await;
            assert_eq!(updated["updated"], 3);
            assert_eq!(export(&ana, "").await, before, "{query}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn exports_run_nothing_and_have_the_columns_and_products_that_were_asked_for() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        fill(&ana).await;
        let answer = ana.get(&format!("{EXPORT}?state=active&columns=sku,vendor,price_jpy")).await;
        assert_eq!(answer.headers["content-disposition"], "attachment; filename=\"products.csv\"");
        let lines: Vec<&str> = answer.text.lines().collect();
        assert_eq!(
            lines,
            [
                "slug,title,vendor,sku,price_jpy",
                "tent,\"'=HYPERLINK(\"\"x\"\")\",'-Nordlicht,T-2,30000",
                "tent,,,'@T-4,",
            ]
        );
        let answer = ana.get(&format!("{EXPORT}?columns=slug,cost")).await;
        assert_eq!(answer.invalid_field(), "columns");
        let answer = ana.get(&format!("{EXPORT}?format=ods")).await;
        assert_eq!(answer.status, 422, "{}", answer.text);
        let (eve, _) = app.owner("Eve").await;
        assert_eq!(export(&eve, "").await.len(), 1);
        app.anon().get(EXPORT).await.expect(401);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_goes_on_behind_every_page() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let mut file = "slug,title,sku,price\n".to_owned();
        for number in 0..1_100 {
            writeln!(file, "thing-{number},Thing {number},SKU-{number},1.00").unwrap();
        }
        import(&app, &ana, file.into_bytes(), json!({})).await;
        let rows = export(&ana, "?columns=sku").await;
        let different: std::collections::BTreeSet<_> = rows.iter().collect();
        assert_eq!((rows.len(), different.len()), (1_101, 1_101));
    })
    .await;
}
