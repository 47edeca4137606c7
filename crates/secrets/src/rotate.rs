//! Bringing all stored secrets to the active key.

use db::{Db, Tx};
use kernel::{Error, Id, Result, Scope, TenantId};
use uuid::Uuid;

use crate::ring::key_missing;
use crate::store::sealed_for;
use crate::{KeyRing, Sealed, SecretId};

/// What a rotation did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rotated {
    /// Secrets that now use the active key and did not before.
    pub rotated: u64,
    /// Secrets that could not be opened. They are left as they are; the log names them.
    pub unreadable: u64,
}

#[derive(sqlx::FromRow)]
struct Row {
    tenant_id: TenantId,
    id: SecretId,
    purpose: String,
    sealed: Vec<u8>,
}

/// Seals the data keys of all secrets that use another key than the active one, `batch` rows per transaction. It can
/// be stopped at any moment and run again, beside itself and beside whoever changes secrets: a secret that changes
/// meanwhile keeps its new value.
pub async fn rotate_all(db: &Db, ring: &KeyRing, batch: u16) -> Result<Rotated> {
    let scope = Scope::installation("secrets rotate");
    let mut total = Rotated::default();
    let mut after = (Id::from_uuid(Uuid::nil()), Id::from_uuid(Uuid::nil()));
    loop {
        let (done, last) =
            db.write(&scope, async |tx| rotate_batch(tx, ring, after, batch.max(1)).await).await?;
        total.rotated += done.rotated;
        total.unreadable += done.unreadable;
        match last {
            Some(last) => after = last,
            None => return Ok(total),
        }
    }
}

/// Rotates the next rows after `after`; answers the last of them.
async fn rotate_batch(
    tx: &mut Tx,
    ring: &KeyRing,
    after: (TenantId, SecretId),
    batch: u16,
) -> Result<(Rotated, Option<(TenantId, SecretId)>)> {
    let active = ring.active_id()?.to_string();
    let rows: Vec<Row> = tx
        .global_query(
            "SELECT tenant_id, id, purpose, sealed FROM secrets
             WHERE key_id <> $1 AND (tenant_id, id) > ($2, $3) ORDER BY tenant_id, id LIMIT $4",
        )
        .bind(active)
        .bind(after.0)
        .bind(after.1)
        .bind(i64::from(batch))
        .fetch_all()
        .await?;
    let last = rows.last().map(|row| (row.tenant_id, row.id));
    let mut done = Rotated::default();
    for row in rows {
        let sealed = Sealed::from_bytes(row.sealed);
        match ring.rotate(row.tenant_id, &sealed_for(&row.purpose, row.id), &sealed) {
            Ok(rotated) => done.rotated += replace(tx, (row.tenant_id, row.id), sealed, rotated).await?,
            Err(error) => {
                tracing::error!(tenant = %row.tenant_id, secret = %row.id, %error, "a secret cannot be rotated");
                done.unreadable += 1;
            }
        }
    }
    Ok((done, last))
}

/// Puts the rotated secret in the place of what was read, unless that has changed. `updated_at` stays: it tells when
/// the credential itself was last set.
async fn replace(tx: &mut Tx, (tenant, id): (TenantId, SecretId), old: Sealed, new: Sealed) -> Result<u64> {
    let key_id = new.key_id()?.to_string();
    tx.global_query(
        "UPDATE secrets SET sealed = $1, key_id = $2 WHERE tenant_id = $3 AND id = $4 AND sealed = $5",
    )
    .bind(new.into_bytes())
    .bind(key_id)
    .bind(tenant)
    .bind(id)
    .bind(old.into_bytes())
    .execute()
    .await
}

/// Fails with `secret_key_missing` when a stored secret needs a key that the ring does not have. Called at start, it
/// catches a database that was restored, or a volume that was mounted, without its key file.
pub async fn check_keys(db: &Db, ring: &KeyRing) -> Result<()> {
    let used: Vec<(String,)> = db
        .read(&Scope::installation("secrets check"), async |tx| {
            tx.global_query("SELECT DISTINCT key_id FROM secrets").fetch_all().await
        })
        .await?;
    for (text,) in used {
        let mut id = [0; 8];
        hex::decode_to_slice(&text, &mut id).map_err(Error::internal)?;
        if !ring.has(crate::KeyId(id)) {
            return Err(key_missing(&text));
        }
    }
    Ok(())
}
