//! SQL of movements. They are written once; the database refuses every change.

use db::Tx;
use kernel::{ActorKind, Cursor, Error, Result, Timestamp};

use super::api::MovementFilter;
use super::{Cause, Change, Movement, MovementId, MovementKind};
use crate::VariantId;
use crate::level::Level;
use crate::location::LocationId;

/// What movements of one kind come to.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub(crate) struct KindSum {
    pub(crate) kind: MovementKind,
    pub(crate) on_hand: i64,
    pub(crate) reserved: i64,
    pub(crate) incoming: i64,
    pub(crate) movements: i64,
}

pub(super) async fn insert(tx: &mut Tx, change: &Change, level: &Level, cause: &Cause) -> Result<Movement> {
    let (id, now): (MovementId, _) = (tx.new_id(), tx.now());
    let actor = tx.scope().actor.clone();
    tx.query(
        "INSERT INTO stock_movements (tenant_id, id, variant_id, location_id, sequence, kind, on_hand_delta,
             reserved_delta, incoming_delta, on_hand, reserved, incoming, reason, note, reference_kind, reference_id,
             unit_cost_e4, actor_kind, actor_id, actor_name, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
         RETURNING *",
    )
    .bind(id)
    .bind(change.variant_id)
    .bind(change.location_id)
    .bind(level.sequence)
    .bind(change.kind)
    .bind(change.on_hand)
    .bind(change.reserved)
    .bind(change.incoming)
    .bind(level.on_hand)
    .bind(level.reserved)
    .bind(level.incoming)
    .bind(cause.reason)
    .bind(cause.note.clone())
    .bind(cause.reference.map(|reference| reference.kind))
    .bind(cause.reference.map(|reference| reference.id))
    .bind(change.unit_cost_e4)
    .bind(actor_kind(actor.kind))
    .bind(actor.id)
    .bind(actor.name)
    .bind(now)
    .fetch_one()
    .await
}

const fn actor_kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::User => "user",
        ActorKind::ApiKey => "api_key",
        ActorKind::System => "system",
        ActorKind::Anonymous => "anonymous",
    }
}

pub(crate) async fn get(tx: &mut Tx, id: MovementId) -> Result<Movement> {
    let row =
        tx.query("SELECT * FROM stock_movements WHERE tenant_id = $1 AND id = $2").bind(id).fetch_optional();
    row.await?.ok_or_else(|| Error::not_found("movement"))
}

/// Whether its variant has moved at another location since this movement.
pub(crate) async fn any_after(tx: &mut Tx, movement: &Movement) -> Result<bool> {
    let sql = "SELECT count(*) FROM stock_movements
               WHERE tenant_id = $1 AND variant_id = $2 AND location_id <> $3 AND at >= $4";
    let query = tx.query(sql).bind(movement.variant_id).bind(movement.location_id).bind(movement.at);
    let found: i64 = query.scalar().await?;
    Ok(found > 0)
}

/// The movements that the filter lets through, the newest first.
pub(crate) async fn list(
    tx: &mut Tx,
    filter: &MovementFilter,
    after: Cursor,
    limit: i64,
) -> Result<Vec<Movement>> {
    let first = Timestamp::from_micros(Cursor::START_ASCENDING.key);
    let last = Timestamp::from_micros(Cursor::START_DESCENDING.key);
    tx.query(
        "SELECT * FROM stock_movements
         WHERE tenant_id = $1 AND (at, id) < ($2, $3) AND at >= $4 AND at < $5
           AND ($6 IS NULL OR variant_id = $6) AND ($7 IS NULL OR location_id = $7) AND ($8 IS NULL OR kind = $8)
           AND ($9 = FALSE OR on_hand_delta <> 0)
         ORDER BY at DESC, id DESC LIMIT $10",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(filter.from.unwrap_or(first))
    .bind(filter.to.unwrap_or(last))
    .bind(filter.variant)
    .bind(filter.location)
    .bind(filter.kind)
    .bind(filter.on_hand_only)
    .bind(limit)
    .fetch_all()
    .await
}

/// The movements of one variant, the newest first.
pub(crate) async fn latest(
    tx: &mut Tx,
    variant: VariantId,
    location: Option<LocationId>,
    limit: i64,
) -> Result<Vec<Movement>> {
    tx.query(
        "SELECT * FROM stock_movements
         WHERE tenant_id = $1 AND variant_id = $2 AND ($3 IS NULL OR location_id = $3)
         ORDER BY at DESC, id DESC LIMIT $4",
    )
    .bind(variant)
    .bind(location)
    .bind(limit)
    .fetch_all()
    .await
}

/// What the movements of a variant since `from` come to, kind by kind.
pub(crate) async fn sums(
    tx: &mut Tx,
    variant: VariantId,
    location: Option<LocationId>,
    from: Timestamp,
) -> Result<Vec<KindSum>> {
    tx.query(
        "SELECT kind, CAST(sum(on_hand_delta) AS bigint) AS on_hand, CAST(sum(reserved_delta) AS bigint) AS reserved,
             CAST(sum(incoming_delta) AS bigint) AS incoming, count(*) AS movements
         FROM stock_movements
         WHERE tenant_id = $1 AND variant_id = $2 AND ($3 IS NULL OR location_id = $3) AND at >= $4
         GROUP BY kind",
    )
    .bind(variant)
    .bind(location)
    .bind(from)
    .fetch_all()
    .await
}
