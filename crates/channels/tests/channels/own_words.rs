//! Bodies in our own words: what the inbox shows of a change can be sent, and is read as that change again.

use channels::change::{
    Address, Buyer, Cancellation, Change, Customer, Image, Item, Line, Listing, Order, Payment, PaymentState,
    Product, Refund, RefundLine, Shipment, ShipmentLine, ShippingLine, Stock, StockFigure, Variant,
    VariantUpdate,
};
use channels::{Delivery, EntityKind, EntityRef, Headers, Normalized, Platform, Unreadable, normalize};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::support::time;

fn read_on(platform: Platform, body: &[u8]) -> Result<Normalized, Unreadable> {
    let headers = Headers::new();
    let delivery = Delivery { headers: &headers, body, url: None, received_at: time("2026-11-21T08:00:00Z") };
    normalize(platform, &delivery)
}

fn read(data: &Value) -> Result<Normalized, Unreadable> {
    let body = json!({"type": "something.changed", "timestamp": "2026-11-21T08:00:00Z", "data": data});
    read_on(Platform::StandardWebhooks, body.to_string().as_bytes())
}

/// The change as it is shown, read.
fn again(change: &Change) -> Change {
    let normalized = read(&serde_json::to_value(change).unwrap()).unwrap();
    assert_eq!(normalized.coverage.unmapped, [""; 0]);
    let [read] = normalized.changes.as_slice() else { panic!("{normalized:?}") };
    read.clone()
}

fn decimal(minor: i64) -> Decimal {
    Decimal::new(minor, 2)
}

fn text() -> impl Strategy<Value = Option<String>> {
    prop::option::of("[A-Za-z][A-Za-z0-9 ]{0,8}[a-z]")
}

prop_compose! {
    fn an_item()(sku in "[A-Z]{3}-[0-9]{2}", product_id in text(), variant_id in text(), barcode in text()) -> Item {
        Item { sku: Some(sku), product_id, variant_id, barcode, inventory_id: None }
    }
}

prop_compose! {
    fn a_line()(
        item in an_item(), quantity in 1_i64..99, subtotal in 0_i64..1_000_000, share in 0_i64..100,
        tax in 0_i64..10_000, variant_title in text(), requires_shipping in any::<Option<bool>>()
    ) -> Line {
        Line {
            external_id: Some("1".to_owned()),
            item,
            title: "Lamp".to_owned(),
            variant_title,
            quantity,
            subtotal: decimal(subtotal),
            discount: decimal(subtotal * share / 100),
            tax: decimal(tax),
            tax_percent: Some(decimal(1_900)),
            requires_shipping,
            weight_g: Some(quantity),
        }
    }
}

prop_compose! {
    fn an_address()(name in text(), line1 in text(), city in text()) -> Address {
        Address { name, line1, city, country: Some("DE".to_owned()), ..Address::default() }
    }
}

prop_compose! {
    fn an_order()(
        lines in prop::collection::vec(a_line(), 0..6), price in 0_i64..5_000, off in 0_i64..50,
        tax in 0_i64..10_000, prices_include_tax: bool, address in prop::option::of(an_address()), email in text(),
        is_fulfilled in any::<Option<bool>>(), is_cancelled: bool, note in text()
    ) -> Order {
        let way = ShippingLine {
            title: "Parcel".to_owned(),
            price: decimal(price),
            discount: decimal(price * off / 100),
            ..ShippingLine::default()
        };
        let mut order = Order {
            external_id: "77".to_owned(),
            currency: "EUR".parse().ok(),
            prices_include_tax,
            buyer: Buyer { email, language: "de-CH".parse().ok(), ..Buyer::default() },
            lines: Some(lines),
            shipping: vec![way],
            tax: Some(decimal(tax)),
            shipping_address: address.clone(),
            billing_address: address,
            customer_note: note,
            tags: vec!["gift".to_owned()],
            payment_state: Some(PaymentState::PartlyPaid),
            payments: vec![payment()],
            refunds: vec![refund()],
            shipments: vec![shipment()],
            is_fulfilled,
            cancelled: is_cancelled.then(|| Cancellation { at: Some(time("2026-01-02T03:04:05Z")), reason: None }),
            placed_at: Some(time("2026-01-02T03:04:05Z")),
            updated_at: Some(time("2026-01-02T03:04:05.123456Z")),
            ..Order::default()
        };
        order.total = Some(order.charged());
        order
    }
}

fn payment() -> Payment {
    Payment {
        external_id: "pay-1".to_owned(),
        order_id: Some("77".to_owned()),
        provider: "bank".to_owned(),
        method: Some("transfer".to_owned()),
        amount: decimal(1_999),
        currency: "EUR".parse().unwrap(),
        state: PaymentState::Authorized,
        failure: None,
        at: Some(time("2026-01-02T03:04:05Z")),
    }
}

fn refund() -> Refund {
    Refund {
        external_id: "r-1".to_owned(),
        amount: Some(decimal(500)),
        currency: "EUR".parse().ok(),
        lines: vec![RefundLine { line_id: "1".to_owned(), quantity: 2, restock: true }],
        shipping: decimal(100),
        note: Some("Broken".to_owned()),
        ..Refund::default()
    }
}

fn shipment() -> Shipment {
    Shipment {
        external_id: "s-1".to_owned(),
        order_id: Some("77".to_owned()),
        lines: Some(vec![ShipmentLine { line_id: "1".to_owned(), quantity: 1 }]),
        courier: Some("DHL".to_owned()),
        tracking_number: Some("00340434".to_owned()),
        shipped_at: Some(time("2026-01-02T03:04:05Z")),
        ..Shipment::default()
    }
}

proptest! {
    #[test]
    fn an_order_is_read_as_it_is_shown_and_adds_up(order in an_order()) {
        let Change::Order(read) = again(&Change::Order(order.clone())) else { panic!("no order") };
        prop_assert_eq!(read.charged(), read.total.unwrap());
        prop_assert_eq!(read, order);
    }
}

#[test]
fn every_change_is_read_as_it_is_shown() {
    let item = Item { sku: Some("LAMP-1".to_owned()), ..Item::default() };
    let variant = Variant {
        item: item.clone(),
        options: vec!["Red".to_owned()],
        price: Some(decimal(1_999)),
        compare_at: Some(decimal(2_499)),
        unit_cost: Some(decimal(700)),
        weight_g: Some(320),
        requires_shipping: Some(true),
        track_stock: Some(true),
        backorder: Some(false),
        available: Some(7),
    };
    let product = Product {
        external_id: "9".to_owned(),
        title: Some("Lamp".to_owned()),
        state: Some(catalog::product::ProductState::Active),
        tags: Some(vec!["light".to_owned()]),
        categories: vec!["Home".to_owned()],
        attributes: vec![("Material".to_owned(), "Brass".to_owned())],
        options: vec!["Color".to_owned()],
        variants: Some(vec![variant.clone()]),
        images: Some(vec![Image { url: "https://shop.example/1.jpg".to_owned(), ..Image::default() }]),
        currency: "EUR".parse().ok(),
        updated_at: Some(time("2026-01-02T03:04:05Z")),
        ..Product::default()
    };
    let customer = Customer {
        external_id: "5".to_owned(),
        email: Some("ada@shop.example".to_owned()),
        language: "en".parse().ok(),
        accepts_marketing: Some(false),
        addresses: Some(vec![Address { city: Some("Oslo".to_owned()), ..Address::default() }]),
        ..Customer::default()
    };
    let stock =
        |figure| Stock { item: item.clone(), location_id: Some("1".to_owned()), figure, updated_at: None };
    let listing = Listing { item: item.clone(), price: Some(decimal(1_999)), ..Listing::default() };
    for change in [
        Change::Product(product),
        Change::Variant(VariantUpdate { variant, ..VariantUpdate::default() }),
        Change::Listing(listing),
        Change::Stock(stock(StockFigure::Available(7))),
        Change::Stock(stock(StockFigure::OnHand(-1))),
        Change::Payment(payment()),
        Change::Refund(refund()),
        Change::Shipment(shipment()),
        Change::Customer(customer),
        Change::Deleted(EntityRef { kind: EntityKind::Product, id: "9".to_owned() }),
    ] {
        assert_eq!(again(&change), change);
    }
}

#[test]
fn what_is_wrong_is_named() {
    for (data, field) in [
        (
            json!({"change": "stock", "item": {"sku": "A"}, "figure": {"available": 1}, "prise": 1}),
            "data.prise",
        ),
        (json!({"change": "stock", "item": {"sku": "A"}, "figure": {"free": 1}}), "data.figure"),
        (json!({"change": "stock", "item": {}, "figure": {"available": 1}}), "data.item"),
        (
            json!({"change": "stock", "item": {"sku": "A"}, "figure": {"available": 1.5}}),
            "data.figure.available",
        ),
        (json!({"change": "order"}), "data.external_id"),
        (
            json!({"change": "order", "external_id": "1", "lines": [{"quantity": 1}]}),
            "data.lines[0].subtotal",
        ),
        (json!({"change": "order", "external_id": "1", "lines": {}}), "data.lines"),
        (json!({"change": "order", "external_id": "1", "payment_state": "payed"}), "data.payment_state"),
        (json!({"change": "order", "external_id": "1", "placed_at": "yesterday"}), "data.placed_at"),
        (
            json!({"change": "order", "external_id": "1", "currency": "EUR", "total": "19.98",
                "lines": [{"quantity": 1, "subtotal": "19.99"}]}),
            "data.total",
        ),
        (json!({"change": "order", "external_id": "1", "total": "1", "lines": []}), "data.currency"),
        (json!({"change": "deleted", "id": "1"}), "data.kind"),
        (json!({"change": "customer", "external_id": "1", "language": "klingonish-"}), "data.language"),
    ] {
        assert_eq!(read(&data).unwrap_err().field, field, "{data}");
    }
}

#[test]
fn bodies_of_another_kind_say_nothing() {
    for body in [
        &br#"{"type":"stock.changed","data":{"id":1,"quantity":3}}"#[..],
        br#"{"type":"stock.changed","data":{"change":"increase"}}"#,
        br#"{"event":"ping"}"#,
        b"a=1&b=2",
        b"",
        b"[1,2]",
    ] {
        let normalized = read_on(Platform::Generic, body).unwrap();
        assert!(normalized.changes.is_empty(), "{}", String::from_utf8_lossy(body));
    }
    let other = read_on(Platform::Generic, br#"{"type":"x","data":{"id":1}}"#).unwrap();
    assert_eq!(other.coverage.unmapped, ["data.id", "type"]);
}

#[test]
fn the_guides_example_is_read() {
    let guide = include_str!("../../../../docs/guide/inbox.md");
    let (_, rest) = guide.split_once("```json\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let normalized = read_on(Platform::StandardWebhooks, example.as_bytes()).unwrap();
    let [Change::Order(order)] = normalized.changes.as_slice() else { panic!("{normalized:?}") };
    assert_eq!(order.charged(), order.total.unwrap());
}
