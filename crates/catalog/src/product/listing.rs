//! Listings: which shops show a product.

use db::{OnForeignKey, Tx};
use kernel::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ProductId;
use crate::shop::ShopId;

/// Whether a shop shows a product that it lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ListingState {
    /// Everybody sees it once the product is active.
    Published,
    /// Nobody does.
    Hidden,
}

/// A product in a shop.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Listing {
    /// The shop.
    pub shop_id: ShopId,
    /// Whether it shows the product.
    pub state: ListingState,
    /// What a connected shop calls it; null for a hosted one.
    #[schema(required)]
    pub external_id: Option<String>,
}

/// The shops that list a product.
pub async fn of_product(tx: &mut Tx, id: ProductId) -> Result<Vec<Listing>> {
    tx.query(
        "SELECT shop_id, state, external_id FROM product_listings
         WHERE tenant_id = $1 AND product_id = $2 ORDER BY created_at, shop_id",
    )
    .bind(id)
    .fetch_all()
    .await
}

/// Lists the product in a shop, or changes how it is listed. An external id that is left out stays.
pub async fn set(
    tx: &mut Tx,
    id: ProductId,
    shop: ShopId,
    state: ListingState,
    external_id: Option<&str>,
) -> Result<Listing> {
    let now = tx.now();
    tx.query(
        "INSERT INTO product_listings (tenant_id, shop_id, product_id, state, external_id, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)
         ON CONFLICT (tenant_id, shop_id, product_id) DO UPDATE
         SET state = excluded.state, external_id = coalesce(excluded.external_id, product_listings.external_id),
             updated_at = excluded.updated_at
         RETURNING shop_id, state, external_id",
    )
    .bind(shop)
    .bind(id)
    .bind(state)
    .bind(external_id.map(str::to_owned))
    .bind(now)
    .fetch_one()
    .await
    .on_foreign_key(|| Error::not_found("shop"))
}

/// The shop lists the product no more; answers whether it did.
pub(crate) async fn remove(tx: &mut Tx, id: ProductId, shop: ShopId) -> Result<bool> {
    let removed = tx
        .query("DELETE FROM product_listings WHERE tenant_id = $1 AND shop_id = $2 AND product_id = $3")
        .bind(shop)
        .bind(id)
        .execute()
        .await?;
    Ok(removed > 0)
}
