//! SQL of costs.

use std::collections::BTreeMap;

use db::{Tx, locking};
use kernel::{Currency, Id, Result, Timestamp};

use crate::VariantId;
use crate::movement::Movement;

/// Names a change of an average; nobody outside sees it.
enum CostChange {}

pub(super) async fn currency(tx: &mut Tx) -> Result<Currency> {
    tx.query("SELECT currency FROM organizations WHERE tenant_id = $1").scalar().await
}

/// The average, begun at `first` if there is none, which nobody else changes until this transaction ends.
pub(super) async fn lock(tx: &mut Tx, variant: VariantId, first: i64) -> Result<i64> {
    let now = tx.now();
    tx.query(
        "INSERT INTO stock_costs (tenant_id, variant_id, average_e4, updated_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id, variant_id) DO NOTHING",
    )
    .bind(variant)
    .bind(first)
    .bind(now)
    .execute()
    .await?;
    let sql = locking!(tx, "SELECT average_e4 FROM stock_costs WHERE tenant_id = $1 AND variant_id = $2");
    tx.query(sql).bind(variant).scalar().await
}

/// What lies there in all locations together.
pub(super) async fn on_hand(tx: &mut Tx, variant: VariantId) -> Result<i64> {
    tx.query(
        "SELECT CAST(coalesce(sum(on_hand), 0) AS bigint) FROM stock_levels WHERE tenant_id = $1 AND variant_id = $2",
    )
    .bind(variant)
    .scalar()
    .await
}

pub(super) async fn save(tx: &mut Tx, variant: VariantId, average_e4: i64) -> Result<()> {
    let now = tx.now();
    tx.query(
        "UPDATE stock_costs SET average_e4 = $3, updated_at = $4 WHERE tenant_id = $1 AND variant_id = $2",
    )
    .bind(variant)
    .bind(average_e4)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

pub(super) async fn note(
    tx: &mut Tx,
    receipt: &Movement,
    on_hand_before: i64,
    unit_cost_e4: i64,
    average_e4: i64,
) -> Result<()> {
    let (id, now): (Id<CostChange>, _) = (tx.new_id(), tx.now());
    tx.query(
        "INSERT INTO stock_cost_changes (tenant_id, id, variant_id, movement_id, on_hand_before, quantity, unit_cost_e4,
             average_e4, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(id)
    .bind(receipt.variant_id)
    .bind(receipt.id)
    .bind(on_hand_before)
    .bind(receipt.on_hand_delta)
    .bind(unit_cost_e4)
    .bind(average_e4)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// The averages of all variants: where none was computed, what the merchant said that one costs.
pub(crate) async fn averages(tx: &mut Tx) -> Result<BTreeMap<VariantId, i64>> {
    let rows: Vec<(VariantId, i64)> = tx
        .query(
            "SELECT v.id, coalesce(c.average_e4, v.unit_cost_minor * 10000) FROM variants v
             JOIN organizations o ON o.tenant_id = v.tenant_id
             LEFT JOIN stock_costs c ON c.tenant_id = v.tenant_id AND c.variant_id = v.id
             WHERE v.tenant_id = $1
               AND (c.average_e4 IS NOT NULL OR (v.unit_cost_minor IS NOT NULL AND v.unit_cost_currency = o.currency))",
        )
        .fetch_all()
        .await?;
    Ok(rows.into_iter().collect())
}

/// The averages as they were at that time. Before its first priced receipt a variant cost what the merchant said.
pub(crate) async fn averages_at(tx: &mut Tx, at: Timestamp) -> Result<BTreeMap<VariantId, i64>> {
    let mut found: BTreeMap<VariantId, i64> = tx
        .query(
            "SELECT v.id, v.unit_cost_minor * 10000 FROM variants v JOIN organizations o ON o.tenant_id = v.tenant_id
             WHERE v.tenant_id = $1 AND v.unit_cost_minor IS NOT NULL AND v.unit_cost_currency = o.currency",
        )
        .fetch_all::<(VariantId, i64)>()
        .await?
        .into_iter()
        .collect();
    let changes: Vec<(VariantId, i64)> = tx
        .query(
            "SELECT variant_id, average_e4 FROM (
                 SELECT variant_id, average_e4, row_number() OVER (PARTITION BY variant_id ORDER BY at DESC, id DESC) AS n
                 FROM stock_cost_changes WHERE tenant_id = $1 AND at <= $2) AS latest
             WHERE n = 1",
        )
        .bind(at)
        .fetch_all()
        .await?;
    found.extend(changes);
    Ok(found)
}
