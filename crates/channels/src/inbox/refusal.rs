//! Deliveries that were not believed: the last ones of each connection, without what they said, for whoever wonders why
//! nothing arrives.

use std::net::IpAddr;

use db::Tx;
use kernel::{Entity, Id, Result, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::connection::ConnectionId;

/// As many are kept of each connection.
const KEPT: i64 = 50;

/// A delivery that was not believed.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct InboxRefusal {
    /// The id.
    id: InboxRefusalId,
    /// The connection whose address it came to.
    connection_id: ConnectionId,
    /// When it came.
    refused_at: Timestamp,
    /// Why, as a stable code.
    #[schema(example = "wrong_signature")]
    code: String,
    /// Why, and the way out.
    detail: String,
    /// Where it came from.
    #[schema(required)]
    ip: Option<String>,
    /// What it claimed to be about, in the platform's words.
    #[schema(required)]
    topic: Option<String>,
}

impl Entity for InboxRefusal {
    const PREFIX: &'static str = "rfsl";
}

/// The id of a refusal.
pub type InboxRefusalId = Id<InboxRefusal>;

/// Notes that a delivery was not believed, and forgets the oldest beyond those that are kept.
pub(super) async fn note(
    tx: &mut Tx,
    connection: ConnectionId,
    (code, detail): (&'static str, &str),
    ip: Option<IpAddr>,
    topic: Option<String>,
) -> Result<()> {
    let (id, now): (InboxRefusalId, _) = (tx.new_id(), tx.now());
    tx.query(
        "INSERT INTO inbox_refusals (tenant_id, id, connection_id, refused_at, code, detail, ip, topic)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(id)
    .bind(connection)
    .bind(now)
    .bind(code)
    .bind(detail.to_owned())
    .bind(ip.map(|ip| ip.to_string()))
    .bind(topic)
    .execute()
    .await?;
    tx.query(
        "DELETE FROM inbox_refusals WHERE tenant_id = $1 AND id IN (
             SELECT id FROM inbox_refusals WHERE tenant_id = $1 AND connection_id = $2
             ORDER BY id DESC LIMIT 1000 OFFSET $3)",
    )
    .bind(connection)
    .bind(KEPT)
    .execute()
    .await?;
    Ok(())
}

/// Those of a connection, the newest first.
pub(super) async fn list(tx: &mut Tx, connection: ConnectionId, limit: i64) -> Result<Vec<InboxRefusal>> {
    tx.query(
        "SELECT id, connection_id, refused_at, code, detail, ip, topic FROM inbox_refusals
         WHERE tenant_id = $1 AND connection_id = $2 ORDER BY id DESC LIMIT $3",
    )
    .bind(connection)
    .bind(limit)
    .fetch_all()
    .await
}

/// As many as are kept at most.
pub(super) const fn kept() -> i64 {
    KEPT
}
