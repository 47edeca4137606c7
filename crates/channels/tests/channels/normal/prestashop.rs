//! PrestaShop, through our module.

use channels::change::{AppChange, Change, PaymentState, PrivacyRequest, StockFigure};
use channels::{Delivery, EntityKind, EntityRef, Headers, Platform, normalize};
use serde_json::{Value, json};

use super::{amounts, customer, product, refund, sound_order, stock};
use crate::support::time;

fn said(kind: &str, data: &Value) -> Vec<Change> {
    super::extension(Platform::Prestashop, kind, data)
}

fn address() -> Value {
    json!({"id": 3, "id_customer": "7", "id_country": "2", "id_state": "0", "alias": "Home", "company": "",
        "firstname": "Jo", "lastname": "Berg", "address1": "Ring 1", "address2": "", "postcode": "1010", "city": "Wien",
        "phone": "", "phone_mobile": "+43 1", "country": "AT", "state": null, "vat_number": "", "dni": "", "other": "",
        "deleted": "0", "date_add": "2026-11-20 11:00:00", "date_upd": "2026-11-20 11:00:00"})
}

/// As the webservice writes an order, with what our module puts beside it: a voucher of 5.00 and a wrapping of 2.40.
fn order() -> Value {
    let row = |id: i64, combination: &str, pieces: &str, gross: &str, net: &str| {
        json!({"id": id, "product_id": "5", "product_attribute_id": combination, "product_quantity": pieces,
            "product_name": "Tea", "product_reference": "TEA", "product_ean13": "4006381333931", "product_isbn": "",
            "product_upc": "", "product_price": net, "id_customization": "0", "unit_price_tax_incl": gross,
            "unit_price_tax_excl": net, "tax_rate": "20.000", "is_virtual": false})
    };
    json!({
        "id": 12, "id_address_delivery": "3", "id_address_invoice": "3", "id_cart": "20", "id_currency": "1",
        "id_lang": "1", "id_customer": "7", "id_carrier": "4", "current_state": "2", "module": "ps_checkout",
        "invoice_number": "1", "invoice_date": "2026-11-20 11:00:00", "delivery_number": "0",
        "delivery_date": "0000-00-00 00:00:00", "valid": "1", "date_add": "2026-11-20 11:00:00",
        "date_upd": "2026-11-20 11:05:00", "shipping_number": "", "note": "", "id_shop_group": "1", "id_shop": "1",
        "secure_key": "x", "payment": "Card", "recyclable": "0", "gift": "1", "gift_message": "Happy birthday",
        "mobile_theme": "0", "total_discounts": "5.000000", "total_discounts_tax_incl": "5.000000",
        "total_discounts_tax_excl": "4.170000", "total_paid": "41.420000", "total_paid_tax_incl": "41.420000",
        "total_paid_tax_excl": "34.510000", "total_paid_real": "41.420000", "total_products": "31.660000",
        "total_products_wt": "38.010000", "total_shipping": "6.010000", "total_shipping_tax_incl": "6.010000",
        "total_shipping_tax_excl": "5.010000", "carrier_tax_rate": "20.000", "total_wrapping": "2.400000",
        "total_wrapping_tax_incl": "2.400000", "total_wrapping_tax_excl": "2.000000", "round_mode": "2",
        "round_type": "2", "conversion_rate": "1.000000", "reference": "XKBKNABJK",
        "associations": {"order_rows": [row(1, "9", "2", "12.672000", "10.560000"), row(2, "0", "1", "12.672000", "10.560000")]},
        "created_at": "2026-11-20T11:00:00+01:00", "updated_at": "2026-11-20T11:05:00+01:00", "currency": "EUR",
        "language": "de-AT", "carrier": "Post",
        "customer": {"id": 7, "firstname": "Jo", "lastname": "Berg", "email": "jo@example.com"},
        "address_delivery": address(), "address_invoice": address(),
        "order_state": {"id": 2, "name": "Paid", "paid": true, "shipped": false, "delivery": false,
            "is_cancelled": false, "is_refunded": false, "is_error": false},
        "order_payments": [{"id": 1, "amount": "41.42", "payment_method": "Card", "transaction_id": "ch_1",
            "currency": "EUR", "created_at": "2026-11-20T11:01:00+01:00"}],
        "order_carriers": [{"id": 6, "tracking_number": "JJD1", "carrier": "Post", "tracking_url": "https://p.example/JJD1",
            "created_at": "2026-11-20T12:00:00+01:00"}],
        "order_slips": []
    })
}

#[test]
fn an_order_is_what_its_totals_say() {
    let order = sound_order(&said("order.updated", &order()));
    assert_eq!((order.external_id.as_str(), order.name.as_deref()), ("12", Some("XKBKNABJK")));
    assert_eq!(order.placed_at, Some(time("2026-11-20T10:00:00Z")));
    assert_eq!(order.payment_state, Some(PaymentState::Paid));
    assert_eq!(order.buyer.email.as_deref(), Some("jo@example.com"));
    assert_eq!(order.shipping_address.unwrap().country.as_deref(), Some("AT"));
    assert_eq!(order.tax.unwrap().to_string(), "6.91");
    let lines = order.lines.unwrap();
    let ids: Vec<_> = lines.iter().map(|line| line.item.variant_id.as_deref().unwrap_or("")).collect();
    assert_eq!(ids, ["5-9", "5-0", ""]);
    assert_eq!(lines[2].title, "Gift wrapping");
    let taken_off: rust_decimal::Decimal = lines.iter().map(|line| line.discount).sum();
    assert_eq!(taken_off.to_string(), "5.00");
    assert_eq!(amounts([order.shipping[0].price]), ["6.01"]);
    assert_eq!(order.payments[0].external_id, "ch_1");
    assert_eq!(order.shipments[0].tracking_number.as_deref(), Some("JJD1"));
}

#[test]
fn an_order_that_is_called_off() {
    let mut data = order();
    data["order_state"] =
        json!({"id": 6, "name": "Canceled", "paid": false, "shipped": false, "is_cancelled": true});
    let order = sound_order(&said("order.updated", &data));
    assert_eq!(order.cancelled.unwrap().reason.as_deref(), Some("Canceled"));
    assert_eq!(order.payment_state, Some(PaymentState::Voided));
}

#[test]
fn the_xml_of_the_webservice_is_the_same_order() {
    let xml = br#"<?xml version="1.0" encoding="UTF-8"?><prestashop xmlns:xlink="http://www.w3.org/1999/xlink"><order>
        <id><![CDATA[12]]></id><reference><![CDATA[XKBKNABJK]]></reference><id_customer xlink:href="https://a.example/api/customers/7"><![CDATA[7]]></id_customer>
        <total_paid><![CDATA[12.670000]]></total_paid><total_paid_tax_incl><![CDATA[12.670000]]></total_paid_tax_incl>
        <associations><order_rows nodeType="order_row" virtualEntity="true"><order_row><id><![CDATA[1]]></id>
        <product_id><![CDATA[5]]></product_id><product_attribute_id><![CDATA[9]]></product_attribute_id>
        <product_quantity><![CDATA[1]]></product_quantity><product_name><![CDATA[Tea & more]]></product_name>
        <unit_price_tax_incl><![CDATA[12.672000]]></unit_price_tax_incl></order_row></order_rows></associations></order></prestashop>"#;
    let headers = Headers::new();
    let delivery =
        Delivery { headers: &headers, body: xml, url: None, received_at: time("2026-11-21T08:00:00Z") };
    let normalized = normalize(Platform::Prestashop, &delivery).unwrap();
    assert_eq!(normalized.coverage.unmapped, [""; 0]);
    let order = sound_order(&normalized.changes);
    assert_eq!(order.lines.unwrap()[0].title, "Tea & more");
    assert_eq!(order.buyer.customer_id.as_deref(), Some("7"));
}

#[test]
fn a_product_has_its_combinations_with_what_they_cost() {
    let combination = |id: i64, size: &str| {
        json!({"id": id, "reference": format!("SH-{size}"), "ean13": "", "upc": "", "isbn": "", "wholesale_price": "7.000000",
            "price_tax_incl": "24.00", "regular_price_tax_incl": "30.00", "total_weight": "0.250000", "quantity": 4,
            "backorder": false, "options": [{"name": "Size", "value": size}]})
    };
    let data = json!({"id": 5, "name": [{"id": "1", "value": "Shirt"}, {"id": "2", "value": "Hemd"}],
        "description": "<p>Soft</p>", "description_short": "", "link_rewrite": [{"id": "1", "value": "shirt"}],
        "meta_title": "", "meta_description": "", "reference": "SH", "ean13": "", "upc": "", "isbn": "", "price": "20.000000",
        "wholesale_price": "0.000000", "weight": "0.200000", "active": "1", "is_virtual": "0", "manufacturer_name": "Nord",
        "date_add": "2026-11-20 11:00:00", "associations": {"combinations": [{"id": "9"}], "categories": [{"id": "2"}]},
        "created_at": "2026-11-20T11:00:00+01:00", "updated_at": "2026-11-20T11:05:00+01:00", "currency": "EUR",
        "weight_unit": "kg", "price_tax_incl": "24.00", "regular_price_tax_incl": "24.00", "quantity": 8,
        "categories": ["Clothes"], "tags": ["new"], "features": [{"name": "Fabric", "value": "Wool"}],
        "images": [{"id": 1, "url": "https://a.example/1.jpg", "legend": "Front"}],
        "combinations": [combination(9, "S"), combination(10, "M")]});
    let product = product(&said("product.updated", &data));
    assert_eq!((product.title.as_deref(), product.slug.as_deref()), (Some("Shirt"), Some("shirt")));
    assert_eq!((product.vendor.as_deref(), product.options), (Some("Nord"), vec!["Size".to_owned()]));
    let variants = product.variants.unwrap();
    assert_eq!(variants[1].item.variant_id.as_deref(), Some("5-10"));
    assert_eq!(variants[0].compare_at.unwrap().to_string(), "30.00");
    assert_eq!((variants[0].weight_g, variants[0].available), (Some(250), Some(4)));
    let mut bare = data;
    bare["combinations"] = json!([]);
    let changes = said("product.updated", &bare);
    assert!(
        matches!(&changes[1], Change::Fetch(_)),
        "combinations by number alone are asked for: {changes:?}"
    );
}

#[test]
fn stock_refunds_customers_and_requests() {
    let mut level = json!({"id": 30, "id_product": "5", "id_product_attribute": "9", "id_shop": "1", "id_shop_group": "0",
        "quantity": "7", "depends_on_stock": "0", "out_of_stock": "2", "location": "", "reference": "SH-S",
        "updated_at": "2026-11-20T11:05:00+01:00"});
    let figure = stock(&said("stock.updated", &level));
    assert_eq!((figure.item.variant_id.as_deref(), figure.figure), (Some("5-9"), StockFigure::Available(7)));
    level["is_sum"] = json!(true);
    assert_eq!(said("stock.updated", &level), []);
    let slip = json!({"id": 2, "id_customer": "7", "id_order": "12", "conversion_rate": "1.000000",
        "total_products_tax_excl": "10.000000", "total_products_tax_incl": "12.670000", "total_shipping_tax_excl": "0.000000",
        "total_shipping_tax_incl": "0.000000", "amount": "0.000000", "shipping_cost": "0", "shipping_cost_amount": "0.000000",
        "partial": "1", "order_slip_type": "0", "date_add": "2026-11-20 11:00:00", "date_upd": "2026-11-20 11:00:00",
        "currency": "EUR", "created_at": "2026-11-20T11:00:00+01:00", "associations": {"order_slip_details":
        [{"id": "2", "id_order_detail": "1", "product_quantity": "1", "amount_tax_excl": "10.560000", "amount_tax_incl": "12.670000", "restocked": true}]}});
    let refund = refund(&said("refund.created", &slip));
    assert_eq!(
        (refund.order_id.as_deref(), refund.amount.unwrap().to_string()),
        (Some("12"), "12.670000".to_owned())
    );
    assert!(refund.lines[0].restock && refund.lines[0].line_id == "1");
    let person = json!({"id": 7, "id_default_group": "3", "id_lang": "1", "newsletter": "1", "optin": "0", "firstname": "Jo",
        "lastname": "Berg", "email": "jo@example.com", "company": "Berg KG", "note": "", "active": "1", "is_guest": "0",
        "birthday": "0000-00-00", "language": "de-AT", "addresses": [address()], "created_at": "2026-11-20T11:00:00+01:00"});
    let told = customer(&said("customer.updated", &person));
    assert_eq!((told.accepts_marketing, told.phone.as_deref()), (Some(true), Some("+43 1")));
    let gone = EntityRef { kind: EntityKind::Customer, id: "7".to_owned() };
    assert_eq!(said("customer.deleted", &json!({"id": 7})), [Change::Deleted(gone)]);
    let asked = said("customer.redacted", &json!({"id": 7, "email": "jo@example.com", "order_ids": [12]}));
    let [Change::Privacy(privacy)] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!(
        (privacy.request, &privacy.order_ids[..]),
        (PrivacyRequest::ForgetCustomer, &["12".to_owned()][..])
    );
    assert_eq!(said("app.uninstalled", &json!({"version": "1.0.0"})), [Change::App(AppChange::Uninstalled)]);
}
