//! What WooCommerce says.

use serde_json::{Value, json};

use super::cart::{Cart, CartLine};
use super::draw::{Draw, Person, id_of};

pub(super) const TOPICS: &[&str] = &["order.created", "order.updated", "product.updated", "customer.updated"];

/// A resource of its REST interface.
pub(super) fn payload(topic: &str, draw: &mut Draw<'_>) -> Value {
    match topic {
        "product.updated" => product(draw),
        "customer.updated" => customer(draw),
        _ => order(topic, draw),
    }
}

/// A time as WooCommerce writes it: without an offset.
fn bare(time: &str) -> String {
    time.trim_end_matches('Z').to_owned()
}

fn product(draw: &mut Draw<'_>) -> Value {
    let good = draw.good();
    let (made, now) = (bare(&draw.before(86_400)), bare(&draw.before(0)));
    json!({
        "id": id_of(&good.sku), "name": good.title, "slug": good.sku.to_lowercase(), "type": "simple",
        "status": "publish", "sku": good.sku, "global_unique_id": good.barcode.clone().unwrap_or_default(),
        "price": good.price.to_string(), "regular_price": good.price.to_string(), "sale_price": "",
        "description": "", "short_description": "", "manage_stock": true, "stock_quantity": draw.below(200),
        "stock_status": "instock", "backorders": "no", "backorders_allowed": false, "weight": "0.5",
        "virtual": false, "downloadable": false, "categories": [], "tags": [], "images": [], "attributes": [],
        "variations": [], "meta_data": [], "date_created": made, "date_created_gmt": made,
        "date_modified": now, "date_modified_gmt": now
    })
}

fn customer(draw: &mut Draw<'_>) -> Value {
    let person = draw.person();
    let (made, now) = (bare(&draw.before(86_400)), bare(&draw.before(0)));
    json!({
        "id": person.id, "email": person.email, "first_name": person.first, "last_name": person.last,
        "username": person.email, "role": "customer", "billing": billing(&person), "shipping": address(&person),
        "is_paying_customer": true, "avatar_url": "", "meta_data": [], "date_created": made,
        "date_created_gmt": made, "date_modified": now, "date_modified_gmt": now
    })
}

fn order(topic: &str, draw: &mut Draw<'_>) -> Value {
    let cart = Cart::draw(draw);
    let (made, now) = (bare(&draw.before(60)), bare(&draw.before(0)));
    let lines: Vec<_> = cart.lines.iter().map(line).collect();
    let status = if topic == "order.updated" { "completed" } else { "processing" };
    json!({
        "id": cart.id, "parent_id": 0, "number": cart.number.to_string(), "status": status, "version": "9.8.0",
        "currency": draw.world().currency.code(), "prices_include_tax": true, "created_via": "checkout",
        "date_created": made, "date_created_gmt": made, "date_modified": now, "date_modified_gmt": now,
        "date_paid": now, "date_paid_gmt": now, "date_completed": null, "date_completed_gmt": null,
        "discount_total": "0.00", "discount_tax": "0.00", "customer_id": cart.buyer.id, "customer_note": "",
        "shipping_total": (cart.shipping - cart.shipping_tax).to_string(),
        "shipping_tax": cart.shipping_tax.to_string(), "cart_tax": (cart.tax - cart.shipping_tax).to_string(),
        "total": cart.total.to_string(), "total_tax": cart.tax.to_string(),
        "billing": billing(&cart.buyer), "shipping": address(&cart.buyer), "line_items": lines,
        "shipping_lines": [{
            "id": cart.id, "method_title": "Flat Rate", "method_id": "flat_rate",
            "total": (cart.shipping - cart.shipping_tax).to_string(), "total_tax": cart.shipping_tax.to_string(),
            "taxes": [], "meta_data": []
        }],
        "payment_method": "bacs", "payment_method_title": "Direct Bank Transfer", "transaction_id": "",
        "fee_lines": [], "coupon_lines": [], "tax_lines": [], "refunds": [], "meta_data": []
    })
}

fn line(line: &CartLine<'_>) -> Value {
    let net = (line.total - line.tax).to_string();
    json!({
        "id": line.id, "name": line.good.title, "product_id": id_of(&line.good.sku), "variation_id": 0,
        "quantity": line.quantity, "sku": line.good.sku, "subtotal": net, "subtotal_tax": line.tax.to_string(),
        "total": net, "total_tax": line.tax.to_string(), "price": net, "taxes": [], "tax_class": "",
        "meta_data": []
    })
}

fn billing(person: &Person) -> Value {
    let mut billing = address(person);
    billing["email"] = json!(person.email);
    billing
}

fn address(person: &Person) -> Value {
    json!({
        "first_name": person.first, "last_name": person.last, "company": "", "address_1": "Example Street 1",
        "address_2": "", "city": "Berlin", "state": "", "postcode": "10115", "country": "DE", "phone": person.phone
    })
}
