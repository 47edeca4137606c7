//! SQL of movements. They are written once; the database refuses every change.

use db::Tx;
use kernel::{ActorKind, Result};

use super::{Cause, Change, Movement, MovementId};
use crate::level::Level;

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
