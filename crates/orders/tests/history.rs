//! The made-up history, external orders, drafts and saved views.

use std::collections::HashSet;

use db::{DbKind, Tx};
use kernel::Timestamp;
use orders::demo::{Size, Story, bulk};
use orders::order::{ExternalLine, ExternalOrder, NewShipping};
use serde_json::{Value, json};

use crate::support::{Merchant, app, minor, on_both};

#[tokio::test(flavor = "multi_thread")]
async fn a_made_up_history_is_believable_and_consistent() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        for number in 0..12 {
            merchant.variant(&format!("V{number}"), 1_900 + 500 * number, 400).await;
        }
        let time = |text: &str| text.parse::<Timestamp>().unwrap();
        let (from, to) = (time("2026-09-15T00:00:00Z"), time("2026-11-14T00:00:00Z"));
        let story = Story { size: Size::Small, seed: 7, from, to };
        let mut days = 0;
        let count = async |_: &mut Tx| {
            days += 1;
            Ok(())
        };
        let scope = merchant.scope();
        let variants =
            merchant.db.read(&scope, async |tx| orders::demo::for_sale(tx, 7).await).await.unwrap();
        orders::demo::seed(&merchant.db, &scope, story, variants, count).await.unwrap();
        assert_eq!(days, 60);
        assert_eq!(merchant.faults().await, Vec::<String>::new());
        let page = merchant.owner.get("/api/v1/orders?limit=200").await.expect(200);
        let orders = page["data"].as_array().unwrap();
        assert!((30..160).contains(&orders.len()), "{}", orders.len());
        let words = |field: &str| orders.iter().map(|order| order[field].to_string()).collect::<HashSet<_>>();
        assert!(words("financial_state").len() >= 2 && words("shipping_country").len() >= 3, "{orders:?}");
        assert!(words("courier").len() >= 3 && words("fulfilment_state").len() >= 2, "{orders:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn finished_orders_by_the_hundred_keep_every_rule() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let variant = merchant.variant("V", 1_900, 5).await.parse().unwrap();
        let wanted = bulk::Wanted {
            shop: merchant.shop.parse().unwrap(),
            orders: 1_203,
            from: "2025-05-21T00:00:00Z".parse().unwrap(),
            to: "2026-11-20T00:00:00Z".parse().unwrap(),
            seed: 3,
        };
        bulk::fill(&merchant.db, &merchant.scope(), &[variant], wanted).await.unwrap();
        assert_eq!(merchant.faults().await, Vec::<String>::new());
        let next = merchant.order(&[(&variant.to_string(), 1)]).await;
        assert_eq!(next["number"], 1_001 + 1_203);
    })
    .await;
}

fn external(shop: &str, id: &str, variant: &str) -> ExternalOrder {
    let variant: catalog::variant::VariantId = variant.parse().unwrap();
    ExternalOrder {
        shop_id: shop.parse().unwrap(),
        external_id: id.to_owned(),
        external_name: Some("#5001".to_owned()),
        currency: "EUR".parse().unwrap(),
        prices_include_tax: true,
        buyer: serde_json::from_value(json!({"email": "ada@example.com", "name": "Ada Lovelace"})).unwrap(),
        lines: vec![ExternalLine {
            external_id: Some("l1".to_owned()),
            variant_id: Some(variant),
            goods: vec![orders::order::Goods { variant_id: variant, quantity: 1 }],
            sku: Some("V".to_owned()),
            title: "Socks".to_owned(),
            variant_title: String::new(),
            quantity: 3,
            unit_price_minor: 1_000,
            discount_minor: 301,
            tax_rate: "19".parse().unwrap(),
            tax_minor: 431,
            requires_shipping: true,
            weight_g: None,
        }],
        shipping: NewShipping { title: "DHL".to_owned(), price_minor: 490, ..NewShipping::default() },
        shipping_discount_minor: 0,
        shipping_tax_minor: 78,
        total_minor: 3_000 - 301 + 490,
        shipping_address: None,
        billing_address: None,
        language: None,
        customer_note: String::new(),
        tags: vec![],
        payment: None,
        placed_at: "2026-11-20T10:00:00Z".parse().unwrap(),
        hold_stock: true,
        hold_at: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_of_a_platform_is_recorded_once_with_its_own_amounts() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("V", 900, 2).await;
        let record = async |order: ExternalOrder| {
            Box::pin(merchant.write(async |tx| orders::record_external(tx, order).await)).await
        };
        let first = record(external(&merchant.shop, "ext-1", &socks)).await.unwrap();
        let again = record(external(&merchant.shop, "ext-1", &socks)).await.unwrap();
        assert_eq!((first.id, first.total_minor, first.tax_minor), (again.id, 3_189, 509));
        // It was sold already: it is held although there are not so many.
        assert_eq!(merchant.level(&socks).await, (2, 3));
        let wrong = ExternalOrder { total_minor: 3_190, ..external(&merchant.shop, "ext-2", &socks) };
        assert_eq!(record(wrong).await.unwrap_err().fields()[0].field, "totals");
        let other =
            ExternalOrder { currency: "USD".parse().unwrap(), ..external(&merchant.shop, "ext-3", &socks) };
        assert_eq!(record(other).await.unwrap_err().code(), "currency_differs");
        let second = record(external(&merchant.shop, "ext-4", &socks)).await.unwrap();
        assert_eq!((second.number, second.customer_id), (first.number + 1, first.customer_id));
        let theirs = json!({"id": first.id});
        assert_eq!(merchant.edit(&theirs, json!({})).await.problem(409), "platform_order");
        let found = merchant.owner.get("/api/v1/orders?q=5001").await.expect(200);
        assert_eq!(found["data"].as_array().unwrap().len(), 2);
        assert_eq!(merchant.faults().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_becomes_an_order_once() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("V", 1_000, 5).await;
        let drafts = "/api/v1/draft-orders";
        let body = json!({"title": "Phone call", "content": merchant.basket(&[(&socks, 2)])});
        let draft = merchant.owner.post(drafts, body).await.expect(201);
        assert_eq!((minor(&draft["total"]), &draft["state"]), (2_490, &json!("open")));
        assert_eq!(merchant.level(&socks).await, (5, 0));
        let one = format!("{drafts}/{}", draft["id"].as_str().unwrap());
        let more = json!({"title": "Phone call", "content": merchant.basket(&[(&socks, 3)])});
        let edit = merchant.owner.clone().with_header("if-match", "\"1\"");
        let put = "PUT".parse::<axum::http::Method>().unwrap();
        let saved = edit.send(put.clone(), &one, Some(more.clone())).await.expect(200);
        assert_eq!((minor(&saved["total"]), &saved["version"]), (3_490, &json!(2)));
        edit.send(put, &one, Some(more)).await.expect(412);
        let order = merchant.owner.post(&format!("{one}/place"), json!({})).await.expect(201);
        let again = merchant.owner.post(&format!("{one}/place"), json!({})).await.expect(201);
        assert_eq!((&order["id"], &order["units"]), (&again["id"], &json!(3)));
        assert_eq!(merchant.level(&socks).await, (5, 3));
        let placed = merchant.owner.get(&one).await.expect(200);
        assert_eq!((&placed["state"], &placed["order_id"]), (&json!("placed"), &order["id"]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn saved_views_are_ones_own_or_everybodys() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let views = "/api/v1/saved-views";
        let view = |name: &str, is_shared: bool| {
            json!({"list": "orders", "name": name, "filter": {"financial_state": "paid"}, "is_shared": is_shared})
        };
        let own = merchant.owner.post(views, view("To pack", false)).await.expect(201);
        merchant.owner.post(views, view("To call", true)).await.expect(201);
        assert_eq!(merchant.owner.post(views, view("To call", true)).await.invalid_field(), "name");
        let staff = app.member(&merchant.owner, &merchant.organization, "staff").await;
        // Somebody else may use the same name for their own.
        staff.post(views, view("To pack", false)).await.expect(201);
        let names = |page: Value| -> Vec<String> {
            let list = page["data"].as_array().unwrap().iter();
            list.map(|one| format!("{} {}", one["name"].as_str().unwrap(), one["is_shared"])).collect()
        };
        assert_eq!(names(staff.get(views).await.expect(200)), ["To call true", "To pack false"]);
        let theirs = format!("{views}/{}", own["id"].as_str().unwrap());
        staff.patch(&theirs, json!({"name": "Mine"})).await.expect(404);
        staff.delete(&theirs).await.expect(404);
        merchant.owner.patch(&theirs, json!({"name": "Later"})).await.expect(200);
        merchant.owner.delete(&theirs).await.expect(204);
        let products = format!("{views}?list=products");
        assert_eq!(names(merchant.owner.get(&products).await.expect(200)), Vec::<String>::new());
        // Views of products are for those who see and change products, whatever they may do with orders.
        let drafts = json!({"list": "products", "name": "Drafts", "filter": {"state": "draft"}});
        staff.post(views, drafts.clone()).await.expect(403);
        let key = app.key(&merchant.owner, &["products.read", "products.manage"]).await;
        key.post(views, view("To pack", true)).await.expect(403);
        let kept = key.post(views, drafts).await.expect(201);
        assert_eq!(names(staff.get(&products).await.expect(200)), ["Drafts true"]);
        key.get(views).await.expect(403);
        let one = format!("{views}/{}", kept["id"].as_str().unwrap());
        staff.patch(&one, json!({"name": "Mine"})).await.expect(403);
        staff.delete(&one).await.expect(403);
        key.patch(&one, json!({"filter": {"state": "archived"}})).await.expect(200);
        key.delete(&one).await.expect(204);
    })
    .await;
}

/// How fast lists and searches are among many orders; run by hand, with the number of orders.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement, for TRADEPOST_MANY_ORDERS orders"]
async fn lists_among_many_orders() {
    let count = std::env::var("TRADEPOST_MANY_ORDERS").map_or(20_000, |text| text.parse().unwrap());
    for kind in [DbKind::Sqlite, DbKind::Postgres] {
        let Some(app) = app(kind).await else { continue };
        let merchant = Merchant::new(&app).await;
        let variant = merchant.variant("V", 1_900, 5).await.parse().unwrap();
        let wanted = bulk::Wanted {
            shop: merchant.shop.parse().unwrap(),
            orders: count,
            from: "2025-05-21T00:00:00Z".parse().unwrap(),
            to: "2026-11-20T00:00:00Z".parse().unwrap(),
            seed: 3,
        };
        let clock = tokio::time::Instant::now();
        bulk::fill(&merchant.db, &merchant.scope(), &[variant], wanted).await.unwrap();
        println!("{kind:?}: {count} orders written in {:?}", clock.elapsed());
        let one = merchant.owner.get("/api/v1/orders?limit=1").await.expect(200)["data"][0].clone();
        let customer = one["customer"]["id"].as_str().unwrap().to_owned();
        let shop = merchant.shop.clone();
        let body = json!({"name": "Nowhere", "kind": "hosted", "order_prefix": "NO-"});
        let nowhere =
            merchant.owner.post("/api/v1/shops", body).await.expect(201)["id"].as_str().unwrap().to_owned();
        for query in [
            "orders?".to_owned(),
            format!("orders?shop={shop}"),
            "orders?q=nb-5".to_owned(),
            "orders?q=garc".to_owned(),
            "orders?q=greta+garcía".to_owned(),
            format!("orders?customer={customer}"),
            "orders?fulfilment_state=unfulfilled".to_owned(),
            "orders?financial_state=refunded".to_owned(),
            "orders?return_state=requested".to_owned(),
            "orders?country=SE".to_owned(),
            "orders?from=2025-08-01T00:00:00Z&to=2025-08-02T00:00:00Z".to_owned(),
            "returns?state=inspected".to_owned(),
            format!("returns?shop={shop}"),
            format!("returns?shop={nowhere}"),
            "overview?from=2026-11-19T00:00:00Z".to_owned(),
            format!("overview?shop={shop}&from=2026-11-19T00:00:00Z"),
        ] {
            let clock = tokio::time::Instant::now();
            let page = merchant.owner.get(&format!("/api/v1/{query}")).await.expect(200);
            println!(
                "{kind:?}: {query:<60} {:>4} rows {:?}",
                page["data"].as_array().map_or(1, Vec::len),
                clock.elapsed()
            );
        }
    }
}
