//! Valuation over HTTP.

use identity::permission::STOCK_READ;
use kernel::Timestamp;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Csv, Ctx, Json, Query, Result, Routes};

use super::{Line, Valuation, lines, valuation};
use crate::location::LocationId;

/// Where and when.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ValuationFilter {
    /// Only what lies there; all locations when left out.
    location: Option<LocationId>,
    /// As it was at that time; now when left out.
    at: Option<Timestamp>,
}

pub(crate) fn routes() -> Routes {
    web::routes![get, export]
}

/// Value the stock
///
/// What lies there, at what one costs on average, location by location; now, or at an earlier time.
#[utoipa::path(get, path = "/api/v1/stock/valuation", tag = "Stock")]
async fn get(ctx: Ctx, Query(filter): Query<ValuationFilter>) -> Result<Json<Valuation>> {
    ctx.require(STOCK_READ)?;
    Ok(Json(ctx.read(async |tx| valuation(tx, filter.at, filter.location).await).await?))
}

/// Export the valuation as CSV
///
/// A line per variant and location. The cost of one has four digits more than the currency. A cell that a spreadsheet would
/// take for a formula begins with an apostrophe.
#[utoipa::path(get, path = "/api/v1/stock/valuation/export", tag = "Stock")]
async fn export(ctx: Ctx, Query(filter): Query<ValuationFilter>) -> Result<Csv> {
    ctx.require(STOCK_READ)?;
    let lines = ctx.read(async |tx| lines(tx, filter.at, filter.location).await).await?;
    let columns = ["location", "variant_id", "sku", "product", "on_hand", "unit_cost", "value", "currency"];
    Ok(Csv::of("stock-valuation.csv", &columns, lines.into_iter().map(Line::cells))?)
}
