//! SQL of shops.

use db::{OnUnique, Tx};
use kernel::{Cursor, Error, Result, Timestamp};

use super::{Shop, ShopId, ShopState};

/// The merchant's shops in the order in which they were made, those of one state or all.
pub async fn list(tx: &mut Tx, state: Option<ShopState>, after: Cursor, limit: i64) -> Result<Vec<Shop>> {
    tx.query(
        "SELECT * FROM shops
         WHERE tenant_id = $1 AND (created_at, id) > ($2, $3) AND ($4 IS NULL OR state = $4)
         ORDER BY created_at, id LIMIT $5",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(state)
    .bind(limit)
    .fetch_all()
    .await
}

/// All of the merchant's shops: there are never many.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<Shop>> {
    tx.query("SELECT * FROM shops WHERE tenant_id = $1 ORDER BY created_at, id").fetch_all().await
}

/// The shop, if the merchant has it.
pub async fn find(tx: &mut Tx, id: ShopId) -> Result<Option<Shop>> {
    tx.query("SELECT * FROM shops WHERE tenant_id = $1 AND id = $2").bind(id).fetch_optional().await
}

/// The shop; an error when the merchant has no such shop.
pub async fn get(tx: &mut Tx, id: ShopId) -> Result<Shop> {
    find(tx, id).await?.ok_or_else(|| Error::not_found("shop"))
}

/// Makes a shop as it is given; its version begins at 1.
pub async fn insert(tx: &mut Tx, new: Shop) -> Result<Shop> {
    tx.query(
        "INSERT INTO shops (tenant_id, id, name, kind, platform, currency, language, time_zone, country,
             prices_include_tax, order_prefix, seller, state, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14, $14) RETURNING *",
    )
    .bind(new.id)
    .bind(new.name)
    .bind(new.kind)
    .bind(new.platform)
    .bind(new.currency)
    .bind(new.language)
    .bind(new.time_zone)
    .bind(new.country)
    .bind(new.prices_include_tax)
    .bind(new.order_prefix)
    .bind(new.seller)
    .bind(new.state)
    .bind(new.created_at)
    .fetch_one()
    .await
    .on_unique(("shops", "name"), name_taken)
}

/// Saves an edited shop; the version counts on. Nothing changes when somebody else was faster.
pub(super) async fn update(tx: &mut Tx, edited: Shop) -> Result<Shop> {
    let now = tx.now();
    let saved = tx
        .query(
            "UPDATE shops SET name = $3, language = $4, time_zone = $5, country = $6, prices_include_tax = $7,
                 order_prefix = $8, state = $9, seller = $10, version = version + 1, updated_at = $11
             WHERE tenant_id = $1 AND id = $2 AND version = $12 RETURNING *",
        )
        .bind(edited.id)
        .bind(edited.name)
        .bind(edited.language)
        .bind(edited.time_zone)
        .bind(edited.country)
        .bind(edited.prices_include_tax)
        .bind(edited.order_prefix)
        .bind(edited.state)
        .bind(edited.seller)
        .bind(now)
        .bind(edited.version)
        .fetch_optional()
        .await
        .on_unique(("shops", "name"), name_taken)?;
    saved.ok_or_else(Error::changed_meanwhile)
}

fn name_taken() -> Error {
    Error::invalid("name", "taken", "Another of your shops has this name. Choose another.")
}
