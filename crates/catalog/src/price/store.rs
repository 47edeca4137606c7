//! SQL of price lists and prices.

use db::bulk::Row;
use db::{OnForeignKey, OnUnique, Query, Tx};
use kernel::{Currency, Error, Result, Timestamp};

use super::{Price, PriceList, PriceListId};
use crate::shop::{Shop, ShopId};
use crate::variant::{NewPrice, VariantId};

pub(crate) async fn find(tx: &mut Tx, id: PriceListId) -> Result<Option<PriceList>> {
    tx.query("SELECT * FROM price_lists WHERE tenant_id = $1 AND id = $2").bind(id).fetch_optional().await
}

pub(crate) async fn get(tx: &mut Tx, id: PriceListId) -> Result<PriceList> {
    find(tx, id).await?.ok_or_else(|| Error::not_found("price list"))
}

/// The base list of a currency; made when the merchant meets the currency for the first time.
pub async fn base_list(tx: &mut Tx, currency: Currency) -> Result<PriceList> {
    let select = "SELECT * FROM price_lists WHERE tenant_id = $1 AND currency = $2 AND is_base";
    if let Some(list) = tx.query(select).bind(currency).fetch_optional().await? {
        return Ok(list);
    }
    let (id, now): (PriceListId, _) = (tx.new_id(), tx.now());
    // Two may meet it at once, and a list of that name may have been made by hand.
    for name in [format!("{currency} prices"), format!("{currency} prices {}", id.uuid().simple())] {
        tx.query(
            "INSERT INTO price_lists (tenant_id, id, name, currency, is_base, version, created_at, updated_at)
             VALUES ($1, $2, $3, $4, TRUE, 1, $5, $5) ON CONFLICT DO NOTHING",
        )
        .bind(id)
        .bind(name)
        .bind(currency)
        .bind(now)
        .execute()
        .await?;
        if let Some(list) = tx.query(select).bind(currency).fetch_optional().await? {
            return Ok(list);
        }
    }
    Err(Error::internal("a base price list could neither be made nor found"))
}

/// The base list of each currency that the merchant has met.
pub(crate) async fn base_lists(tx: &mut Tx) -> Result<Vec<(Currency, PriceListId)>> {
    tx.query("SELECT currency, id FROM price_lists WHERE tenant_id = $1 AND is_base ORDER BY created_at, id")
        .fetch_all()
        .await
}

/// The list that a shop sells by: its own, or the base list of its currency. `None` when nothing has a price in that
/// currency yet.
pub async fn list_of_shop(tx: &mut Tx, shop: &Shop) -> Result<Option<PriceListId>> {
    tx.query(
        "SELECT l.id FROM price_lists l
         LEFT JOIN shop_price_lists s ON s.tenant_id = l.tenant_id AND s.shop_id = $2
         WHERE l.tenant_id = $1 AND l.currency = $3 AND (l.id = s.price_list_id OR (s.price_list_id IS NULL AND l.is_base))",
    )
    .bind(shop.id)
    .bind(shop.currency)
    .scalar_optional()
    .await
}

/// All prices of these variants, base lists first.
pub async fn of_variants(tx: &mut Tx, variants: &[VariantId]) -> Result<Vec<Price>> {
    let mut prices = Vec::new();
    for variants in variants.chunks(db::IDS) {
        let rows: Vec<Price> = tx
            .query(concat!(
                "SELECT p.variant_id, p.price_list_id, p.amount_minor, p.compare_at_minor, l.currency
                 FROM prices p JOIN price_lists l ON l.tenant_id = p.tenant_id AND l.id = p.price_list_id
                 WHERE p.tenant_id = $1 AND p.variant_id IN (",
                db::ids!(),
                ") ORDER BY p.variant_id, l.is_base DESC, l.created_at, l.id"
            ))
            .bind_ids(variants)
            .fetch_all()
            .await?;
        prices.extend(rows);
    }
    Ok(prices)
}

/// A price that is set, in place of the one that is there.
#[derive(Debug)]
pub(crate) struct PriceRow {
    pub(super) list: PriceListId,
    pub(super) variant: VariantId,
    pub(super) price: NewPrice,
    pub(super) since: Timestamp,
}

impl Row for PriceRow {
    const TABLE: &'static str = "prices";
    const COLUMNS: &'static [&'static str] =
        &["price_list_id", "variant_id", "amount_minor", "compare_at_minor", "updated_at"];
    const ON_CONFLICT: &'static str = "ON CONFLICT (tenant_id, price_list_id, variant_id) DO UPDATE
        SET amount_minor = excluded.amount_minor, compare_at_minor = excluded.compare_at_minor,
            updated_at = excluded.updated_at";

    fn bind(self, query: Query<'_>) -> Query<'_> {
        let query = query.bind(self.list).bind(self.variant).bind(self.price.amount_minor);
        query.bind(self.price.compare_at_minor).bind(self.since)
    }
}

/// Takes a price out of a list; answers whether there was one.
pub(crate) async fn remove(tx: &mut Tx, list: PriceListId, variant: VariantId) -> Result<bool> {
    let removed = tx
        .query("DELETE FROM prices WHERE tenant_id = $1 AND price_list_id = $2 AND variant_id = $3")
        .bind(list)
        .bind(variant)
        .execute()
        .await?;
    Ok(removed > 0)
}

/// The merchant's price lists: base lists first.
pub(super) async fn all(tx: &mut Tx) -> Result<Vec<PriceList>> {
    tx.query("SELECT * FROM price_lists WHERE tenant_id = $1 ORDER BY is_base DESC, created_at, id")
        .fetch_all()
        .await
}

/// A list of its own, which is no base list.
pub(super) async fn insert(tx: &mut Tx, name: String, currency: Currency) -> Result<PriceList> {
    let (id, now): (PriceListId, _) = (tx.new_id(), tx.now());
    tx.query(
        "INSERT INTO price_lists (tenant_id, id, name, currency, is_base, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, FALSE, 1, $5, $5) RETURNING *",
    )
    .bind(id)
    .bind(name)
    .bind(currency)
    .bind(now)
    .fetch_one()
    .await
    .on_unique(("price_lists", "name"), name_taken)
}

fn name_taken() -> Error {
    Error::invalid("name", "taken", "Another of your price lists has this name. Choose another.")
}

/// Saves a renamed list; the version counts on. Nothing changes when somebody else was faster.
pub(super) async fn update(tx: &mut Tx, edited: PriceList) -> Result<PriceList> {
    let now = tx.now();
    let saved = tx
        .query(
            "UPDATE price_lists SET name = $3, version = version + 1, updated_at = $4
             WHERE tenant_id = $1 AND id = $2 AND version = $5 RETURNING *",
        )
        .bind(edited.id)
        .bind(edited.name)
        .bind(now)
        .bind(edited.version)
        .fetch_optional()
        .await
        .on_unique(("price_lists", "name"), name_taken)?;
    saved.ok_or_else(Error::changed_meanwhile)
}

pub(super) async fn delete(tx: &mut Tx, id: PriceListId) -> Result<()> {
    tx.query("DELETE FROM price_lists WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .execute()
        .await
        .on_foreign_key(|| {
            let detail = "A shop sells by this price list. Give the shop another one first.";
            Error::conflict("price_list_in_use", detail)
        })?;
    Ok(())
}

/// The list that the shop was given, if any.
pub(super) async fn of_shop(tx: &mut Tx, shop: ShopId) -> Result<Option<PriceListId>> {
    tx.query("SELECT price_list_id FROM shop_price_lists WHERE tenant_id = $1 AND shop_id = $2")
        .bind(shop)
        .scalar_optional()
        .await
}

pub(super) async fn set_for_shop(tx: &mut Tx, shop: ShopId, list: Option<PriceListId>) -> Result<()> {
    let Some(list) = list else {
        tx.query("DELETE FROM shop_price_lists WHERE tenant_id = $1 AND shop_id = $2")
            .bind(shop)
            .execute()
            .await?;
        return Ok(());
    };
    tx.query(
        "INSERT INTO shop_price_lists (tenant_id, shop_id, price_list_id) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id, shop_id) DO UPDATE SET price_list_id = excluded.price_list_id",
    )
    .bind(shop)
    .bind(list)
    .execute()
    .await?;
    Ok(())
}
