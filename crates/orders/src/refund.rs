//! Refunds: money that goes back, for lines, for the way, or as a plain amount.
//!
//! Whoever refunds holds the order's lock, so refunds of one order come one after the other; and what goes back on a
//! payment is one conditional update. So never more goes back than was taken, however many ask at once.

pub(crate) mod api;
pub(crate) mod store;

use db::Tx;
use identity::audit::Record;
use kernel::{Currency, Entity, Error, Id, Money, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use stock::LocationId;
use utoipa::ToSchema;

use crate::order::{LineId, Order, OrderId, OrderLine, lines, store as orders};
use crate::payment::{Payment, PaymentId, PaymentState, store as payments};
use crate::pricing::{Part, part_of};
use crate::returns::{self, ReturnId};
use crate::{customer, goods, text, timeline};

/// Why money goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum RefundReason {
    /// Goods came back.
    Return,
    /// The order, or a part of it, was called off.
    Cancellation,
    /// It arrived damaged.
    Damaged,
    /// It never arrived.
    NotReceived,
    /// It should have cost less.
    PriceAdjustment,
    /// To be kind.
    Goodwill,
    /// Something else.
    Other,
}

/// One refund.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Refund {
    /// The id.
    pub id: RefundId,
    /// The order.
    pub order_id: OrderId,
    /// The return that it is for.
    pub return_id: Option<ReturnId>,
    /// Its currency, which is the order's.
    pub currency: Currency,
    /// All that goes back.
    pub amount_minor: i64,
    /// How much of it is for the way.
    pub shipping_minor: i64,
    /// Why.
    pub reason: RefundReason,
    /// What somebody wrote about it.
    pub note: String,
    /// Its id on the platform that told of it.
    pub external_id: Option<String>,
    /// Who did it.
    pub actor_name: String,
    /// When.
    pub created_at: Timestamp,
}

impl Entity for Refund {
    const PREFIX: &'static str = "refund";
}

/// The id of a refund.
pub type RefundId = Id<Refund>;

/// So many of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefundLine {
    /// The line.
    pub line_id: LineId,
    /// For how many of it the money goes back.
    #[schema(minimum = 1)]
    pub quantity: i64,
}

/// Goods whose money goes back are here again, without a return.
#[derive(Debug, Clone, Copy, Default)]
pub struct Restock {
    /// Where they are; where stock is taken from first when left out.
    pub location: Option<LocationId>,
}

/// What is to go back.
#[derive(Debug, Clone)]
pub struct NewRefund {
    /// The return that it is for.
    pub return_id: Option<ReturnId>,
    /// Lines whose money goes back.
    pub lines: Vec<RefundLine>,
    /// How much goes back for the way.
    pub shipping_minor: i64,
    /// All that goes back, when it is not just the lines and the way.
    pub amount_minor: Option<i64>,
    /// The payment that it goes back on; those with money left, the latest first, when left out.
    pub payment_id: Option<PaymentId>,
    /// Whether and where the goods of the lines are put back on the shelf.
    pub restock: Option<Restock>,
    /// Why.
    pub reason: RefundReason,
    /// What somebody wrote about it.
    pub note: String,
    /// Its id on the platform that told of it; a second one with the same id answers the first.
    pub external_id: Option<String>,
}

impl NewRefund {
    /// A plain amount.
    pub fn amount(amount_minor: i64, reason: RefundReason) -> Self {
        Self {
            return_id: None,
            lines: Vec::new(),
            shipping_minor: 0,
            amount_minor: Some(amount_minor),
            payment_id: None,
            restock: None,
            reason,
            note: String::new(),
            external_id: None,
        }
    }
}

/// A line of a refund, with what goes back for it.
pub(crate) struct Given {
    pub(crate) line_id: LineId,
    pub(crate) quantity: i64,
    pub(crate) amount_minor: i64,
    pub(crate) tax_minor: i64,
}

/// Gives money back.
pub async fn refund(tx: &mut Tx, order: OrderId, new: NewRefund) -> Result<Refund> {
    let order = orders::lock(tx, order).await?;
    if let Some(known) = &new.external_id
        && let Some(first) = store::find_by_external_id(tx, order.id, known).await?
    {
        return Ok(first);
    }
    if let Some(id) = new.return_id {
        returns::check_belongs(tx, id, order.id).await?;
    }
    let mut lines = lines::of_order(tx, order.id).await?;
    let given = give_lines(&order, &mut lines, &new.lines)?;
    let for_lines: i64 = given.iter().map(|one| one.amount_minor).sum();
    check_shipping(&order, new.shipping_minor)?;
    let amount = new.amount_minor.unwrap_or(for_lines + new.shipping_minor);
    check_amount(&order, amount)?;
    let refund = Refund {
        id: tx.new_id(),
        order_id: order.id,
        return_id: new.return_id,
        currency: order.currency,
        amount_minor: amount,
        shipping_minor: new.shipping_minor,
        reason: new.reason,
        note: text::paragraphs("note", &new.note, 2_000)?,
        external_id: new.external_id.clone(),
        actor_name: tx.scope().actor.name.clone(),
        created_at: tx.now(),
    };
    let parts = spread(tx, &order, amount, new.payment_id).await?;
    store::insert(tx, refund.clone(), parts, given).await?;
    if let Some(to) = new.restock {
        restock(tx, &order, &mut lines, &new.lines, to).await?;
    }
    for line in lines.iter().filter(|line| new.lines.iter().any(|one| one.line_id == line.id)) {
        lines::save_progress(tx, line).await?;
    }
    store::add_shipping(tx, order.id, new.shipping_minor).await?;
    finish(tx, &order, refund).await
}

async fn finish(tx: &mut Tx, order: &Order, refund: Refund) -> Result<Refund> {
    if let Some(id) = refund.return_id {
        returns::store::add_refunded(tx, id, refund.amount_minor).await?;
    }
    let detail = json!({
        "refund_id": refund.id, "amount_minor": refund.amount_minor, "currency": refund.currency,
        "reason": refund.reason, "return_id": refund.return_id,
    });
    let entry = Record::new("refund.created").target("refund", refund.id);
    timeline::tell_of(tx, order, entry, "refund.created", detail).await?;
    let after = orders::settle(tx, order.id).await?;
    if let Some(customer) = after.customer_id {
        customer::refresh(tx, customer).await?;
    }
    Ok(refund)
}

/// Works out what goes back for the lines, and writes it into them.
fn give_lines(order: &Order, lines: &mut [OrderLine], wanted: &[RefundLine]) -> Result<Vec<Given>> {
    let mut given = Vec::with_capacity(wanted.len());
    for (index, one) in wanted.iter().enumerate() {
        let line = lines::pick(lines, one.line_id, format!("lines.{index}.line_id"))?;
        let left = line.quantity - line.refunded_quantity;
        if one.quantity < 1 || one.quantity > left {
            let message = format!("The money of {left} can still go back.");
            return Err(Error::invalid(format!("lines.{index}.quantity"), "out_of_range", message));
        }
        let part = Part { of: line.quantity, after: line.refunded_quantity, take: one.quantity };
        let amount = part_of(order.money(line.total_minor), part)?.amount_minor;
        // What an edit has taken off the line in between cannot go back twice.
        let amount = amount.min(line.total_minor - line.refunded_minor);
        let tax = part_of(order.money(line.tax_minor), part)?.amount_minor;
        line.refunded_quantity += one.quantity;
        line.refunded_minor += amount;
        given.push(Given { line_id: line.id, quantity: one.quantity, amount_minor: amount, tax_minor: tax });
    }
    Ok(given)
}

fn check_shipping(order: &Order, shipping_minor: i64) -> Result<()> {
    let tax = if order.prices_include_tax { 0 } else { order.shipping_tax_minor };
    let left = order.shipping_minor - order.shipping_discount_minor + tax - order.shipping_refunded_minor;
    if (0..=left).contains(&shipping_minor) {
        return Ok(());
    }
    let message = format!("Of what shipping cost, {} can still go back.", order.money(left));
    Err(Error::invalid("shipping_minor", "out_of_range", message))
}

fn check_amount(order: &Order, amount: i64) -> Result<()> {
    let left = order.captured_minor - order.refunded_minor;
    if amount < 1 {
        return Err(Error::invalid(
            "amount_minor",
            "out_of_range",
            "Say what goes back: lines, shipping or an amount.",
        ));
    }
    if amount <= left {
        return Ok(());
    }
    let message = format!("Of what was paid, {} can still go back.", Money::new(left, order.currency));
    Err(Error::conflict("refund_too_large", message))
}

/// Takes the amount off payments, and answers how much off which.
async fn spread(
    tx: &mut Tx,
    order: &Order,
    amount: i64,
    only: Option<PaymentId>,
) -> Result<Vec<(PaymentId, i64)>> {
    let mut candidates: Vec<Payment> = payments::of_order(tx, order.id).await?;
    candidates.retain(|one| one.state == PaymentState::Captured && only.is_none_or(|only| only == one.id));
    candidates.reverse();
    let (mut left, mut parts) = (amount, Vec::new());
    for payment in candidates {
        let part = left.min(payment.captured_minor - payment.refunded_minor);
        if part > 0 && payments::give_back(tx, payment.id, part).await? {
            parts.push((payment.id, part));
            left -= part;
        }
    }
    if left == 0 {
        return Ok(parts);
    }
    let message = match only {
        Some(_) => "There is less left of this payment. Leave it out, to take from the others too.",
        None => "There is less left of what was paid.",
    };
    Err(Error::conflict("refund_too_large", message))
}

/// Puts goods whose money goes back on the shelf again. What never left is still held for the order: an edit takes it out.
async fn restock(
    tx: &mut Tx,
    order: &Order,
    lines: &mut [OrderLine],
    wanted: &[RefundLine],
    to: Restock,
) -> Result<()> {
    for (index, one) in wanted.iter().enumerate() {
        let line = lines::pick(lines, one.line_id, format!("lines.{index}.line_id"))?;
        if one.quantity > line.shipped_quantity - line.returned_quantity {
            let message =
                "So many are not with the customer. Take out what has not left with an edit of the order.";
            return Err(Error::invalid(format!("lines.{index}.quantity"), "not_shipped", message));
        }
        line.returned_quantity += one.quantity;
        goods::put_back(tx, order, line, one.quantity, to.location).await?;
    }
    Ok(())
}
