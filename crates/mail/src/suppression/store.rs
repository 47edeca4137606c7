//! The SQL of the suppression list.

use db::Tx;
use kernel::{Cursor, Result, TenantId, Timestamp};

use super::{Suppression, SuppressionId};

pub(super) async fn insert(tx: &mut Tx, entry: &Suppression, hash: Vec<u8>) -> Result<bool> {
    let inserted = tx
        .global_query(
            "INSERT INTO mail_suppressions (id, organization_id, address_hash, address, reason, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (address_hash, organization_id, reason) DO NOTHING",
        )
        .bind(entry.id)
        .bind(entry.organization_id)
        .bind(hash)
        .bind(entry.email.clone())
        .bind(entry.reason)
        .bind(entry.created_at)
        .execute()
        .await?;
    Ok(inserted > 0)
}

pub(super) async fn delete(tx: &mut Tx, id: SuppressionId) -> Result<bool> {
    Ok(tx.global_query("DELETE FROM mail_suppressions WHERE id = $1").bind(id).execute().await? > 0)
}

pub(super) async fn list(tx: &mut Tx, after: Cursor, limit: i64) -> Result<Vec<Suppression>> {
    tx.global_query(
        "SELECT id, organization_id, address, reason, created_at FROM mail_suppressions
         WHERE (created_at, id) < ($1, $2) ORDER BY created_at DESC, id DESC LIMIT $3",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(limit)
    .fetch_all()
    .await
}

/// An unsubscription counts only where notifications are concerned.
pub(super) async fn exists(
    tx: &mut Tx,
    tenant: TenantId,
    hash: Vec<u8>,
    is_notification: bool,
) -> Result<bool> {
    tx.global_query(
        "SELECT EXISTS (SELECT 1 FROM mail_suppressions
         WHERE address_hash = $1 AND organization_id IN ($2, $3) AND (reason <> 'unsubscribed' OR $4))",
    )
    .bind(hash)
    .bind(tenant)
    .bind(TenantId::OPERATOR)
    .bind(is_notification)
    .scalar()
    .await
}
