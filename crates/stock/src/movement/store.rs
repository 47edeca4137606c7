//! SQL of movements. They are written once; the database refuses every change.

use db::bulk::Row;
use db::{Query, Tx};
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

impl Movement {
    /// What a change did to a level, as it is afterwards.
    pub(super) fn new(tx: &Tx, change: &Change, level: &Level, cause: &Cause) -> Self {
        let actor = tx.scope().actor.clone();
        Self {
            id: tx.new_id(),
            variant_id: change.variant_id,
            location_id: change.location_id,
            sequence: level.sequence,
            kind: change.kind,
            on_hand_delta: change.on_hand,
            reserved_delta: change.reserved,
            incoming_delta: change.incoming,
            on_hand: level.on_hand,
            reserved: level.reserved,
            incoming: level.incoming,
            reason: cause.reason,
            note: cause.note.clone(),
            reference_kind: cause.reference.map(|reference| reference.kind),
            reference_id: cause.reference.map(|reference| reference.id),
            unit_cost_e4: change.unit_cost_e4,
            actor_kind: actor_kind(actor.kind).to_owned(),
            actor_id: actor.id,
            actor_name: actor.name,
            at: tx.now(),
        }
    }
}

impl Row for Movement {
    const TABLE: &'static str = "stock_movements";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "variant_id",
        "location_id",
        "sequence",
        "kind",
        "on_hand_delta",
        "reserved_delta",
        "incoming_delta",
        "on_hand",
        "reserved",
        "incoming",
        "reason",
        "note",
        "reference_kind",
        "reference_id",
        "unit_cost_e4",
        "actor_kind",
        "actor_id",
        "actor_name",
        "at",
    ];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        let query = query.bind(self.id).bind(self.variant_id).bind(self.location_id).bind(self.sequence);
        let query = query.bind(self.kind).bind(self.on_hand_delta).bind(self.reserved_delta);
        let query = query.bind(self.incoming_delta).bind(self.on_hand).bind(self.reserved);
        let query = query.bind(self.incoming).bind(self.reason).bind(self.note).bind(self.reference_kind);
        let query = query.bind(self.reference_id).bind(self.unit_cost_e4).bind(self.actor_kind);
        query.bind(self.actor_id).bind(self.actor_name).bind(self.at)
    }
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
