//! The tax rates of a shop, and what they do to orders, drafts and edits.

use axum::http::Method;
use serde_json::{Value, json};
use testkit::{Answer, Client};

use crate::support::{Merchant, minor, on_both, path};

const ORDERS: &str = "/api/v1/orders";

fn rates_of(merchant: &Merchant) -> String {
    format!("/api/v1/shops/{}/tax-rates", merchant.shop)
}

fn rate(country: &str, tax_class: &str, rate: &str, on_shipping: bool) -> Value {
    json!({"country": country, "region": null, "tax_class": tax_class, "rate": rate, "on_shipping": on_shipping})
}

/// Sets the rates on the version that was read.
async fn set(client: &Client, version: i64, path: &str, rates: Value) -> Answer {
    let client = client.clone().with_header("if-match", &format!("\"{version}\""));
    client.send(Method::PUT, path, Some(json!({"rates": rates}))).await
}

/// The rates of Germany and Austria, by which the merchant's shop sells.
async fn taxed(merchant: &Merchant) -> Value {
    let rates = json!([
        rate("DE", "standard", "19", true),
        rate("DE", "reduced", "7", false),
        rate("AT", "standard", "20", true),
    ]);
    set(&merchant.owner, 0, &rates_of(merchant), rates).await.expect(200)
}

/// A book, which has the reduced rate.
async fn book(merchant: &Merchant) -> String {
    let price = json!({"amount_minor": 1_070, "currency": "EUR"});
    let variants = json!([{"sku": "BOOK", "tax_class": "reduced", "prices": [price]}]);
    let id = merchant.product(json!({"title": "Book", "state": "active", "variants": variants})).await;
    merchant.put(&id, 10).await;
    id
}

/// An order of these for somebody in this country, which says nothing of tax.
fn untold(merchant: &Merchant, country: &str, lines: &[&str]) -> Value {
    let lines: Vec<Value> =
        lines.iter().map(|variant| json!({"variant_id": variant, "quantity": 1})).collect();
    json!({
        "shop_id": merchant.shop,
        "lines": lines,
        "shipping": {"title": "Standard", "price_minor": 490},
        "shipping_address": {"name": "Ada", "line1": "Main street 1", "city": "Here", "country": country},
    })
}

fn told(line: &Value) -> (&str, &str) {
    (line["tax_rate"].as_str().unwrap(), line["tax_source"].as_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn rates_are_set_as_a_whole_and_nobody_overwrites_another() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let path = rates_of(&merchant);
        assert_eq!(merchant.owner.get(&path).await.expect(200), json!({"rates": [], "version": 0}));
        let untagged = merchant.owner.send(Method::PUT, &path, Some(json!({"rates": []}))).await;
        assert_eq!(untagged.invalid_field(), "If-Match");
        let first = taxed(&merchant).await;
        assert_eq!((&first["version"], &first["rates"][1]["rate"]), (&json!(1), &json!("7")));
        let read = merchant.owner.get(&path).await;
        assert_eq!(read.header("etag").unwrap(), "\"1\"");
        assert_eq!(read.expect(200), first);
        set(&merchant.owner, 0, &path, json!([])).await.expect(412);
        for (field, wrong) in [
            ("rates.0.rate", rate("DE", "standard", "101", false)),
            ("rates.0.country", rate("de", "standard", "1", false)),
            ("rates.0.tax_class", rate("DE", "none", "1", false)),
        ] {
            assert_eq!(set(&merchant.owner, 1, &path, json!([wrong])).await.invalid_field(), field);
        }
        let twice = json!([rate("DE", "standard", "19", false), rate("DE", "Standard", "7", false)]);
        assert_eq!(set(&merchant.owner, 1, &path, twice).await.invalid_field(), "rates.1.tax_class");
        let manager = app.member(&merchant.owner, &merchant.organization, "manager").await;
        manager.get(&path).await.expect(200);
        set(&manager, 1, &path, json!([])).await.expect(403);
        let entries = merchant.owner.get("/api/v1/audit-entries?action=shop.tax_rates_set").await.expect(200);
        assert_eq!(entries["data"].as_array().unwrap().len(), 1);
        assert_eq!(entries["data"][0]["after"]["rates"], first["rates"]);
        // Two shops do not share them.
        let other = json!({"name": "Südlicht", "kind": "hosted"});
        let other = merchant.owner.post("/api/v1/shops", other).await.expect(201);
        let other = format!("/api/v1/shops/{}/tax-rates", other["id"].as_str().unwrap());
        assert_eq!(merchant.owner.get(&other).await.expect(200)["rates"], json!([]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_line_has_the_rate_of_its_class_where_the_parcel_goes() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        taxed(&merchant).await;
        let (socks, book) = (merchant.variant("SOX", 1_190, 10).await, book(&merchant).await);
        let german = untold(&merchant, "DE", &[&socks, &book]);
        let quote = merchant.owner.post("/api/v1/orders/quote", german.clone()).await.expect(200);
        assert_eq!((told(&quote["lines"][0]), told(&quote["lines"][1])), (("19", "shop"), ("7", "shop")));
        assert_eq!(
            (&quote["shipping_tax_rate"], &quote["shipping_tax_source"]),
            (&json!("19"), &json!("shop"))
        );
        let place = json!({"country": "DE", "region": null, "is_known": true, "is_delivery": true});
        assert_eq!(quote["tax_place"], place);
        let order = merchant.owner.post(ORDERS, german).await.expect(201);
        assert_eq!((minor(&order["lines"][0]["tax"]), minor(&order["lines"][1]["tax"])), (190, 70));
        assert_eq!((minor(&order["tax"]), minor(&order["total"])), (190 + 70 + 78, 1_190 + 1_070 + 490));
        assert_eq!((&order["tax"], &order["total"]), (&quote["tax"], &quote["total"]));

        // Austria has a standard rate and no reduced one: that is said, and no tax is taken on it.
        let austrian = untold(&merchant, "AT", &[&socks, &book]);
        let quote = merchant.owner.post("/api/v1/orders/quote", austrian).await.expect(200);
        assert_eq!((told(&quote["lines"][0]), told(&quote["lines"][1])), (("20", "shop"), ("0", "missing")));
        let unknown = untold(&merchant, "JP", &[&socks]);
        let quote = merchant.owner.post("/api/v1/orders/quote", unknown.clone()).await.expect(200);
        assert_eq!(
            (told(&quote["lines"][0]), &quote["shipping_tax_source"]),
            (("0", "missing"), &json!("missing"))
        );
        assert_eq!((&quote["tax_place"]["is_known"], minor(&quote["tax"])), (&json!(false), 0));
        assert_eq!(minor(&merchant.owner.post(ORDERS, unknown).await.expect(201)["tax"]), 0);

        // Without an address it is sold where the shop is, and what is typed by hand wins.
        let mut counter = untold(&merchant, "DE", &[&socks, &book]);
        counter.as_object_mut().unwrap().remove("shipping_address");
        counter["lines"][0]["tax_rate"] = json!("0");
        counter["shipping"]["tax_rate"] = json!("5.5");
        let quote = merchant.owner.post("/api/v1/orders/quote", counter).await.expect(200);
        assert_eq!((told(&quote["lines"][0]), told(&quote["lines"][1])), (("0", "given"), ("7", "shop")));
        assert_eq!(
            (&quote["shipping_tax_rate"], &quote["tax_place"]["is_delivery"]),
            (&json!("5.5"), &json!(false))
        );
        assert_eq!(merchant.faults().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_taxes_what_it_adds_and_leaves_what_was_agreed_on() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let (socks, book) = (merchant.variant("SOX", 1_190, 10).await, book(&merchant).await);
        let order = merchant.owner.post(ORDERS, untold(&merchant, "DE", &[&socks])).await.expect(201);
        assert_eq!(minor(&order["tax"]), 0, "the shop has no rates yet");
        taxed(&merchant).await;
        let more = json!({"add": [{"variant_id": book, "quantity": 1}, {"title": "Engraving", "quantity": 1, "unit_price_minor": 1_190}]});
        let quote = merchant.owner.post(&path(&order, "/edits/quote"), more.clone()).await.expect(200);
        let lines: Vec<_> = quote["lines"].as_array().unwrap().iter().map(told).collect();
        assert_eq!(lines, [("0", "given"), ("7", "shop"), ("19", "shop")]);
        let edited = merchant.edit(&order, more).await.expect(200);
        assert_eq!((minor(&edited["tax"]), &edited["total"]), (70 + 190, &quote["total"]));
        assert_eq!(merchant.faults().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_follows_the_rates_until_it_is_placed() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let net = json!({"name": "Boston", "kind": "hosted", "country": "US", "prices_include_tax": false});
        let net = merchant.owner.post("/api/v1/shops", net).await.expect(201);
        let content = json!({
            "shop_id": net["id"],
            "lines": [{"title": "Lantern", "quantity": 2, "unit_price_minor": 10_000}],
            "shipping_address": {"name": "Ada", "line1": "1 Main street", "city": "New York", "region": "ny", "country": "US"},
        });
        let draft = merchant.owner.post("/api/v1/draft-orders", json!({"content": content})).await.expect(201);
        assert_eq!((minor(&draft["total"]), &draft["content"]["lines"][0]["tax_rate"]), (20_000, &Value::Null));
        let rates = json!([{"country": "US", "region": "NY", "tax_class": "standard", "rate": "8.875"}]);
        let rates_path = format!("/api/v1/shops/{}/tax-rates", net["id"].as_str().unwrap());
        set(&merchant.owner, 0, &rates_path, rates).await.expect(200);
        let path = format!("/api/v1/draft-orders/{}", draft["id"].as_str().unwrap());
        assert_eq!(minor(&merchant.owner.get(&path).await.expect(200)["total"]), 21_775);
        let placed = merchant.owner.post(&format!("{path}/place"), json!({})).await.expect(201);
        assert_eq!((minor(&placed["total"]), minor(&placed["tax"])), (21_775, 1_775));
    })
    .await;
}
