//! Requests under privacy law, as platforms pass them on: what was asked, until when it is due, and what was done.

pub(crate) mod api;

use db::Tx;
use kernel::{Cursor, Entity, Error, Id, Result, Timestamp};
use orders::customer::CustomerId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::connection::ConnectionId;
use crate::inbox::InboxDeliveryId;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = PrivacyRequestKind)]
pub enum RequestKind {
    /// A customer wants to know what is kept about them.
    CustomerData,
    /// A customer is to be forgotten.
    ForgetCustomer,
    /// A shop that has left is to be forgotten, with its customers.
    ForgetShop,
}

/// Whether it is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = PrivacyRequestState)]
pub enum RequestState {
    /// Somebody has to answer it.
    Open,
    /// It is done.
    Done,
}

/// A request as it is stored.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
#[schema(as = PrivacyRequest)]
pub struct Request {
    /// The id.
    pub id: PrivacyRequestId,
    /// Who passed it on.
    pub connection_id: ConnectionId,
    /// The delivery that it came with.
    pub delivery_id: InboxDeliveryId,
    /// What is asked for.
    pub request: RequestKind,
    /// The platform's id of it.
    pub external_id: String,
    /// The customer whom it is about, where we know them.
    #[schema(required)]
    pub customer_id: Option<CustomerId>,
    /// Whether it is answered.
    pub state: RequestState,
    /// Until when it must be.
    pub due_at: Timestamp,
    /// When it was.
    #[schema(required)]
    pub done_at: Option<Timestamp>,
    /// What was done.
    #[schema(required)]
    pub outcome: Option<String>,
    /// When it came.
    pub created_at: Timestamp,
}

impl Entity for Request {
    const PREFIX: &'static str = "privacy";
}

/// The id of a request.
pub type PrivacyRequestId = Id<Request>;

/// A request that has come.
pub(crate) struct NewRequest {
    pub(crate) connection: ConnectionId,
    pub(crate) delivery: InboxDeliveryId,
    pub(crate) kind: RequestKind,
    pub(crate) external_id: String,
    pub(crate) customer: Option<CustomerId>,
    pub(crate) due_at: Timestamp,
}

/// Writes a request down; nothing when it is there already.
pub(crate) async fn open(tx: &mut Tx, new: NewRequest) -> Result<Option<PrivacyRequestId>> {
    let (id, now): (PrivacyRequestId, Timestamp) = (tx.new_id(), tx.now());
    tx.query(
        "INSERT INTO privacy_requests (tenant_id, id, connection_id, delivery_id, request, external_id, customer_id,
             state, due_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9)
         ON CONFLICT (tenant_id, connection_id, external_id) DO NOTHING RETURNING id",
    )
    .bind(id)
    .bind(new.connection)
    .bind(new.delivery)
    .bind(new.kind)
    .bind(new.external_id)
    .bind(new.customer)
    .bind(new.due_at)
    .bind(now)
    .scalar_optional()
    .await
}

/// It is done, and this is what was done.
pub(crate) async fn done(tx: &mut Tx, id: PrivacyRequestId, outcome: &str) -> Result<Request> {
    let now = tx.now();
    let row = tx
        .query(
            "UPDATE privacy_requests SET state = 'done', done_at = $3, outcome = $4
             WHERE tenant_id = $1 AND id = $2 RETURNING *",
        )
        .bind(id)
        .bind(now)
        .bind(outcome.to_owned())
        .fetch_optional()
        .await?;
    row.ok_or_else(|| Error::not_found("privacy request"))
}

async fn get(tx: &mut Tx, id: PrivacyRequestId) -> Result<Request> {
    let row = tx.query("SELECT * FROM privacy_requests WHERE tenant_id = $1 AND id = $2").bind(id);
    row.fetch_optional().await?.ok_or_else(|| Error::not_found("privacy request"))
}

async fn list(tx: &mut Tx, state: Option<RequestState>, after: Cursor, limit: i64) -> Result<Vec<Request>> {
    tx.query(
        "SELECT * FROM privacy_requests
         WHERE tenant_id = $1 AND ($2 IS NULL OR state = $2) AND id < $3 ORDER BY id DESC LIMIT $4",
    )
    .bind(state)
    .bind(after.id)
    .bind(limit)
    .fetch_all()
    .await
}

/// Drops what came about a thing; answers how many deliveries.
pub(crate) async fn drop_bodies_about(
    tx: &mut Tx,
    connection: ConnectionId,
    kind: &'static str,
    external_id: &str,
) -> Result<u64> {
    let now = tx.now();
    tx.query(
        "UPDATE inbox_deliveries SET headers = $5, body = $5, dropped_at = $6
         WHERE tenant_id = $1 AND connection_id = $2 AND entity_kind = $3 AND entity_id = $4 AND dropped_at IS NULL",
    )
    .bind(connection)
    .bind(kind)
    .bind(external_id.to_owned())
    .bind(Vec::<u8>::new())
    .bind(now)
    .execute()
    .await
}

/// Drops all that came through a connection; answers how many deliveries.
pub(crate) async fn drop_all_bodies(tx: &mut Tx, connection: ConnectionId) -> Result<u64> {
    let now = tx.now();
    tx.query(
        "UPDATE inbox_deliveries SET headers = $3, body = $3, dropped_at = $4
         WHERE tenant_id = $1 AND connection_id = $2 AND dropped_at IS NULL",
    )
    .bind(connection)
    .bind(Vec::<u8>::new())
    .bind(now)
    .execute()
    .await
}

/// The customers who are known from a connection, and from no other.
pub(crate) async fn customers_of(tx: &mut Tx, connection: ConnectionId) -> Result<Vec<CustomerId>> {
    tx.query(
        "SELECT DISTINCT l.entity_id FROM channel_links l
         WHERE l.tenant_id = $1 AND l.connection_id = $2 AND l.kind = 'customer' AND l.state = 'linked'
             AND NOT EXISTS (SELECT 1 FROM channel_links o
                             WHERE o.tenant_id = $1 AND o.kind = 'customer' AND o.entity_id = l.entity_id
                                 AND o.connection_id <> $2)",
    )
    .bind(connection)
    .fetch_all()
    .await
    .map(|rows: Vec<(CustomerId,)>| rows.into_iter().map(|(id,)| id).collect())
}
