//! SQL of valuation: what lay where.

use db::Tx;
use kernel::{Result, Timestamp};

use crate::VariantId;
use crate::location::LocationId;

#[derive(Debug, sqlx::FromRow)]
pub(super) struct Row {
    pub(super) variant_id: VariantId,
    pub(super) location_id: LocationId,
    pub(super) location: String,
    pub(super) sku: Option<String>,
    pub(super) title: String,
    pub(super) on_hand: i64,
}

/// What lies where.
pub(super) async fn now(tx: &mut Tx, location: Option<LocationId>) -> Result<Vec<Row>> {
    tx.query(
        "SELECT l.variant_id, l.location_id, o.name AS location, v.sku, p.title, l.on_hand
         FROM stock_levels l
         JOIN locations o ON o.tenant_id = l.tenant_id AND o.id = l.location_id
         JOIN variants v ON v.tenant_id = l.tenant_id AND v.id = l.variant_id
         JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
         WHERE l.tenant_id = $1 AND l.on_hand <> 0 AND ($2 IS NULL OR l.location_id = $2)
         ORDER BY l.location_id, l.variant_id",
    )
    .bind(location)
    .fetch_all()
    .await
}

/// What lay where at that time: the sum of the movements until then.
pub(super) async fn then(tx: &mut Tx, at: Timestamp, location: Option<LocationId>) -> Result<Vec<Row>> {
    tx.query(
        "SELECT l.variant_id, l.location_id, o.name AS location, v.sku, p.title, l.on_hand
         FROM (SELECT tenant_id, variant_id, location_id, CAST(sum(on_hand_delta) AS bigint) AS on_hand
               FROM stock_movements
               WHERE tenant_id = $1 AND at <= $2 AND ($3 IS NULL OR location_id = $3)
               GROUP BY tenant_id, variant_id, location_id) AS l
         JOIN locations o ON o.tenant_id = l.tenant_id AND o.id = l.location_id
         JOIN variants v ON v.tenant_id = l.tenant_id AND v.id = l.variant_id
         JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
         WHERE l.tenant_id = $1 AND l.on_hand <> 0
         ORDER BY l.location_id, l.variant_id",
    )
    .bind(at)
    .bind(location)
    .fetch_all()
    .await
}
