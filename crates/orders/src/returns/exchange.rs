//! Other goods for what comes back: a linked order, whose value the returned goods pay as far as they reach.

use db::Tx;
use identity::audit::Record;
use kernel::{Error, Result};
use serde_json::json;

use super::{Return, ReturnId, ReturnStep, store};
use crate::order::{Buyer, NewLine, NewOrder, Order, OrderSource, lines, place, store as orders};
use crate::pricing::{Discount, DiscountValue, Part, part_of};
use crate::timeline;

/// Sends other goods for those that come back; the same ones when no others are named. What the customer paid for the
/// returned goods is taken off the new order, so that they pay only what it costs more.
pub async fn exchange(tx: &mut Tx, id: ReturnId, wanted: Vec<NewLine>) -> Result<Order> {
    let order_id = store::get(tx, id).await?.order_id;
    let order = orders::lock(tx, order_id).await?;
    let found = store::get(tx, id).await?;
    if found.exchange_order_id.is_some() {
        return Err(Error::conflict("exchanged", "Goods were sent for this return already."));
    }
    if matches!(found.state, ReturnStep::Rejected | ReturnStep::Cancelled) {
        return Err(Error::conflict("return_moved_on", "Nothing comes back, so nothing is exchanged."));
    }
    if found.refunded_minor > 0 {
        return Err(Error::conflict("refunded", "The money went back already. Place a new order instead."));
    }
    let (worth, same) = returned_goods(tx, &order, &found).await?;
    let wanted = if wanted.is_empty() { same } else { wanted };
    let credit = DiscountValue::Fixed { amount_minor: worth };
    let new = NewOrder {
        buyer: Buyer {
            customer_id: order.customer_id,
            email: order.email.clone(),
            name: Some(order.customer_name.clone()),
            phone: order.phone.clone(),
            language: order.language.clone(),
        },
        lines: wanted,
        discounts: vec![Discount { title: found.name.clone(), value: credit }],
        shipping_address: order.shipping_address.clone().map(|address| address.0),
        billing_address: order.billing_address.clone().map(|address| address.0),
        exchange_of: Some(order.id),
        checkout_key: Some(format!("exchange:{id}")),
        ..NewOrder::new(order.shop_id, OrderSource::Exchange)
    };
    let placed = place::place(tx, new).await?;
    store::set_exchange(tx, id, placed.id).await?;
    let detail = json!({"return_id": id, "exchange_order_id": placed.id, "credit_minor": worth});
    let entry = Record::new("return.exchanged").target("return", id);
    timeline::tell_of(tx, &order, entry, "return.exchanged", detail).await?;
    Ok(placed)
}

/// What the customer paid for the goods that come back, and the same goods once more.
async fn returned_goods(tx: &mut Tx, order: &Order, found: &Return) -> Result<(i64, Vec<NewLine>)> {
    let lines = lines::of_order(tx, order.id).await?;
    let (mut worth, mut same) = (0_i64, Vec::new());
    for row in store::lines(tx, found.id).await? {
        let Some(line) = lines.iter().find(|line| line.id == row.line_id) else { continue };
        let part = Part { of: line.quantity, after: 0, take: row.quantity };
        let before_tax = line.subtotal_minor - line.own_discount_minor - line.order_discount_minor;
        worth += part_of(order.money(before_tax), part)?.amount_minor;
        same.push(NewLine {
            variant_id: line.variant_id,
            title: Some(line.title.clone()),
            quantity: row.quantity,
            unit_price_minor: Some(line.unit_price_minor),
            tax_rate: Some(line.tax_rate),
            discounts: Vec::new(),
            requires_shipping: Some(line.requires_shipping),
        });
    }
    Ok((worth, same))
}
