//! Editing an order that was placed: other quantities, further lines, another discount. Prices that were agreed on stay;
//! the totals are worked out anew by the same rules, and the stock follows.

use catalog::shop;
use db::Tx;
use kernel::{Error, Json, Result};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{LineId, NewLine, Order, OrderId, OrderLine, OrderSource, OrderState, lines, place, store};
use crate::pricing::{self, Basket, Discount, ExchangeRate, PricedShipping, Totals, convert};
use crate::tax::{AppliedTax, TaxPlace, Taxes};
use crate::{bulk, customer, goods, payment, timeline};

/// Another quantity of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineEdit {
    /// The line.
    pub line_id: LineId,
    /// How many now; none takes the line out. Never fewer than have left or were refunded.
    #[schema(minimum = 0)]
    pub quantity: i64,
    /// What is taken off this line alone; as before when left out.
    #[serde(default)]
    pub discounts: Option<Vec<Discount>>,
}

/// What to change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// Lines that get another quantity or discount.
    #[serde(default)]
    pub change: Vec<LineEdit>,
    /// Further lines.
    #[serde(default)]
    pub add: Vec<NewLine>,
    /// What is taken off the whole; as before when left out.
    #[serde(default)]
    pub discounts: Option<Vec<Discount>>,
    /// What shipping costs; as before when left out.
    #[serde(default)]
    #[schema(minimum = 0)]
    pub shipping_minor: Option<i64>,
}

/// Edits an order that is locked already. What was paid stays: the order may be due more afterwards, or owe some back.
pub(crate) async fn edit(tx: &mut Tx, order: Order, edit: Edit) -> Result<Order> {
    let before = order.total_minor;
    let Edited { order, mut lines, taxes, .. } = apply(tx, order, edit).await?;
    goods::hold(tx, order.id, &lines).await?;
    let new_lines = lines.split_off(lines.len() - taxes.len());
    for line in &lines {
        lines::save_amounts(tx, line).await?;
    }
    bulk::insert(tx, new_lines).await?;
    finish(tx, order, before).await
}

/// What the order would be after an edit. Nothing is held or written.
pub(crate) async fn preview(tx: &mut Tx, id: OrderId, edit: Edit) -> Result<Edited> {
    let order = store::get(tx, id).await?;
    apply(tx, order, edit).await
}

/// An order and its lines after an edit, before anything of it is written.
pub(crate) struct Edited {
    pub(crate) order: Order,
    pub(crate) lines: Vec<OrderLine>,
    /// Why the lines are taxed as they are that the edit has added: the last ones.
    pub(crate) taxes: Vec<AppliedTax>,
    pub(crate) place: TaxPlace,
}

async fn apply(tx: &mut Tx, mut order: Order, edit: Edit) -> Result<Edited> {
    if order.state == OrderState::Cancelled {
        return Err(Error::conflict("cancelled", "A cancelled order cannot be edited."));
    }
    if order.source == OrderSource::Channel {
        let detail = "The order was placed on a platform, which keeps its amounts. Edit it there.";
        return Err(Error::conflict("platform_order", detail));
    }
    let mut lines = lines::of_order(tx, order.id).await?;
    for (index, change) in edit.change.iter().enumerate() {
        change_line(&mut lines, index, change)?;
    }
    let shop = shop::get(tx, order.shop_id).await?;
    let rates = Taxes::of(tx, &shop, order.shipping_address.as_ref().map(|address| &address.0)).await?;
    let mut taxes = Vec::new();
    if !edit.add.is_empty() {
        let (mut added, applied) = place::resolve(tx, &shop, order.id, &edit.add, &rates).await?;
        move_behind(&lines, &order, &mut added);
        lines.extend(added);
        taxes = applied;
    }
    if lines.len() > place::LINES_MAX || lines.iter().all(|line| line.quantity == 0) {
        let message = "An order keeps at least one line. Cancel it, if nothing is wanted any more.";
        return Err(Error::invalid("change", "empty", message));
    }
    if let Some(discounts) = edit.discounts {
        order.discounts = Json(discounts);
    }
    order.shipping_minor = edit.shipping_minor.unwrap_or(order.shipping_minor);
    reprice(&mut order, &mut lines)?;
    check_refunds(&order, &lines)?;
    Ok(Edited { order, lines, taxes, place: rates.place })
}

async fn finish(tx: &mut Tx, order: Order, total_before: i64) -> Result<Order> {
    store::save_amounts(tx, &order).await?;
    let financial_before = order.financial_state;
    let order = store::settle(tx, order.id).await?;
    if let Some(customer) = order.customer_id {
        customer::refresh(tx, customer).await?;
    }
    let detail = json!({"total_before_minor": total_before, "total_minor": order.total_minor,
                        "currency": order.currency});
    timeline::tell(tx, &order, "order.edited", detail).await?;
    payment::tell_if_paid(tx, &order, financial_before).await?;
    Ok(order)
}

fn change_line(lines: &mut [OrderLine], index: usize, change: &LineEdit) -> Result<()> {
    let line = lines::pick(lines, change.line_id, format!("change.{index}.line_id"))?;
    let least = line.shipped_quantity.max(line.refunded_quantity);
    if change.quantity < least || change.quantity > pricing::QUANTITY_MAX {
        let message = format!("{least} of it have left or were refunded: keep so many at least.");
        return Err(Error::invalid(format!("change.{index}.quantity"), "out_of_range", message));
    }
    line.quantity = change.quantity;
    if let Some(discounts) = &change.discounts {
        line.discounts = Json(discounts.clone());
    }
    Ok(())
}

fn move_behind(lines: &[OrderLine], order: &Order, added: &mut [OrderLine]) {
    let after = lines.iter().map(|line| line.position + 1).max().unwrap_or(0);
    for line in added {
        line.position += after;
        line.placed_at = order.placed_at;
    }
}

/// Works all amounts out anew.
fn reprice(order: &mut Order, lines: &mut [OrderLine]) -> Result<()> {
    let totals = pricing::total(&Basket {
        currency: order.currency,
        prices_include_tax: order.prices_include_tax,
        lines: lines.iter().map(OrderLine::priced).collect(),
        discounts: order.discounts.0.clone(),
        shipping: PricedShipping {
            price_minor: order.shipping_minor,
            tax_rate: order.shipping_tax_rate,
            discounts: order.shipping_discounts.0.clone(),
        },
    })?;
    for (line, sum) in lines.iter_mut().zip(&totals.lines) {
        place::apply(line, sum);
    }
    order.units = lines.iter().map(|line| line.quantity).sum();
    take_over(order, &totals)
}

fn take_over(order: &mut Order, totals: &Totals) -> Result<()> {
    order.subtotal_minor = totals.subtotal.amount_minor;
    order.discount_minor = totals.discount.amount_minor;
    order.shipping_discount_minor = totals.shipping.discount.amount_minor;
    order.shipping_tax_minor = totals.shipping.tax.amount_minor;
    order.tax_minor = totals.tax.amount_minor;
    order.total_minor = totals.total.amount_minor;
    if let (Some(currency), Some(rate)) = (order.display_currency, &order.display_rate) {
        let shown = convert(totals.total, currency, &rate.parse::<ExchangeRate>()?)?;
        order.display_total_minor = Some(shown.amount_minor);
    }
    Ok(())
}

/// A line never costs less than was given back for it, and the way neither.
fn check_refunds(order: &Order, lines: &[OrderLine]) -> Result<()> {
    let refunded = |what: &'static str| {
        let message = format!("More was refunded for {what} than it would cost then.");
        Error::conflict("refunded", message)
    };
    if lines.iter().any(|line| line.refunded_minor > line.total_minor) {
        return Err(refunded("a line"));
    }
    let tax = if order.prices_include_tax { 0 } else { order.shipping_tax_minor };
    if order.shipping_refunded_minor > order.shipping_minor - order.shipping_discount_minor + tax {
        return Err(refunded("shipping"));
    }
    Ok(())
}
