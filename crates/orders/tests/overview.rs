//! The figures of the home page are those of the lists that they lead to.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{Merchant, on_both, path};

/// How many orders, how much of which currency, and what waits.
async fn overview(client: &testkit::Client, query: &str) -> Value {
    client.get(&format!("/api/v1/overview?{query}")).await.expect(200)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_counts_what_the_day_brought_and_what_waits() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let (socks, hats) =
            (merchant.variant("SOX", 1_000, 3).await, merchant.variant("HAT", 2_000, 0).await);
        let owner = &merchant.owner;
        let yesterday = merchant.paid_order(&[(&socks, 1)]).await;
        app.advance(Duration::from_secs(3 * 60 * 60));
        let from = format!("from={}", app.now());
        let empty = overview(owner, &from).await;
        assert_eq!((&empty["orders"], &empty["sales"]), (&json!(0), &json!([])));
        assert_eq!(overview(owner, "").await["orders"], 1);
        merchant.order(&[(&socks, 2)]).await;
        let gift = json!([{"title": "Gift box", "quantity": 1, "unit_price_minor": 500}]);
        let mistaken = json!({"shop_id": merchant.shop, "lines": gift.clone()});
        let cancelled = owner.post("/api/v1/orders", mistaken).await.expect(201);
        let dollars = json!({"name": "Overseas", "kind": "hosted", "currency": "USD", "order_prefix": "OS-"});
        let overseas =
            owner.post("/api/v1/shops", dollars).await.expect(201)["id"].as_str().unwrap().to_owned();
        for _ in 0..2 {
            let order = json!({"shop_id": overseas, "lines": gift.clone()});
            owner.post("/api/v1/orders", order).await.expect(201);
        }
        owner.post(&path(&cancelled, "/cancel"), json!({"reason": "mistake"})).await.expect(200);
        let all = overview(owner, &from).await;
        // The currency of most orders goes first; what was called off is no sale.
        let sales =
            json!([{"amount_minor": 1_000, "currency": "USD"}, {"amount_minor": 2_490, "currency": "EUR"}]);
        assert_eq!((&all["orders"], &all["sales"]), (&json!(3), &sales));
        assert_eq!((&all["unfulfilled"], &all["sold_out"]), (&json!(4), &json!(2)));
        let one = overview(owner, &format!("{from}&shop={overseas}")).await;
        assert_eq!(
            (&one["orders"], &one["unfulfilled"], &one["sold_out"]),
            (&json!(2), &json!(2), &json!(0))
        );
        let out = owner.get("/api/v1/stock?state=out&for_sale=true").await.expect(200);
        assert_eq!(out["data"].as_array().unwrap().len(), 2);
        // What is no longer for sale is not sold out.
        let hat = hats.parse::<stock::VariantId>().unwrap();
        let sql = "UPDATE variants SET state = 'archived' WHERE tenant_id = $1 AND id = $2";
        merchant.write(async |tx| tx.query(sql).bind(hat).execute().await).await.unwrap();
        assert_eq!(overview(owner, &from).await["sold_out"], 1);
        // Something comes back.
        owner.post(&path(&yesterday, "/shipments"), json!({})).await.expect(201);
        let asked = owner.post(&path(&yesterday, "/returns"), json!({})).await.expect(201);
        let waits = |seen: &Value| {
            (
                seen["unfulfilled"].clone(),
                seen["returns_requested"].clone(),
                seen["returns_in_progress"].clone(),
            )
        };
        assert_eq!(waits(&overview(owner, "").await), (json!(3), json!(1), json!(0)));
        assert_eq!(
            waits(&overview(owner, &format!("shop={overseas}")).await),
            (json!(2), json!(0), json!(0))
        );
        for (shop, count) in [(&merchant.shop, 1), (&overseas, 0)] {
            for query in [format!("shop={shop}"), format!("shop={shop}&state=requested")] {
                let found = owner.get(&format!("/api/v1/returns?{query}")).await.expect(200);
                assert_eq!(found["data"].as_array().unwrap().len(), count, "{query}");
            }
        }
        let received = format!("/api/v1/returns/{}/receive", asked["id"].as_str().unwrap());
        owner.post(&received, json!({})).await.expect(200);
        assert_eq!(waits(&overview(owner, "").await), (json!(3), json!(0), json!(1)));
        // Who may not read stock is not told of it.
        let key = app.key(owner, &["orders.read"]).await;
        assert_eq!(overview(&key, "").await["sold_out"], Value::Null);
        app.key(owner, &["stock.read"]).await.get("/api/v1/overview").await.expect(403);
    })
    .await;
}
