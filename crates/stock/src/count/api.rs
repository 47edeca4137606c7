//! Stock counts over HTTP.

use identity::permission::{STOCK_MANAGE, STOCK_READ};
use kernel::{Cursor, Page, PageParams};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use web::{Created, Ctx, Json, Path, Query, Result, Routes};

use super::{CountId, CountState, NewCountLine, StockCount, store};
use crate::location::LocationId;

/// Where to count.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCount {
    /// The location.
    location_id: LocationId,
    /// What there is to say about it.
    #[schema(max_length = 500)]
    note: Option<String>,
}

/// What was found.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CountLines {
    /// Variant by variant; 1,000 at once.
    #[schema(min_items = 1, max_items = 1000)]
    lines: Vec<NewCountLine>,
}

/// Which counts are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CountFilter {
    /// Only those in this state.
    state: Option<CountState>,
    /// Only those of this location.
    location: Option<LocationId>,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, get, enter, apply, cancel]
}

/// List stock counts
///
/// Newest first, without their lines.
#[utoipa::path(get, path = "/api/v1/stock-counts", tag = "Stock")]
async fn list(
    ctx: Ctx,
    Query(filter): Query<CountFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<StockCount>>> {
    ctx.require(STOCK_READ)?;
    let (limit, after) = (page.limit()?, page.after_descending()?);
    let read = ctx.read(async |tx| store::list(tx, filter.state, filter.location, after, limit + 1).await);
    Ok(Json(Page::new(read.await?, limit, |row: &StockCount| Cursor::at(row.created_at, row.id))))
}

/// Begin a stock count
///
/// Then enter what was found, look at the differences, and apply them. Selling goes on meanwhile.
#[utoipa::path(post, path = "/api/v1/stock-counts", tag = "Stock")]
async fn create(ctx: Ctx, Json(new): Json<NewCount>) -> Result<Created<StockCount>> {
    ctx.require(STOCK_MANAGE)?;
    Ok(Created(ctx.write(async |tx| super::begin(tx, new.location_id, new.note).await).await?))
}

/// Get a stock count
///
/// With what was found and how it differs from the figures.
#[utoipa::path(get, path = "/api/v1/stock-counts/{count_id}", tag = "Stock")]
async fn get(ctx: Ctx, Path(id): Path<CountId>) -> Result<Json<StockCount>> {
    ctx.require(STOCK_READ)?;
    Ok(Json(ctx.read(async |tx| store::get(tx, id).await).await?))
}

/// Enter what was found
///
/// What the figure says at this moment is taken down beside it. Entering a variant again replaces what was found before.
#[utoipa::path(post, path = "/api/v1/stock-counts/{count_id}/lines", tag = "Stock")]
async fn enter(ctx: Ctx, Path(id): Path<CountId>, Json(lines): Json<CountLines>) -> Result<Json<StockCount>> {
    ctx.require(STOCK_MANAGE)?;
    let count = ctx.write(async |tx| {
        super::enter(tx, id, &lines.lines).await?;
        store::get(tx, id).await
    });
    Ok(Json(count.await?))
}

/// Apply a stock count
///
/// Adds each difference to the figure as it is now: what was sold since the count was entered stays sold.
#[utoipa::path(post, path = "/api/v1/stock-counts/{count_id}/apply", tag = "Stock")]
async fn apply(ctx: Ctx, Path(id): Path<CountId>) -> Result<Json<StockCount>> {
    ctx.require(STOCK_MANAGE)?;
    let count = ctx.write(async |tx| {
        super::apply(tx, id).await?;
        store::get(tx, id).await
    });
    Ok(Json(count.await?))
}

/// Give a stock count up
///
/// Nothing is applied.
#[utoipa::path(post, path = "/api/v1/stock-counts/{count_id}/cancel", tag = "Stock")]
async fn cancel(ctx: Ctx, Path(id): Path<CountId>) -> Result<Json<StockCount>> {
    ctx.require(STOCK_MANAGE)?;
    let count = ctx.write(async |tx| {
        super::cancel(tx, id).await?;
        store::get(tx, id).await
    });
    Ok(Json(count.await?))
}
