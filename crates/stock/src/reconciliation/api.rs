//! Reconciliations over HTTP.

use identity::permission::{STOCK_MANAGE, STOCK_READ};
use kernel::{Cursor, Page, PageParams};
use web::{Created, Ctx, Json, Query, Result, Routes};

use super::{Reconciliation, reconcile, store};

pub(crate) fn routes() -> Routes {
    web::routes![list, create]
}

/// List reconciliations
///
/// Newest first. Every night each level is compared with the sum of its movements; nothing is mended.
#[utoipa::path(get, path = "/api/v1/stock/reconciliations", tag = "Stock")]
async fn list(ctx: Ctx, Query(page): Query<PageParams>) -> Result<Json<Page<Reconciliation>>> {
    ctx.require(STOCK_READ)?;
    let (limit, after) = (page.limit()?, page.after_descending()?);
    let rows = ctx.read(async |tx| store::list(tx, after, limit + 1).await).await?;
    Ok(Json(Page::new(rows, limit, |row: &Reconciliation| Cursor::at(row.at, row.id))))
}

/// Reconcile now
///
/// Compares each level with the sum of its movements, as happens every night. What differs is told in events named
/// `stock.difference_found` and in the audit log; nothing is mended.
#[utoipa::path(post, path = "/api/v1/stock/reconciliations", tag = "Stock")]
async fn create(ctx: Ctx) -> Result<Created<Reconciliation>> {
    ctx.require(STOCK_MANAGE)?;
    Ok(Created(ctx.write(async |tx| reconcile(tx).await).await?))
}
