//! SQL of drafts.

use db::Tx;
use kernel::{Cursor, Error, Json, Result, Timestamp};

use super::{DraftOrder, DraftOrderId};
use crate::order::OrderId;
use crate::order::api::CreateOrder;

pub(super) async fn list(tx: &mut Tx, after: &Cursor, limit: i64) -> Result<Vec<DraftOrder>> {
    tx.query(
        "SELECT * FROM draft_orders WHERE tenant_id = $1 AND (created_at, id) < ($2, $3)
         ORDER BY created_at DESC, id DESC LIMIT $4",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(limit)
    .fetch_all()
    .await
}

pub(super) async fn get(tx: &mut Tx, id: DraftOrderId) -> Result<DraftOrder> {
    let row = tx.query("SELECT * FROM draft_orders WHERE tenant_id = $1 AND id = $2").bind(id);
    row.fetch_optional().await?.ok_or_else(|| Error::not_found("draft"))
}

pub(super) async fn insert(tx: &mut Tx, title: String, content: CreateOrder) -> Result<DraftOrder> {
    let (id, now): (DraftOrderId, Timestamp) = (tx.new_id(), tx.now());
    tx.query(
        "INSERT INTO draft_orders (tenant_id, id, shop_id, title, state, content, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'open', $5, 1, $6, $6) RETURNING *",
    )
    .bind(id)
    .bind(content.shop_id)
    .bind(title)
    .bind(Json(content))
    .bind(now)
    .fetch_one()
    .await
}

/// Saves an edited draft; nothing changes when somebody else was faster, or has placed it.
pub(super) async fn update(tx: &mut Tx, draft: DraftOrder) -> Result<DraftOrder> {
    let now: Timestamp = tx.now();
    let saved = tx
        .query(
            "UPDATE draft_orders SET shop_id = $3, title = $4, content = $5, version = version + 1, updated_at = $6
             WHERE tenant_id = $1 AND id = $2 AND version = $7 AND state = 'open' RETURNING *",
        )
        .bind(draft.id)
        .bind(draft.content.0.shop_id)
        .bind(draft.title)
        .bind(draft.content)
        .bind(now)
        .bind(draft.version)
        .fetch_optional()
        .await?;
    saved.ok_or_else(Error::changed_meanwhile)
}

/// Says which order the draft has become.
pub(super) async fn set_placed(tx: &mut Tx, id: DraftOrderId, order: OrderId) -> Result<()> {
    let now: Timestamp = tx.now();
    tx.query(
        "UPDATE draft_orders SET state = 'placed', order_id = $3, version = version + 1, updated_at = $4
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(id)
    .bind(order)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: DraftOrderId) -> Result<()> {
    tx.query("DELETE FROM draft_orders WHERE tenant_id = $1 AND id = $2").bind(id).execute().await?;
    Ok(())
}
