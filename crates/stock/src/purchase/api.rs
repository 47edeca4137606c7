//! Purchase orders over HTTP.

use identity::permission::{STOCK_MANAGE, STOCK_READ};
use kernel::{Cursor, Page, PageParams};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use web::{Created, Ctx, IfMatch, Json, Path, Query, Result, Routes, Tagged};

use super::{
    NewPurchaseOrder, PurchaseChange, PurchaseOrder, PurchaseOrderId, PurchaseState, Received, store,
};
use crate::supplier::SupplierId;

/// What has come.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Variant by variant; all that is still to come when left out.
    #[schema(min_items = 1, max_items = 500)]
    lines: Option<Vec<Received>>,
    /// Whether more than was ordered is meant, and no slip of the hand.
    #[serde(default)]
    accept_more: bool,
}

/// Which purchase orders are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PurchaseFilter {
    /// Only those in this state.
    state: Option<PurchaseState>,
    /// Only those to this supplier.
    supplier: Option<SupplierId>,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, get, update, order, receive, cancel]
}

/// List purchase orders
///
/// Newest first, without their lines.
#[utoipa::path(get, path = "/api/v1/purchase-orders", tag = "Purchasing")]
async fn list(
    ctx: Ctx,
    Query(filter): Query<PurchaseFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<PurchaseOrder>>> {
    ctx.require(STOCK_READ)?;
    let (limit, after) = (page.limit()?, page.after_descending()?);
    let read = ctx.read(async |tx| store::list(tx, filter.state, filter.supplier, after, limit + 1).await);
    Ok(Json(Page::new(read.await?, limit, |row: &PurchaseOrder| Cursor::at(row.created_at, row.id))))
}

/// Create a purchase order
///
/// A draft, by the supplier's terms: whole packs, at least the minimum, at their price unless another is named.
#[utoipa::path(post, path = "/api/v1/purchase-orders", tag = "Purchasing")]
async fn create(ctx: Ctx, Json(new): Json<NewPurchaseOrder>) -> Result<Created<PurchaseOrder>> {
    ctx.require(STOCK_MANAGE)?;
    Ok(Created(ctx.write(async |tx| super::draft(tx, new).await).await?))
}

/// Get a purchase order
#[utoipa::path(get, path = "/api/v1/purchase-orders/{purchase_order_id}", tag = "Purchasing")]
async fn get(ctx: Ctx, Path(id): Path<PurchaseOrderId>) -> Result<Tagged<PurchaseOrder>> {
    ctx.require(STOCK_READ)?;
    let order = ctx.read(async |tx| store::get(tx, id).await).await?;
    Ok(Tagged { version: order.version, value: order })
}

/// Change a draft
///
/// For as long as the supplier does not have it. Lines that are named take the place of all that stood there. Repeat the
/// `ETag` that you read in `If-Match`, so that nobody's change is lost.
#[utoipa::path(patch, path = "/api/v1/purchase-orders/{purchase_order_id}", tag = "Purchasing")]
async fn update(
    ctx: Ctx,
    Path(id): Path<PurchaseOrderId>,
    if_match: IfMatch,
    Json(change): Json<PurchaseChange>,
) -> Result<Tagged<PurchaseOrder>> {
    ctx.require(STOCK_MANAGE)?;
    let order = ctx
        .write(async |tx| {
            let locked = store::lock(tx, id).await?;
            if_match.check(locked.version)?;
            super::change(tx, locked, change).await
        })
        .await?;
    Ok(Tagged { version: order.version, value: order })
}

/// Order it
///
/// Says that the supplier has it: from here on the goods are incoming.
#[utoipa::path(post, path = "/api/v1/purchase-orders/{purchase_order_id}/order", tag = "Purchasing")]
async fn order(ctx: Ctx, Path(id): Path<PurchaseOrderId>) -> Result<Json<PurchaseOrder>> {
    ctx.require(STOCK_MANAGE)?;
    let order = ctx.write(async |tx| {
        super::order(tx, id).await?;
        store::get(tx, id).await
    });
    Ok(Json(order.await?))
}

/// Receive goods
///
/// All of them or a part. Each receipt carries its landed cost, its share of the extra cost included, into the variant's
/// average. More than was ordered is refused unless `accept_more` says that it is meant.
#[utoipa::path(post, path = "/api/v1/purchase-orders/{purchase_order_id}/receive", tag = "Purchasing")]
async fn receive(
    ctx: Ctx,
    Path(id): Path<PurchaseOrderId>,
    Json(receipt): Json<Receipt>,
) -> Result<Json<PurchaseOrder>> {
    ctx.require(STOCK_MANAGE)?;
    let order = ctx.write(async |tx| {
        super::receive(tx, id, receipt.lines, receipt.accept_more).await?;
        store::get(tx, id).await
    });
    Ok(Json(order.await?))
}

/// Cancel a purchase order
///
/// What has not come will not; what has stays.
#[utoipa::path(post, path = "/api/v1/purchase-orders/{purchase_order_id}/cancel", tag = "Purchasing")]
async fn cancel(ctx: Ctx, Path(id): Path<PurchaseOrderId>) -> Result<Json<PurchaseOrder>> {
    ctx.require(STOCK_MANAGE)?;
    let order = ctx.write(async |tx| {
        super::cancel(tx, id).await?;
        store::get(tx, id).await
    });
    Ok(Json(order.await?))
}
