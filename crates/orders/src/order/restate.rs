//! Orders of platforms that were edited there: their amounts are stated anew, and kept as they are.

use db::Tx;
use kernel::{Error, Json, Result};
use serde_json::json;

use super::external::{line_of, totals};
use super::lines::OrderLine;
use super::{ExternalOrder, Order, OrderId, OrderState, lines, place, store, tags};
use crate::{bulk, customer, goods, payment, text, timeline};

/// Makes an order what its platform says that it is now: lines, amounts, whom it is for and where it goes. Answers whether
/// anything was different. What was sent or refunded of a line stays sent and refunded; a line that is not there any more
/// keeps its place with a quantity of what has left of it.
pub async fn restate_external(tx: &mut Tx, id: OrderId, new: &ExternalOrder) -> Result<bool> {
    let order = store::lock(tx, id).await?;
    if order.state == OrderState::Cancelled {
        return Ok(false);
    }
    let before = lines::of_order(tx, id).await?;
    let changed_amounts = restate_amounts(tx, &order, before, new).await?;
    let changed_contact = restate_contact(tx, id, new).await?;
    Ok(changed_amounts || changed_contact)
}

async fn restate_amounts(
    tx: &mut Tx,
    order: &Order,
    before: Vec<OrderLine>,
    new: &ExternalOrder,
) -> Result<bool> {
    let totals = totals(new)?;
    let mut stated = Vec::with_capacity(new.lines.len());
    for ((position, line), sum) in (0_i64..).zip(&new.lines).zip(&totals.lines) {
        let mut line = line_of(tx, order.id, position, line, new);
        place::apply(&mut line, sum);
        stated.push(line);
    }
    let (mut kept, added) = paired(before.clone(), stated)?;
    if added.is_empty() && same_amounts(&before, &kept) && order.total_minor == totals.total.amount_minor {
        return Ok(false);
    }
    let all: Vec<OrderLine> = kept.iter().chain(&added).cloned().collect();
    goods::hold_at(tx, order.id, &all, new.hold_at).await?;
    for line in &mut kept {
        lines::save_amounts(tx, line).await?;
    }
    bulk::insert(tx, added).await?;
    let restated = Order {
        subtotal_minor: totals.subtotal.amount_minor,
        discount_minor: totals.discount.amount_minor,
        shipping_minor: totals.shipping.price.amount_minor,
        shipping_discount_minor: totals.shipping.discount.amount_minor,
        shipping_tax_minor: totals.shipping.tax.amount_minor,
        tax_minor: totals.tax.amount_minor,
        total_minor: totals.total.amount_minor,
        units: all.iter().map(|line| line.quantity).sum(),
        ..order.clone()
    };
    store::save_amounts(tx, &restated).await?;
    let after = store::settle(tx, order.id).await?;
    if let Some(customer) = after.customer_id {
        customer::refresh(tx, customer).await?;
    }
    let detail = json!({"total_before_minor": order.total_minor, "total_minor": after.total_minor,
                        "currency": after.currency});
    timeline::tell(tx, &after, "order.edited", detail).await?;
    payment::tell_if_paid(tx, &after, order.financial_state).await?;
    Ok(true)
}

/// The lines that were there with what is stated of them now, and those that are new. Lines are known by their id on the
/// platform, or else by their place.
fn paired(before: Vec<OrderLine>, mut stated: Vec<OrderLine>) -> Result<(Vec<OrderLine>, Vec<OrderLine>)> {
    let mut kept = Vec::with_capacity(before.len());
    let mut behind = 0;
    for line in before {
        behind = behind.max(line.position + 1);
        let found = stated.iter().position(|one| match (&line.external_id, &one.external_id) {
            (Some(own), Some(other)) => own == other,
            _ => line.position == one.position,
        });
        let mut now = match found {
            Some(index) => stated.remove(index),
            None => OrderLine { quantity: 0, ..line.clone() }.free_of_charge(),
        };
        let least = line.shipped_quantity.max(line.refunded_quantity);
        if now.quantity < least {
            if found.is_some() {
                let detail = format!(
                    "{least} of {} have left or were refunded, and {} are stated now.",
                    line.title, now.quantity
                );
                return Err(Error::conflict("shipped", detail));
            }
            now.quantity = least;
        }
        kept.push(OrderLine {
            id: line.id,
            position: line.position,
            shipped_quantity: line.shipped_quantity,
            returned_quantity: line.returned_quantity,
            refunded_quantity: line.refunded_quantity,
            refunded_minor: line.refunded_minor,
            placed_at: line.placed_at,
            variant_id: line.variant_id.or(now.variant_id),
            // What it takes from the stock was settled when it came.
            goods: line.goods,
            ..now
        });
    }
    for (position, line) in (behind..).zip(&mut stated) {
        line.position = position;
    }
    Ok((kept, stated))
}

fn same_amounts(before: &[OrderLine], after: &[OrderLine]) -> bool {
    before.iter().zip(after).all(|(before, after)| {
        let amounts = |line: &OrderLine| {
            (line.quantity, line.subtotal_minor, line.own_discount_minor, line.tax_minor, line.total_minor)
        };
        amounts(before) == amounts(after)
    })
}

async fn restate_contact(tx: &mut Tx, id: OrderId, new: &ExternalOrder) -> Result<bool> {
    let order = store::get(tx, id).await?;
    let mut now = order.clone();
    now.email = new.buyer.email.clone().or(now.email);
    now.phone = new.buyer.phone.clone().or(now.phone);
    if let Some(address) = &new.shipping_address {
        now.shipping_country = Some(address.country);
        now.shipping_address = Some(Json(address.clone()));
    }
    if let Some(address) = &new.billing_address {
        now.billing_address = Some(Json(address.clone()));
    }
    if !new.customer_note.is_empty() {
        now.customer_note = text::paragraphs("customer_note", &new.customer_note, 5_000)?;
    }
    let told = |order: &Order| {
        let address = |one: &Option<Json<crate::Address>>| one.as_ref().map(|one| one.0.clone());
        let (to, bill) = (address(&order.shipping_address), address(&order.billing_address));
        (order.email.clone(), order.phone.clone(), to, bill, order.customer_note.clone())
    };
    if told(&order) == told(&now) {
        return Ok(false);
    }
    store::save_contact(tx, &now).await?;
    tags::index(tx, &now).await?;
    timeline::tell(tx, &now, "order.changed", json!({"fields": ["contact"]})).await?;
    Ok(true)
}
