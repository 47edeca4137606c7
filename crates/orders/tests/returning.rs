//! Parcels that leave, and goods that come back.

use serde_json::{Value, json};

use crate::support::{Merchant, minor, on_both, path};

fn step(found: &Value, step: &str) -> String {
    format!("/api/v1/returns/{}/{step}", found["id"].as_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn parcels_leave_in_parts_and_arrive() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("SOX", 1_000, 10).await;
        let order = merchant.order(&[(&socks, 3)]).await;
        let shipments = path(&order, "/shipments");
        let line = order["lines"][0]["id"].clone();
        let so_many = |quantity: i64| json!({"lines": [{"line_id": line, "quantity": quantity}], "tracking_number": "JD01"});
        assert_eq!(merchant.owner.post(&shipments, so_many(4)).await.invalid_field(), "lines.0.quantity");
        let first = merchant.owner.post(&shipments, so_many(2)).await.expect(201);
        assert_eq!((&first["courier"], &first["service_type"]), (&json!("dhl"), &json!("parcel_locker")));
        assert_eq!((&first["weight_g"], &first["country"]), (&json!(500), &json!("DE")));
        assert_eq!(merchant.reload(&order).await["fulfilment_state"], "partly_fulfilled");
        assert_eq!(merchant.level(&socks).await, (8, 1));
        merchant.owner.post(&shipments, json!({"courier": "UPS"})).await.expect(201);
        assert_eq!(merchant.owner.post(&shipments, json!({})).await.problem(409), "nothing_to_ship");
        let whole = merchant.reload(&order).await;
        assert_eq!((&whole["fulfilment_state"], whole["shipments"].as_array().unwrap().len()), (&json!("fulfilled"), 2));
        let one = format!("/api/v1/shipments/{}", first["id"].as_str().unwrap());
        app.advance(std::time::Duration::from_secs(3_600));
        let early = json!({"delivered_at": "2020-01-01T00:00:00Z"});
        assert_eq!(merchant.owner.post(&format!("{one}/deliver"), early).await.invalid_field(), "delivered_at");
        let there = merchant.owner.post(&format!("{one}/deliver"), json!({})).await.expect(200);
        assert_eq!((&there["state"], &there["delivered_at"]), (&json!("delivered"), &json!("2026-11-21T09:00:00Z")));
        assert_eq!(merchant.owner.post(&format!("{one}/fail"), json!({})).await.problem(409), "delivered");
        let listed = merchant.owner.get("/api/v1/shipments?courier=ups").await.expect(200);
        assert_eq!(listed["data"].as_array().unwrap().len(), 1);
        assert!(merchant.events().await.contains(&"order.fulfilled".to_owned()));
        assert_eq!(merchant.faults().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_come_back_to_the_shelf_and_the_money_to_the_customer() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("SOX", 1_000, 10).await;
        let order = merchant.paid_order(&[(&socks, 4)]).await;
        let (returns, line) = (path(&order, "/returns"), order["lines"][0]["id"].clone());
        assert_eq!(merchant.owner.post(&returns, json!({})).await.problem(409), "nothing_to_return");
        merchant.owner.post(&path(&order, "/shipments"), json!({})).await.expect(201);
        let wish = |quantity: i64| json!({"lines": [{"line_id": line, "quantity": quantity, "reason": "too_small"}]});
        assert_eq!(merchant.owner.post(&returns, wish(5)).await.invalid_field(), "lines.0.quantity");
        let asked = merchant.owner.post(&returns, wish(3)).await.expect(201);
        assert_eq!((&asked["name"], &asked["state"]), (&json!("NB-1001-R1"), &json!("requested")));
        assert_eq!(merchant.reload(&order).await["return_state"], "requested");
        // What is on its way back already cannot be sent back once more.
        assert_eq!(merchant.owner.post(&returns, wish(2)).await.invalid_field(), "lines.0.quantity");
        assert_eq!(merchant.owner.post(&step(&asked, "inspect"), json!({})).await.problem(409), "return_moved_on");
        merchant.owner.post(&step(&asked, "approve"), json!({"tracking_number": "R1"})).await.expect(200);
        let counted = json!({"lines": [{"line_id": line, "quantity": 2}]});
        merchant.owner.post(&step(&asked, "receive"), counted).await.expect(200);
        assert_eq!(merchant.reload(&order).await["return_state"], "in_progress");
        assert_eq!(merchant.level(&socks).await, (6, 0));
        let sellable = json!({"sellable": [{"line_id": line, "quantity": 1}], "note": "One has a hole."});
        let seen = merchant.owner.post(&step(&asked, "inspect"), sellable).await.expect(200);
        assert_eq!((&seen["lines"][0]["received_quantity"], &seen["lines"][0]["restocked_quantity"]), (&json!(2), &json!(1)));
        assert_eq!(merchant.level(&socks).await, (7, 0));
        let back = json!({"lines": [{"line_id": line, "quantity": 2}], "return_id": asked["id"], "reason": "return"});
        let refund = merchant.owner.post(&path(&order, "/refunds"), back).await.expect(201);
        assert_eq!(minor(&refund["amount"]), 2_000);
        let now = merchant.reload(&order).await;
        assert_eq!((&now["return_state"], minor(&now["returns"][0]["refunded"])), (&json!("partly_returned"), 2_000));
        assert_eq!(merchant.faults().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_refund_has_put_back_is_not_received_once_more() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("SOX", 1_000, 10).await;
        let order = merchant.paid_order(&[(&socks, 2)]).await;
        merchant.owner.post(&path(&order, "/shipments"), json!({})).await.expect(201);
        let line = order["lines"][0]["id"].clone();
        let wish = json!({"lines": [{"line_id": line, "quantity": 2, "reason": "too_small"}]});
        let asked = merchant.owner.post(&path(&order, "/returns"), wish).await.expect(201);
        merchant.owner.post(&step(&asked, "approve"), json!({})).await.expect(200);
        let back = json!({"lines": [{"line_id": line, "quantity": 1}], "restock": true, "reason": "damaged"});
        merchant.owner.post(&path(&order, "/refunds"), back).await.expect(201);
        assert_eq!(merchant.level(&socks).await, (9, 0));
        let receive = step(&asked, "receive");
        assert_eq!(merchant.owner.post(&receive, json!({})).await.problem(409), "returned_already");
        let counted = json!({"lines": [{"line_id": line, "quantity": 1}]});
        merchant.owner.post(&receive, counted).await.expect(200);
        assert_eq!(merchant.faults().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn returned_goods_pay_for_those_that_are_sent_instead() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let (small, large) = (merchant.variant("S", 2_000, 5).await, merchant.variant("L", 2_500, 5).await);
        let order = merchant.paid_order(&[(&small, 2)]).await;
        merchant.owner.post(&path(&order, "/shipments"), json!({})).await.expect(201);
        let line = order["lines"][0]["id"].clone();
        let wish = json!({"lines": [{"line_id": line, "quantity": 1, "reason": "too_small"}]});
        let asked = merchant.owner.post(&path(&order, "/returns"), wish).await.expect(201);
        let instead = json!({"lines": [{"variant_id": large, "quantity": 1, "tax_rate": "19"}]});
        let linked = merchant.owner.post(&step(&asked, "exchange"), instead.clone()).await.expect(201);
        assert_eq!((&linked["exchange_of"], &linked["source"]), (&order["id"], &json!("exchange")));
        assert_eq!((minor(&linked["total"]), minor(&linked["discount"])), (500, 2_000));
        assert_eq!(merchant.level(&large).await, (5, 1));
        assert_eq!(merchant.owner.post(&step(&asked, "exchange"), instead).await.problem(409), "exchanged");
        let listed = merchant.owner.get("/api/v1/returns?state=requested").await.expect(200);
        assert_eq!(listed["data"][0]["exchange_order_id"], linked["id"]);
        merchant.owner.post(&step(&asked, "cancel"), json!({})).await.expect(200);
        assert_eq!(merchant.reload(&order).await["return_state"], "none");
        assert_eq!(merchant.faults().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_timeline_tells_what_happened_and_notes_stand_in_it() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("SOX", 1_000, 10).await;
        let order = merchant.paid_order(&[(&socks, 1)]).await;
        merchant.owner.post(&path(&order, "/notes"), json!({"note": "Gift-wrap it."})).await.expect(201);
        assert_eq!(
            merchant.owner.post(&path(&order, "/notes"), json!({"note": " "})).await.invalid_field(),
            "note"
        );
        let etag = format!("\"{}\"", merchant.reload(&order).await["version"]);
        let edit = merchant.owner.clone().with_header("if-match", &etag);
        let changed =
            edit.patch(&path(&order, ""), json!({"tags": ["Gift"], "email": null})).await.expect(200);
        assert_eq!((&changed["tags"], &changed["customer"]["email"]), (&json!(["gift"]), &Value::Null));
        edit.patch(&path(&order, ""), json!({"tags": []})).await.expect(412);
        let timeline = merchant.owner.get(&path(&order, "/timeline")).await.expect(200);
        let entries = timeline["data"].as_array().unwrap();
        let kinds: Vec<_> = entries.iter().map(|entry| entry["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["order.changed", "note", "order.paid", "payment.captured", "order.placed"]);
        assert_eq!(
            (&entries[1]["note"], &entries[1]["actor_name"]),
            (&json!("Gift-wrap it."), &json!("Ana"))
        );
    })
    .await;
}
