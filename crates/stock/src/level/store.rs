//! SQL of levels. Only `movement::post` changes one, and `movement::post_first` begins some.

use std::collections::HashSet;

use catalog::shop::ShopId;
use db::bulk::Row;
use db::{Query, Tx, locking};
use kernel::Result;

use super::Level;
use crate::VariantId;
use crate::location::LocationId;
use crate::movement::Change;
use crate::quantity::LEVEL_MAX;

pub(crate) async fn find(tx: &mut Tx, variant: VariantId, location: LocationId) -> Result<Option<Level>> {
    tx.query("SELECT * FROM stock_levels WHERE tenant_id = $1 AND variant_id = $2 AND location_id = $3")
        .bind(variant)
        .bind(location)
        .fetch_optional()
        .await
}

/// The levels of a variant, which nobody else changes until this transaction ends, by location.
pub(crate) async fn lock(tx: &mut Tx, variant: VariantId) -> Result<Vec<Level>> {
    let sql = locking!(
        tx,
        "SELECT * FROM stock_levels WHERE tenant_id = $1 AND variant_id = $2 ORDER BY location_id"
    );
    tx.query(sql).bind(variant).fetch_all().await
}

/// Of how many variants for sale nothing is left to promise.
pub(super) async fn sold_out(tx: &mut Tx, shop: Option<ShopId>) -> Result<i64> {
    tx.query(
        "SELECT count(*) FROM variants v JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
         WHERE v.tenant_id = $1 AND v.track_stock AND p.kind = 'simple' AND v.state = 'active' AND p.state = 'active'
           AND ($2 IS NULL OR EXISTS (SELECT 1 FROM product_listings g WHERE g.tenant_id = v.tenant_id
                                      AND g.shop_id = $2 AND g.product_id = v.product_id))
           AND (SELECT coalesce(sum(l.on_hand - l.reserved), 0) FROM stock_levels l
                WHERE l.tenant_id = v.tenant_id AND l.variant_id = v.id) <= 0",
    )
    .bind(shop)
    .scalar()
    .await
}

/// The levels of a variant, by location.
pub(crate) async fn of_variant(tx: &mut Tx, variant: VariantId) -> Result<Vec<Level>> {
    tx.query("SELECT * FROM stock_levels WHERE tenant_id = $1 AND variant_id = $2 ORDER BY location_id")
        .bind(variant)
        .fetch_all()
        .await
}

impl Row for Level {
    const TABLE: &'static str = "stock_levels";
    const COLUMNS: &'static [&'static str] = &[
        "variant_id",
        "location_id",
        "on_hand",
        "reserved",
        "incoming",
        "sequence",
        "created_at",
        "updated_at",
    ];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        let query = query.bind(self.variant_id).bind(self.location_id).bind(self.on_hand).bind(self.reserved);
        query.bind(self.incoming).bind(self.sequence).bind(self.updated_at).bind(self.updated_at)
    }
}

/// Of these variants those that have a level at the location.
pub(crate) async fn there(
    tx: &mut Tx,
    location: LocationId,
    variants: impl Iterator<Item = VariantId>,
) -> Result<HashSet<VariantId>> {
    let sql = concat!(
        "SELECT variant_id FROM stock_levels WHERE tenant_id = $1 AND variant_id IN (",
        db::ids!(),
        ") AND location_id = $52"
    );
    let variants: Vec<VariantId> = variants.collect();
    let mut there = HashSet::new();
    for variants in variants.chunks(db::IDS) {
        let rows: Vec<(VariantId,)> = tx.query(sql).bind_ids(variants).bind(location).fetch_all().await?;
        there.extend(rows.into_iter().map(|(id,)| id));
    }
    Ok(there)
}

/// Begins a level at nothing, unless it is there.
pub(crate) async fn begin(tx: &mut Tx, variant: VariantId, location: LocationId) -> Result<()> {
    let now = tx.now();
    tx.query(
        "INSERT INTO stock_levels (tenant_id, variant_id, location_id, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $4) ON CONFLICT (tenant_id, variant_id, location_id) DO NOTHING",
    )
    .bind(variant)
    .bind(location)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// The one statement that changes a level, if what the change asks for holds at that moment.
pub(crate) async fn apply(tx: &mut Tx, change: &Change) -> Result<Option<Level>> {
    let now = tx.now();
    tx.query(
        "UPDATE stock_levels SET on_hand = on_hand + $4, reserved = reserved + $5, incoming = incoming + $6,
             sequence = sequence + 1, updated_at = $7
         WHERE tenant_id = $1 AND variant_id = $2 AND location_id = $3
           AND on_hand + $4 - reserved - $5 >= $8 AND on_hand + $4 >= $9
           AND reserved + $5 >= 0 AND incoming + $6 >= 0
           AND on_hand + $4 BETWEEN -$10 AND $10 AND reserved + $5 <= $10 AND incoming + $6 <= $10
         RETURNING *",
    )
    .bind(change.variant_id)
    .bind(change.location_id)
    .bind(change.on_hand)
    .bind(change.reserved)
    .bind(change.incoming)
    .bind(now)
    .bind(change.guard.available_min)
    .bind(change.guard.on_hand_min)
    .bind(LEVEL_MAX)
    .fetch_optional()
    .await
}
