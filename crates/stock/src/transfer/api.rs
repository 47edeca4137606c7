//! Transfers over HTTP.

use identity::permission::{STOCK_MANAGE, STOCK_READ};
use kernel::{Cursor, Page, PageParams};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use web::{Created, Ctx, Json, Path, Query, Result, Routes};

use super::{Arrival, NewTransfer, Transfer, TransferId, TransferState, store};

/// What has arrived or is lost.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Arrivals {
    /// Variant by variant; all that is on its way has arrived when left out.
    #[schema(min_items = 1, max_items = 500)]
    lines: Option<Vec<Arrival>>,
}

/// Which transfers are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TransferFilter {
    /// Only those in this state.
    state: Option<TransferState>,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, get, ship, receive, cancel]
}

/// List stock transfers
///
/// Newest first, without their lines.
#[utoipa::path(get, path = "/api/v1/stock-transfers", tag = "Stock")]
async fn list(
    ctx: Ctx,
    Query(filter): Query<TransferFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<Transfer>>> {
    ctx.require(STOCK_READ)?;
    let (limit, after) = (page.limit()?, page.after_descending()?);
    let rows = ctx.read(async |tx| store::list(tx, filter.state, after, limit + 1).await).await?;
    Ok(Json(Page::new(rows, limit, |row: &Transfer| Cursor::at(row.created_at, row.id))))
}

/// Create a stock transfer
///
/// A draft: nothing moves until it is shipped.
#[utoipa::path(post, path = "/api/v1/stock-transfers", tag = "Stock")]
async fn create(ctx: Ctx, Json(new): Json<NewTransfer>) -> Result<Created<Transfer>> {
    ctx.require(STOCK_MANAGE)?;
    Ok(Created(ctx.write(async |tx| super::draft(tx, new).await).await?))
}

/// Get a stock transfer
#[utoipa::path(get, path = "/api/v1/stock-transfers/{transfer_id}", tag = "Stock")]
async fn get(ctx: Ctx, Path(id): Path<TransferId>) -> Result<Json<Transfer>> {
    ctx.require(STOCK_READ)?;
    Ok(Json(ctx.read(async |tx| store::get(tx, id).await).await?))
}

/// Ship a stock transfer
///
/// The goods leave what is available at the one location, and are on their way to the other.
#[utoipa::path(post, path = "/api/v1/stock-transfers/{transfer_id}/ship", tag = "Stock")]
async fn ship(ctx: Ctx, Path(id): Path<TransferId>) -> Result<Json<Transfer>> {
    ctx.require(STOCK_MANAGE)?;
    let transfer = ctx.write(async |tx| {
        super::ship(tx, id).await?;
        store::get(tx, id).await
    });
    Ok(Json(transfer.await?))
}

/// Receive a stock transfer
///
/// All of it or a part; what is lost is said here too. Once nothing is left on its way, the transfer is done.
#[utoipa::path(post, path = "/api/v1/stock-transfers/{transfer_id}/receive", tag = "Stock")]
async fn receive(
    ctx: Ctx,
    Path(id): Path<TransferId>,
    Json(arrivals): Json<Arrivals>,
) -> Result<Json<Transfer>> {
    ctx.require(STOCK_MANAGE)?;
    let transfer = ctx.write(async |tx| {
        super::receive(tx, id, arrivals.lines).await?;
        store::get(tx, id).await
    });
    Ok(Json(transfer.await?))
}

/// Cancel a stock transfer
///
/// Only a draft: what has left is received or lost.
#[utoipa::path(post, path = "/api/v1/stock-transfers/{transfer_id}/cancel", tag = "Stock")]
async fn cancel(ctx: Ctx, Path(id): Path<TransferId>) -> Result<Json<Transfer>> {
    ctx.require(STOCK_MANAGE)?;
    let transfer = ctx.write(async |tx| {
        super::cancel(tx, id).await?;
        store::get(tx, id).await
    });
    Ok(Json(transfer.await?))
}
