//! SQL of API keys.

use db::{Topic, Tx};
use kernel::{Cursor, Error, Json, Result, TenantId, Timestamp};
use uuid::Uuid;

use super::{ApiKey, ApiKeyId, ApiKeyMode, display};
use crate::token;

/// A key to be made.
pub(crate) struct NewApiKey {
    pub(crate) name: String,
    pub(crate) mode: ApiKeyMode,
    pub(crate) scopes: Vec<String>,
    pub(crate) ip_allow_list: Vec<String>,
    pub(crate) created_by: Option<Uuid>,
    pub(crate) expires_at: Option<Timestamp>,
}

pub(crate) async fn list(tx: &mut Tx, after: Cursor, limit: i64) -> Result<Vec<ApiKey>> {
    tx.query(
        "SELECT k.*, u.name AS created_by_name FROM api_keys k LEFT JOIN users u ON u.id = k.created_by
         WHERE k.tenant_id = $1 AND (k.created_at, k.id) < ($2, $3)
         ORDER BY k.created_at DESC, k.id DESC LIMIT $4",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(limit)
    .fetch_all()
    .await
}

pub(crate) async fn find_by_id(tx: &mut Tx, id: ApiKeyId) -> Result<Option<ApiKey>> {
    tx.query(
        "SELECT k.*, u.name AS created_by_name FROM api_keys k LEFT JOIN users u ON u.id = k.created_by
         WHERE k.tenant_id = $1 AND k.id = $2",
    )
    .bind(id)
    .fetch_optional()
    .await
}

pub(crate) async fn get(tx: &mut Tx, id: ApiKeyId) -> Result<ApiKey> {
    find_by_id(tx, id).await?.ok_or_else(|| Error::not_found("API key"))
}

/// The key, held until the transaction ends: of two changes at once the second sees what the first did, so that none
/// brings a revoked key back.
pub(crate) async fn get_for_change(tx: &mut Tx, id: ApiKeyId) -> Result<ApiKey> {
    let now = tx.now();
    let sql = "UPDATE api_keys SET updated_at = $3 WHERE tenant_id = $1 AND id = $2";
    tx.query(sql).bind(id).bind(now).execute().await?;
    get(tx, id).await
}

/// Stores a key by its hash.
pub(crate) async fn insert(tx: &mut Tx, new: NewApiKey, key: &str) -> Result<ApiKeyId> {
    let (id, now): (ApiKeyId, Timestamp) = (tx.new_id(), tx.now());
    tx.query(
        "INSERT INTO api_keys (tenant_id, id, name, mode, display, key_hash, scopes, ip_allow_list, created_by,
             created_at, updated_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)",
    )
    .bind(id)
    .bind(new.name)
    .bind(new.mode)
    .bind(display(key))
    .bind(token::hash(key))
    .bind(Json(new.scopes))
    .bind(Json(new.ip_allow_list))
    .bind(new.created_by)
    .bind(now)
    .bind(new.expires_at)
    .execute()
    .await?;
    Ok(id)
}

/// Saves what may be edited.
pub(crate) async fn update(tx: &mut Tx, key: &ApiKey) -> Result<()> {
    tx.wake(Topic::identity());
    let now = tx.now();
    tx.query(
        "UPDATE api_keys SET name = $3, scopes = $4, ip_allow_list = $5, expires_at = $6, revoked_at = $7,
             replaced_by = $8, updated_at = $9
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(key.id)
    .bind(key.name.clone())
    .bind(key.scopes.clone())
    .bind(key.ip_allow_list.clone())
    .bind(key.expires_at)
    .bind(key.revoked_at)
    .bind(key.replaced_by)
    .bind(now)
    .execute()
    .await
    .map(drop)
}

/// What checking a key needs.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Found {
    pub(crate) tenant_id: TenantId,
    pub(crate) id: ApiKeyId,
    pub(crate) name: String,
    pub(crate) scopes: Json<Vec<String>>,
    pub(crate) ip_allow_list: Json<Vec<String>>,
    pub(crate) expires_at: Option<Timestamp>,
}

/// The living key with this hash, across organizations: a request brings only the key.
pub(crate) async fn find(tx: &mut Tx, key_hash: Vec<u8>) -> Result<Option<Found>> {
    let now = tx.now();
    tx.global_query(
        "SELECT tenant_id, id, name, scopes, ip_allow_list, expires_at FROM api_keys
         WHERE key_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)",
    )
    .bind(key_hash)
    .bind(now)
    .fetch_optional()
    .await
}

/// Notes when a key was used.
pub(crate) async fn touch(tx: &mut Tx, tenant: TenantId, id: ApiKeyId, at: Timestamp) -> Result<()> {
    tx.global_query(
        "UPDATE api_keys SET last_used_at = $3
         WHERE tenant_id = $1 AND id = $2 AND (last_used_at IS NULL OR last_used_at < $3)",
    )
    .bind(tenant)
    .bind(id)
    .bind(at)
    .execute()
    .await
    .map(drop)
}
