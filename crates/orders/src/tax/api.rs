//! Tax rates over HTTP.

use catalog::shop::{self, ShopId};
use identity::audit::{Record, record};
use identity::permission::{SHOPS_MANAGE, SHOPS_READ};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Ctx, IfMatch, Json, Path, Result, Routes, Tagged};

use super::{ShopTaxRates, TaxRate, checked, store};

/// The rates that a shop is to sell by.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetTaxRates {
    /// All of them; none, and no tax is taken unless an order says which.
    #[schema(max_items = 1_000)]
    rates: Vec<TaxRate>,
}

pub(crate) fn routes() -> Routes {
    web::routes![get, set]
}

/// List the tax rates of a shop
///
/// By country, or region of one, and by tax class. Orders take them unless a rate is given.
#[utoipa::path(get, path = "/api/v1/shops/{shop_id}/tax-rates", tag = "Shops")]
async fn get(ctx: Ctx, Path(id): Path<ShopId>) -> Result<Tagged<ShopTaxRates>> {
    ctx.require(SHOPS_READ)?;
    let rates = ctx
        .read(async |tx| {
            shop::get(tx, id).await?;
            store::of_shop(tx, id).await
        })
        .await?;
    Ok(Tagged { version: rates.version, value: rates })
}

/// Set the tax rates of a shop
///
/// All of them anew. Repeat the `ETag` that you read in `If-Match`, so that nobody's change is lost. Orders that were
/// placed keep the rates that they were placed with.
#[utoipa::path(put, path = "/api/v1/shops/{shop_id}/tax-rates", tag = "Shops")]
async fn set(
    ctx: Ctx,
    Path(id): Path<ShopId>,
    if_match: IfMatch,
    Json(wanted): Json<SetTaxRates>,
) -> Result<Tagged<ShopTaxRates>> {
    ctx.require(SHOPS_MANAGE)?;
    let rates = ctx
        .write(async |tx| {
            shop::get(tx, id).await?;
            let before = store::of_shop(tx, id).await?;
            if_match.check(before.version)?;
            let after = store::replace(tx, id, checked(wanted.rates)?, before.version).await?;
            let entry = Record::new("shop.tax_rates_set").target("shop", id).change(&before, &after)?;
            if entry.says_something() {
                record(tx, entry).await?;
            }
            Ok(after)
        })
        .await?;
    Ok(Tagged { version: rates.version, value: rates })
}
