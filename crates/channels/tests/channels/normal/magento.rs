//! Magento, through our extension, and Adobe Commerce, which tells of the same things itself.

use channels::change::{Change, PaymentState, StockFigure};
use channels::{EntityKind, Platform};
use serde_json::{Value, json};

use super::{amounts, customer, product, refund, shipment, sound_order, stock};
use crate::support::time;

fn said(kind: &str, data: &Value) -> Vec<Change> {
    super::extension(Platform::Magento, kind, data)
}

fn address() -> Value {
    json!({"address_type": "shipping", "city": "Wien", "country_id": "AT", "email": "jo@example.com", "entity_id": 3,
        "firstname": "Jo", "lastname": "Berg", "parent_id": 12, "postcode": "1010", "street": ["Ring 1", "Top 2"], "telephone": "+43 1",
        "region": "Wien", "region_code": "WI", "region_id": 95})
}

/// A shirt that was chosen by size, as a line and its part; a discount that contains tax; a charge of some plugin.
fn order() -> Value {
    json!({
        "base_currency_code": "EUR", "order_currency_code": "USD", "global_currency_code": "EUR", "store_currency_code": "EUR",
        "base_discount_amount": -6, "base_grand_total": 62.8, "base_discount_tax_compensation_amount": 1,
        "base_shipping_amount": 5, "base_shipping_tax_amount": 1, "base_subtotal": 48, "base_tax_amount": 9.8,
        "base_total_paid": 62.8, "base_total_due": 0, "discount_amount": -6.6, "grand_total": 69.08, "tax_amount": 10.78,
        "shipping_amount": 5.5, "subtotal": 52.8, "shipping_description": "Flat Rate - Fixed", "created_at": "2026-11-20 10:00:00",
        "updated_at": "2026-11-20 10:05:00", "customer_email": "jo@example.com", "customer_firstname": "Jo", "customer_lastname": "Berg",
        "customer_id": 7, "customer_is_guest": 0, "customer_group_id": 1, "entity_id": 12, "increment_id": "000000012", "is_virtual": 0,
        "protect_code": "x", "quote_id": 4, "remote_ip": "::1", "state": "processing", "status": "processing", "store_id": 1, "store_name": "Main",
        "total_item_count": 1, "total_qty_ordered": 2, "weight": 1, "applied_rule_ids": "1", "coupon_code": "TEA",
        "billing_address": address(), "billing_address_id": 2, "status_histories": [], "locale": "de_AT",
        "items": [
            {"item_id": 1, "order_id": 12, "product_id": 50, "product_type": "configurable", "sku": "SH-M", "name": "Shirt", "qty_ordered": 2,
             "price": 26.4, "base_price": 24, "row_total": 52.8, "base_row_total": 48, "discount_amount": 6.6, "base_discount_amount": 6,
             "base_discount_tax_compensation_amount": 1, "tax_amount": 9.68, "base_tax_amount": 8.8, "tax_percent": 20, "is_virtual": 0, "weight": 0.5,
             "price_incl_tax": 31.68, "qty_shipped": 0, "quote_item_id": 9, "store_id": 1},
            {"item_id": 2, "order_id": 12, "parent_item_id": 1, "product_id": 51, "product_type": "simple", "sku": "SH-M", "name": "Shirt-M",
             "qty_ordered": 2, "price": 0, "base_price": 0, "row_total": 0, "base_row_total": 0, "parent_item": {"item_id": 1, "sku": "SH-M"}}
        ],
        "payment": {"account_status": null, "additional_information": ["Card"], "amount_ordered": 69.08, "base_amount_paid": 62.8,
            "cc_type": "VI", "last_trans_id": "ch_1", "method": "braintree", "entity_id": 1, "parent_id": 12},
        "extension_attributes": {"shipping_assignments": [{"shipping": {"address": address(), "method": "flatrate_flatrate",
            "total": {"base_shipping_amount": 5}}, "items": []}], "payment_additional_info": []}
    })
}

#[test]
fn an_order_is_in_the_shops_currency_and_adds_up() {
    let order = sound_order(&said("order.updated", &order()));
    assert_eq!((order.currency.unwrap().code(), order.name.as_deref()), ("EUR", Some("#000000012")));
    assert_eq!(order.placed_at, Some(time("2026-11-20T10:00:00Z")));
    assert_eq!(order.payment_state, Some(PaymentState::Paid));
    assert_eq!(order.buyer.language.unwrap().as_str(), "de-AT");
    assert_eq!(order.shipping_address.unwrap().line2.as_deref(), Some("Top 2"));
    let lines = order.lines.unwrap();
    let titles: Vec<_> = lines.iter().map(|line| line.title.as_str()).collect();
    assert_eq!(titles, ["Shirt", "Other charges"]);
    assert_eq!(
        (lines[0].item.variant_id.as_deref(), lines[0].item.product_id.as_deref()),
        (Some("51"), Some("50"))
    );
    assert_eq!(amounts([lines[0].subtotal, lines[0].discount, lines[1].subtotal]), ["48", "5", "5.0"]);
    assert_eq!(order.payments[0].external_id, "ch_1");
}

#[test]
fn an_order_that_is_called_off() {
    let mut data = order();
    data["state"] = json!("canceled");
    let order = sound_order(&said("order.updated", &data));
    assert!(order.cancelled.is_some());
    assert_eq!(order.payment_state, Some(PaymentState::Voided));
}

fn simple(id: i64, size: &str) -> Value {
    json!({"id": id, "sku": format!("SH-{size}"), "name": format!("Shirt {size}"), "attribute_set_id": 4, "price": 30, "final_price": 24.5, "status": 1,
        "visibility": 1, "type_id": "simple", "created_at": "2026-11-20 10:00:00", "updated_at": "2026-11-20 10:05:00", "weight": 0.5,
        "weight_unit": "kgs", "option_values": [size], "product_links": [], "tier_prices": [], "shop_currency": "EUR",
        "extension_attributes": {"website_ids": [1], "stock_item": {"item_id": 1, "product_id": id, "stock_id": 1, "qty": 9, "salable_qty": 7,
            "is_in_stock": true, "manage_stock": true, "backorders": 0, "is_qty_decimal": false, "use_config_min_qty": true}},
        "custom_attributes": [{"attribute_code": "cost", "value": "7.000000"}, {"attribute_code": "url_key", "value": "shirt"},
            {"attribute_code": "category_ids", "value": ["3"]}]})
}

#[test]
fn a_configurable_product_has_its_simple_ones_as_variants() {
    let data = json!({"id": 50, "sku": "SH", "name": "Shirt", "attribute_set_id": 4, "status": 1, "visibility": 4, "type_id": "configurable",
        "created_at": "2026-11-20 10:00:00", "updated_at": "2026-11-20 10:05:00", "shop_currency": "EUR", "manufacturer_label": "Nord",
        "category_names": ["Clothes"], "media_base_url": "https://a.example/media/catalog/product", "product_links": [], "options": [], "tier_prices": [],
        "media_gallery_entries": [{"id": 5, "media_type": "image", "label": "Front", "position": 1, "disabled": false, "types": ["image"], "file": "/s/h/shirt.jpg"}],
        "extension_attributes": {"configurable_product_options": [{"id": 1, "attribute_id": "93", "label": "Size", "position": 0, "values": [{"value_index": 4}], "product_id": 50}],
            "configurable_product_links": [51, 52]},
        "custom_attributes": [{"attribute_code": "description", "value": "<p>Soft</p>"}, {"attribute_code": "meta_title", "value": "Shirts"}],
        "variants": [simple(51, "S"), simple(52, "M")]});
    let changes = said("product.updated", &data);
    let product = product(&changes);
    assert_eq!((product.options, product.seo_title.as_deref()), (vec!["Size".to_owned()], Some("Shirts")));
    assert_eq!(product.images.unwrap()[0].url, "https://a.example/media/catalog/product/s/h/shirt.jpg");
    let variants = product.variants.unwrap();
    assert_eq!(variants[1].options, ["M"]);
    assert_eq!(
        (variants[0].price.unwrap().to_string(), variants[0].compare_at.unwrap().to_string()),
        ("24.5".to_owned(), "30".to_owned())
    );
    assert_eq!(
        (variants[0].weight_g, variants[0].unit_cost.unwrap().to_string()),
        (Some(500), "7.000000".to_owned())
    );
    assert_eq!(changes.iter().filter(|change| matches!(change, Change::Stock(_))).count(), 2);
    let mut one = simple(51, "S");
    one["parent_product_id"] = json!(50);
    let changes = said("product.updated", &one);
    let [Change::Variant(update), Change::Stock(level)] = &changes[..] else { panic!("{changes:?}") };
    assert_eq!(update.variant.item.product_id.as_deref(), Some("50"));
    assert_eq!(level.figure, StockFigure::Available(7));
}

#[test]
fn money_goods_and_people() {
    let memo = json!({"entity_id": 4, "increment_id": "000000004", "order_id": 12, "invoice_id": null, "base_grand_total": 28.8, "grand_total": 31.68,
        "base_currency_code": "EUR", "order_currency_code": "USD", "base_shipping_incl_tax": 0, "shipping_incl_tax": 0, "base_subtotal": 24, "subtotal": 26.4,
        "state": 3, "store_id": 1, "created_at": "2026-11-20 10:00:00", "updated_at": "2026-11-20 10:00:00", "comments": [{"comment": "broken", "entity_id": 1}],
        "items": [{"entity_id": 1, "order_item_id": 1, "qty": 1, "price": 26.4, "sku": "SH-M", "back_to_stock": true},
                  {"entity_id": 2, "order_item_id": 2, "qty": 1, "price": null, "sku": "SH-M"}]});
    let refund = refund(&said("refund.created", &memo));
    assert_eq!(
        (refund.amount.unwrap().to_string(), refund.note.as_deref()),
        ("28.8".to_owned(), Some("broken"))
    );
    assert!(refund.lines.len() == 1 && refund.lines[0].restock);
    let parcel = json!({"entity_id": 6, "increment_id": "000000006", "order_id": 12, "created_at": "2026-11-20 10:00:00", "updated_at": "2026-11-20 10:00:00",
        "items": [{"entity_id": 1, "order_item_id": 1, "qty": 2, "sku": "SH-M", "weight": 0.5}], "store_id": 1, "total_qty": 2, "packages": [], "comments": [],
        "tracks": [{"entity_id": 1, "track_number": "JJD1", "title": "DHL", "carrier_code": "dhl", "order_id": 12, "parent_id": 6}]});
    let parcel = shipment(&said("shipment.created", &parcel));
    assert_eq!((parcel.courier.as_deref(), parcel.tracking_number.as_deref()), (Some("DHL"), Some("JJD1")));
    assert_eq!(parcel.lines.unwrap()[0].quantity, 2);
    let level = json!({"item_id": 1, "product_id": 51, "stock_id": 1, "sku": "SH-S", "qty": "9.0000", "salable_qty": 7.5, "manage_stock": true, "backorders": 0});
    assert_eq!(stock(&said("stock.updated", &level)).figure, StockFigure::Available(7));
    let mut home = address();
    home["region"] = json!({"region_code": "WI", "region": "Wien", "region_id": 95});
    home["id"] = json!(3);
    home["default_shipping"] = json!(true);
    let person = json!({"id": 7, "group_id": 1, "default_shipping": "3", "created_at": "2026-11-20 10:00:00", "updated_at": "2026-11-20 10:00:00",
        "created_in": "Main", "email": "jo@example.com", "firstname": "Jo", "lastname": "Berg", "store_id": 1, "website_id": 1, "gender": 0,
        "addresses": [home], "disable_auto_group_change": 0, "extension_attributes": {"is_subscribed": true}});
    let told = customer(&said("customer.updated", &person));
    assert_eq!((told.name.as_deref(), told.accepts_marketing), (Some("Jo Berg"), Some(true)));
    assert_eq!(told.addresses.unwrap()[0].region.as_deref(), Some("WI"));
}

#[test]
fn an_event_of_adobe_is_the_same_thing_in_its_models_words() {
    let told = |code: &str, value: &Value| {
        let body = json!({"event_id": "1", "recipient_client_id": "c", "event": {"data": {"value": value, "source": "a.b",
            "_metadata": {"storeId": "0"}}}});
        super::said(
            Platform::AdobeIoEvents,
            ("x-adobe-event-code", &format!("com.adobe.commerce.{code}")),
            &body,
        )
    };
    let changes = told(
        "observer.catalog_product_save_after",
        &json!({"entity_id": "3", "sku": "T", "name": "Tea", "type_id": "simple", "visibility": "4",
        "status": "1", "price": "123.000000", "stock_data": {"qty": "333", "manage_stock": "1", "backorders": "0"}}),
    );
    assert_eq!(stock(&changes).figure, StockFigure::OnHand(333));
    assert_eq!(product(&changes).variants.unwrap()[0].price.unwrap().to_string(), "123.000000");
    let mut data = order();
    data["shipping_address"] = address();
    sound_order(&told("observer.sales_order_save_after", &data));
    let gone = told("observer.customer_delete_after", &json!({"entity_id": "7"}));
    assert!(matches!(&gone[..], [Change::Deleted(one)] if one.kind == EntityKind::Customer), "{gone:?}");
    let invoice =
        told("observer.sales_order_invoice_save_after", &json!({"entity_id": "1", "order_id": "12"}));
    assert!(matches!(&invoice[..], [Change::Fetch(one)] if one.id == "12"), "{invoice:?}");
}

#[test]
fn a_webhook_of_adobe_commerce_names_the_thing_among_its_arguments() {
    let told = |body: &Value| super::said(Platform::AdobeCommerce, ("x", "y"), body);
    let product = json!({"eventName": "observer.catalog_product_save_after", "data": {"product": {"entity_id": 3, "sku": "T", "visibility": "4", "price": 12.5}}});
    assert_eq!(super::product(&told(&product)).external_id, "3");
    let unsaved = json!({"eventName": "observer.catalog_product_save_before", "data": {"data_object": {"sku": "T", "price": 12.5}}});
    assert_eq!(told(&unsaved), []);
}
