//! Packing slips over HTTP. They say where customers live, so they take both rights.

use catalog::shop;
use db::Tx;
use identity::permission::{CUSTOMERS_READ, ORDERS_READ};
use kernel::Error;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Ctx, Path, Pdf, Query, Result, Routes};

use super::{PackingLine, PackingSlip, render};
use crate::invoice::{day, locale};
use crate::order::{Order, OrderId, OrderLine, lines, store as orders};

/// As many as a printer takes in one go.
const SLIPS_MAX: usize = 100;

/// Which orders are packed.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PackingSlips {
    /// The ids of the orders, with commas between them, 100 at most; printed in this order.
    #[param(example = "order_01jd2p8x0te7rbthv9k1n6w3cq")]
    ids: String,
}

pub(crate) fn routes() -> Routes {
    web::routes![one, many]
}

/// Get the packing slip of an order as PDF
///
/// It lists what is still to be sent, or everything once all was sent. No prices stand on it.
#[utoipa::path(get, path = "/api/v1/orders/{order_id}/documents/packing-slip.pdf", tag = "Orders")]
async fn one(ctx: Ctx, Path(id): Path<OrderId>) -> Result<Pdf> {
    print(&ctx, vec![id]).await
}

/// Get the packing slips of several orders as one PDF
#[utoipa::path(get, path = "/api/v1/orders/documents/packing-slips.pdf", tag = "Orders")]
async fn many(ctx: Ctx, Query(which): Query<PackingSlips>) -> Result<Pdf> {
    let ids = which.ids.split(',').map(str::trim).filter(|id| !id.is_empty());
    let ids = ids.map(str::parse::<OrderId>).collect::<std::result::Result<Vec<_>, _>>();
    let ids = ids
        .map_err(|_| Error::invalid("ids", "invalid", "Use the ids of orders, with commas between them."))?;
    if ids.len() > SLIPS_MAX {
        return Err(Error::invalid("ids", "too_many", format!("Print at most {SLIPS_MAX} at once.")).into());
    }
    print(&ctx, ids).await
}

async fn print(ctx: &Ctx, ids: Vec<OrderId>) -> Result<Pdf> {
    ctx.require(ORDERS_READ)?;
    ctx.require(CUSTOMERS_READ)?;
    let slips = ctx
        .read(async |tx| {
            let mut slips = Vec::with_capacity(ids.len());
            for id in ids {
                slips.push(slip(tx, id).await?);
            }
            Ok(slips)
        })
        .await?;
    let file_name = match slips.as_slice() {
        [only] => format!("packing-slip-{}", only.order_name),
        _ => "packing-slips".to_owned(),
    };
    Ok(Pdf { file_name, bytes: render(&slips)? })
}

async fn slip(tx: &mut Tx, id: OrderId) -> kernel::Result<PackingSlip> {
    let order = orders::get(tx, id).await?;
    let shop = shop::get(tx, order.shop_id).await?;
    let lines = lines::of_order(tx, id).await?;
    let ship_to = order.shipping_address.as_ref().or(order.billing_address.as_ref());
    Ok(PackingSlip {
        locale: locale(&order, &shop),
        country: shop.country,
        ordered_on: day(&shop, order.placed_at),
        ship_to: ship_to.map_or_else(|| vec![order.customer_name.clone()], |address| address.0.printed()),
        delivery: delivery(&order),
        lines: packed(lines),
        note: order.customer_note,
        order_name: order.name,
        shop_name: shop.name,
    })
}

fn delivery(order: &Order) -> Vec<String> {
    let title = Some(order.shipping_title.clone());
    let parts =
        [title, order.courier.as_ref().map(|courier| courier.to_uppercase()), order.pickup_point.clone()];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect()
}

/// What is still to be sent; everything that is sent in parcels, once all was.
fn packed(lines: Vec<OrderLine>) -> Vec<PackingLine> {
    let lines: Vec<_> =
        lines.into_iter().filter(|line| line.requires_shipping && line.quantity > 0).collect();
    let is_open = lines.iter().any(|line| line.left_to_ship() > 0);
    let quantity = |line: &OrderLine| if is_open { line.left_to_ship() } else { line.quantity };
    let lines = lines.into_iter().map(|line| PackingLine {
        quantity: quantity(&line),
        title: line.title,
        variant_title: line.variant_title,
        sku: line.sku,
    });
    lines.filter(|line| line.quantity > 0).collect()
}
