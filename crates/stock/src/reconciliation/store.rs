//! SQL of reconciliations.

use db::Tx;
use kernel::{Cursor, Result, TenantId, Timestamp};

use super::{Reconciliation, StockDifferenceFound};

/// Levels that are not the sum of their movements, also by reservations: what is promised is what holders hold.
pub(super) async fn differences(tx: &mut Tx) -> Result<Vec<StockDifferenceFound>> {
    tx.query(
        "SELECT * FROM (
             SELECT l.variant_id, l.location_id, l.on_hand, l.reserved, l.incoming,
                 CAST(coalesce(sum(m.on_hand_delta), 0) AS bigint) AS on_hand_moved,
                 CAST(coalesce(sum(m.reserved_delta), 0) AS bigint) AS reserved_moved,
                 CAST(coalesce(sum(m.incoming_delta), 0) AS bigint) AS incoming_moved
             FROM stock_levels l
             LEFT JOIN stock_movements m ON m.tenant_id = l.tenant_id AND m.variant_id = l.variant_id
                                        AND m.location_id = l.location_id
             WHERE l.tenant_id = $1
             GROUP BY l.variant_id, l.location_id, l.on_hand, l.reserved, l.incoming) AS compared
         WHERE on_hand <> on_hand_moved OR reserved <> reserved_moved OR incoming <> incoming_moved
         ORDER BY variant_id, location_id",
    )
    .fetch_all()
    .await
}

pub(super) async fn levels(tx: &mut Tx) -> Result<i64> {
    tx.query("SELECT count(*) FROM stock_levels WHERE tenant_id = $1").scalar().await
}

pub(super) async fn insert(tx: &mut Tx, done: &Reconciliation) -> Result<()> {
    tx.query("INSERT INTO stock_reconciliations (tenant_id, id, at, levels, differences) VALUES ($1, $2, $3, $4, $5)")
        .bind(done.id)
        .bind(done.at)
        .bind(done.levels)
        .bind(done.differences)
        .execute()
        .await?;
    Ok(())
}

/// The reconciliations, the newest first.
pub(super) async fn list(tx: &mut Tx, after: Cursor, limit: i64) -> Result<Vec<Reconciliation>> {
    tx.query(
        "SELECT id, at, levels, differences FROM stock_reconciliations
         WHERE tenant_id = $1 AND (at, id) < ($2, $3) ORDER BY at DESC, id DESC LIMIT $4",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(limit)
    .fetch_all()
    .await
}

pub(super) async fn organizations(tx: &mut Tx) -> Result<Vec<TenantId>> {
    let rows: Vec<(TenantId,)> = tx
        .global_query(
            "SELECT o.tenant_id FROM organizations o
             WHERE EXISTS (SELECT 1 FROM stock_levels l WHERE l.tenant_id = o.tenant_id) ORDER BY o.tenant_id",
        )
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(tenant,)| tenant).collect())
}
