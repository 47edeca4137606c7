//! Replaying: what was processed, set aside or passed over is processed again, as the mapping of today reads it. Applying is
//! idempotent, so whatever is replayed is there once.

use db::Tx;
use identity::audit::{Record, record};
use identity::permission::CHANNELS_MANAGE;
use kernel::{Error, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Ctx, Json, Path, Result, Routes};

use super::{DeliveryState, ProcessDeliveries, mapping};
use crate::EntityKind;
use crate::connection::ConnectionId;
use crate::inbox::InboxDeliveryId;

/// Deliveries of one request.
const TOGETHER: i64 = 10_000;

/// Which deliveries are to be processed again. What is left out makes no difference; something must be named.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewInboxReplay, example = json!({"state": "failed"}))]
pub struct NewReplay {
    /// Only those of this connection.
    #[serde(default)]
    connection: Option<ConnectionId>,
    /// Only those with this topic, in the platform's words.
    #[serde(default)]
    topic: Option<String>,
    /// Only those about this kind of thing.
    #[serde(default)]
    entity_kind: Option<EntityKind>,
    /// Only those about the thing with this id on its platform.
    #[serde(default)]
    entity_id: Option<String>,
    /// Only those that this has become of.
    #[serde(default)]
    state: Option<DeliveryState>,
    /// Only those that came at this time or later.
    #[serde(default)]
    from: Option<Timestamp>,
    /// Only those that came before this time.
    #[serde(default)]
    to: Option<Timestamp>,
    /// Only those that an older mapping has read.
    #[serde(default)]
    older_mapping: bool,
}

impl NewReplay {
    fn names_nothing(&self) -> bool {
        let words = self.connection.is_some() || self.topic.is_some() || self.entity_kind.is_some();
        let rest =
            self.entity_id.is_some() || self.state.is_some() || self.from.is_some() || self.to.is_some();
        !words && !rest && !self.older_mapping
    }
}

/// What is being replayed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InboxReplay)]
pub struct Replay {
    /// How many deliveries are processed again.
    count: i64,
    /// Whether there are more: ask again for them, with `from` where these ended.
    more: bool,
    /// When the last of these came.
    #[schema(required)]
    until: Option<Timestamp>,
}

pub(crate) fn routes() -> Routes {
    web::routes![replay_many, replay]
}

/// Replay deliveries
///
/// Processes deliveries again that came already: dead letters after their cause was mended, a time range after a fault, or
/// whatever an older mapping has read. At most 10,000 at a time, the oldest first. Nothing is there twice afterwards. What
/// waits already, and what was dropped because it was kept for long enough, is left out.
#[utoipa::path(post, path = "/api/v1/inbox/replays", tag = "Inbox")]
async fn replay_many(ctx: Ctx, Json(wanted): Json<NewReplay>) -> Result<Json<Replay>> {
    ctx.require(CHANNELS_MANAGE)?;
    if wanted.names_nothing() {
        let detail = "Say which deliveries: a connection, a topic, a state or a time.";
        return Err(Error::invalid("state", "required", detail).into());
    }
    let answer = ctx
        .write(async |tx| {
            let rows = set_waiting(tx, &wanted).await?;
            let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
            let until = rows.iter().map(|(_, _, at)| *at).max();
            process(tx, rows.iter().map(|(connection, _, _)| *connection)).await?;
            let told = json!({"count": count, "connection_id": wanted.connection, "topic": wanted.topic,
                              "state": wanted.state, "from": wanted.from, "to": wanted.to});
            record(tx, Record::new("inbox.replayed").after(told)).await?;
            Ok(Replay { count, more: count == TOGETHER, until })
        })
        .await?;
    Ok(Json(answer))
}

/// Replay a delivery
///
/// Processes it again, as the mapping of today reads it.
#[utoipa::path(post, path = "/api/v1/inbox/deliveries/{delivery_id}/replay", tag = "Inbox")]
async fn replay(ctx: Ctx, Path(id): Path<InboxDeliveryId>) -> Result<Json<Replay>> {
    ctx.require(CHANNELS_MANAGE)?;
    let answer = ctx
        .write(async |tx| {
            let (connection, dropped, at) = found(tx, id).await?;
            if dropped.is_some() {
                let detail = "Its body was kept for as long as this organization keeps bodies, and is gone.";
                return Err(Error::conflict("body_dropped", detail));
            }
            again(tx, id).await?;
            process(tx, [connection].into_iter()).await?;
            record(tx, Record::new("inbox.replayed").target("delivery", id).after(json!({"count": 1})))
                .await?;
            Ok(Replay { count: 1, more: false, until: Some(at) })
        })
        .await?;
    Ok(Json(answer))
}

/// The connections' lanes are worked on once this transaction is committed.
pub(crate) async fn process(
    tx: &mut Tx,
    connections: impl Iterator<Item = ConnectionId>,
) -> kernel::Result<()> {
    let mut connections: Vec<ConnectionId> = connections.collect();
    connections.sort_unstable();
    connections.dedup();
    for connection in connections {
        jobs::enqueue(tx, ProcessDeliveries { connection, again: false }).await?;
    }
    Ok(())
}

/// What waits for somebody to decide is tried again: they have decided. Answers the connection's waiting ones.
pub(crate) async fn after_decision(tx: &mut Tx, connection: ConnectionId) -> kernel::Result<()> {
    tx.query(
        "UPDATE inbox_deliveries SET state = 'waiting', attempts = 0, next_attempt_at = NULL
         WHERE tenant_id = $1 AND connection_id = $2 AND state = 'review' AND dropped_at IS NULL",
    )
    .bind(connection)
    .execute()
    .await?;
    process(tx, [connection].into_iter()).await
}

async fn found(
    tx: &mut Tx,
    id: InboxDeliveryId,
) -> kernel::Result<(ConnectionId, Option<Timestamp>, Timestamp)> {
    let row = tx
        .query("SELECT connection_id, dropped_at, received_at FROM inbox_deliveries WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .fetch_optional()
        .await?;
    row.ok_or_else(|| Error::not_found("delivery"))
}

async fn again(tx: &mut Tx, id: InboxDeliveryId) -> kernel::Result<()> {
    tx.query(
        "UPDATE inbox_deliveries SET state = 'waiting', attempts = 0, next_attempt_at = NULL
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(id)
    .execute()
    .await?;
    Ok(())
}

async fn set_waiting(
    tx: &mut Tx,
    wanted: &NewReplay,
) -> kernel::Result<Vec<(ConnectionId, InboxDeliveryId, Timestamp)>> {
    let older_than = wanted.older_mapping.then(mapping);
    tx.query(
        "UPDATE inbox_deliveries SET state = 'waiting', attempts = 0, next_attempt_at = NULL
         WHERE tenant_id = $1 AND id IN (
             SELECT id FROM inbox_deliveries
             WHERE tenant_id = $1 AND state <> 'waiting' AND dropped_at IS NULL
                 AND ($2 IS NULL OR connection_id = $2) AND ($3 IS NULL OR topic = $3)
                 AND ($4 IS NULL OR entity_kind = $4) AND ($5 IS NULL OR entity_id = $5)
                 AND ($6 IS NULL OR state = $6) AND ($7 IS NULL OR received_at >= $7)
                 AND ($8 IS NULL OR received_at < $8) AND ($9 IS NULL OR mapping_version < $9)
             ORDER BY id LIMIT $10)
         RETURNING connection_id, id, received_at",
    )
    .bind(wanted.connection)
    .bind(wanted.topic.clone())
    .bind(wanted.entity_kind)
    .bind(wanted.entity_id.clone())
    .bind(wanted.state)
    .bind(wanted.from)
    .bind(wanted.to)
    .bind(older_than)
    .bind(TOGETHER)
    .fetch_all()
    .await
}
