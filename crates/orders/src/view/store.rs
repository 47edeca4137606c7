//! SQL of saved views. Whoever asks sees their own and everybody's, and never somebody else's.

use db::{OnUnique, Tx};
use kernel::{Error, Result, Timestamp};
use uuid::Uuid;

use super::{SavedView, SavedViewId};

pub(super) async fn list(tx: &mut Tx, list: String, user: Option<Uuid>) -> Result<Vec<SavedView>> {
    tx.query(
        "SELECT * FROM saved_views WHERE tenant_id = $1 AND list = $2 AND (user_id IS NULL OR user_id = $3)
         ORDER BY name, id LIMIT 200",
    )
    .bind(list)
    .bind(user)
    .fetch_all()
    .await
}

pub(super) async fn get(tx: &mut Tx, id: SavedViewId, user: Option<Uuid>) -> Result<SavedView> {
    let row = tx
        .query("SELECT * FROM saved_views WHERE tenant_id = $1 AND id = $2 AND (user_id IS NULL OR user_id = $3)")
        .bind(id)
        .bind(user)
        .fetch_optional()
        .await?;
    row.ok_or_else(|| Error::not_found("saved view"))
}

pub(super) async fn insert(tx: &mut Tx, new: SavedView) -> Result<SavedView> {
    tx.query(
        "INSERT INTO saved_views (tenant_id, id, list, name, user_id, filter, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7) RETURNING *",
    )
    .bind(new.id)
    .bind(new.list)
    .bind(new.name)
    .bind(new.user_id)
    .bind(new.filter)
    .bind(new.created_at)
    .fetch_one()
    .await
    .on_unique(("saved_views", "name"), name_taken)
}

pub(super) async fn update(tx: &mut Tx, edited: SavedView) -> Result<SavedView> {
    let now: Timestamp = tx.now();
    tx.query(
        "UPDATE saved_views SET name = $3, filter = $4, version = version + 1, updated_at = $5
         WHERE tenant_id = $1 AND id = $2 RETURNING *",
    )
    .bind(edited.id)
    .bind(edited.name)
    .bind(edited.filter)
    .bind(now)
    .fetch_one()
    .await
    .on_unique(("saved_views", "name"), name_taken)
}

pub(super) async fn delete(tx: &mut Tx, id: SavedViewId) -> Result<()> {
    tx.query("DELETE FROM saved_views WHERE tenant_id = $1 AND id = $2").bind(id).execute().await?;
    Ok(())
}

fn name_taken() -> Error {
    Error::invalid("name", "taken", "Another view of this list has this name. Choose another.")
}
