//! SQL of the inbox.

use bytes::Bytes;
use db::bulk::{self, Row};
use db::{Query, Tx};
use kernel::{Cursor, Error, Result, TenantId, Timestamp};

use super::api::DeliveryFilter;
use super::{InboxDelivery, InboxDeliveryId};
use crate::connection::ConnectionId;
use crate::processing::DeliveryState;
use crate::{EntityKind, Purpose};

/// A delivery that is about to be stored. Cheap to clone beside its few words.
#[derive(Debug, Clone)]
pub(super) struct NewDelivery {
    pub(super) id: InboxDeliveryId,
    pub(super) connection_id: ConnectionId,
    pub(super) received_at: Timestamp,
    pub(super) purpose: Purpose,
    pub(super) unique_key: Option<String>,
    pub(super) delivery_id: Option<String>,
    pub(super) event_id: Option<String>,
    pub(super) topic: Option<String>,
    pub(super) entity_kind: Option<EntityKind>,
    pub(super) entity_id: Option<String>,
    pub(super) entity_version: Option<String>,
    pub(super) entity_updated_at: Option<Timestamp>,
    pub(super) occurred_at: Option<Timestamp>,
    pub(super) sender_shop: Option<String>,
    pub(super) headers: Bytes,
    pub(super) body: Bytes,
    pub(super) state: DeliveryState,
    pub(super) repeats: i64,
}

impl Row for NewDelivery {
    const TABLE: &'static str = "inbox_deliveries";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "connection_id",
        "received_at",
        "purpose",
        "unique_key",
        "delivery_id",
        "event_id",
        "topic",
        "entity_kind",
        "entity_id",
        "entity_version",
        "entity_updated_at",
        "occurred_at",
        "sender_shop",
        "headers",
        "body",
        "body_bytes",
        "state",
        "repeats",
    ];
    /// What is there stays as it came first.
    const ON_CONFLICT: &'static str = "ON CONFLICT (tenant_id, connection_id, unique_key)
         DO UPDATE SET repeats = inbox_deliveries.repeats + 1 + excluded.repeats";

    fn bind(self, query: Query<'_>) -> Query<'_> {
        let body_bytes = i64::try_from(self.body.len()).unwrap_or(i64::MAX);
        query
            .bind(self.id)
            .bind(self.connection_id)
            .bind(self.received_at)
            .bind(self.purpose)
            .bind(self.unique_key)
            .bind(self.delivery_id)
            .bind(self.event_id)
            .bind(self.topic)
            .bind(self.entity_kind)
            .bind(self.entity_id)
            .bind(self.entity_version)
            .bind(self.entity_updated_at)
            .bind(self.occurred_at)
            .bind(self.sender_shop)
            .bind(self.headers.to_vec())
            .bind(self.body.to_vec())
            .bind(body_bytes)
            .bind(self.state)
            .bind(self.repeats)
    }
}

/// Stores deliveries of any organizations.
pub(super) async fn insert(tx: &mut Tx, rows: Vec<(TenantId, NewDelivery)>) -> Result<()> {
    bulk::insert_each(tx, rows).await
}

/// What every list of deliveries shows.
macro_rules! columns {
    () => {
        "id, connection_id, received_at, purpose, delivery_id, event_id, topic, entity_kind, entity_id,
         entity_updated_at, occurred_at, sender_shop, body_bytes, repeats, state, code, detail, attempts,
         next_attempt_at, processed_at, mapping_version, effects, dropped_at"
    };
}

/// Deliveries, the newest first.
pub(super) async fn list(
    tx: &mut Tx,
    filter: &DeliveryFilter,
    after: Cursor,
    limit: i64,
) -> Result<Vec<InboxDelivery>> {
    // Ids grow with time; one text for each way in, so that each has its index.
    let in_trouble = matches!(filter.state, Some(DeliveryState::Review | DeliveryState::Failed));
    let sql = match (filter.connection.is_some(), filter.entity_id.is_some()) {
        // Few among many: they have an index of their own.
        _ if in_trouble => concat!(
            "SELECT ",
            columns!(),
            " FROM inbox_deliveries
             WHERE tenant_id = $1 AND state IN ('review', 'failed') AND state = $8
                 AND ($2 IS NULL OR connection_id = $2)
                 AND ($3 IS NULL OR topic = $3) AND ($4 IS NULL OR entity_kind = $4)
                 AND ($5 IS NULL OR entity_id = $5) AND id < $6
             ORDER BY id DESC LIMIT $7"
        ),
        (true, true) => concat!(
            "SELECT ",
            columns!(),
            " FROM inbox_deliveries
             WHERE tenant_id = $1 AND connection_id = $2 AND entity_id = $5
                 AND ($3 IS NULL OR topic = $3) AND ($4 IS NULL OR entity_kind = $4)
                 AND id < $6 AND ($8 IS NULL OR state = $8)
             ORDER BY id DESC LIMIT $7"
        ),
        (true, false) => concat!(
            "SELECT ",
            columns!(),
            " FROM inbox_deliveries
             WHERE tenant_id = $1 AND connection_id = $2
                 AND ($3 IS NULL OR topic = $3) AND ($4 IS NULL OR entity_kind = $4)
                 AND ($5 IS NULL OR entity_id = $5) AND id < $6 AND ($8 IS NULL OR state = $8)
             ORDER BY id DESC LIMIT $7"
        ),
        (false, _) => concat!(
            "SELECT ",
            columns!(),
            " FROM inbox_deliveries
             WHERE tenant_id = $1 AND ($2 IS NULL OR connection_id = $2)
                 AND ($3 IS NULL OR topic = $3) AND ($4 IS NULL OR entity_kind = $4)
                 AND ($5 IS NULL OR entity_id = $5) AND id < $6 AND ($8 IS NULL OR state = $8)
             ORDER BY id DESC LIMIT $7"
        ),
    };
    tx.query(sql)
        .bind(filter.connection)
        .bind(filter.topic.clone())
        .bind(filter.entity_kind)
        .bind(filter.entity_id.clone())
        .bind(after.id)
        .bind(limit)
        .bind(filter.state)
        .fetch_all()
        .await
}

/// A delivery with what came.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Whole {
    #[sqlx(flatten)]
    pub(super) delivery: InboxDelivery,
    pub(super) headers: Vec<u8>,
    pub(super) body: Vec<u8>,
}

/// The delivery; an error when the organization has no such one.
pub(super) async fn get(tx: &mut Tx, id: InboxDeliveryId) -> Result<Whole> {
    tx.query(concat!(
        "SELECT ",
        columns!(),
        ", headers, body FROM inbox_deliveries WHERE tenant_id = $1 AND id = $2"
    ))
    .bind(id)
    .fetch_optional()
    .await?
    .ok_or_else(|| Error::not_found("delivery"))
}

/// The delivery about the same thing that came before this one.
pub(super) async fn before(tx: &mut Tx, delivery: &InboxDelivery) -> Result<Option<InboxDeliveryId>> {
    tx.query(
        "SELECT id FROM inbox_deliveries
         WHERE tenant_id = $1 AND connection_id = $2 AND entity_kind = $3 AND entity_id = $4 AND id < $5
         ORDER BY id DESC LIMIT 1",
    )
    .bind(delivery.connection_id)
    .bind(delivery.entity_kind)
    .bind(delivery.entity_id.clone())
    .bind(delivery.id)
    .scalar_optional()
    .await
}

/// When the last delivery of a connection came, and about what.
pub(super) async fn last(tx: &mut Tx, id: ConnectionId) -> Result<Option<(Timestamp, Option<String>)>> {
    tx.query(
        "SELECT received_at, topic FROM inbox_deliveries WHERE tenant_id = $1 AND connection_id = $2
         ORDER BY id DESC LIMIT 1",
    )
    .bind(id)
    .fetch_optional()
    .await
}

/// Where a page of deliveries goes on.
pub(super) fn place(delivery: &InboxDelivery) -> Cursor {
    Cursor::at(delivery.received_at, delivery.id)
}
