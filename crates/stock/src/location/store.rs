//! SQL of locations.

use db::{OnUnique, Tx};
use kernel::{Cursor, Error, Result, Timestamp};

use super::{Location, LocationId, LocationState};

/// The locations in the order in which they were made, those of one state or all.
pub(crate) async fn list(
    tx: &mut Tx,
    state: Option<LocationState>,
    after: Cursor,
    limit: i64,
) -> Result<Vec<Location>> {
    tx.query(
        "SELECT * FROM locations
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

/// The locations in use, in the order in which stock is taken from them.
pub(crate) async fn by_priority(tx: &mut Tx) -> Result<Vec<LocationId>> {
    let rows: Vec<(LocationId,)> = tx
        .query("SELECT id FROM locations WHERE tenant_id = $1 AND state = 'active' ORDER BY priority, id")
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The location; an error when the merchant has none such.
pub(crate) async fn get(tx: &mut Tx, id: LocationId) -> Result<Location> {
    let found = tx
        .query("SELECT * FROM locations WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .fetch_optional()
        .await?;
    found.ok_or_else(|| Error::not_found("location"))
}

/// The location, which must be in use.
pub(crate) async fn get_active(tx: &mut Tx, id: LocationId) -> Result<Location> {
    let location = get(tx, id).await?;
    if location.state == LocationState::Active {
        return Ok(location);
    }
    let message = format!("{} is archived. Choose a location in use.", location.name);
    Err(Error::invalid("location_id", "archived", message))
}

/// Makes a location as it is given; its version begins at 1.
pub(crate) async fn insert(tx: &mut Tx, new: Location) -> Result<Location> {
    tx.query(
        "INSERT INTO locations (tenant_id, id, name, priority, address, state, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7) RETURNING *",
    )
    .bind(new.id)
    .bind(new.name)
    .bind(new.priority)
    .bind(new.address)
    .bind(new.state)
    .bind(new.created_at)
    .fetch_one()
    .await
    .on_unique(("locations", "name"), name_taken)
}

/// Saves an edited location; the version counts on. Nothing changes when somebody else was faster.
pub(super) async fn update(tx: &mut Tx, edited: Location) -> Result<Location> {
    let now = tx.now();
    let saved = tx
        .query(
            "UPDATE locations SET name = $3, priority = $4, address = $5, state = $6, version = version + 1,
                 updated_at = $7
             WHERE tenant_id = $1 AND id = $2 AND version = $8 RETURNING *",
        )
        .bind(edited.id)
        .bind(edited.name)
        .bind(edited.priority)
        .bind(edited.address)
        .bind(edited.state)
        .bind(now)
        .bind(edited.version)
        .fetch_optional()
        .await
        .on_unique(("locations", "name"), name_taken)?;
    saved.ok_or_else(Error::changed_meanwhile)
}

/// Whether nothing lies there, is promised from there or is on its way there.
pub(super) async fn is_empty(tx: &mut Tx, id: LocationId) -> Result<bool> {
    let filled: Option<LocationId> = tx
        .query(
            "SELECT location_id FROM stock_levels
             WHERE tenant_id = $1 AND location_id = $2 AND (on_hand <> 0 OR reserved <> 0 OR incoming <> 0) LIMIT 1",
        )
        .bind(id)
        .scalar_optional()
        .await?;
    Ok(filled.is_none())
}

/// The highest priority number so far.
pub(super) async fn last_priority(tx: &mut Tx) -> Result<i64> {
    tx.query("SELECT coalesce(max(priority), 0) FROM locations WHERE tenant_id = $1").scalar().await
}

fn name_taken() -> Error {
    Error::invalid("name", "taken", "Another of your locations has this name. Choose another.")
}
