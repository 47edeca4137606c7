//! Placing orders: totals, numbers, stock, and once only.

use serde_json::{Value, json};

use crate::support::{Merchant, minor, on_both, path};

const ORDERS: &str = "/api/v1/orders";

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_placed_with_everything_that_belongs_to_it() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let jacket = merchant.variant("JKT", 11_900, 5).await;
        let quote =
            merchant.owner.post("/api/v1/orders/quote", merchant.basket(&[(&jacket, 2)])).await.expect(200);
        assert_eq!((minor(&quote["total"]), minor(&quote["lines"][0]["tax"])), (24_290, 3_800));
        let order = merchant.order(&[(&jacket, 2)]).await;
        assert_eq!((&order["name"], &order["number"]), (&json!("NB-1001"), &json!(1001)));
        assert_eq!(order["customer"]["name"], "Ada Lovelace");
        assert_eq!((minor(&order["total"]), minor(&order["tax"])), (24_290, 3_800 + 78));
        assert_eq!(
            (&order["financial_state"], &order["fulfilment_state"]),
            (&json!("pending"), &json!("unfulfilled"))
        );
        assert_eq!((&order["source"], &order["return_state"]), (&json!("manual"), &json!("none")));
        let line = &order["lines"][0];
        assert_eq!((&line["sku"], &line["title"]), (&json!("JKT"), &json!("Product JKT")));
        assert_eq!(merchant.level(&jacket).await, (5, 2));
        let next = merchant.order(&[(&jacket, 1)]).await;
        assert_eq!((&next["name"], &next["customer"]["id"]), (&json!("NB-1002"), &order["customer"]["id"]));
        let customer = format!("/api/v1/customers/{}", order["customer"]["id"].as_str().unwrap());
        let customer = merchant.owner.get(&customer).await.expect(200);
        assert_eq!(customer["value"][0]["orders"], 2);
        assert_eq!(minor(&customer["value"][0]["net"]), 24_290 + 12_390);
        assert!(merchant.events().await.contains(&"order.placed".to_owned()));
        assert_eq!(merchant.faults().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_leaves_no_gap_and_holds_nothing() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let (jacket, socks) =
            (merchant.variant("JKT", 1_000, 3).await, merchant.variant("SOX", 500, 10).await);
        merchant.order(&[(&jacket, 1)]).await;
        // Two lines of the same variant never each see the whole stock.
        let twice = merchant.basket(&[(&jacket, 2), (&socks, 1), (&jacket, 1)]);
        assert_eq!(merchant.owner.post(ORDERS, twice).await.problem(409), "out_of_stock");
        let mut wrong = merchant.basket(&[(&socks, 1)]);
        wrong["payment"] = json!({"method": "card", "state": "captured", "amount_minor": 1});
        assert_eq!(merchant.owner.post(ORDERS, wrong).await.problem(409), "amount_differs");
        assert_eq!((merchant.level(&jacket).await, merchant.level(&socks).await), ((3, 1), (10, 0)));
        assert_eq!(merchant.order(&[(&socks, 1)]).await["number"], 1002);
        assert_eq!(merchant.faults().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_name_the_field() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("SOX", 500, 10).await;
        let with = |at: &str, value: Value| {
            let mut body = merchant.basket(&[(&socks, 1)]);
            *body.pointer_mut(at).unwrap() = value;
            body
        };
        let line = |line: Value| with("/lines", json!([line]));
        for (field, body) in [
            ("lines", with("/lines", json!([]))),
            ("lines.0.quantity", line(json!({"variant_id": socks, "quantity": 0}))),
            (
                "lines.0.variant_id",
                line(json!({"variant_id": "var_01h455vb4pex5vsknk084sn02q", "quantity": 1})),
            ),
            ("lines.0.title", line(json!({"quantity": 1, "unit_price_minor": 5}))),
            ("lines.0.unit_price_minor", line(json!({"title": "Engraving", "quantity": 1}))),
            (
                "lines.0.unit_price",
                line(json!({"title": "Engraving", "quantity": 1, "unit_price_minor": -5})),
            ),
            ("lines.0.tax_rate", line(json!({"variant_id": socks, "quantity": 1, "tax_rate": "101"}))),
            ("email", with("/buyer", json!({"email": "nobody"}))),
            ("buyer.customer_id", with("/buyer", json!({"customer_id": "cust_01h455vb4pex5vsknk084sn02q"}))),
            ("shipping.price", with("/shipping", json!({"price_minor": -1}))),
            ("shipping_address.city", with("/shipping_address/city", json!(" "))),
            ("shipping_address.country", with("/shipping_address/country", json!("de"))),
        ] {
            assert_eq!(merchant.owner.post(ORDERS, body.clone()).await.invalid_field(), field, "{body}");
        }
        assert_eq!(merchant.level(&socks).await, (10, 0));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_is_one_order_whoever_races_for_it() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("SOX", 500, 100).await;
        let mut body = merchant.basket(&[(&socks, 1)]);
        body["checkout_key"] = json!("cart-1");
        let racers = (0..12).map(|_| {
            let (owner, body) = (merchant.owner.clone(), body.clone());
            tokio::spawn(async move { owner.post(ORDERS, body).await.expect(201) })
        });
        let mut ids = Vec::new();
        for racer in racers.collect::<Vec<_>>() {
            ids.push(racer.await.unwrap()["id"].clone());
        }
        ids.dedup();
        assert_eq!(ids.len(), 1);
        assert_eq!(merchant.level(&socks).await, (100, 1));
        assert_eq!(merchant.faults().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_get_numbers_without_gaps_and_never_more_than_there_is() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("SOX", 500, 25).await;
        let racers = (0..40).map(|_| {
            let (owner, body) = (merchant.owner.clone(), merchant.basket(&[(&socks, 1)]));
            tokio::spawn(async move { owner.post(ORDERS, body).await.status.as_u16() })
        });
        let mut placed = 0;
        for racer in racers.collect::<Vec<_>>() {
            match racer.await.unwrap() {
                201 => placed += 1,
                status => assert_eq!(status, 409),
            }
        }
        assert_eq!((placed, merchant.level(&socks).await), (25, (25, 25)));
        assert_eq!(merchant.faults().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_holds_what_it_consists_of() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let (cup, tea) = (merchant.variant("CUP", 500, 10).await, merchant.variant("TEA", 300, 10).await);
        let price = json!({"amount_minor": 1_500, "currency": "EUR"});
        let set = json!({"title": "Tea set", "kind": "bundle", "state": "active", "variants": [{"sku": "SET", "prices": [price],
            "components": [{"variant_id": cup, "quantity": 2}, {"variant_id": tea, "quantity": 1}]}]});
        let set = merchant.product(set).await;
        let order = merchant.order(&[(&set, 3)]).await;
        assert_eq!((merchant.level(&cup).await, merchant.level(&tea).await), ((10, 6), (10, 3)));
        merchant.owner.post(&path(&order, "/shipments"), json!({})).await.expect(201);
        assert_eq!((merchant.level(&cup).await, merchant.level(&tea).await), ((4, 0), (7, 0)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_read_customers_sees_that_there_is_one_and_not_who() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("SOX", 500, 10).await;
        let order = merchant.order(&[(&socks, 1)]).await;
        let viewer = app.member(&merchant.owner, &merchant.organization, "viewer").await;
        for seen in [
            viewer.get(ORDERS).await,
            viewer.get(&path(&order, "")).await,
            viewer.get("/api/v1/orders/export").await,
        ] {
            let text = seen.text.to_lowercase();
            assert!(
                seen.status.is_success() && !text.contains("lovelace") && !text.contains("torstra"),
                "{text}"
            );
            assert!(!text.contains("ada@") && text.contains("a. l."), "{text}");
        }
        let found = |answer: testkit::Answer| answer.expect(200)["data"].as_array().unwrap().len();
        assert_eq!(found(viewer.get(&format!("{ORDERS}?q=lovelace")).await), 0);
        assert_eq!(found(viewer.get(&format!("{ORDERS}?q=1001")).await), 1);
        assert_eq!(found(merchant.owner.get(&format!("{ORDERS}?q=lovelace")).await), 1);
        let events = viewer.get("/api/v1/events").await.text.to_lowercase();
        assert!(!events.contains("lovelace") && !events.contains("ada@"), "{events}");
        viewer.post(ORDERS, merchant.basket(&[(&socks, 1)])).await.expect(403);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_found_by_what_is_known_of_them() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("SOX", 500, 10).await;
        let first = merchant.paid_order(&[(&socks, 1)]).await;
        app.advance(std::time::Duration::from_secs(60));
        let mut other = merchant.basket(&[(&socks, 2)]);
        other["buyer"] = json!({"email": "bert@example.org", "name": "Bert Brecht"});
        other["shipping_address"]["country"] = json!("FR");
        other["tags"] = json!(["Gift"]);
        let second = merchant.owner.post(ORDERS, other).await.expect(201);
        merchant.owner.post(&path(&first, "/shipments"), json!({})).await.expect(201);
        let (one, two) = (first["id"].as_str().unwrap(), second["id"].as_str().unwrap());
        let customer = first["customer"]["id"].as_str().unwrap();
        for (query, found) in [
            (String::new(), vec![two, one]),
            (format!("shop={}", merchant.shop), vec![two, one]),
            ("q=nb-1001".to_owned(), vec![one]),
            ("q=%231002".to_owned(), vec![two]),
            ("q=brecht".to_owned(), vec![two]),
            ("q=ada@ex".to_owned(), vec![one]),
            ("financial_state=paid".to_owned(), vec![one]),
            ("financial_state=pending".to_owned(), vec![two]),
            ("fulfilment_state=fulfilled".to_owned(), vec![one]),
            ("fulfilment_state=unfulfilled&country=FR".to_owned(), vec![two]),
            ("return_state=requested".to_owned(), vec![]),
            ("tag=gift".to_owned(), vec![two]),
            ("country=DE".to_owned(), vec![one]),
            (format!("customer={customer}"), vec![one]),
            ("state=cancelled".to_owned(), vec![]),
            ("from=2026-11-21T08:00:30Z".to_owned(), vec![two]),
            ("to=2026-11-21T08:00:30Z".to_owned(), vec![one]),
            ("limit=1".to_owned(), vec![two]),
        ] {
            let page = merchant.owner.get(&format!("{ORDERS}?{query}")).await.expect(200);
            let ids: Vec<_> =
                page["data"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
            assert_eq!(ids, found, "{query}");
        }
        let csv = merchant.owner.get("/api/v1/orders/export?q=brecht").await.text;
        assert_eq!(csv.lines().count(), 2);
        assert!(csv.contains("NB-1002") && csv.contains("Bert Brecht") && csv.contains("10.00"), "{csv}");
    })
    .await;
}
