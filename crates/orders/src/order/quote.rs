//! What an order would cost, before anybody places it, or changes one.

use identity::permission::ORDERS_MANAGE;
use kernel::Money;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ctx, Json, Path, Result, Routes};

use super::api::CreateOrder;
use super::edit::Edit;
use super::{Order, OrderId, OrderLine, OrderSource, edit, place};
use crate::pricing::Totals;

/// What an order would cost.
#[derive(Debug, Serialize, ToSchema)]
pub struct Quote {
    /// Its lines, in the order in which they came.
    lines: Vec<QuotedLine>,
    /// Σ lines.
    subtotal: Money,
    /// All that would be taken off.
    discount: Money,
    /// What shipping would cost, before its discounts.
    shipping: Money,
    /// All tax. Where prices include it, it is contained in them and not added again.
    tax: Money,
    /// What it would cost.
    total: Money,
}

/// What a line would cost.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuotedLine {
    /// Price times quantity.
    subtotal: Money,
    /// All that would be taken off, its share of the order's discounts counted.
    discount: Money,
    /// Its tax.
    tax: Money,
    /// What it would come to.
    total: Money,
}

impl Quote {
    fn of(totals: &Totals) -> kernel::Result<Self> {
        let line = |line: &crate::pricing::LineSum| {
            let discount = line.discount()?;
            Ok(QuotedLine { subtotal: line.subtotal, discount, tax: line.tax, total: line.total })
        };
        Ok(Self {
            lines: totals.lines.iter().map(line).collect::<kernel::Result<_>>()?,
            subtotal: totals.subtotal,
            discount: totals.discount,
            shipping: totals.shipping.price,
            tax: totals.tax,
            total: totals.total,
        })
    }

    fn of_order(order: &Order, lines: &[OrderLine]) -> Self {
        let line = |line: &OrderLine| QuotedLine {
            subtotal: order.money(line.subtotal_minor),
            discount: order.money(line.own_discount_minor + line.order_discount_minor),
            tax: order.money(line.tax_minor),
            total: order.money(line.total_minor),
        };
        Self {
            lines: lines.iter().map(line).collect(),
            subtotal: order.money(order.subtotal_minor),
            discount: order.money(order.discount_minor),
            shipping: order.money(order.shipping_minor),
            tax: order.money(order.tax_minor),
            total: order.money(order.total_minor),
        }
    }
}

pub(crate) fn routes() -> Routes {
    web::routes![quote, quote_edit]
}

/// Work out what an order would cost
///
/// By the same rules as placing it. Nothing is held, and whether there is enough is not looked at.
#[utoipa::path(post, path = "/api/v1/orders/quote", tag = "Orders")]
async fn quote(ctx: Ctx, Json(new): Json<CreateOrder>) -> Result<Json<Quote>> {
    ctx.require(ORDERS_MANAGE)?;
    let new = new.order(OrderSource::Manual);
    let totals = ctx.read(async |tx| place::preview(tx, &new).await).await?;
    Ok(Json(Quote::of(&totals)?))
}

/// Work out what an order would cost after an edit
///
/// By the same rules as editing it: the lines that there are come first, then those that are added. Nothing is written or
/// held, and whether there is enough is not looked at.
#[utoipa::path(post, path = "/api/v1/orders/{order_id}/edits/quote", tag = "Orders")]
async fn quote_edit(ctx: Ctx, Path(id): Path<OrderId>, Json(body): Json<Edit>) -> Result<Json<Quote>> {
    ctx.require(ORDERS_MANAGE)?;
    let (order, lines) = ctx.read(async |tx| edit::preview(tx, id, body).await).await?;
    Ok(Json(Quote::of_order(&order, &lines)))
}
