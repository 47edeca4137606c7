//! SQL of tax rates.

use catalog::shop::ShopId;
use db::Tx;
use kernel::{Error, Json, Result, Timestamp};

use super::{ShopTaxRates, TaxRate};

/// The rates of a shop; none as long as nobody has said anything.
pub async fn of_shop(tx: &mut Tx, shop: ShopId) -> Result<ShopTaxRates> {
    let found: Option<ShopTaxRates> = tx
        .query("SELECT rates, version FROM shop_tax_rates WHERE tenant_id = $1 AND shop_id = $2")
        .bind(shop)
        .fetch_optional()
        .await?;
    Ok(found.unwrap_or_default())
}

/// Replaces the rates that were read with this version, by others that were checked. Nothing changes when somebody else
/// was faster.
pub async fn replace(tx: &mut Tx, shop: ShopId, rates: Vec<TaxRate>, version: i64) -> Result<ShopTaxRates> {
    let now: Timestamp = tx.now();
    let saved = tx
        .query(
            "INSERT INTO shop_tax_rates (tenant_id, shop_id, rates, version, updated_at) VALUES ($1, $2, $3, 1, $4)
             ON CONFLICT (tenant_id, shop_id) DO UPDATE
             SET rates = excluded.rates, version = shop_tax_rates.version + 1, updated_at = excluded.updated_at
             WHERE shop_tax_rates.version = $5
             RETURNING rates, version",
        )
        .bind(shop)
        .bind(Json(rates))
        .bind(now)
        .bind(version)
        .fetch_optional()
        .await?;
    saved.ok_or_else(Error::changed_meanwhile)
}
