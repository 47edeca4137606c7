//! The overview over HTTP.

use std::time::Duration;

use catalog::shop::ShopId;
use identity::permission::{ORDERS_READ, STOCK_READ};
use kernel::{Money, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Ctx, Json, Query, Result, Routes};

use super::store;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How the day goes and what waits.
#[derive(Debug, Serialize, ToSchema)]
pub struct Overview {
    /// Orders that were placed since then and stand.
    orders: i64,
    /// What they come to, per currency, the one with the most orders first.
    sales: Vec<Money>,
    /// Orders of which nothing has left yet.
    unfulfilled: i64,
    /// Orders of which customers ask to send something back.
    returns_requested: i64,
    /// Orders of which goods are on their way back, or here and not inspected.
    returns_in_progress: i64,
    /// Variants for sale of which nothing is left to promise; null for those who may not read stock.
    #[schema(required)]
    sold_out: Option<i64>,
}

/// What the overview is of.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OverviewFilter {
    /// One shop; all of them when left out.
    shop: Option<ShopId>,
    /// Since when orders are counted: the day's beginning, say. The last 24 hours when left out.
    from: Option<Timestamp>,
}

pub(crate) fn routes() -> Routes {
    web::routes![overview]
}

/// Get the overview
///
/// How the day goes and what waits, of one shop or all: what a home page shows. It takes as long among a million orders as
/// among a thousand.
#[utoipa::path(get, path = "/api/v1/overview", tag = "Orders")]
async fn overview(ctx: Ctx, Query(filter): Query<OverviewFilter>) -> Result<Json<Overview>> {
    ctx.require(ORDERS_READ)?;
    let sees_stock = ctx.require(STOCK_READ).is_ok();
    let shop = filter.shop;
    let overview = ctx
        .read(async |tx| {
            let from = filter.from.unwrap_or_else(|| tx.now().minus(DAY));
            let sales = store::sales(tx, shop, from).await?;
            let returns = store::returns(tx, shop).await?;
            Ok(Overview {
                orders: sales.iter().map(|one| one.orders).sum(),
                sales: sales.iter().map(|one| Money::new(one.total_minor, one.currency)).collect(),
                unfulfilled: store::unfulfilled(tx, shop).await?,
                returns_requested: returns.requested,
                returns_in_progress: returns.in_progress,
                sold_out: if sees_stock { Some(stock::sold_out(tx, shop).await?) } else { None },
            })
        })
        .await?;
    Ok(Json(overview))
}
