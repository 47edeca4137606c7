//! SQL of links.

use db::Tx;
use kernel::{Cursor, Error, Id, Json, Result, Timestamp};
use uuid::Uuid;

use super::{Link, LinkId, LinkKind, LinkState, Question};
use crate::connection::ConnectionId;
use crate::inbox::InboxDeliveryId;
use crate::processing::replay;

/// The link of a platform's thing, if it was ever spoken of.
pub(crate) async fn find(
    tx: &mut Tx,
    connection: ConnectionId,
    kind: LinkKind,
    external_id: &str,
) -> Result<Option<Link>> {
    tx.query(
        "SELECT * FROM channel_links
         WHERE tenant_id = $1 AND connection_id = $2 AND kind = $3 AND external_id = $4",
    )
    .bind(connection)
    .bind(kind)
    .bind(external_id.to_owned())
    .fetch_optional()
    .await
}

/// The link; an error when the organization has no such one.
pub(super) async fn get(tx: &mut Tx, id: LinkId) -> Result<Link> {
    let row = tx.query("SELECT * FROM channel_links WHERE tenant_id = $1 AND id = $2").bind(id);
    row.fetch_optional().await?.ok_or_else(|| Error::not_found("link"))
}

/// The links of one of ours in a connection.
pub(crate) async fn of_entity(
    tx: &mut Tx,
    connection: ConnectionId,
    kind: LinkKind,
    entity: Uuid,
) -> Result<Vec<Link>> {
    tx.query(
        "SELECT * FROM channel_links
         WHERE tenant_id = $1 AND connection_id = $2 AND kind = $3 AND entity_id = $4 AND state = 'linked'
         ORDER BY created_at, id",
    )
    .bind(connection)
    .bind(kind)
    .bind(entity)
    .fetch_all()
    .await
}

/// Says what a platform's thing is here. What was stated of it before stays, and what has waited for this goes on.
pub(crate) async fn remember<T>(
    tx: &mut Tx,
    connection: ConnectionId,
    name: (LinkKind, &str),
    entity: Id<T>,
    is_source: bool,
) -> Result<Link> {
    let before = find(tx, connection, name.0, name.1).await?;
    if before.is_some_and(|link| link.state == LinkState::Review) {
        replay::after_decision(tx, connection).await?;
    }
    save(tx, connection, name, entity, is_source).await
}

async fn save<T>(
    tx: &mut Tx,
    connection: ConnectionId,
    (kind, external_id): (LinkKind, &str),
    entity: Id<T>,
    is_source: bool,
) -> Result<Link> {
    let (id, now): (LinkId, Timestamp) = (tx.new_id(), tx.now());
    tx.query(
        "INSERT INTO channel_links (tenant_id, id, connection_id, kind, external_id, state, entity_id, is_source,
             created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, 'linked', $6, $7, $8, $8)
         ON CONFLICT (tenant_id, connection_id, kind, external_id) DO UPDATE
         SET state = 'linked', entity_id = excluded.entity_id, question = NULL,
             is_source = excluded.is_source, version = channel_links.version + 1, updated_at = excluded.updated_at
         RETURNING *",
    )
    .bind(id)
    .bind(connection)
    .bind(kind)
    .bind(external_id.to_owned())
    .bind(entity.uuid())
    .bind(is_source)
    .bind(now)
    .fetch_one()
    .await
}

/// Makes the link a question, unless somebody has answered it already.
pub(super) async fn ask(
    tx: &mut Tx,
    connection: ConnectionId,
    (kind, external_id): (LinkKind, &str),
    question: Question,
) -> Result<Link> {
    let (id, now): (LinkId, Timestamp) = (tx.new_id(), tx.now());
    tx.query(
        "INSERT INTO channel_links (tenant_id, id, connection_id, kind, external_id, state, question, created_at,
             updated_at)
         VALUES ($1, $2, $3, $4, $5, 'review', $6, $7, $7)
         ON CONFLICT (tenant_id, connection_id, kind, external_id) DO UPDATE
         SET question = CASE WHEN channel_links.state = 'review' THEN excluded.question ELSE NULL END,
             updated_at = excluded.updated_at
         RETURNING *",
    )
    .bind(id)
    .bind(connection)
    .bind(kind)
    .bind(external_id.to_owned())
    .bind(Json(question))
    .bind(now)
    .fetch_one()
    .await
}

/// Writes down until when what the platform says of the thing was applied.
pub(crate) async fn stated(
    tx: &mut Tx,
    id: LinkId,
    at: Option<Timestamp>,
    delivery: InboxDeliveryId,
) -> Result<()> {
    let now = tx.now();
    tx.query(
        "UPDATE channel_links SET stated_at = coalesce($3, stated_at), delivery_id = $4, updated_at = $5
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(id)
    .bind(at)
    .bind(delivery)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// Answers a question: the entity, or that it is nothing of ours. Nothing changes when somebody else was faster.
pub(super) async fn decide(
    tx: &mut Tx,
    id: LinkId,
    version: i64,
    state: LinkState,
    entity: Option<Uuid>,
) -> Result<Link> {
    let now = tx.now();
    let saved = tx
        .query(
            "UPDATE channel_links SET state = $3, entity_id = $4, question = NULL, version = version + 1,
                 updated_at = $5
             WHERE tenant_id = $1 AND id = $2 AND version = $6 RETURNING *",
        )
        .bind(id)
        .bind(state)
        .bind(entity)
        .bind(now)
        .bind(version)
        .fetch_optional()
        .await?;
    saved.ok_or_else(Error::changed_meanwhile)
}

/// Which links are wanted.
#[derive(Debug, Default)]
pub(super) struct LinkFilter {
    pub(super) connection: Option<ConnectionId>,
    pub(super) state: Option<LinkState>,
    pub(super) kind: Option<LinkKind>,
    pub(super) entity: Option<Uuid>,
}

/// Links in the order of their ids.
pub(super) async fn list(tx: &mut Tx, filter: &LinkFilter, after: Cursor, limit: i64) -> Result<Vec<Link>> {
    tx.query(
        "SELECT * FROM channel_links
         WHERE tenant_id = $1 AND ($2 IS NULL OR connection_id = $2) AND ($3 IS NULL OR state = $3)
             AND ($4 IS NULL OR kind = $4) AND ($5 IS NULL OR entity_id = $5) AND id > $6
         ORDER BY id LIMIT $7",
    )
    .bind(filter.connection)
    .bind(filter.state)
    .bind(filter.kind)
    .bind(filter.entity)
    .bind(after.id)
    .bind(limit)
    .fetch_all()
    .await
}
