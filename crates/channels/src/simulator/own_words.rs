//! What a source of the merchant's own says, in our words.

use serde_json::{Value, json};

use super::cart::Cart;
use super::draw::{Draw, id_of};
use crate::change::{
    Address, Buyer, Change, Customer, Item, Line, Order, PaymentState, ShippingLine, Stock, StockFigure,
};

pub(super) const TOPICS: &[&str] = &["order.placed", "stock.changed", "customer.changed"];

/// One change, as the inbox shows it and reads it.
pub(super) fn payload(topic: &str, draw: &mut Draw<'_>) -> Value {
    let change = match topic {
        "order.placed" => Change::Order(order(draw)),
        "stock.changed" => Change::Stock(stock(draw)),
        _ => Change::Customer(customer(draw)),
    };
    json!({"type": topic, "timestamp": draw.before(0), "data": change})
}

fn order(draw: &mut Draw<'_>) -> Order {
    let cart = Cart::draw(draw);
    let line = |line: &super::cart::CartLine<'_>| Line {
        external_id: Some(line.id.to_string()),
        item: Item { sku: Some(line.good.sku.clone()), ..Item::default() },
        title: line.good.title.clone(),
        quantity: line.quantity,
        subtotal: line.total,
        tax: line.tax,
        requires_shipping: Some(true),
        ..Line::default()
    };
    let way = ShippingLine {
        title: "Parcel".to_owned(),
        price: cart.shipping,
        tax: cart.shipping_tax,
        ..ShippingLine::default()
    };
    let name = format!("{} {}", cart.buyer.first, cart.buyer.last);
    let address = Address {
        name: Some(name.clone()),
        line1: Some("Example Street 1".to_owned()),
        postal_code: Some("10115".to_owned()),
        city: Some("Berlin".to_owned()),
        country: Some("DE".to_owned()),
        ..Address::default()
    };
    Order {
        external_id: cart.id.to_string(),
        name: Some(format!("#{}", cart.number)),
        currency: Some(draw.world().currency),
        prices_include_tax: true,
        buyer: Buyer {
            customer_id: Some(cart.buyer.id.to_string()),
            email: Some(cart.buyer.email.clone()),
            name: Some(name),
            ..Buyer::default()
        },
        lines: Some(cart.lines.iter().map(line).collect()),
        shipping: vec![way],
        tax: Some(cart.tax),
        total: Some(cart.total),
        billing_address: Some(address.clone()),
        shipping_address: Some(address),
        payment_state: Some(PaymentState::Paid),
        placed_at: Some(draw.at),
        updated_at: Some(draw.at),
        ..Order::default()
    }
}

fn stock(draw: &mut Draw<'_>) -> Stock {
    let good = draw.good();
    let count = i64::try_from(draw.below(200)).unwrap_or_default();
    let item = Item {
        sku: Some(good.sku.clone()),
        variant_id: Some(id_of(&good.sku).to_string()),
        barcode: good.barcode.clone(),
        ..Item::default()
    };
    Stock { item, location_id: None, figure: StockFigure::Available(count), updated_at: Some(draw.at) }
}

fn customer(draw: &mut Draw<'_>) -> Customer {
    let person = draw.person();
    Customer {
        external_id: person.id.to_string(),
        name: Some(format!("{} {}", person.first, person.last)),
        email: Some(person.email),
        phone: Some(person.phone),
        updated_at: Some(draw.at),
        ..Customer::default()
    }
}
