//! WooCommerce.

use channels::change::{Change, PaymentState, StockFigure};
use channels::{EntityKind, EntityRef, Platform};
use serde_json::{Value, json};

use super::{amounts, customer, product, refund, sound_order, stock};
use crate::support::time;

fn said(topic: &str, body: &Value) -> Vec<Change> {
    super::said(Platform::Woocommerce, ("X-WC-Webhook-Topic", topic), body)
}

/// Prices contain 21 % of tax, and WooCommerce writes them without it, rounded: three times 8.26 and 1.74 are 30.00.
fn gross() -> Value {
    json!({
        "id": 727, "parent_id": 0, "number": "727", "status": "processing", "currency": "EUR", "version": "9.1.0",
        "prices_include_tax": true, "date_created": "2026-11-20T11:00:00", "date_created_gmt": "2026-11-20T10:00:00",
        "date_modified": "2026-11-20T11:05:00", "date_modified_gmt": "2026-11-20T10:05:00",
        "discount_total": "2.48", "discount_tax": "0.52", "shipping_total": "4.13", "shipping_tax": "0.87",
        "cart_tax": "4.99", "total": "33.50", "total_tax": "5.82", "customer_id": 25, "order_key": "wc_order_1",
        "customer_note": "Ring twice", "payment_method": "stripe", "payment_method_title": "Card",
        "transaction_id": "ch_1", "date_paid": "2026-11-20T11:01:00", "date_paid_gmt": "2026-11-20T10:01:00",
        "date_completed": null, "date_completed_gmt": null, "created_via": "checkout", "currency_symbol": "€",
        "billing": {"first_name": "Jo", "last_name": "Berg", "company": "", "address_1": "Ring 1", "address_2": "",
            "city": "Wien", "state": "", "postcode": "1010", "country": "AT", "email": "jo@example.com", "phone": "+43 1"},
        "shipping": {"first_name": "", "last_name": "", "company": "", "address_1": "", "address_2": "", "city": "",
            "state": "", "postcode": "", "country": "AT", "phone": ""},
        "line_items": [{"id": 315, "name": "Tea", "product_id": 93, "variation_id": 94, "quantity": 3, "tax_class": "",
            "subtotal": "24.79", "subtotal_tax": "5.21", "total": "22.31", "total_tax": "4.69", "sku": "TEA",
            "taxes": [{"id": 75, "total": "4.685950", "subtotal": "5.206612"}], "price": 7.438_016_66,
            "global_unique_id": "4006381333931", "image": {"id": "7", "src": "https://a.example/x.png"},
            "meta_data": [], "parent_name": "Tea"}],
        "tax_lines": [{"id": 318, "rate_code": "AT-1", "rate_id": 75, "label": "USt", "compound": false,
            "tax_total": "4.95", "shipping_tax_total": "0.87", "rate_percent": 21, "meta_data": []}],
        "shipping_lines": [{"id": 317, "method_title": "Post", "method_id": "flat_rate", "instance_id": "1",
            "total": "4.13", "total_tax": "0.87", "taxes": [{"id": 75, "total": "0.87"}], "meta_data": []}],
        "fee_lines": [
            {"id": 319, "name": "Wrapping", "tax_class": "", "tax_status": "taxable", "amount": "2.07", "total": "2.07",
             "total_tax": "0.43", "taxes": [], "meta_data": []},
            {"id": 320, "name": "Rounding", "tax_class": "", "tax_status": "none", "amount": "-1", "total": "-0.83",
             "total_tax": "-0.17", "taxes": [], "meta_data": []}],
        "coupon_lines": [{"id": 1, "code": "tea10", "discount": "2.48", "discount_tax": "0.52"}], "refunds": [],
        "payment_url": "https://a.example/pay", "is_editable": false, "needs_payment": false, "needs_processing": true,
        "meta_data": [{"id": 1, "key": "_x", "value": {"deep": [1]}}], "cart_hash": "a", "customer_ip_address": "::1",
        "customer_user_agent": "x", "_links": {"self": [{"href": "https://a.example"}]}
    })
}

#[test]
fn an_order_of_a_shop_with_tax_in_its_prices_is_what_the_customer_saw() {
    let order = sound_order(&said("order.updated", &gross()));
    assert!(order.prices_include_tax);
    let lines = order.lines.unwrap();
    assert_eq!(amounts(lines.iter().map(|line| line.subtotal)), ["30.00", "2.50"]);
    assert_eq!(lines[0].tax_percent.unwrap().to_string(), "21");
    assert_eq!(lines[0].item.variant_id.as_deref(), Some("94"));
    assert_eq!(lines[1].requires_shipping, Some(false));
    assert_eq!(amounts([order.shipping[0].price]), ["5.00"]);
    assert_eq!(order.payment_state, Some(PaymentState::Paid));
    assert_eq!(order.payments[0].external_id, "ch_1");
    assert_eq!(order.placed_at, Some(time("2026-11-20T10:00:00Z")));
    assert!(order.shipping_address.is_none(), "a country alone is no address");
    // Three euros of a coupon on the line, and a euro of a fee below zero over all lines.
    let taken_off: rust_decimal::Decimal = lines.iter().map(|line| line.discount).sum();
    assert_eq!(taken_off.to_string(), "4.00");
}

#[test]
fn every_state_of_an_order_is_told() {
    let state = |status: &str, paid: bool, refunds: Value| {
        let mut body = gross();
        body["status"] = json!(status);
        body["refunds"] = refunds;
        if !paid {
            body["date_paid_gmt"] = Value::Null;
        }
        said("order.updated", &body)
    };
    let order = |changes: Vec<Change>| super::order(&changes);
    let one = order(state("pending", false, json!([])));
    assert_eq!((one.payment_state, one.is_fulfilled), (Some(PaymentState::Pending), Some(false)));
    let one = order(state("completed", true, json!([])));
    assert_eq!((one.payment_state, one.is_fulfilled), (Some(PaymentState::Paid), Some(true)));
    assert_eq!(order(state("failed", false, json!([]))).payment_state, Some(PaymentState::Failed));
    let one = order(state("cancelled", false, json!([])));
    assert_eq!(one.payment_state, Some(PaymentState::Voided));
    assert_eq!(one.cancelled.unwrap().at, Some(time("2026-11-20T10:05:00Z")));
    let one = order(state("processing", true, json!([{"id": 9, "reason": "broken", "total": "-10.00"}])));
    assert_eq!(one.payment_state, Some(PaymentState::PartlyRefunded));
    assert_eq!(
        (one.refunds[0].amount.unwrap().to_string(), one.refunds[0].note.as_deref()),
        ("10.00".to_owned(), Some("broken"))
    );
    assert_eq!(order(state("refunded", true, json!([]))).payment_state, Some(PaymentState::Refunded));
    assert_eq!(state("checkout-draft", false, json!([])), []);
    let gone = EntityRef { kind: EntityKind::Order, id: "727".to_owned() };
    assert_eq!(state("trash", false, json!([])), [Change::Deleted(gone)]);
}

#[test]
fn a_refund_by_itself_names_its_order_and_lines() {
    let body = json!({"id": 726, "parent_id": 723, "date_created": "2026-11-20T11:00:00",
        "date_created_gmt": "2026-11-20T10:00:00", "amount": "10.00", "reason": "", "refunded_by": 1,
        "refunded_payment": true, "meta_data": [],
        "line_items": [{"id": 800, "name": "Tea", "product_id": 93, "quantity": -1, "total": "-7.44",
            "meta_data": [{"id": 1, "key": "_refunded_item_id", "value": "315"}]}],
        "shipping_lines": [{"id": 801, "total": "-2.00", "total_tax": "-0.42"}], "tax_lines": [], "fee_lines": []});
    let refund = refund(&said("refund.created", &body));
    assert_eq!(
        (refund.order_id.as_deref(), refund.amount.unwrap().to_string()),
        (Some("723"), "10.00".to_owned())
    );
    assert_eq!((refund.lines[0].line_id.as_str(), refund.lines[0].quantity), ("315", 1));
    assert_eq!(refund.shipping.to_string(), "2.42");
}

fn goods(kind: &str) -> Value {
    json!({"id": 799, "name": "Shirt", "slug": "shirt", "type": kind, "status": "publish", "sku": "SH", "price": "15",
        "regular_price": "20", "sale_price": "15", "on_sale": true, "virtual": false, "manage_stock": true,
        "stock_quantity": 7, "stock_status": "instock", "backorders": "notify", "backorders_allowed": true,
        "weight": ".5", "description": "", "short_description": "<p>Soft</p>", "parent_id": 0,
        "date_modified_gmt": "2026-11-20T10:05:00", "categories": [{"id": 9, "name": "Clothes", "slug": "clothes"}],
        "brands": [{"id": 3, "name": "Nord", "slug": "nord"}], "tags": [], "images": [], "variations": [801, 802],
        "attributes": [{"id": 6, "name": "Color", "position": 0, "visible": true, "variation": true, "options": ["Red"]},
                       {"id": 7, "name": "Fabric", "position": 1, "visible": true, "variation": false, "options": ["Wool", "Silk"]}],
        "global_unique_id": "4006381333931", "low_stock_amount": null, "has_options": true, "post_password": ""})
}

#[test]
fn stock_comes_with_the_product() {
    let changes = said("product.updated", &goods("simple"));
    let figure = stock(&changes);
    assert_eq!((figure.item.variant_id.as_deref(), figure.figure), (Some("799"), StockFigure::Available(7)));
    let product = product(&changes);
    assert_eq!(
        product.attributes,
        [("Fabric".to_owned(), "Wool".to_owned()), ("Fabric".to_owned(), "Silk".to_owned())]
    );
    assert_eq!(
        (product.vendor.as_deref(), product.description.as_deref()),
        (Some("Nord"), Some("<p>Soft</p>"))
    );
    let variant = &product.variants.unwrap()[0];
    assert_eq!(
        (variant.price.unwrap().to_string(), variant.compare_at.unwrap().to_string()),
        ("15".to_owned(), "20".to_owned())
    );
    let mut uncounted = goods("simple");
    uncounted["manage_stock"] = json!(false);
    assert_eq!(said("product.updated", &uncounted).len(), 1);
}

#[test]
fn variations_come_one_by_one() {
    let changes = said("product.created", &goods("variable"));
    assert_eq!(product(&changes).options, ["Color"]);
    assert_eq!(product(&changes).variants, None);
    assert!(matches!(&changes[1], Change::Fetch(entity) if entity.id == "799"), "{changes:?}");
    let mut body = goods("variation");
    body["id"] = json!(801);
    body["parent_id"] = json!(799);
    body["attributes"] = json!([{"id": 6, "name": "Color", "slug": "pa_color", "option": "Red"}]);
    let changes = said("product.updated", &body);
    let [Change::Variant(update), Change::Stock(_)] = &changes[..] else { panic!("{changes:?}") };
    let item = &update.variant.item;
    assert_eq!((item.variant_id.as_deref(), item.product_id.as_deref()), (Some("801"), Some("799")));
    assert_eq!(update.variant.options, ["Red"]);
}

#[test]
fn what_is_deleted_restored_or_pinged() {
    let gone = |kind| vec![Change::Deleted(EntityRef { kind, id: "5".to_owned() })];
    assert_eq!(said("product.deleted", &json!({"id": 5})), gone(EntityKind::Product));
    assert_eq!(said("order.deleted", &json!({"id": 5})), gone(EntityKind::Order));
    assert_eq!(said("customer.deleted", &json!({"id": 5})), gone(EntityKind::Customer));
    assert_eq!(said("order.restored", &gross()).len(), 1);
    assert_eq!(said("coupon.updated", &json!({"id": 1, "code": "x"})), []);
    assert_eq!(said("action.woocommerce_add_to_cart", &json!({"action": "x", "arg": 1})), []);
    let headers = channels::Headers::new();
    let ping = channels::Delivery {
        headers: &headers,
        body: b"webhook_id=7",
        url: None,
        received_at: time("2026-11-21T08:00:00Z"),
    };
    assert_eq!(channels::normalize(Platform::Woocommerce, &ping).unwrap().changes, []);
}

#[test]
fn a_customer_has_one_address_when_both_are_the_same() {
    let address = json!({"first_name": "Jo", "last_name": "Berg", "company": "Berg KG", "address_1": "Ring 1",
        "address_2": "", "city": "Wien", "postcode": "1010", "country": "AT", "state": "", "phone": "+43 1"});
    let mut billing = address.clone();
    billing["email"] = json!("jo@example.com");
    let body = json!({"id": 25, "email": "jo@example.com", "first_name": "", "last_name": "", "role": "customer",
        "username": "jo", "billing": billing, "shipping": address, "is_paying_customer": true, "avatar_url": "x",
        "meta_data": [], "date_created_gmt": "2026-11-20T10:05:00", "date_modified_gmt": null});
    let told = customer(&said("customer.updated", &body));
    assert_eq!((told.name.as_deref(), told.company.as_deref()), (Some("Jo Berg"), Some("Berg KG")));
    assert_eq!(told.addresses.unwrap().len(), 1);
}
