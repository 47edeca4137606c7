//! SQL of processing.

use db::Tx;
use kernel::{Json, Result, TenantId, Timestamp};

use super::{Effect, Outcome, mapping};
use crate::connection::ConnectionId;
use crate::inbox::InboxDeliveryId;
use crate::{EntityKind, Purpose};

/// A delivery that waits, as far as its turn depends on it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct InLine {
    pub(super) id: InboxDeliveryId,
    pub(super) entity_kind: Option<EntityKind>,
    pub(super) entity_id: Option<String>,
    pub(super) next_attempt_at: Option<Timestamp>,
}

/// A delivery whose turn it is.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Due {
    pub(super) id: InboxDeliveryId,
    pub(super) received_at: Timestamp,
    pub(super) occurred_at: Option<Timestamp>,
    pub(super) purpose: Purpose,
    pub(super) attempts: i64,
    pub(super) headers: Vec<u8>,
    pub(super) body: Vec<u8>,
    pub(super) dropped_at: Option<Timestamp>,
}

/// Nobody else processes deliveries of the connection before this transaction ends.
pub(super) async fn take_lane(tx: &mut Tx, connection: ConnectionId) -> Result<()> {
    let now = tx.now();
    tx.query(
        "INSERT INTO inbox_lanes (tenant_id, connection_id, processed_at) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id, connection_id) DO UPDATE SET processed_at = excluded.processed_at",
    )
    .bind(connection)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// Deliveries of the connection that wait, in the order in which they came, behind `after`.
pub(super) async fn in_line(
    tx: &mut Tx,
    connection: ConnectionId,
    after: InboxDeliveryId,
    limit: i64,
) -> Result<Vec<InLine>> {
    tx.query(
        "SELECT id, entity_kind, entity_id, next_attempt_at FROM inbox_deliveries
         WHERE tenant_id = $1 AND connection_id = $2 AND state = 'waiting' AND id > $3 ORDER BY id LIMIT $4",
    )
    .bind(connection)
    .bind(after)
    .bind(limit)
    .fetch_all()
    .await
}

/// The delivery with what came, if it still waits.
pub(super) async fn due(tx: &mut Tx, id: InboxDeliveryId) -> Result<Option<Due>> {
    tx.query(
        "SELECT id, received_at, occurred_at, purpose, attempts, headers, body, dropped_at FROM inbox_deliveries
         WHERE tenant_id = $1 AND id = $2 AND state = 'waiting'",
    )
    .bind(id)
    .fetch_optional()
    .await
}

/// Writes down what became of a delivery.
pub(super) async fn conclude(tx: &mut Tx, id: InboxDeliveryId, outcome: Outcome) -> Result<()> {
    let now = tx.now();
    let effects: Option<Json<Vec<Effect>>> = (!outcome.effects.is_empty()).then_some(Json(outcome.effects));
    tx.query(
        "UPDATE inbox_deliveries SET state = $3, code = $4, detail = $5, effects = $6, next_attempt_at = $7,
             processed_at = $8, mapping_version = $9, attempts = attempts + 1
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(id)
    .bind(outcome.state)
    .bind(outcome.code)
    .bind(outcome.detail)
    .bind(effects)
    .bind(outcome.next_attempt_at)
    .bind(now)
    .bind(mapping())
    .execute()
    .await?;
    Ok(())
}

/// When the first of those that wait for another attempt has its turn.
pub(super) async fn next_attempt(tx: &mut Tx, connection: ConnectionId) -> Result<Option<Timestamp>> {
    tx.query(
        "SELECT min(next_attempt_at) FROM inbox_deliveries
         WHERE tenant_id = $1 AND connection_id = $2 AND state = 'waiting' AND next_attempt_at IS NOT NULL",
    )
    .bind(connection)
    .scalar()
    .await
}

/// Connections of any organization that have deliveries waiting which nobody was told of.
pub(super) async fn forgotten(tx: &mut Tx, before: Timestamp) -> Result<Vec<(TenantId, ConnectionId)>> {
    tx.global_query(
        "SELECT DISTINCT tenant_id, connection_id FROM inbox_deliveries
         WHERE state = 'waiting' AND received_at < $1 AND (next_attempt_at IS NULL OR next_attempt_at < $1)
         LIMIT 1000",
    )
    .bind(before)
    .fetch_all()
    .await
}

/// The organizations that have deliveries, with the days for which they keep their bodies.
pub(crate) async fn kept_days(tx: &mut Tx, unless_said: i64) -> Result<Vec<(TenantId, i64)>> {
    tx.global_query(
        "SELECT c.tenant_id, coalesce(min(s.keep_days), $1) FROM connections c
         LEFT JOIN inbox_settings s ON s.tenant_id = c.tenant_id GROUP BY c.tenant_id",
    )
    .bind(unless_said)
    .fetch_all()
    .await
}

/// Drops headers and bodies of deliveries that came before `before` and are not waiting; answers how many.
pub(crate) async fn drop_bodies(tx: &mut Tx, before: Timestamp, limit: i64) -> Result<u64> {
    let now = tx.now();
    tx.query(
        "UPDATE inbox_deliveries SET headers = $3, body = $3, dropped_at = $4
         WHERE tenant_id = $1 AND id IN (
             SELECT id FROM inbox_deliveries
             WHERE tenant_id = $1 AND received_at < $2 AND dropped_at IS NULL AND state <> 'waiting'
             ORDER BY id LIMIT $5)",
    )
    .bind(before)
    .bind(Vec::<u8>::new())
    .bind(now)
    .bind(limit)
    .execute()
    .await
}
