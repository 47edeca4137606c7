//! Purchase orders are changed until the supplier has them, and lines say which variant they are about.

use serde_json::{Value, json};

use crate::support::{Kind, Shop, on_both};

async fn supplier(shop: &Shop, name: &str, currency: &str) -> String {
    let body = json!({"name": name, "currency": currency});
    shop.owner.post("/api/v1/suppliers", body).await.expect(201)["id"].as_str().unwrap().to_owned()
}

/// The owner, who has read this version.
async fn patch(shop: &Shop, path: &str, version: i64, body: Value) -> testkit::Answer {
    shop.owner.clone().with_header("if-match", &format!("\"{version}\"")).patch(path, body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_changed_until_it_is_ordered() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let (berlin, oslo) = (shop.location("Berlin").await, shop.location("Oslo").await);
        let (mug, pot) = (shop.variant("MUG", Kind::default()).await, shop.variant("POT", Kind::default()).await);
        let fjell = supplier(&shop, "Fjellvev", "EUR").await;
        let lines = json!([{"variant_id": mug, "quantity": 4, "unit_cost_minor": 250}]);
        let body = json!({"supplier_id": fjell, "location_id": berlin, "extra_cost_minor": 300, "note": "Call first",
                          "expected_at": "2026-12-01T12:00:00Z", "lines": lines});
        let made = shop.owner.post("/api/v1/purchase-orders", body).await.expect(201);
        assert_eq!((&made["supplier_name"], &made["version"]), (&json!("Fjellvev"), &json!(1)));
        let path = format!("/api/v1/purchase-orders/{}", made["id"].as_str().unwrap());
        let read = shop.owner.get(&path).await;
        assert_eq!(read.header("etag"), Some("\"1\""));
        assert_eq!(shop.owner.patch(&path, json!({})).await.invalid_field(), "If-Match");
        // What is left out stays, and null clears.
        let change = json!({"location_id": oslo, "note": null, "expected_at": null});
        let changed = patch(&shop, &path, 1, change).await.expect(200);
        assert_eq!((&changed["location_id"], &changed["note"]), (&json!(oslo), &Value::Null));
        assert_eq!((&changed["expected_at"], &changed["extra_cost_minor"]), (&Value::Null, &json!(300)));
        assert_eq!((&changed["lines"], &changed["version"]), (&made["lines"], &json!(2)));
        patch(&shop, &path, 1, json!({"note": "Lost"})).await.expect(412);
        for (field, change) in [
            ("lines", json!({"lines": []})),
            ("lines.0.quantity", json!({"lines": [{"variant_id": mug, "quantity": 0, "unit_cost_minor": 1}]})),
            ("lines.0.unit_cost_minor", json!({"lines": [{"variant_id": pot, "quantity": 1}]})),
            ("extra_cost_minor", json!({"extra_cost_minor": -1})),
            ("exchange_rate_ppm", json!({"exchange_rate_ppm": 900_000})),
        ] {
            assert_eq!(patch(&shop, &path, 2, change).await.invalid_field(), field);
        }
        let lines = json!([{"variant_id": pot, "quantity": 2, "unit_cost_minor": 800},
                           {"variant_id": mug, "quantity": 6, "unit_cost_minor": 240}]);
        let changed = patch(&shop, &path, 2, json!({"lines": lines})).await.expect(200);
        let told = |order: &Value| {
            let lines = order["lines"].as_array().unwrap().iter();
            lines.map(|line| format!("{} × {}", line["quantity"], line["sku"])).collect::<Vec<_>>()
        };
        assert_eq!(told(&changed), ["2 × \"POT\"", "6 × \"MUG\""]);
        assert_eq!((shop.level(mug, oslo).await, shop.level(pot, oslo).await), ((0, 0, 0), (0, 0, 0)));
        shop.owner.post(&format!("{path}/order"), json!({})).await.expect(200);
        assert_eq!((shop.level(mug, oslo).await, shop.level(pot, oslo).await), ((0, 0, 6), (0, 0, 2)));
        patch(&shop, &path, 3, json!({"note": "Too late"})).await.expect(412);
        assert_eq!(patch(&shop, &path, 4, json!({"note": "Too late"})).await.problem(409), "wrong_state");
        let log = shop.owner.get("/api/v1/audit-entries?action=purchase_order.changed").await.expect(200);
        assert_eq!(log["data"].as_array().unwrap().len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_supplier_brings_its_own_terms_and_currency() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let berlin = shop.location("Berlin").await;
        let mug = shop.variant("MUG", Kind::default()).await;
        let (fjell, tokyo) =
            (supplier(&shop, "Fjellvev", "EUR").await, supplier(&shop, "Tokyo", "JPY").await);
        let lines = json!([{"variant_id": mug, "quantity": 4, "unit_cost_minor": 250}]);
        let body =
            json!({"supplier_id": fjell, "location_id": berlin, "extra_cost_minor": 300, "lines": lines});
        let made = shop.owner.post("/api/v1/purchase-orders", body).await.expect(201);
        let path = format!("/api/v1/purchase-orders/{}", made["id"].as_str().unwrap());
        for (field, change) in [
            ("lines", json!({"supplier_id": tokyo})),
            ("extra_cost_minor", json!({"supplier_id": tokyo, "lines": lines})),
            ("exchange_rate_ppm", json!({"supplier_id": tokyo, "lines": lines, "extra_cost_minor": 0})),
        ] {
            assert_eq!(patch(&shop, &path, 1, change).await.invalid_field(), field);
        }
        let change =
            json!({"supplier_id": tokyo, "lines": lines, "extra_cost_minor": 0, "exchange_rate_ppm": 6_200});
        let changed = patch(&shop, &path, 1, change).await.expect(200);
        assert_eq!((&changed["currency"], &changed["exchange_rate_ppm"]), (&json!("JPY"), &json!(6_200)));
        assert_eq!(changed["supplier_name"], "Tokyo");
        let tokyo_path = format!("/api/v1/suppliers/{tokyo}");
        patch(&shop, &tokyo_path, 1, json!({"state": "archived"})).await.expect(200);
        patch(&shop, &path, 2, json!({"note": "They close, but this one they deliver."})).await.expect(200);
        patch(&shop, &path, 3, json!({"supplier_id": fjell, "lines": lines})).await.expect(200);
        let back = json!({"supplier_id": tokyo, "lines": lines});
        assert_eq!(patch(&shop, &path, 4, back).await.invalid_field(), "supplier_id");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_say_which_variant_they_are_about() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let (berlin, oslo) = (shop.location("Berlin").await, shop.location("Oslo").await);
        let (mug, pot) =
            (shop.variant("MUG", Kind::default()).await, shop.variant("POT", Kind::default()).await);
        let sql = "UPDATE variants SET option1 = 'Moss', option2 = 'M' WHERE tenant_id = $1 AND id = $2";
        shop.write(async |tx| tx.query(sql).bind(mug).execute().await).await.unwrap();
        let owner = &shop.owner;
        let fjell = supplier(&shop, "Fjellvev", "EUR").await;
        let terms = json!({"unit_cost_minor": 250});
        let offer = format!("/api/v1/suppliers/{fjell}/variants/{mug}");
        let offered = owner.send("PUT".parse().unwrap(), &offer, Some(terms)).await.expect(200);
        assert_eq!(offered["variant_title"], "Moss / M");
        let goods = json!([{"variant_id": mug, "quantity": 1, "unit_cost_minor": 1},
                           {"variant_id": pot, "quantity": 1, "unit_cost_minor": 1}]);
        let body = json!({"supplier_id": fjell, "location_id": berlin, "lines": goods});
        let bought = owner.post("/api/v1/purchase-orders", body).await.expect(201);
        let goods = json!([{"variant_id": mug, "quantity": 1}, {"variant_id": pot, "quantity": 1}]);
        let body = json!({"from_location_id": berlin, "to_location_id": oslo, "lines": goods});
        let moved = owner.post("/api/v1/stock-transfers", body).await.expect(201);
        let count = owner.post("/api/v1/stock-counts", json!({"location_id": berlin})).await.expect(201);
        let path = format!("/api/v1/stock-counts/{}/lines", count["id"].as_str().unwrap());
        let found = json!({"lines": [{"variant_id": mug, "counted": 1}, {"variant_id": pot, "counted": 0}]});
        let counted = owner.post(&path, found).await.expect(200);
        for (what, answer) in [("ordered", bought), ("moved", moved), ("counted", counted)] {
            let lines = answer["lines"].as_array().unwrap();
            let title = |id: &stock::VariantId| {
                let line = lines.iter().find(|line| line["variant_id"] == json!(id)).unwrap();
                line["variant_title"].as_str().unwrap().to_owned()
            };
            assert_eq!((title(&mug), title(&pot)), ("Moss / M".to_owned(), String::new()), "{what}");
        }
        let stock = owner.get("/api/v1/stock?q=MUG").await.expect(200);
        assert_eq!(stock["data"][0]["variant_title"], "Moss / M");
    })
    .await;
}
