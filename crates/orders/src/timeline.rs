//! What happened to an order, for people; and the same for machines: each entry of a transition is an audit record and an
//! event too. None of it names a customer: more roles read events than customers.

use db::{Query, Tx};
use identity::audit::{Record, record};
use kernel::{ActorKind, Entity, Id, Json, Result, Timestamp};
use serde_json::{Value, json};

use crate::bulk::{self, Row};
use crate::order::{Order, OrderId};

/// One thing that happened.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct TimelineEntry {
    pub(crate) id: Id<TimelineEntry>,
    pub(crate) order_id: OrderId,
    pub(crate) at: Timestamp,
    pub(crate) kind: String,
    pub(crate) actor_kind: String,
    pub(crate) actor_name: String,
    pub(crate) note: Option<String>,
    pub(crate) detail: Json<Value>,
}

impl Entity for TimelineEntry {
    const PREFIX: &'static str = "entry";
}

impl Row for TimelineEntry {
    const TABLE: &'static str = "order_timeline";
    const COLUMNS: &'static [&'static str] =
        &["id", "order_id", "at", "kind", "actor_kind", "actor_name", "note", "detail"];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query
            .bind(self.id)
            .bind(self.order_id)
            .bind(self.at)
            .bind(self.kind)
            .bind(self.actor_kind)
            .bind(self.actor_name)
            .bind(self.note)
            .bind(self.detail)
    }
}

/// Says what happened to an order: on its timeline, in the audit log and as an event, all with the same particulars.
pub(crate) async fn tell(tx: &mut Tx, order: &Order, what: &'static str, detail: Value) -> Result<()> {
    tell_of(tx, order, Record::new(what).target("order", order.id), what, detail).await
}

/// The same for what happened to a part of the order that has an id of its own: a payment, a shipment.
pub(crate) async fn tell_of(
    tx: &mut Tx,
    order: &Order,
    entry: Record,
    what: &'static str,
    detail: Value,
) -> Result<()> {
    let mut told = json!({"order_id": order.id, "order_name": order.name, "shop_id": order.shop_id});
    if let (Some(told), Value::Object(detail)) = (told.as_object_mut(), detail.clone()) {
        told.extend(detail);
    }
    write(tx, order.id, what, None, detail).await?;
    record(tx, entry.after(told)).await
}

/// Writes an entry on the timeline alone.
pub(crate) async fn write(
    tx: &mut Tx,
    order: OrderId,
    kind: &str,
    note: Option<String>,
    detail: Value,
) -> Result<()> {
    let entry = entry(tx, order, kind, note, detail);
    bulk::insert(tx, [entry]).await
}

pub(crate) fn entry(
    tx: &Tx,
    order: OrderId,
    kind: &str,
    note: Option<String>,
    detail: Value,
) -> TimelineEntry {
    let actor = &tx.scope().actor;
    let actor_kind = match actor.kind {
        ActorKind::User => "user",
        ActorKind::ApiKey => "api_key",
        ActorKind::System => "system",
        ActorKind::Anonymous => "anonymous",
    };
    TimelineEntry {
        id: tx.new_id(),
        order_id: order,
        at: tx.now(),
        kind: kind.to_owned(),
        actor_kind: actor_kind.to_owned(),
        actor_name: actor.name.clone(),
        note,
        detail: Json(detail),
    }
}

/// The entries of an order, newest first.
pub(crate) async fn list(
    tx: &mut Tx,
    order: OrderId,
    after: &kernel::Cursor,
    limit: i64,
) -> Result<Vec<TimelineEntry>> {
    tx.query(
        "SELECT * FROM order_timeline WHERE tenant_id = $1 AND order_id = $2 AND (at, id) < ($3, $4)
         ORDER BY at DESC, id DESC LIMIT $5",
    )
    .bind(order)
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(limit)
    .fetch_all()
    .await
}
