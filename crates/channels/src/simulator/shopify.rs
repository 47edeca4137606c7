//! What Shopify says.

use serde_json::{Value, json};

use super::cart::{Cart, CartLine};
use super::draw::{Draw, Person, id_of};

pub(super) const TOPICS: &[&str] = &[
    "orders/create",
    "orders/paid",
    "orders/cancelled",
    "products/update",
    "inventory_levels/update",
    "customers/update",
];

/// The location that simulated shops have.
const LOCATION: u64 = 6_884_556_842;

/// A resource, as webhooks carry it.
pub(super) fn payload(topic: &str, draw: &mut Draw<'_>) -> Value {
    match topic {
        "products/update" => product(draw),
        "inventory_levels/update" => level(draw),
        "customers/update" => {
            let person = draw.person();
            let mut customer = customer(&person);
            customer["created_at"] = json!(draw.before(86_400));
            customer["updated_at"] = json!(draw.before(0));
            customer
        }
        _ => order(topic, draw),
    }
}

fn level(draw: &mut Draw<'_>) -> Value {
    let item = id_of(&draw.good().sku);
    json!({
        "inventory_item_id": item, "location_id": LOCATION, "available": draw.below(200),
        "updated_at": draw.before(0), "admin_graphql_api_id": format!("gid://shopify/InventoryLevel/{item}")
    })
}

fn product(draw: &mut Draw<'_>) -> Value {
    let good = draw.good();
    let id = id_of(&good.sku);
    json!({
        "id": id, "title": good.title, "handle": good.sku.to_lowercase(), "status": "active",
        "created_at": draw.before(86_400), "updated_at": draw.before(0), "published_at": draw.before(86_400),
        "body_html": "", "vendor": "", "product_type": "", "tags": "", "template_suffix": null,
        "options": [{"id": id, "product_id": id, "name": "Title", "position": 1, "values": ["Default Title"]}],
        "images": [], "image": null, "admin_graphql_api_id": format!("gid://shopify/Product/{id}"),
        "variants": [{
            "id": id, "product_id": id, "title": "Default Title", "option1": "Default Title", "sku": good.sku,
            "barcode": good.barcode, "price": good.price.to_string(), "compare_at_price": null, "position": 1,
            "inventory_item_id": id, "inventory_quantity": draw.below(200), "inventory_management": "shopify",
            "inventory_policy": "deny", "requires_shipping": true, "taxable": true, "grams": 500,
            "weight": 0.5, "weight_unit": "kg", "updated_at": draw.before(0)
        }]
    })
}

fn order(topic: &str, draw: &mut Draw<'_>) -> Value {
    let cart = Cart::draw(draw);
    let is_cancelled = topic == "orders/cancelled";
    let (now, currency) = (draw.before(0), draw.world().currency.code());
    let lines: Vec<_> = cart.lines.iter().map(line).collect();
    let total = cart.total.to_string();
    let shipping_tax = json!([{"title": "VAT", "rate": 0.19, "price": cart.shipping_tax.to_string()}]);
    json!({
        "id": cart.id, "admin_graphql_api_id": format!("gid://shopify/Order/{}", cart.id),
        "name": format!("#{}", cart.number), "number": cart.number, "order_number": cart.number,
        "email": cart.buyer.email, "currency": currency, "taxes_included": true, "test": false,
        "created_at": draw.before(60), "processed_at": draw.before(60), "updated_at": now,
        "cancelled_at": is_cancelled.then_some(&now), "cancel_reason": is_cancelled.then_some("customer"),
        "financial_status": if is_cancelled { "voided" } else { "paid" }, "fulfillment_status": null,
        "total_price": total, "total_tax": cart.tax.to_string(), "total_discounts": "0.00",
        "subtotal_price": (cart.total - cart.shipping).to_string(),
        "tax_lines": [{"title": "VAT", "rate": 0.19, "price": cart.tax.to_string()}],
        "line_items": lines,
        "shipping_lines": [{
            "id": cart.id, "title": "Standard", "code": "standard", "price": cart.shipping.to_string(),
            "discounted_price": cart.shipping.to_string(), "tax_lines": shipping_tax, "discount_allocations": []
        }],
        "customer": customer(&cart.buyer), "shipping_address": address(&cart.buyer),
        "billing_address": address(&cart.buyer), "discount_codes": [], "discount_applications": [],
        "fulfillments": [], "refunds": [], "note": null, "tags": "", "payment_gateway_names": ["bogus"], "source_name": "web"
    })
}

fn line(line: &CartLine<'_>) -> Value {
    let id = id_of(&line.good.sku);
    json!({
        "id": line.id, "product_id": id, "variant_id": id, "sku": line.good.sku, "title": line.good.title,
        "name": line.good.title, "quantity": line.quantity, "price": line.good.price.to_string(),
        "total_discount": "0.00", "requires_shipping": true, "taxable": true, "grams": 500, "gift_card": false,
        "tax_lines": [{"title": "VAT", "rate": 0.19, "price": line.tax.to_string()}], "discount_allocations": [],
        "fulfillable_quantity": line.quantity, "fulfillment_status": null
    })
}

fn customer(person: &Person) -> Value {
    json!({
        "id": person.id, "email": person.email, "first_name": person.first, "last_name": person.last,
        "phone": person.phone, "note": null, "tags": "", "currency": "EUR", "state": "disabled",
        "verified_email": true, "addresses": [address(person)], "default_address": address(person)
    })
}

fn address(person: &Person) -> Value {
    json!({
        "first_name": person.first, "last_name": person.last, "name": format!("{} {}", person.first, person.last),
        "company": null, "address1": "Example Street 1", "address2": null, "zip": "10115", "city": "Berlin",
        "province": null, "province_code": null, "country": "Germany", "country_code": "DE", "phone": person.phone
    })
}
