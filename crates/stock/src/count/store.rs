//! SQL of stock counts.

use db::{OnUnique, Tx, locking};
use kernel::{Cursor, Error, Result, Timestamp};

use super::{CountId, CountLine, CountState, NewCountLine, StockCount};
use crate::location::LocationId;
use crate::variant::store::variant_title;

pub(super) async fn insert(tx: &mut Tx, location: LocationId, note: Option<String>) -> Result<StockCount> {
    let (id, now): (CountId, _) = (tx.new_id(), tx.now());
    tx.query(
        "INSERT INTO stock_counts (tenant_id, id, number, location_id, state, note, created_at, updated_at)
         SELECT $1, $2, coalesce(max(number), 0) + 1, $3, 'open', $4, $5, $5 FROM stock_counts WHERE tenant_id = $1
         RETURNING *",
    )
    .bind(id)
    .bind(location)
    .bind(note)
    .bind(now)
    .fetch_one()
    .await
    .on_unique(("stock_counts", "number"), crate::numbered_meanwhile)
}

/// The counts, the newest first.
pub(super) async fn list(
    tx: &mut Tx,
    state: Option<CountState>,
    location: Option<LocationId>,
    after: Cursor,
    limit: i64,
) -> Result<Vec<StockCount>> {
    tx.query(
        "SELECT * FROM stock_counts
         WHERE tenant_id = $1 AND (created_at, id) < ($2, $3) AND ($4 IS NULL OR state = $4)
           AND ($5 IS NULL OR location_id = $5)
         ORDER BY created_at DESC, id DESC LIMIT $6",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(state)
    .bind(location)
    .bind(limit)
    .fetch_all()
    .await
}

/// The count with its lines; an error when the merchant has none such.
pub(crate) async fn get(tx: &mut Tx, id: CountId) -> Result<StockCount> {
    let found: Option<StockCount> = tx
        .query("SELECT * FROM stock_counts WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .fetch_optional()
        .await?;
    let mut count = found.ok_or_else(|| Error::not_found("stock count"))?;
    count.lines = lines(tx, id).await?;
    Ok(count)
}

pub(super) async fn lock(tx: &mut Tx, id: CountId) -> Result<StockCount> {
    let sql = locking!(tx, "SELECT * FROM stock_counts WHERE tenant_id = $1 AND id = $2");
    tx.query(sql).bind(id).fetch_optional().await?.ok_or_else(|| Error::not_found("stock count"))
}

pub(super) async fn lines(tx: &mut Tx, id: CountId) -> Result<Vec<CountLine>> {
    tx.query(concat!(
        "SELECT l.variant_id, v.sku, p.title, ",
        variant_title!(),
        ", l.counted, l.expected,
             l.counted - l.expected AS difference, l.counted_by, l.counted_at
         FROM stock_count_lines l
         JOIN variants v ON v.tenant_id = l.tenant_id AND v.id = l.variant_id
         JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
         WHERE l.tenant_id = $1 AND l.count_id = $2 ORDER BY l.counted_at, l.variant_id"
    ))
    .bind(id)
    .fetch_all()
    .await
}

pub(super) async fn save_line(tx: &mut Tx, id: CountId, line: NewCountLine, expected: i64) -> Result<()> {
    let (by, now) = (tx.scope().actor.name.clone(), tx.now());
    tx.query(
        "INSERT INTO stock_count_lines (tenant_id, count_id, variant_id, counted, expected, counted_by, counted_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (tenant_id, count_id, variant_id) DO UPDATE
         SET counted = excluded.counted, expected = excluded.expected, counted_by = excluded.counted_by,
             counted_at = excluded.counted_at",
    )
    .bind(id)
    .bind(line.variant_id)
    .bind(line.counted)
    .bind(expected)
    .bind(by)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

pub(super) async fn close(tx: &mut Tx, id: CountId, state: CountState) -> Result<()> {
    let now = tx.now();
    tx.query(
        "UPDATE stock_counts SET state = $3, closed_at = $4, updated_at = $4 WHERE tenant_id = $1 AND id = $2",
    )
    .bind(id)
    .bind(state)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}
