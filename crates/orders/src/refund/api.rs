//! Refunds over HTTP.

use db::Tx;
use identity::permission::ORDERS_REFUND;
use kernel::{Money, Timestamp};
use serde::{Deserialize, Serialize};
use stock::LocationId;
use utoipa::ToSchema;
use web::{Created, Ctx, Json, Path, Result, Routes};

use super::{NewRefund, Refund, RefundId, RefundLine, RefundReason, Restock, refund, store};
use crate::order::{LineId, OrderId};
use crate::payment::PaymentId;
use crate::returns::ReturnId;

/// Money that went back.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Refund)]
pub struct RefundView {
    /// The id.
    id: RefundId,
    /// The order.
    order_id: OrderId,
    /// The return that it is for.
    #[schema(required)]
    return_id: Option<ReturnId>,
    /// All that went back.
    amount: Money,
    /// How much of it is for shipping.
    shipping: Money,
    /// The lines that it is for.
    lines: Vec<RefundLineView>,
    /// Why.
    reason: RefundReason,
    /// What somebody wrote about it.
    note: String,
    /// Who did it.
    actor_name: String,
    /// When.
    created_at: Timestamp,
}

/// A line of a refund.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RefundedLine)]
pub struct RefundLineView {
    /// The order's line.
    line_id: LineId,
    /// For how many of it.
    quantity: i64,
    /// What went back for them.
    amount: Money,
}

impl RefundView {
    pub(crate) async fn of(tx: &mut Tx, row: Refund) -> kernel::Result<Self> {
        let money = |minor| Money::new(minor, row.currency);
        let lines = store::lines(tx, row.id).await?.into_iter();
        let line = |(line_id, quantity, amount)| RefundLineView { line_id, quantity, amount: money(amount) };
        Ok(Self {
            id: row.id,
            order_id: row.order_id,
            return_id: row.return_id,
            amount: money(row.amount_minor),
            shipping: money(row.shipping_minor),
            lines: lines.map(line).collect(),
            reason: row.reason,
            note: row.note,
            actor_name: row.actor_name,
            created_at: row.created_at,
        })
    }
}

/// What is to go back: lines, shipping, or a plain amount.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"amount_minor": 100, "reason": "goodwill", "note": "The box was dented."}))]
pub struct CreateRefund {
    /// Lines whose money goes back, with their tax and less their discounts.
    #[serde(default)]
    lines: Vec<RefundLine>,
    /// How much goes back for shipping, in minor units.
    #[schema(minimum = 0)]
    shipping_minor: Option<i64>,
    /// All that goes back, in minor units, when it is more or less than lines and shipping.
    #[schema(minimum = 1)]
    amount_minor: Option<i64>,
    /// The payment that it goes back on; those with money left, the latest first, when left out.
    payment_id: Option<PaymentId>,
    /// The return that it is for.
    return_id: Option<ReturnId>,
    /// Whether the goods of the lines are on the shelf again, without a return.
    #[serde(default)]
    restock: bool,
    /// Where they are; where stock is taken from first when left out.
    location_id: Option<LocationId>,
    /// Why.
    reason: RefundReason,
    /// What to say about it.
    #[serde(default)]
    note: String,
}

pub(crate) fn routes() -> Routes {
    web::routes![create, get]
}

/// Give money back
///
/// Never more than was taken, however many ask at once. What was taken by a payment provider goes back there; here it is
/// written down.
#[utoipa::path(post, path = "/api/v1/orders/{order_id}/refunds", tag = "Refunds")]
async fn create(
    ctx: Ctx,
    Path(id): Path<OrderId>,
    Json(new): Json<CreateRefund>,
) -> Result<Created<RefundView>> {
    ctx.require(ORDERS_REFUND)?;
    let new = NewRefund {
        return_id: new.return_id,
        lines: new.lines,
        shipping_minor: new.shipping_minor.unwrap_or(0),
        amount_minor: new.amount_minor,
        payment_id: new.payment_id,
        restock: new.restock.then_some(Restock { location: new.location_id }),
        reason: new.reason,
        note: new.note,
        external_id: None,
    };
    let view = ctx
        .write(async |tx| {
            let row = refund(tx, id, new).await?;
            RefundView::of(tx, row).await
        })
        .await?;
    Ok(Created(view))
}

/// Get a refund
#[utoipa::path(get, path = "/api/v1/refunds/{refund_id}", tag = "Refunds")]
async fn get(ctx: Ctx, Path(id): Path<RefundId>) -> Result<Json<RefundView>> {
    ctx.require(identity::permission::ORDERS_READ)?;
    let view = ctx
        .read(async |tx| {
            let row = store::get(tx, id).await?;
            RefundView::of(tx, row).await
        })
        .await?;
    Ok(Json(view))
}
