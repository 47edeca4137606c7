//! Static SQL of the event log.

use db::bulk::Row;
use db::{Query, Tx};
use kernel::{Result, TenantId, Timestamp};

use crate::{EventFilter, EventId, EventRow};

/// Takes the next `count` numbers and answers the last of them. The row stays locked until the transaction ends.
pub(crate) async fn advance_head(tx: &mut Tx, tenant: TenantId, count: i64) -> Result<i64> {
    tx.global_query(
        "INSERT INTO event_heads (tenant_id, sequence) VALUES ($1, $2)
         ON CONFLICT (tenant_id) DO UPDATE SET sequence = event_heads.sequence + excluded.sequence
         RETURNING sequence",
    )
    .bind(tenant)
    .bind(count)
    .scalar()
    .await
}

impl Row for EventRow {
    const TABLE: &'static str = "events";
    const COLUMNS: &'static [&'static str] = &["id", "sequence", "name", "entity", "payload", "at"];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        let query = query.bind(self.id).bind(self.sequence).bind(self.name);
        query.bind(self.entity).bind(self.payload).bind(self.at)
    }
}

pub(crate) async fn head(tx: &mut Tx) -> Result<Option<i64>> {
    tx.query("SELECT sequence FROM event_heads WHERE tenant_id = $1").scalar_optional().await
}

pub(crate) async fn find(tx: &mut Tx, id: EventId) -> Result<Option<EventRow>> {
    tx.query(
        "SELECT tenant_id, id, sequence, name, entity, payload, at FROM events WHERE tenant_id = $1 AND id = $2",
    )
    .bind(id)
    .fetch_optional()
    .await
}

pub(crate) async fn after(
    tx: &mut Tx,
    sequence: i64,
    filter: &EventFilter,
    limit: i64,
) -> Result<Vec<EventRow>> {
    tx.query(
        "SELECT tenant_id, id, sequence, name, entity, payload, at FROM events
         WHERE tenant_id = $1 AND sequence > $2 AND ($3 IS NULL OR name LIKE $3 ESCAPE '\\')
           AND ($4 IS NULL OR entity = $4)
         ORDER BY sequence LIMIT $5",
    )
    .bind(sequence)
    .bind(filter.name_pattern())
    .bind(filter.entity.clone())
    .bind(limit)
    .fetch_all()
    .await
}

pub(crate) async fn before(
    tx: &mut Tx,
    sequence: i64,
    filter: &EventFilter,
    limit: i64,
) -> Result<Vec<EventRow>> {
    tx.query(
        "SELECT tenant_id, id, sequence, name, entity, payload, at FROM events
         WHERE tenant_id = $1 AND sequence < $2 AND ($3 IS NULL OR name LIKE $3 ESCAPE '\\')
           AND ($4 IS NULL OR entity = $4)
         ORDER BY sequence DESC LIMIT $5",
    )
    .bind(sequence)
    .bind(filter.name_pattern())
    .bind(filter.entity.clone())
    .bind(limit)
    .fetch_all()
    .await
}

/// Up to `limit` organizations after `after`, with how many days they keep events.
pub(crate) async fn retention(
    tx: &mut Tx,
    after: Option<TenantId>,
    limit: i64,
) -> Result<Vec<(TenantId, i64)>> {
    tx.global_query(
        "SELECT tenant_id, event_retention_days FROM organizations
         WHERE $1 IS NULL OR tenant_id > $1 ORDER BY tenant_id LIMIT $2",
    )
    .bind(after)
    .bind(limit)
    .fetch_all()
    .await
}

/// The oldest events' numbers and times.
pub(crate) async fn oldest(tx: &mut Tx, limit: i64) -> Result<Vec<(i64, Timestamp)>> {
    tx.query("SELECT sequence, at FROM events WHERE tenant_id = $1 ORDER BY sequence LIMIT $2")
        .bind(limit)
        .fetch_all()
        .await
}

pub(crate) async fn delete_up_to(tx: &mut Tx, sequence: i64) -> Result<u64> {
    tx.query("DELETE FROM events WHERE tenant_id = $1 AND sequence <= $2").bind(sequence).execute().await
}

pub(crate) async fn count_from(tx: &mut Tx, earliest: EventId) -> Result<i64> {
    tx.global_query(
        "SELECT count(*) FROM organizations AS o JOIN events AS e ON e.tenant_id = o.tenant_id AND e.id >= $1",
    )
    .bind(earliest)
    .scalar()
    .await
}
