//! Deliveries processed: what they say is applied once, in the right order, and never over what is newer.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};
use testkit::{App, Client};

use crate::house::{address, connect, on_both, shopify_topic};

const SECRET: &str = "hush-hush-hush";

/// A merchant with a shop on Shopify.
struct House<'a> {
    app: &'a App,
    ana: Client,
    connection: Value,
    sent: AtomicUsize,
}

impl<'a> House<'a> {
    async fn new(app: &'a App) -> Self {
        let (ana, _) = app.owner("Ana").await;
        let shop = json!({"name": "Nordlicht", "kind": "connected", "platform": "shopify", "currency": "EUR",
                          "language": "en", "time_zone": "Europe/Berlin", "country": "DE", "prices_include_tax": true});
        let shop = ana.post("/api/v1/shops", shop).await.expect(201);
        let new = json!({"platform": "shopify", "secret": SECRET, "shop_id": shop["id"]});
        let connection = connect(&ana, new).await;
        Self { app, ana, connection, sent: AtomicUsize::new(0) }
    }

    /// Shopify tells of something, and it is processed.
    async fn told(&self, topic: &str, body: Value) {
        self.send(topic, body).await;
        self.app.run_jobs().await;
    }

    async fn send(&self, topic: &str, body: Value) {
        let id = format!("wh-{}", self.sent.fetch_add(1, Ordering::SeqCst));
        let to = address(&self.connection);
        let answer = shopify_topic(&self.app.anon(), &to, SECRET, (topic, &id), &body.to_string()).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text);
    }

    /// What became of the last delivery.
    async fn last(&self) -> Value {
        self.ana.get("/api/v1/inbox/deliveries?limit=1").await.expect(200)["data"][0].clone()
    }

    async fn deliveries(&self) -> Vec<Value> {
        self.ana.get("/api/v1/inbox/deliveries?limit=200").await.expect(200)["data"]
            .as_array()
            .unwrap()
            .clone()
    }

    async fn products(&self) -> Vec<Value> {
        let listed = self.ana.get("/api/v1/products").await.expect(200);
        let mut products = Vec::new();
        for line in listed["data"].as_array().unwrap() {
            let path = format!("/api/v1/products/{}", line["id"].as_str().unwrap());
            products.push(self.ana.get(&path).await.expect(200));
        }
        products
    }

    async fn orders(&self) -> Vec<Value> {
        let listed = self.ana.get("/api/v1/orders").await.expect(200);
        let mut orders = Vec::new();
        for line in listed["data"].as_array().unwrap() {
            let path = format!("/api/v1/orders/{}", line["id"].as_str().unwrap());
            orders.push(self.ana.get(&path).await.expect(200));
        }
        orders
    }

    /// What can be sold of all variants, over all locations.
    async fn available(&self) -> i64 {
        let stock = self.ana.get("/api/v1/stock").await.expect(200);
        stock["data"].as_array().unwrap().iter().map(|one| one["available"].as_i64().unwrap()).sum()
    }
}

fn product(title: &str, price: &str, updated_at: &str) -> Value {
    json!({"id": 632, "title": title, "body_html": "<p>Warm.</p>", "vendor": "Fjell", "handle": "fjell-hat",
           "status": "active", "tags": "wool, winter", "product_type": "Hats",
           "created_at": "2026-10-01T08:00:00Z", "updated_at": updated_at,
           "options": [{"name": "Size", "position": 1, "values": ["S", "M"]}],
           "variants": [
               {"id": 808, "sku": "HAT-S", "barcode": "4006381333931", "price": price, "compare_at_price": null,
                "option1": "S", "inventory_item_id": 908, "position": 1, "requires_shipping": true, "grams": 120},
               {"id": 809, "sku": "HAT-M", "barcode": null, "price": price, "compare_at_price": "39.00",
                "option1": "M", "inventory_item_id": 909, "position": 2, "requires_shipping": true, "grams": 130}],
           "images": []})
}

fn level(available: i64, updated_at: &str) -> Value {
    json!({"inventory_item_id": 908, "location_id": 655, "available": available, "updated_at": updated_at})
}

fn order(change: Value) -> Value {
    let mut order = json!({
        "id": 450, "name": "#1001", "order_number": 1001, "email": "jo@example.com", "currency": "EUR",
        "created_at": "2026-11-21T07:00:00Z", "processed_at": "2026-11-21T07:00:00Z",
        "updated_at": "2026-11-21T07:00:00Z", "cancelled_at": null, "cancel_reason": null, "test": false,
        "taxes_included": true, "total_price": "55.90", "subtotal_price": "50.00", "total_tax": "8.93",
        "total_discounts": "8.00", "total_line_items_price": "58.00",
        "financial_status": "pending", "fulfillment_status": null, "gateway": "shopify_payments",
        "customer": {"id": 7, "email": "jo@example.com", "first_name": "Jo", "last_name": "March"},
        "shipping_address": {"first_name": "Jo", "last_name": "March", "address1": "Torstraße 1", "city": "Berlin",
                             "zip": "10119", "country_code": "DE"},
        "line_items": [{"id": 466, "product_id": 632, "variant_id": 808, "sku": "HAT-S", "title": "Hat",
                        "variant_title": "S", "name": "Hat - S", "quantity": 2, "price": "29.00", "total_discount": "0.00",
                        "requires_shipping": true, "grams": 120, "taxable": true,
                        "discount_allocations": [{"amount": "8.00", "discount_application_index": 0}],
                        "tax_lines": [{"title": "MwSt", "price": "7.99", "rate": 0.19}]}],
        "shipping_lines": [{"id": 1, "title": "DHL", "price": "5.90", "discounted_price": "5.90", "code": "DHL",
                            "tax_lines": [{"title": "MwSt", "price": "0.94", "rate": 0.19}]}],
        "fulfillments": [], "refunds": []});
    let Value::Object(change) = change else { panic!("{change}") };
    for (field, value) in change {
        order[field] = value;
    }
    order
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_is_made_followed_and_never_set_back() {
    on_both(|app| async move {
        let house = House::new(&app).await;
        house.told("products/create", product("Hat", "29.00", "2026-11-20T10:00:00Z")).await;
        let last = house.last().await;
        assert_eq!((&last["state"], &last["effects"][0]["effect"]), (&json!("processed"), &json!("created")));
        let made = house.products().await;
        assert_eq!(made.len(), 1);
        let prices = |product: &Value| -> Vec<i64> {
            let variants = product["variants"].as_array().unwrap();
            variants.iter().map(|one| one["prices"][0]["amount_minor"].as_i64().unwrap()).collect()
        };
        assert_eq!((made[0]["title"].as_str(), prices(&made[0])), (Some("Hat"), vec![2_900, 2_900]));
        assert_eq!(made[0]["vendor"], "Fjell");

        house.told("products/update", product("Wool hat", "31.50", "2026-11-21T10:00:00Z")).await;
        house.told("products/update", product("Hat of old", "19.00", "2026-11-20T12:00:00Z")).await;
        assert_eq!(house.last().await["state"], "stale");
        let now = house.products().await;
        assert_eq!(now.len(), 1);
        assert_eq!((now[0]["title"].as_str(), prices(&now[0])), (Some("Wool hat"), vec![3_150, 3_150]));

        let mut fewer = product("Wool hat", "31.50", "2026-11-21T11:00:00Z");
        fewer["variants"].as_array_mut().unwrap().remove(1);
        house.told("products/update", fewer).await;
        let states = |product: &Value| -> Vec<String> {
            let variants = product["variants"].as_array().unwrap();
            variants.iter().map(|one| one["state"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(states(&house.products().await[0]), ["active", "archived"]);

        house.told("products/delete", json!({"id": 632})).await;
        assert_eq!(house.products().await[0]["state"], "archived");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stock_is_what_the_platform_says_in_whatever_order_it_comes() {
    // The order was placed at 7:00, and Shopify has counted it in the figure of 7:01.
    let orders: [[usize; 3]; 4] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [2, 1, 0]];
    for turn in orders {
        on_both(|app| async move {
            let house = House::new(&app).await;
            house.told("products/create", product("Hat", "29.00", "2026-11-20T10:00:00Z")).await;
            for which in turn {
                match which {
                    0 => house.told("inventory_levels/update", level(10, "2026-11-21T06:00:00Z")).await,
                    1 => house.told("orders/create", order(json!({}))).await,
                    _ => house.told("inventory_levels/update", level(8, "2026-11-21T07:01:00Z")).await,
                }
            }
            assert_eq!(
                house.available().await,
                8,
                "{turn:?} {:?} {}",
                house.deliveries().await,
                house.ana.get("/api/v1/stock").await.expect(200)
            );
            let order = &house.orders().await[0];
            assert_eq!(order["fulfilment_state"], "unfulfilled");
            house.told("orders/fulfilled", order_shipped("2026-11-21T07:30:00Z")).await;
            assert_eq!(house.orders().await[0]["fulfilment_state"], "fulfilled");
            assert_eq!(house.available().await, 8, "what was held has left: {turn:?}");
        })
        .await;
    }
}

fn order_shipped(updated_at: &str) -> Value {
    order(json!({"updated_at": updated_at, "financial_status": "paid", "fulfillment_status": "fulfilled",
        "fulfillments": [{"id": 255, "order_id": 450, "status": "success", "created_at": updated_at,
            "tracking_company": "DHL", "tracking_number": "00340434161094042557",
            "line_items": [{"id": 466, "quantity": 2}]}]}))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_recorded_with_its_amounts_and_followed() {
    on_both(|app| async move {
        let house = House::new(&app).await;
        house.told("products/create", product("Hat", "29.00", "2026-11-20T10:00:00Z")).await;
        house.told("orders/create", order(json!({}))).await;
        let placed = house.orders().await;
        assert_eq!(placed.len(), 1, "{:?}", house.last().await);
        let placed = &placed[0];
        assert_eq!((&placed["total"]["amount_minor"], &placed["financial_state"]), (&json!(5_590), &json!("pending")));
        assert_eq!(placed["lines"][0]["sku"], "HAT-S");
        assert!(placed["lines"][0]["variant_id"].is_string());
        assert_eq!(placed["external_name"], "#1001");

        house.told("orders/paid", order(json!({"updated_at": "2026-11-21T07:10:00Z", "financial_status": "paid"}))).await;
        assert_eq!(house.orders().await[0]["financial_state"], "paid");
        // What was sent before it was paid comes late.
        house.told("orders/updated", order(json!({"updated_at": "2026-11-21T07:05:00Z"}))).await;
        assert_eq!(house.last().await["state"], "stale");
        house.told("orders/fulfilled", order_shipped("2026-11-21T07:30:00Z")).await;
        let sent = &house.orders().await[0];
        assert_eq!((&sent["fulfilment_state"], &sent["financial_state"]), (&json!("fulfilled"), &json!("paid")), "{}", house.last().await);

        let refund = json!({"id": 509, "order_id": 450, "created_at": "2026-11-21T08:00:00Z", "note": "wrong size",
            "refund_line_items": [{"id": 1, "line_item_id": 466, "quantity": 1, "restock_type": "return",
                                   "subtotal": "25.00", "total_tax": "3.99"}],
            "transactions": [{"id": 389, "order_id": 450, "kind": "refund", "amount": "25.00", "status": "success",
                              "gateway": "shopify_payments", "currency": "EUR"}]});
        house.told("refunds/create", refund.clone()).await;
        house.told("refunds/create", refund).await;
        let refunded = &house.orders().await[0];
        assert_eq!(refunded["financial_state"], "partly_refunded", "{:?}", house.last().await);
        assert_eq!(refunded["refunded"]["amount_minor"], 2_500);

        let before = house.orders().await;
        let replayed = house.ana.post("/api/v1/inbox/replays", json!({"connection": house.connection["id"]})).await;
        assert_eq!(replayed.expect(200)["count"], json!(7));
        house.app.run_jobs().await;
        let after = house.orders().await;
        let amounts = |orders: &[Value]| -> Vec<Value> {
            let one = |order: &Value| json!([order["total"], order["captured"], order["refunded"], order["lines"]]);
            orders.iter().map(one).collect()
        };
        assert_eq!(amounts(&before), amounts(&after), "whatever is replayed is there once");
        assert_eq!(house.products().await.len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_edited_there_is_edited_here() {
    on_both(|app| async move {
        let house = House::new(&app).await;
        house.told("products/create", product("Hat", "29.00", "2026-11-20T10:00:00Z")).await;
        house.told("inventory_levels/update", level(10, "2026-11-21T06:00:00Z")).await;
        house.told("orders/create", order(json!({}))).await;
        assert_eq!(house.available().await, 8);
        let mut edited = order(json!({"updated_at": "2026-11-21T07:10:00Z", "total_price": "30.90", "subtotal_price": "25.00",
                                      "total_tax": "4.93", "total_discounts": "4.00", "total_line_items_price": "29.00"}));
        edited["line_items"][0]["quantity"] = json!(1);
        edited["line_items"][0]["discount_allocations"][0]["amount"] = json!("4.00");
        edited["line_items"][0]["tax_lines"][0]["price"] = json!("3.99");
        house.told("orders/updated", edited).await;
        let now = &house.orders().await[0];
        assert_eq!((&now["total"]["amount_minor"], &now["lines"][0]["quantity"]), (&json!(3_090), &json!(1)), "{:?}", house.last().await);
        assert_eq!(house.available().await, 9, "one is on sale again");
        let cancelled = json!({"updated_at": "2026-11-21T07:20:00Z", "cancelled_at": "2026-11-21T07:20:00Z",
                               "cancel_reason": "customer", "financial_status": "voided"});
        house.told("orders/cancelled", order(cancelled)).await;
        let now = &house.orders().await[0];
        assert_eq!((&now["state"], &now["cancel_reason"]), (&json!("cancelled"), &json!("customer")));
        assert_eq!(house.available().await, 10);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_clear_is_asked_and_goes_on_once_it_is_answered() {
    on_both(|app| async move {
        let house = House::new(&app).await;
        let own = |title: &str, sku: &str, barcode: Value| {
            json!({"title": title, "variants": [{"sku": sku, "barcode": barcode}]})
        };
        let one = house.ana.post("/api/v1/products", own("Hat", "HAT-S", Value::Null)).await.expect(201);
        house.ana.post("/api/v1/products", own("Cap", "CAP", json!("4006381333931"))).await.expect(201);
        house.told("inventory_levels/update", level(4, "2026-11-21T06:00:00Z")).await;
        assert_eq!(house.last().await["state"], "review", "nobody knows what is counted there");
        house.told("products/update", product("Hat", "29.00", "2026-11-20T10:00:00Z")).await;
        assert_eq!(house.last().await["state"], "review", "one has the SKU, another one the barcode");
        assert_eq!(house.products().await.len(), 2, "nobody guesses");
        let asked = house.ana.get("/api/v1/links?state=review").await.expect(200);
        let asked = asked["data"].as_array().unwrap().clone();
        let of = |kind: &str, id: &str| {
            asked.iter().find(|link| link["kind"] == kind && link["external_id"] == id).cloned().unwrap()
        };
        let unclear = of("variant", "808");
        assert_eq!(unclear["question"]["reason"], "sku_and_barcode_differ");
        assert_eq!(unclear["question"]["candidates"].as_array().unwrap().len(), 2);
        let variant = &one["variants"][0]["id"];
        let answer = async |link: &Value, decision: Value| {
            let path = format!("/api/v1/links/{}", link["id"].as_str().unwrap());
            let version = format!("\"{}\"", link["version"]);
            house.ana.clone().with_header("if-match", &version).send(Method::PUT, &path, Some(decision)).await
        };
        answer(&unclear, json!({})).await.expect(422);
        answer(&unclear, json!({"variant_id": variant})).await.expect(200);
        answer(&unclear, json!({"variant_id": variant})).await.expect(412);
        let asked = house.ana.get("/api/v1/links?state=review&kind=variant").await.expect(200);
        for link in asked["data"].as_array().unwrap() {
            answer(link, json!({"ignore": true})).await.expect(200);
        }
        house.app.run_jobs().await;
        let item = house.ana.get("/api/v1/links?kind=inventory_item").await.expect(200);
        let item = item["data"].as_array().unwrap().iter().find(|link| link["external_id"] == "908").cloned().unwrap();
        if item["state"] == "review" {
            answer(&item, json!({"variant_id": variant})).await.expect(200);
            house.app.run_jobs().await;
        }
        let states: Vec<_> = house.deliveries().await.iter().map(|one| one["state"].clone()).collect();
        assert_eq!(states, ["processed", "processed"]);
        assert_eq!(house.available().await, 4);
        assert_eq!(house.products().await.len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_before_its_order_waits_and_what_cannot_be_is_set_aside() {
    on_both(|app| async move {
        let house = House::new(&app).await;
        let refund = json!({"id": 509, "order_id": 450, "created_at": "2026-11-21T08:00:00Z",
            "refund_line_items": [], "transactions": [{"id": 389, "order_id": 450, "kind": "refund", "amount": "25.00",
            "status": "success", "gateway": "shopify_payments", "currency": "EUR"}]});
        house.told("refunds/create", refund).await;
        let waiting = house.last().await;
        assert_eq!((&waiting["state"], &waiting["code"]), (&json!("waiting"), &json!("order_not_here_yet")));
        house.told("orders/paid", order(json!({"financial_status": "paid"}))).await;
        assert_eq!(house.orders().await.len(), 1, "it holds nobody else up");
        house.app.advance(Duration::from_secs(60));
        house.app.run_jobs().await;
        assert_eq!(house.orders().await[0]["financial_state"], "partly_refunded");

        house.told("orders/updated", order(json!({"id": 451, "total_price": "a lot"}))).await;
        let failed = house.last().await;
        assert_eq!((&failed["state"], &failed["code"]), (&json!("failed"), &json!("unreadable")));
        assert!(failed["detail"].as_str().unwrap().contains("total_price"), "{failed}");
        house.told("orders/updated", order(json!({"id": 452, "total_price": "99.00"}))).await;
        assert_eq!(house.last().await["state"], "failed", "amounts that do not add up are no order");
        house.told("orders/updated", order(json!({"id": 453, "currency": "USD"}))).await;
        let failed = house.last().await;
        assert_eq!((&failed["state"], &failed["code"]), (&json!("failed"), &json!("currency_differs")));
        assert_eq!(house.orders().await.len(), 1);
        let dead = house.ana.get("/api/v1/inbox/deliveries?state=failed").await.expect(200);
        assert_eq!(dead["data"].as_array().unwrap().len(), 3);
        house.told("something/new", json!({"id": 1})).await;
        assert_eq!(house.last().await["state"], "ignored", "a topic that nobody knows is kept");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_without_a_shop_says_so_and_goes_on_once_it_has_one() {
    on_both(|app| async move {
        let mut house = House::new(&app).await;
        let shop = house.connection["shop_id"].clone();
        house.connection =
            connect(&house.ana, json!({"platform": "shopify", "secret": SECRET, "name": "Second"})).await;
        house.told("products/create", product("Hat", "29.00", "2026-11-20T10:00:00Z")).await;
        let failed = house.last().await;
        assert_eq!((&failed["state"], &failed["code"]), (&json!("failed"), &json!("no_shop")));
        let path = format!("/api/v1/connections/{}", house.connection["id"].as_str().unwrap());
        let client = house.ana.clone().with_header("if-match", "\"1\"");
        client.patch(&path, json!({"shop_id": shop})).await.expect(200);
        let replay = format!("/api/v1/inbox/deliveries/{}/replay", failed["id"].as_str().unwrap());
        house.ana.post(&replay, json!({})).await.expect(200);
        house.app.run_jobs().await;
        assert_eq!(house.last().await["state"], "processed");
        assert_eq!(house.products().await.len(), 1);
        let nothing = house.ana.post("/api/v1/inbox/replays", json!({})).await;
        nothing.expect(422);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_is_taken_out_disconnects_and_people_are_forgotten_with_proof() {
    on_both(|app| async move {
        let house = House::new(&app).await;
        house.told("orders/create", order(json!({}))).await;
        house
            .told(
                "customers/update",
                json!({"id": 7, "email": "jo@example.com", "first_name": "Jo", "last_name": "March",
                       "phone": "+49 30 123456", "updated_at": "2026-11-21T07:00:00Z", "tags": "vip"}),
            )
            .await;
        let customers = house.ana.get("/api/v1/customers").await.expect(200);
        assert_eq!(customers["data"].as_array().unwrap().len(), 1, "{:?}", house.last().await);
        assert_eq!(customers["data"][0]["name"], "Jo March");
        let redact = json!({"shop_id": 1, "shop_domain": "nordlicht.myshopify.com",
                            "customer": {"id": 7, "email": "jo@example.com", "phone": null}, "orders_to_redact": [450]});
        house.told("customers/redact", redact).await;
        let customers = house.ana.get("/api/v1/customers").await.expect(200).to_string();
        let orders = serde_json::to_string(&house.orders().await).unwrap();
        for word in ["jo@example.com", "March", "Torstra", "123456"] {
            assert!(!customers.contains(word) && !orders.contains(word), "{word} is forgotten: {customers} {orders}");
        }
        assert_eq!(house.orders().await[0]["total"]["amount_minor"], 5_590, "the books stay");
        let requests = house.ana.get("/api/v1/privacy-requests").await.expect(200);
        assert_eq!((&requests["data"][0]["request"], &requests["data"][0]["state"]), (&json!("forget_customer"), &json!("done")));
        let audit = house.ana.get("/api/v1/audit-entries?limit=200").await.expect(200).to_string();
        assert!(audit.contains("customer.forgotten") && audit.contains("privacy.requested"), "{audit}");
        for delivery in house.deliveries().await {
            let path = format!("/api/v1/inbox/deliveries/{}", delivery["id"].as_str().unwrap());
            let whole = house.ana.get(&path).await.expect(200).to_string();
            assert!(!whole.contains("jo@example.com"), "{whole}");
        }
        house.told("customers/data_request", json!({"shop_id": 1, "shop_domain": "nordlicht.myshopify.com",
            "customer": {"id": 8, "email": "mo@example.com"}, "orders_requested": [], "data_request": {"id": 9999}})).await;
        let open = house.ana.get("/api/v1/privacy-requests?state=open").await.expect(200);
        assert_eq!(open["data"].as_array().unwrap().len(), 1);
        let answer = format!("/api/v1/privacy-requests/{}/answer", open["data"][0]["id"].as_str().unwrap());
        house.ana.post(&answer, json!({"outcome": "Sent by mail."})).await.expect(200);
        house.ana.post(&answer, json!({"outcome": "Sent by mail."})).await.expect(409);

        house.told("app/uninstalled", json!({"id": 1, "domain": "nordlicht.myshopify.com"})).await;
        let connection = house.ana.get("/api/v1/connections").await.expect(200)["data"][0].clone();
        assert_eq!(connection["state"], "disconnected");
        let to = address(&house.connection);
        let late = shopify_topic(&app.anon(), &to, SECRET, ("orders/create", "late"), "{}").await;
        assert_eq!(late.status.as_u16(), 404, "nothing is taken in any more");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_are_kept_for_as_long_as_the_organization_says() {
    on_both(|app| async move {
        let house = House::new(&app).await;
        house.told("something/new", json!({"id": 1, "note": "keep me"})).await;
        house
            .ana
            .send(Method::PUT, "/api/v1/inbox/settings", Some(json!({"keep_days": 0})))
            .await
            .expect(422);
        house
            .ana
            .send(Method::PUT, "/api/v1/inbox/settings", Some(json!({"keep_days": 7})))
            .await
            .expect(200);
        let drop = async || {
            let job = app
                .registry()
                .prepare("channels.drop_bodies", &serde_json::value::to_raw_value(&json!({})).unwrap());
            let scope = kernel::Scope::installation("test");
            let operator = app.db().read(&scope, async |tx| {
                tx.global_query("SELECT tenant_id FROM organizations LIMIT 1").scalar().await
            });
            let tenant: kernel::TenantId = operator.await.unwrap();
            app.db().write(&scope, async |tx| job.unwrap().enqueue(tx, tenant).await).await.unwrap();
            app.run_jobs().await;
        };
        app.advance(Duration::from_secs(6 * 86_400));
        drop().await;
        assert!(house.last().await["dropped_at"].is_null());
        app.advance(Duration::from_secs(2 * 86_400));
        drop().await;
        let last = house.last().await;
        assert!(last["dropped_at"].is_string(), "{last}");
        let path = format!("/api/v1/inbox/deliveries/{}", last["id"].as_str().unwrap());
        assert_eq!(house.ana.get(&path).await.expect(200)["body"], "");
        house.ana.post(&format!("{path}/replay"), json!({})).await.expect(409);
    })
    .await;
}
