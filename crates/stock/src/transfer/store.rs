//! SQL of transfers.

use db::{OnUnique, Tx, locking};
use kernel::{Cursor, Error, Result, Timestamp};

use super::{Arrival, NewTransfer, Transfer, TransferId, TransferLine, TransferState};
use crate::VariantId;
use crate::variant::store::variant_title;

pub(super) async fn insert(tx: &mut Tx, new: &NewTransfer, note: Option<String>) -> Result<Transfer> {
    let (id, now): (TransferId, _) = (tx.new_id(), tx.now());
    tx.query(
        "INSERT INTO stock_transfers (tenant_id, id, number, from_location_id, to_location_id, state, note, expected_at,
             created_at, updated_at)
         SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, 'draft', $5, $6, $7, $7
         FROM stock_transfers WHERE tenant_id = $1
         RETURNING *",
    )
    .bind(id)
    .bind(new.from_location_id)
    .bind(new.to_location_id)
    .bind(note)
    .bind(new.expected_at)
    .bind(now)
    .fetch_one()
    .await
    .on_unique(("stock_transfers", "number"), crate::numbered_meanwhile)
}

pub(super) async fn insert_line(
    tx: &mut Tx,
    id: TransferId,
    variant: VariantId,
    quantity: i64,
) -> Result<()> {
    tx.query(
        "INSERT INTO stock_transfer_lines (tenant_id, transfer_id, variant_id, quantity) VALUES ($1, $2, $3, $4)",
    )
    .bind(id)
    .bind(variant)
    .bind(quantity)
    .execute()
    .await?;
    Ok(())
}

/// The transfers, the newest first.
pub(super) async fn list(
    tx: &mut Tx,
    state: Option<TransferState>,
    after: Cursor,
    limit: i64,
) -> Result<Vec<Transfer>> {
    tx.query(
        "SELECT * FROM stock_transfers
         WHERE tenant_id = $1 AND (created_at, id) < ($2, $3) AND ($4 IS NULL OR state = $4)
         ORDER BY created_at DESC, id DESC LIMIT $5",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(state)
    .bind(limit)
    .fetch_all()
    .await
}

/// The transfer with its lines; an error when the merchant has none such.
pub(crate) async fn get(tx: &mut Tx, id: TransferId) -> Result<Transfer> {
    let found: Option<Transfer> = tx
        .query("SELECT * FROM stock_transfers WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .fetch_optional()
        .await?;
    let mut transfer = found.ok_or_else(|| Error::not_found("stock transfer"))?;
    transfer.lines = lines(tx, id).await?;
    Ok(transfer)
}

pub(super) async fn lock(tx: &mut Tx, id: TransferId) -> Result<Transfer> {
    let sql = locking!(tx, "SELECT * FROM stock_transfers WHERE tenant_id = $1 AND id = $2");
    tx.query(sql).bind(id).fetch_optional().await?.ok_or_else(|| Error::not_found("stock transfer"))
}

pub(super) async fn lines(tx: &mut Tx, id: TransferId) -> Result<Vec<TransferLine>> {
    tx.query(concat!(
        "SELECT l.variant_id, v.sku, p.title, ",
        variant_title!(),
        ", l.quantity, l.received, l.lost
         FROM stock_transfer_lines l
         JOIN variants v ON v.tenant_id = l.tenant_id AND v.id = l.variant_id
         JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
         WHERE l.tenant_id = $1 AND l.transfer_id = $2 ORDER BY l.variant_id"
    ))
    .bind(id)
    .fetch_all()
    .await
}

pub(super) async fn add_arrival(tx: &mut Tx, id: TransferId, arrival: &Arrival) -> Result<()> {
    tx.query(
        "UPDATE stock_transfer_lines SET received = received + $4, lost = lost + $5
         WHERE tenant_id = $1 AND transfer_id = $2 AND variant_id = $3",
    )
    .bind(id)
    .bind(arrival.variant_id)
    .bind(arrival.received)
    .bind(arrival.lost)
    .execute()
    .await?;
    Ok(())
}

pub(super) async fn set_state(tx: &mut Tx, id: TransferId, state: TransferState) -> Result<()> {
    let now = tx.now();
    let shipped = state == TransferState::Shipped;
    tx.query(
        "UPDATE stock_transfers SET state = $3, updated_at = $4,
             shipped_at = CASE WHEN $5 THEN $4 ELSE shipped_at END,
             closed_at = CASE WHEN $5 THEN closed_at ELSE $4 END
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(id)
    .bind(state)
    .bind(now)
    .bind(shipped)
    .execute()
    .await?;
    Ok(())
}
