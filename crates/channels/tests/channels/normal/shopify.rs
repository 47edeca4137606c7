//! Shopify.

use channels::change::{AppChange, Change, PaymentState, PrivacyRequest, StockFigure};
use channels::{EntityKind, EntityRef, Platform};
use serde_json::{Value, json};

use super::{amounts, customer, product, refund, shipment, sound_order, stock};
use crate::support::time;

fn said(topic: &str, body: &Value) -> Vec<Change> {
    super::said(Platform::Shopify, ("X-Shopify-Topic", topic), body)
}

fn set(amount: &str) -> Value {
    json!({"shop_money": {"amount": amount, "currency_code": "EUR"},
           "presentment_money": {"amount": "999.99", "currency_code": "USD"}})
}

/// Prices contain tax; a customer who pays in dollars; a discount on the order and one on the way; a duty and a tip.
fn rich() -> Value {
    json!({
        "id": 820_982_911_946_154_500_i64, "admin_graphql_api_id": "gid://shopify/Order/1", "name": "#1001",
        "order_number": 1001, "number": 1, "email": "jo@example.com", "contact_email": "jo@example.com",
        "created_at": "2026-11-20T10:00:00+01:00", "processed_at": "2026-11-20T09:59:00+01:00",
        "updated_at": "2026-11-20T10:05:00+01:00", "currency": "EUR", "presentment_currency": "USD",
        "customer_locale": "de-AT", "taxes_included": true, "financial_status": "paid",
        "fulfillment_status": null, "payment_gateway_names": ["shopify_payments"], "test": false,
        "tags": "vip, gift", "note": "Ring twice", "duties_included": false,
        "subtotal_price": "54.00", "subtotal_price_set": set("54.00"), "total_discounts": "8.50",
        "total_tax": "8.62", "total_tax_set": set("8.62"), "total_price": "65.40", "total_price_set": set("65.40"),
        "total_tip_received": "2.00", "original_total_duties_set": set("4.90"),
        "current_total_price": "65.40", "discount_applications": [{"type": "discount_code", "value": "10.0"}],
        "line_items": [
            {"id": 1, "product_id": 10, "variant_id": 100, "sku": "TEA", "title": "Tea", "variant_title": "500 g",
             "name": "Tea - 500 g", "quantity": 2, "price": "20.00", "price_set": set("20.00"),
             "total_discount": "0.00", "grams": 500, "requires_shipping": true, "taxable": true,
             "discount_allocations": [{"amount": "4.00", "amount_set": set("4.00"), "discount_application_index": 0},
                                      {"amount": "0.50", "discount_application_index": 1}],
             "tax_lines": [{"title": "USt", "price": "6.00", "price_set": set("6.00"), "rate": 0.2, "channel_liable": false}],
             "properties": [{"name": "Engraving", "value": "Jo"}], "duties": [{"id": 5, "shop_money": {"amount": "4.90"}}]},
            {"id": 2, "product_id": 11, "variant_id": 110, "sku": "CUP", "title": "Cup", "quantity": 1,
             "price": "20.00", "requires_shipping": true, "grams": 0,
             "discount_allocations": [{"amount": "1.50", "discount_application_index": 0}],
             "tax_lines": [{"title": "USt", "price": "1.80", "rate": 0.10}]}
        ],
        "shipping_lines": [{"id": 9, "title": "Post", "code": "POST", "price": "5.00", "discounted_price": "4.50",
            "carrier_identifier": "at-post",
            "discount_allocations": [{"amount": "0.50", "discount_application_index": 2}],
            "tax_lines": [{"title": "USt", "price": "0.82", "rate": 0.2}]}],
        "shipping_address": {"first_name": "Jo", "last_name": "Berg", "address1": "Ring 1", "city": "Wien",
            "zip": "1010", "country": "Austria", "country_code": "AT", "province": null, "name": "Jo Berg"},
        "customer": {"id": 7, "first_name": "Jo", "last_name": "Berg", "email": "jo@example.com"},
        "refunds": [], "fulfillments": []
    })
}

#[test]
fn an_order_is_what_the_shop_charged_in_its_own_currency() {
    let order = sound_order(&said("orders/paid", &rich()));
    assert_eq!((order.external_id.as_str(), order.name.as_deref()), ("820982911946154500", Some("#1001")));
    assert_eq!(order.currency.unwrap().code(), "EUR");
    assert!(order.prices_include_tax && !order.is_test);
    assert_eq!(order.payment_state, Some(PaymentState::Paid));
    assert_eq!(order.placed_at, Some(time("2026-11-20T08:59:00Z")));
    assert_eq!(order.buyer.customer_id.as_deref(), Some("7"));
    assert_eq!(order.buyer.language.unwrap().as_str(), "de-AT");
    assert_eq!(order.tags, ["vip", "gift"]);
    assert_eq!(order.is_fulfilled, Some(false));
    assert_eq!(order.shipping_address.unwrap().country.as_deref(), Some("AT"));
    let lines = order.lines.unwrap();
    let titles: Vec<_> = lines.iter().map(|line| line.title.as_str()).collect();
    assert_eq!(titles, ["Tea", "Cup", "Duties", "Tip"]);
    assert_eq!(amounts(lines.iter().map(|line| line.subtotal)), ["40.00", "20.00", "4.90", "2.00"]);
    assert_eq!(amounts(lines.iter().map(|line| line.discount)), ["4.50", "1.50", "0", "0"]);
    assert_eq!(lines[0].tax_percent.unwrap().to_string(), "20");
    assert_eq!(lines[2].requires_shipping, Some(false));
    let way = &order.shipping[0];
    assert_eq!(amounts([way.price, way.discount, way.tax]), ["5.00", "0.50", "0.82"]);
}

#[test]
fn a_tip_at_the_counter_and_duties_in_the_prices_are_charged_once() {
    let mut body = rich();
    body["duties_included"] = json!(true);
    body["total_price"] = json!("60.50");
    body["total_price_set"] = Value::Null;
    body["line_items"][1]["tip_payment_gateway"] = Value::Null;
    body["line_items"][1]["price"] = json!("3.50");
    body["total_price"] = json!("42.00");
    let lines = sound_order(&said("orders/updated", &body)).lines.unwrap();
    assert_eq!(lines.len(), 2);
}

#[test]
fn an_order_that_is_called_off_says_when_and_why() {
    let mut body = rich();
    body["cancelled_at"] = json!("2026-11-20T12:00:00+01:00");
    body["cancel_reason"] = json!("customer");
    body["financial_status"] = json!("voided");
    let order = sound_order(&said("orders/cancelled", &body));
    let cancelled = order.cancelled.unwrap();
    assert_eq!(
        (cancelled.at, cancelled.reason.as_deref()),
        (Some(time("2026-11-20T11:00:00Z")), Some("customer"))
    );
    assert_eq!(order.payment_state, Some(PaymentState::Voided));
}

#[test]
fn an_edit_and_what_only_has_an_id_are_asked_for() {
    let edit = json!({"order_edit": {"id": 1, "order_id": 77, "line_items": {"additions": [{"id": 2, "delta": 1}]}}});
    let fetch = |kind, id: &str| vec![Change::Fetch(EntityRef { kind, id: id.to_owned() })];
    assert_eq!(said("orders/edited", &edit), fetch(EntityKind::Order, "77"));
    let finished = json!({"admin_graphql_api_id": "gid://shopify/BulkOperation/5", "status": "completed",
        "created_at": "2026-11-20T10:00:00Z", "error_code": null, "type": "query"});
    assert_eq!(said("bulk_operations/finish", &finished), fetch(EntityKind::Report, "5"));
    let tagged = json!({"customerId": "gid://shopify/Customer/7", "tags": ["vip"]});
    assert_eq!(said("customer.tags_added", &tagged), fetch(EntityKind::Customer, "7"));
}

#[test]
fn part_of_an_order_goes_back_with_the_way_and_onto_the_shelf() {
    let body = json!({
        "id": 31, "order_id": 77, "note": "broken", "created_at": "2026-11-21T07:00:00Z",
        "processed_at": "2026-11-21T07:00:00Z", "user_id": 3, "restock": true, "return": null,
        "refund_line_items": [
            {"id": 1, "line_item_id": 1, "quantity": 1, "restock_type": "return", "location_id": 5,
             "subtotal": 18.0, "subtotal_set": set("18.00"), "total_tax": 3.0, "total_tax_set": set("3.00"),
             "line_item": {"id": 1, "sku": "TEA"}},
            {"id": 2, "line_item_id": 2, "quantity": 1, "restock_type": "no_restock", "location_id": null}
        ],
        "order_adjustments": [{"id": 9, "order_id": 77, "refund_id": 31, "amount": "-4.00", "tax_amount": "-0.50",
            "amount_set": set("-4.00"), "tax_amount_set": set("-0.50"), "kind": "shipping_refund", "reason": "Shipping refund"}],
        "transactions": [
            {"id": 50, "order_id": 77, "parent_id": 49, "kind": "refund", "status": "success", "amount": "22.50",
             "currency": "EUR", "gateway": "shopify_payments", "receipt": {"a": 1}, "test": false},
            {"id": 51, "order_id": 77, "parent_id": 49, "kind": "refund", "status": "failure", "amount": "22.50",
             "currency": "EUR", "gateway": "shopify_payments"}
        ]
    });
    let refund = refund(&said("refunds/create", &body));
    assert_eq!(refund.amount.unwrap().to_string(), "22.50");
    assert_eq!((refund.order_id.as_deref(), refund.payment_id.as_deref()), (Some("77"), Some("49")));
    assert_eq!(refund.shipping.to_string(), "4.50");
    let lines: Vec<_> =
        refund.lines.iter().map(|line| (line.line_id.as_str(), line.quantity, line.restock)).collect();
    assert_eq!(lines, [("1", 1, true), ("2", 1, false)]);
}

#[test]
fn a_product_has_variants_by_several_options() {
    let variant = |id: i64, size: &str, color: &str| {
        json!({"id": id, "product_id": 10, "title": format!("{size} / {color}"), "price": "29.90",
               "compare_at_price": "39.90", "sku": format!("SH-{size}-{color}"), "barcode": "4006381333931",
               "position": 1, "inventory_policy": "deny", "inventory_management": "shopify", "option1": size,
               "option2": color, "option3": null, "grams": 0, "weight": 0.25, "weight_unit": "kg",
               "inventory_item_id": 900 + id, "inventory_quantity": 4, "old_inventory_quantity": 4,
               "requires_shipping": true, "taxable": true, "image_id": 5,
               "admin_graphql_api_id": "gid://shopify/ProductVariant/1",
               "created_at": "2026-11-20T10:00:00Z", "updated_at": "2026-11-20T10:00:00Z"})
    };
    let body = json!({
        "id": 10, "title": "Shirt", "body_html": "<p>Soft</p>", "vendor": "Nord", "product_type": "Clothes",
        "handle": "shirt", "status": "draft", "published_scope": "web", "tags": "Summer, New",
        "created_at": "2026-11-20T10:00:00Z", "updated_at": "2026-11-20T11:00:00Z", "published_at": null,
        "admin_graphql_api_id": "gid://shopify/Product/10", "template_suffix": "",
        "variants": [variant(100, "S", "red"), variant(101, "M", "red")],
        "options": [{"id": 1, "product_id": 10, "name": "Size", "position": 1, "values": ["S", "M"]},
                    {"id": 2, "product_id": 10, "name": "Color", "position": 2, "values": ["red"]}],
        "images": [{"id": 5, "product_id": 10, "position": 1, "src": "https://cdn.example/a.png", "alt": "Front",
                    "width": 1, "height": 1, "variant_ids": [100], "created_at": "2026-11-20T10:00:00Z",
                    "updated_at": "2026-11-20T10:00:00Z", "admin_graphql_api_id": "gid://shopify/ProductImage/5"}],
        "image": {"id": 5}, "media": [], "variant_gids": [{"admin_graphql_api_id": "gid://shopify/ProductVariant/1"}],
        "category": {"admin_graphql_api_id": "gid://shopify/TaxonomyCategory/aa", "name": "Shirts", "full_name": "Apparel > Shirts"}
    });
    let product = product(&said("products/update", &body));
    assert_eq!(product.state, Some(catalog::product::ProductState::Draft));
    assert_eq!(product.options, ["Size", "Color"]);
    assert_eq!(product.categories, ["Clothes", "Apparel > Shirts"]);
    let variants = product.variants.unwrap();
    assert_eq!(variants[1].options, ["M", "red"]);
    assert_eq!(variants[0].weight_g, Some(250));
    assert_eq!(variants[0].item.inventory_id.as_deref(), Some("1000"));
    assert_eq!(
        (variants[0].backorder, variants[0].track_stock, variants[0].available),
        (Some(false), Some(true), Some(4))
    );
    assert_eq!(product.images.unwrap()[0].variant_ids, ["100"]);
}

#[test]
fn what_is_counted_is_a_figure_of_a_thing_at_a_place() {
    let level = json!({"inventory_item_id": 808, "location_id": 905, "available": 6,
        "updated_at": "2026-11-20T10:00:00Z", "admin_graphql_api_id": "gid://shopify/InventoryLevel/1"});
    let figure = stock(&said("inventory_levels/update", &level));
    assert_eq!(
        (figure.item.inventory_id.as_deref(), figure.location_id.as_deref()),
        (Some("808"), Some("905"))
    );
    assert_eq!(figure.figure, StockFigure::Available(6));
    let gone = EntityRef { kind: EntityKind::StockLevel, id: "808/905".to_owned() };
    assert_eq!(said("inventory_levels/disconnect", &level), [Change::Deleted(gone)]);
    let mut uncounted = level;
    uncounted["available"] = Value::Null;
    assert_eq!(said("inventory_levels/connect", &uncounted), []);
    let item = json!({"id": 808, "sku": "TEA", "cost": "4.5000", "tracked": true, "requires_shipping": true,
        "created_at": "2026-11-20T10:00:00Z", "updated_at": "2026-11-20T10:00:00Z", "country_code_of_origin": "CN",
        "province_code_of_origin": null, "harmonized_system_code": null, "country_harmonized_system_codes": [],
        "admin_graphql_api_id": "gid://shopify/InventoryItem/808", "weight_value": 2.5, "weight_unit": "kg"});
    let [Change::Variant(update)] = &said("inventory_items/update", &item)[..] else { panic!() };
    assert_eq!(update.variant.unit_cost.unwrap().to_string(), "4.5000");
    assert_eq!((update.variant.track_stock, update.variant.weight_g), (Some(true), Some(2_500)));
}

#[test]
fn a_parcel_leaves_arrives_or_is_taken_back() {
    let mut body = json!({
        "id": 255, "order_id": 77, "status": "success", "service": "manual", "shipment_status": "delivered",
        "created_at": "2026-11-20T10:00:00Z", "updated_at": "2026-11-21T10:00:00Z", "tracking_company": "DHL",
        "tracking_number": null, "tracking_numbers": ["JJD1"], "tracking_url": null,
        "tracking_urls": ["https://dhl.example/JJD1"], "location_id": 905, "name": "#1001.1", "receipt": {},
        "origin_address": null, "email": "jo@example.com", "destination": null,
        "admin_graphql_api_id": "gid://shopify/Fulfillment/255",
        "line_items": [{"id": 1, "quantity": 2, "sku": "TEA", "price": "20.00"}]
    });
    let parcel = shipment(&said("fulfillments/update", &body));
    assert_eq!((parcel.courier.as_deref(), parcel.tracking_number.as_deref()), (Some("DHL"), Some("JJD1")));
    assert_eq!(parcel.delivered_at, Some(time("2026-11-21T10:00:00Z")));
    let lines = parcel.lines.unwrap();
    assert_eq!((lines[0].line_id.as_str(), lines[0].quantity), ("1", 2));
    body["status"] = json!("cancelled");
    assert!(shipment(&said("fulfillments/update", &body)).is_cancelled);
}

#[test]
fn money_that_moves_is_a_payment_and_money_that_goes_back_is_told_elsewhere() {
    let mut body = json!({"id": 389, "order_id": 77, "kind": "capture", "status": "success", "amount": "65.40",
        "currency": "EUR", "gateway": "shopify_payments", "message": null, "created_at": "2026-11-20T10:00:00Z",
        "processed_at": "2026-11-20T10:00:01Z", "test": false, "authorization": "ch_1", "parent_id": 388,
        "payment_details": {"credit_card_company": "Visa", "credit_card_number": "•••• 4242"}, "payment_id": "#1001.1",
        "receipt": {}, "error_code": null, "source_name": "web", "user_id": null, "location_id": null, "device_id": null,
        "total_unsettled_set": set("0.0"), "manual_payment_gateway": false, "amount_rounding": null,
        "admin_graphql_api_id": "gid://shopify/OrderTransaction/389"});
    let [Change::Payment(payment)] = &said("order_transactions/create", &body)[..] else { panic!() };
    assert_eq!((payment.state, payment.method.as_deref()), (PaymentState::Paid, Some("Visa")));
    assert_eq!(payment.amount.to_string(), "65.40");
    body["kind"] = json!("refund");
    assert_eq!(said("order_transactions/create", &body), []);
}

#[test]
fn customers_come_change_their_minds_merge_and_go() {
    let body = json!({"id": 7, "email": "jo@example.com", "first_name": "Jo", "last_name": "Berg", "state": "enabled",
        "note": "Regular", "verified_email": true, "multipass_identifier": null, "tax_exempt": false, "phone": null,
        "currency": "EUR", "tags": "vip", "tax_exemptions": [], "admin_graphql_api_id": "gid://shopify/Customer/7",
        "created_at": "2026-11-20T10:00:00Z", "updated_at": "2026-11-20T10:00:00Z",
        "email_marketing_consent": {"state": "subscribed", "opt_in_level": "single_opt_in", "consent_updated_at": "2026-11-20T10:00:00Z"},
        "sms_marketing_consent": null,
        "addresses": [{"id": 1, "customer_id": 7, "first_name": "Jo", "last_name": "Berg", "company": "Berg KG",
            "address1": "Ring 1", "address2": null, "city": "Wien", "province": null, "country": "Austria", "zip": "1010",
            "phone": "+43 1", "name": "Jo Berg", "province_code": null, "country_code": "AT", "country_name": "Austria",
            "default": true}]});
    let told = customer(&said("customers/update", &body));
    assert_eq!((told.name.as_deref(), told.accepts_marketing), (Some("Jo Berg"), Some(true)));
    assert_eq!(told.addresses.unwrap()[0].company.as_deref(), Some("Berg KG"));
    let consent = json!({"customer_id": 7, "email_address": "jo@example.com", "email_marketing_consent":
        {"state": "unsubscribed", "opt_in_level": "single_opt_in", "consent_updated_at": "2026-11-21T10:00:00Z"}});
    let told = customer(&said("customers_email_marketing_consent/update", &consent));
    assert_eq!((told.accepts_marketing, told.addresses), (Some(false), None));
    let merged = json!({"admin_graphql_api_customer_kept_id": "gid://shopify/Customer/7",
        "admin_graphql_api_customer_deleted_id": "gid://shopify/Customer/8", "admin_graphql_api_job_id": null,
        "status": "completed", "errors": []});
    let of = |id: &str| EntityRef { kind: EntityKind::Customer, id: id.to_owned() };
    assert_eq!(said("customers/merge", &merged), [Change::Fetch(of("7")), Change::Deleted(of("8"))]);
    assert_eq!(said("customers/delete", &json!({"id": 7})), [Change::Deleted(of("7"))]);
}

#[test]
fn the_three_requests_of_privacy_are_told_apart() {
    let customer = json!({"id": 7, "email": "jo@example.com", "phone": "+43 1"});
    let asked = json!({"shop_id": 1, "shop_domain": "n.myshopify.com", "orders_requested": [77, 78],
        "customer": customer, "data_request": {"id": 9999}});
    let redact = json!({"shop_id": 1, "shop_domain": "n.myshopify.com", "customer": customer, "orders_to_redact": [77]});
    let shop = json!({"shop_id": 1, "shop_domain": "n.myshopify.com"});
    let read = |topic: &str, body: &Value| match &said(topic, body)[..] {
        [Change::Privacy(privacy)] => privacy.clone(),
        other => panic!("{other:?}"),
    };
    let one = read("customers/data_request", &asked);
    assert_eq!((one.request, one.request_id.as_deref()), (PrivacyRequest::CustomerData, Some("9999")));
    assert_eq!(
        (one.customer_ids, one.order_ids),
        (vec!["7".to_owned()], vec!["77".to_owned(), "78".to_owned()])
    );
    let two = read("customers/redact", &redact);
    assert_eq!((two.request, two.order_ids), (PrivacyRequest::ForgetCustomer, vec!["77".to_owned()]));
    assert_eq!(read("shop/redact", &shop).request, PrivacyRequest::ForgetShop);
    let uninstalled = json!({"id": 1, "name": "Nordlicht", "email": "a@example.com"});
    assert_eq!(said("app/uninstalled", &uninstalled), [Change::App(AppChange::Uninstalled)]);
}

#[test]
fn an_amount_that_is_none_is_named_with_its_place() {
    let mut body = rich();
    body["line_items"][1]["price"] = json!("a lot");
    let error = super::read(Platform::Shopify, ("X-Shopify-Topic", "orders/paid"), &body).unwrap_err();
    assert_eq!(error.to_string(), "line_items[1].price: a lot is no decimal.");
}
