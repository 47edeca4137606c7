//! OpenCart, through our extension.

use channels::Platform;
use channels::change::{Change, PaymentState, StockFigure};
use serde_json::{Value, json};

use super::{amounts, customer, product, sound_order, stock};

fn said(kind: &str, data: &Value) -> Vec<Change> {
    super::extension(Platform::Opencart, kind, data)
}

fn order() -> Value {
    let total = |code: &str, title: &str, value: &str| {
        json!({"order_total_id": "1", "order_id": "9", "extension": "opencart", "code": code, "title": title,
            "value": value, "sort_order": "1"})
    };
    json!({
        "id": 9, "order_id": "9", "invoice_no": "0", "invoice_prefix": "INV-2026-00", "store_id": "0", "store_name": "Nord",
        "store_url": "https://nord.example/", "customer_id": "7", "customer_group_id": "1", "firstname": "Jo",
        "lastname": "Berg", "email": "jo@example.com", "telephone": "+43 1", "custom_field": [],
        "payment_address_id": "3", "payment_firstname": "Jo", "payment_lastname": "Berg", "payment_company": "",
        "payment_address_1": "Ring 1", "payment_address_2": "", "payment_postcode": "1010", "payment_city": "Wien",
        "payment_zone_id": "201", "payment_zone": "Wien", "payment_zone_code": "WIE", "payment_country_id": "14",
        "payment_country": "Austria", "payment_iso_code_2": "AT", "payment_iso_code_3": "AUT", "payment_address_format": "",
        "payment_custom_field": [], "payment_method": {"name": "Cash", "code": "cod.cod"}, "shipping_firstname": "",
        "shipping_lastname": "", "shipping_company": "", "shipping_address_1": "", "shipping_method": {"name": "Flat", "code": "flat.flat", "cost": "5.00"},
        "comment": "Ring twice", "total": "27.4012", "order_status_id": "2", "order_status": "Processing", "affiliate_id": "0",
        "commission": "0.0000", "marketing_id": "0", "tracking": "", "language_id": "1", "language_code": "de-at",
        "currency_id": "2", "currency_code": "USD", "currency_value": "1.10000000", "ip": "::1", "forwarded_ip": "",
        "user_agent": "x", "accept_language": "de", "date_added": "2026-11-20 11:00:00", "date_modified": "2026-11-20 11:05:00",
        "transaction_id": "", "subscription_id": "0",
        "products": [{"order_product_id": "1", "order_id": "9", "product_id": "40", "master_id": "0", "name": "Tea", "model": "TEA",
            "quantity": "2", "price": "10.4168", "total": "20.8336", "tax": "2.0834", "reward": "0",
            "option": [{"name": "Size", "value": "500 g"}]}],
        "totals": [total("sub_total", "Sub-Total", "20.8336"), total("shipping", "Flat", "5.0000"),
            total("coupon", "Coupon (TEA)", "-3.0000"), total("tax", "VAT", "4.1668"), total("handling", "Handling Fee", "0.4008"),
            total("total", "Total", "27.4012")],
        "shop_currency": "EUR", "state": "processing", "created_at": "2026-11-20T10:00:00Z", "updated_at": "2026-11-20T10:05:00Z"
    })
}

#[test]
fn an_order_is_in_the_shops_currency_and_adds_up() {
    let order = sound_order(&said("order.updated", &order()));
    assert_eq!(order.currency.unwrap().code(), "EUR");
    assert_eq!(order.total.unwrap().to_string(), "27.40");
    assert_eq!(order.payment_state, Some(PaymentState::Paid));
    assert_eq!(order.payment_provider.as_deref(), Some("cod.cod"));
    assert!(order.shipping_address.is_none());
    assert_eq!(order.billing_address.unwrap().region.as_deref(), Some("WIE"));
    let lines = order.lines.unwrap();
    assert_eq!(lines[0].item.sku.as_deref(), Some("TEA"));
    assert_eq!(lines[0].variant_title.as_deref(), Some("500 g"));
    assert_eq!(lines[0].tax_percent.unwrap().to_string(), "20");
    assert_eq!(lines[1].title, "Handling Fee");
    assert_eq!(amounts([order.shipping[0].price]), ["5.00"]);
}

#[test]
fn an_order_that_was_never_confirmed_is_none_and_one_that_is_called_off_says_so() {
    let mut data = order();
    data["order_status_id"] = json!("0");
    assert_eq!(said("order.updated", &data), []);
    let mut data = order();
    data["state"] = json!("cancelled");
    assert!(sound_order(&said("order.updated", &data)).cancelled.is_some());
}

#[test]
fn products_stock_and_customers() {
    let data = json!({"product_id": "40", "master_id": "0", "model": "TEA", "sku": "TEA-1", "upc": "", "ean": "4006381333931",
        "jan": "", "isbn": "", "mpn": "", "location": "", "variant": [], "override": [], "quantity": "7", "stock_status_id": "7",
        "image": "catalog/tea.png", "manufacturer_id": "1", "manufacturer": "Nord", "shipping": "1", "price": "12.5000",
        "special": "10.0000", "points": "0", "tax_class_id": "1", "date_available": "2026-01-01", "weight": "0.50000000",
        "weight_class_id": "1", "weight_unit": "kg", "length": "0", "width": "0", "height": "0", "length_class_id": "1",
        "subtract": "1", "minimum": "1", "rating": "0", "sort_order": "1", "status": "1", "date_added": "x", "date_modified": "x",
        "name": "Tea", "description": "<p>Green</p>", "tag": "green, leaf", "meta_title": "Tea", "meta_description": "", "meta_keyword": "",
        "images": [{"url": "https://nord.example/image/catalog/tea.png"}], "categories": ["Drinks"], "seo_keyword": "tea",
        "attributes": [{"attribute_id": "1", "name": "Origin", "text": "Uji"}], "shop_currency": "EUR",
        "created_at": "2026-11-20T10:00:00Z", "updated_at": "2026-11-20T10:05:00Z"});
    let changes = said("product.updated", &data);
    let told = product(&changes);
    assert_eq!(told.tags.unwrap(), ["green", "leaf"]);
    let variant = &told.variants.unwrap()[0];
    assert_eq!((variant.price.unwrap().to_string(), variant.weight_g), ("10.0000".to_owned(), Some(500)));
    assert_eq!(stock(&changes).figure, StockFigure::Available(7));
    let level = json!({"product_id": 40, "master_id": 0, "model": "TEA", "sku": "", "quantity": 5, "subtract": 1, "updated_at": "2026-11-20T10:05:00Z"});
    assert_eq!(stock(&said("stock.updated", &level)).figure, StockFigure::Available(5));
    let person = json!({"customer_id": "7", "customer_group_id": "1", "store_id": "0", "language_id": "1", "language_code": "de-at",
        "firstname": "Jo", "lastname": "Berg", "email": "jo@example.com", "telephone": "+43 1", "newsletter": "0", "custom_field": [],
        "ip": "", "status": "1", "safe": "0", "date_added": "x", "addresses": [{"address_id": "3", "customer_id": "7", "firstname": "Jo",
        "lastname": "Berg", "company": "Berg KG", "address_1": "Ring 1", "address_2": "", "postcode": "1010", "city": "Wien", "zone_id": "201",
        "zone": "Wien", "zone_code": "WIE", "country_id": "14", "country": "Austria", "iso_code_2": "AT", "iso_code_3": "AUT",
        "address_format": "", "custom_field": [], "default": true}], "created_at": "2026-11-20T10:00:00Z"});
    let told = customer(&said("customer.created", &person));
    assert_eq!((told.accepts_marketing, told.addresses.unwrap().len()), (Some(false), 1));
    let back = said("return.created", &json!({"return_id": 4, "order_id": 9, "product": "Tea"}));
    assert!(matches!(&back[..], [Change::Fetch(_)]), "{back:?}");
}
