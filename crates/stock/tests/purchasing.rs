//! Suppliers, purchase orders, what goods cost, and what they are worth.

use serde_json::{Value, json};
use testkit::{Answer, Client};

use crate::support::{Kind, Shop, on_both};

async fn supplier(owner: &Client, name: &str, currency: &str) -> String {
    let body =
        json!({"name": name, "currency": currency, "lead_time_days": 14, "email": "Sales@Example.com"});
    owner.post("/api/v1/suppliers", body).await.expect(201)["id"].as_str().unwrap().to_owned()
}

async fn offer(owner: &Client, supplier: &str, variant: impl std::fmt::Display, terms: Value) -> Answer {
    let path = format!("/api/v1/suppliers/{supplier}/variants/{variant}");
    owner.send("PUT".parse().unwrap(), &path, Some(terms)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_come_in_parts_and_carry_their_cost_into_the_average() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let berlin = shop.location("Berlin").await;
        let (mug, pot) = (shop.variant("MUG", Kind::default()).await, shop.variant("POT", Kind::default()).await);
        let fjell = supplier(&shop.owner, "Fjellvev", "EUR").await;
        let terms = json!({"supplier_sku": "FV-1", "pack_size": 6, "minimum_quantity": 12, "unit_cost_minor": 500});
        offer(&shop.owner, &fjell, mug, terms).await.expect(200);
        let orders = "/api/v1/purchase-orders";
        let body = |lines: Value| json!({"supplier_id": fjell, "location_id": berlin, "extra_cost_minor": 700, "lines": lines});
        for (field, lines) in [
            ("lines", json!([])),
            ("lines.0.quantity", json!([{"variant_id": mug, "quantity": 13}])),
            ("lines.0.quantity", json!([{"variant_id": mug, "quantity": 6}])),
            ("lines.0.quantity", json!([{"variant_id": mug, "quantity": -12}])),
            ("lines.0.unit_cost_minor", json!([{"variant_id": pot, "quantity": 1}])),
            ("lines.1.variant_id", json!([{"variant_id": mug, "quantity": 12}, {"variant_id": mug, "quantity": 12}])),
        ] {
            assert_eq!(shop.owner.post(orders, body(lines)).await.invalid_field(), field);
        }
        // 12 × 5.00 and 10 × 8.00, with 7.00 of freight: 3.00 on the mugs, 4.00 on the pots.
        let lines = json!([{"variant_id": mug, "quantity": 12}, {"variant_id": pot, "quantity": 10, "unit_cost_minor": 800}]);
        let made = shop.owner.post(orders, body(lines)).await.expect(201);
        assert_eq!(made["expected_at"], "2026-12-05T08:00:00Z");
        assert_eq!(made["lines"][0]["supplier_sku"], "FV-1");
        let path = format!("{orders}/{}", made["id"].as_str().unwrap());
        let receive = async |lines: Value, more: bool| {
            shop.owner.post(&format!("{path}/receive"), json!({"lines": lines, "accept_more": more})).await
        };
        assert_eq!(receive(json!([{"variant_id": mug, "quantity": 1}]), false).await.problem(409), "wrong_state");
        shop.owner.post(&format!("{path}/order"), json!({})).await.expect(200);
        assert_eq!((shop.level(mug, berlin).await, shop.level(pot, berlin).await), ((0, 0, 12), (0, 0, 10)));
        let part = receive(json!([{"variant_id": mug, "quantity": 6}]), false).await.expect(200);
        assert_eq!((&part["state"], &part["lines"][0]["received"]), (&json!("partly_received"), &json!(6)));
        assert_eq!(shop.level(mug, berlin).await, (6, 0, 6));
        let value = async |query: &str| shop.owner.get(&format!("/api/v1/stock/valuation{query}")).await.expect(200);
        // 6 × 5.25
        assert_eq!(value("").await["value"], json!({"amount_minor": 3150, "currency": "EUR"}));
        let many = json!([{"variant_id": mug, "quantity": 8}, {"variant_id": pot, "quantity": 10}]);
        assert_eq!(receive(many.clone(), false).await.invalid_field(), "lines.0.quantity");
        let all = receive(many, true).await.expect(200);
        assert_eq!(all["state"], "received");
        assert_eq!((shop.level(mug, berlin).await, shop.level(pot, berlin).await), ((14, 0, 0), (10, 0, 0)));
        // 14 × 5.25 and 10 × 8.40
        let worth = value("").await;
        assert_eq!((&worth["value"]["amount_minor"], &worth["without_cost"]), (&json!(15_750), &json!(0)));
        let before = app.now();
        app.advance(std::time::Duration::from_secs(3600));
        // A second order of mugs at 7.35: (14 × 5.25 + 6 × 7.35) / 20 = 5.88
        let lines = json!([{"variant_id": mug, "quantity": 12, "unit_cost_minor": 735}]);
        let second = json!({"supplier_id": fjell, "location_id": berlin, "lines": lines});
        let second = shop.owner.post(orders, second).await.expect(201);
        assert_eq!(second["number"], 2);
        let path = format!("{orders}/{}", second["id"].as_str().unwrap());
        shop.owner.post(&format!("{path}/order"), json!({})).await.expect(200);
        let six = json!({"lines": [{"variant_id": mug, "quantity": 6}]});
        shop.owner.post(&format!("{path}/receive"), six).await.expect(200);
        assert_eq!(value("").await["value"]["amount_minor"], 20 * 588 + 8_400);
        shop.owner.post(&format!("{path}/cancel"), json!({})).await.expect(200);
        assert_eq!(shop.level(mug, berlin).await, (20, 0, 0));
        assert_eq!(value(&format!("?at={before}")).await["value"]["amount_minor"], 15_750);
        let csv = shop.owner.get("/api/v1/stock/valuation/export").await;
        assert!(csv.text.contains("MUG,Product MUG,20,5.880000,117.60,EUR\n"), "{}", csv.text);
        assert_eq!(shop.differences().await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_currency_needs_a_rate() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let berlin = shop.location("Berlin").await;
        let mug = shop.variant("MUG", Kind::default()).await;
        let tokyo = supplier(&shop.owner, "Tokyo Ceramics", "JPY").await;
        let lines = json!([{"variant_id": mug, "quantity": 10, "unit_cost_minor": 1000}]);
        let mut body = json!({"supplier_id": tokyo, "location_id": berlin, "lines": lines});
        assert_eq!(
            shop.owner.post("/api/v1/purchase-orders", body.clone()).await.invalid_field(),
            "exchange_rate_ppm"
        );
        body["exchange_rate_ppm"] = json!(6_200);
        let made = shop.owner.post("/api/v1/purchase-orders", body.clone()).await.expect(201);
        let path = format!("/api/v1/purchase-orders/{}", made["id"].as_str().unwrap());
        shop.owner.post(&format!("{path}/order"), json!({})).await.expect(200);
        let goods = json!({"lines": [{"variant_id": mug, "quantity": 10}]});
        shop.owner.post(&format!("{path}/receive"), goods).await.expect(200);
        let worth = shop.owner.get(&format!("/api/v1/stock/valuation?location={berlin}")).await.expect(200);
        assert_eq!(worth["locations"][0]["value"], json!({"amount_minor": 6_200, "currency": "EUR"}));
        let euro = supplier(&shop.owner, "Fjellvev", "EUR").await;
        body["supplier_id"] = json!(euro);
        assert_eq!(
            shop.owner.post("/api/v1/purchase-orders", body).await.invalid_field(),
            "exchange_rate_ppm"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn suppliers_have_terms_and_a_history() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let mug = shop.variant("MUG", Kind::default()).await;
        let fjell = supplier(&shop.owner, "Fjellvev", "EUR").await;
        let path = format!("/api/v1/suppliers/{fjell}");
        for (field, terms) in [
            ("pack_size", json!({"unit_cost_minor": 1, "pack_size": 0})),
            ("minimum_quantity", json!({"unit_cost_minor": 1, "minimum_quantity": -1})),
            ("unit_cost_minor", json!({"unit_cost_minor": -1})),
            ("lead_time_days", json!({"unit_cost_minor": 1, "lead_time_days": 731})),
            ("unit_cost_minor", json!({})),
        ] {
            assert_eq!(offer(&shop.owner, &fjell, mug, terms).await.invalid_field(), field);
        }
        let terms = json!({"unit_cost_minor": 250, "pack_size": 4});
        assert_eq!(offer(&shop.owner, &fjell, mug, terms).await.expect(200)["minimum_quantity"], 4);
        let offers = shop.owner.get(&format!("{path}/variants")).await.expect(200);
        assert_eq!(
            (&offers["data"][0]["sku"], &offers["data"][0]["unit_cost_minor"]),
            (&json!("MUG"), &json!(250))
        );
        shop.owner.delete(&format!("{path}/variants/{mug}")).await.expect(204);
        assert_eq!(shop.owner.get(&format!("{path}/variants")).await.expect(200)["data"], json!([]));
        let first = shop.owner.clone().with_header("if-match", "\"1\"");
        assert_eq!(first.patch(&path, json!({"email": "nobody"})).await.invalid_field(), "email");
        let changed = first.patch(&path, json!({"email": null, "state": "archived"})).await.expect(200);
        assert_eq!((&changed["email"], &changed["version"]), (&Value::Null, &json!(2)));
        first.patch(&path, json!({"name": "Lost"})).await.expect(412);
        let body = json!({"name": "Fjellvev"});
        assert_eq!(shop.owner.post("/api/v1/suppliers", body).await.invalid_field(), "name");
        let berlin = shop.location("Berlin").await;
        let lines = json!([{"variant_id": mug, "quantity": 1, "unit_cost_minor": 1}]);
        let body = json!({"supplier_id": fjell, "location_id": berlin, "lines": lines});
        assert_eq!(shop.owner.post("/api/v1/purchase-orders", body).await.invalid_field(), "supplier_id");
        let found = shop.owner.get("/api/v1/suppliers?q=fjell&state=archived").await.expect(200);
        assert_eq!(found["data"].as_array().unwrap().len(), 1);
    })
    .await;
}
