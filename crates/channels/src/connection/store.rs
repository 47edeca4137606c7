//! SQL of connections.

use db::{OnUnique, Tx};
use kernel::{Cursor, Error, Result, TenantId, Timestamp};

use super::{Connection, ConnectionId, ConnectionState};

/// The organization's connections in the order in which they were made, those of one state or all.
pub(super) async fn list(
    tx: &mut Tx,
    state: Option<ConnectionState>,
    after: Cursor,
    limit: i64,
) -> Result<Vec<Connection>> {
    tx.query(
        "SELECT * FROM connections
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

/// The connection; an error when the organization has no such one.
pub(crate) async fn get(tx: &mut Tx, id: ConnectionId) -> Result<Connection> {
    find(tx, id).await?.ok_or_else(|| Error::not_found("connection"))
}

/// The connection, if the organization has it.
pub(crate) async fn find(tx: &mut Tx, id: ConnectionId) -> Result<Option<Connection>> {
    tx.query("SELECT * FROM connections WHERE tenant_id = $1 AND id = $2").bind(id).fetch_optional().await
}

/// Whose connection it is: a webhook's address names nobody else.
pub(crate) async fn tenant_of(tx: &mut Tx, id: ConnectionId) -> Result<Option<TenantId>> {
    tx.global_query("SELECT tenant_id FROM connections WHERE id = $1").bind(id).scalar_optional().await
}

/// Makes a connection as it is given; its version begins at 1.
pub(crate) async fn insert(tx: &mut Tx, new: Connection) -> Result<Connection> {
    tx.query(
        "INSERT INTO connections (tenant_id, id, platform, name, shop_id, state, settings, version, created_at,
             updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8) RETURNING *",
    )
    .bind(new.id)
    .bind(new.platform)
    .bind(new.name)
    .bind(new.shop_id)
    .bind(new.state)
    .bind(new.settings)
    .bind(new.created_at)
    .fetch_one()
    .await
    .on_unique(("connections", "name"), name_taken)
}

/// Saves an edited connection; the version counts on. Nothing changes when somebody else was faster.
pub(crate) async fn update(tx: &mut Tx, edited: Connection) -> Result<Connection> {
    let now = tx.now();
    let saved = tx
        .query(
            "UPDATE connections SET name = $3, shop_id = $4, state = $5, settings = $6, version = version + 1,
                 updated_at = $7
             WHERE tenant_id = $1 AND id = $2 AND version = $8 RETURNING *",
        )
        .bind(edited.id)
        .bind(edited.name)
        .bind(edited.shop_id)
        .bind(edited.state)
        .bind(edited.settings)
        .bind(now)
        .bind(edited.version)
        .fetch_optional()
        .await
        .on_unique(("connections", "name"), name_taken)?;
    saved.ok_or_else(Error::changed_meanwhile)
}

fn name_taken() -> Error {
    Error::invalid("name", "taken", "Another connection is called so.")
}
