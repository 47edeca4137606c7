//! What an order would cost, before anybody places it, or changes one.

use identity::permission::ORDERS_MANAGE;
use kernel::Money;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ctx, Json, Path, Result, Routes};

use super::api::CreateOrder;
use super::edit::{Edit, Edited};
use super::place::Preview;
use super::{OrderId, OrderLine, OrderSource, edit, place};
use crate::pricing::{LineSum, Percent};
use crate::tax::{AppliedTax, TaxPlace, TaxSource};

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
    /// Where it would be sold to, by which the shop's tax rates are chosen.
    tax_place: TaxPlace,
    /// The rate of tax on shipping.
    shipping_tax_rate: Percent,
    /// Where that rate comes from.
    shipping_tax_source: TaxSource,
}

/// What a line would cost.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuotedLine {
    /// What it is called.
    title: String,
    /// What tells it from other variants.
    variant_title: String,
    /// What one costs.
    unit_price: Money,
    /// Price times quantity.
    subtotal: Money,
    /// All that would be taken off, its share of the order's discounts counted.
    discount: Money,
    /// Its tax.
    tax: Money,
    /// The rate of its tax.
    tax_rate: Percent,
    /// Where that rate comes from.
    tax_source: TaxSource,
    /// What it would come to.
    total: Money,
}

impl Quote {
    fn of(preview: Preview) -> kernel::Result<Self> {
        let Preview { totals, lines, shipping, place } = preview;
        let currency = totals.total.currency;
        let line = |(sum, (line, tax)): (&LineSum, (OrderLine, AppliedTax))| {
            Ok(QuotedLine {
                unit_price: Money::new(line.unit_price_minor, currency),
                title: line.title,
                variant_title: line.variant_title,
                subtotal: sum.subtotal,
                discount: sum.discount()?,
                tax: sum.tax,
                tax_rate: tax.rate,
                tax_source: tax.source,
                total: sum.total,
            })
        };
        Ok(Self {
            lines: totals.lines.iter().zip(lines).map(line).collect::<kernel::Result<_>>()?,
            subtotal: totals.subtotal,
            discount: totals.discount,
            shipping: totals.shipping.price,
            tax: totals.tax,
            total: totals.total,
            tax_place: place,
            shipping_tax_rate: shipping.rate,
            shipping_tax_source: shipping.source,
        })
    }

    fn of_edit(edited: Edited) -> Self {
        let Edited { order, lines, taxes, place } = edited;
        // What was ordered before keeps the rates that were agreed on then.
        let before = lines.iter().map(|line| AppliedTax::given(line.tax_rate));
        let all = before.take(lines.len() - taxes.len()).chain(taxes.iter().copied());
        let line = |(line, tax): (&OrderLine, AppliedTax)| QuotedLine {
            title: line.title.clone(),
            variant_title: line.variant_title.clone(),
            unit_price: order.money(line.unit_price_minor),
            subtotal: order.money(line.subtotal_minor),
            discount: order.money(line.own_discount_minor + line.order_discount_minor),
            tax: order.money(line.tax_minor),
            tax_rate: tax.rate,
            tax_source: tax.source,
            total: order.money(line.total_minor),
        };
        Self {
            lines: lines.iter().zip(all).map(line).collect(),
            subtotal: order.money(order.subtotal_minor),
            discount: order.money(order.discount_minor),
            shipping: order.money(order.shipping_minor),
            tax: order.money(order.tax_minor),
            total: order.money(order.total_minor),
            tax_place: place,
            shipping_tax_rate: order.shipping_tax_rate,
            shipping_tax_source: TaxSource::Given,
        }
    }
}

pub(crate) fn routes() -> Routes {
    web::routes![quote, quote_edit]
}

/// Work out what an order would cost
///
/// By the same rules as placing it. Nothing is held, and whether there is enough is not looked at. Each line says which
/// rate of tax it would have and where that comes from: `missing` is sold without tax, because the shop has no rate for it.
#[utoipa::path(post, path = "/api/v1/orders/quote", tag = "Orders")]
async fn quote(ctx: Ctx, Json(new): Json<CreateOrder>) -> Result<Json<Quote>> {
    ctx.require(ORDERS_MANAGE)?;
    let new = new.order(OrderSource::Manual);
    let preview = ctx.read(async |tx| place::preview(tx, new).await).await?;
    Ok(Json(Quote::of(preview)?))
}

/// Work out what an order would cost after an edit
///
/// By the same rules as editing it: the lines that there are come first, then those that are added. Nothing is written or
/// held, and whether there is enough is not looked at.
#[utoipa::path(post, path = "/api/v1/orders/{order_id}/edits/quote", tag = "Orders")]
async fn quote_edit(ctx: Ctx, Path(id): Path<OrderId>, Json(body): Json<Edit>) -> Result<Json<Quote>> {
    ctx.require(ORDERS_MANAGE)?;
    let edited = ctx.read(async |tx| edit::preview(tx, id, body).await).await?;
    Ok(Json(Quote::of_edit(edited)))
}
