//! The table of sealed secrets. Whoever needs a secret keeps its id.

use db::Tx;
use kernel::{Entity, Error, Id, Result};

use crate::{KeyRing, Plaintext, Sealed};

/// Names the entity of [`SecretId`].
#[derive(Debug)]
pub enum Secret {}

impl Entity for Secret {
    const PREFIX: &'static str = "secret";
}

/// The id of a stored secret.
pub type SecretId = Id<Secret>;

/// What a row's secret is sealed for: its purpose and the row itself, so that rows cannot be swapped.
pub(crate) fn sealed_for(purpose: &str, id: SecretId) -> String {
    format!("{purpose}/{id}")
}

/// Stores a secret under `id`, in the place of one that has it already. `purpose` says what it is for
/// (`channels.access_token`); reading it takes the same purpose.
pub async fn put(
    tx: &mut Tx,
    ring: &KeyRing,
    id: SecretId,
    purpose: &'static str,
    secret: &[u8],
) -> Result<()> {
    let sealed = ring.seal(tx.tenant()?, &sealed_for(purpose, id), secret)?;
    let (key_id, now) = (sealed.key_id()?.to_string(), tx.now());
    tx.query(
        "INSERT INTO secrets (tenant_id, id, purpose, sealed, key_id, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)
         ON CONFLICT (tenant_id, id) DO UPDATE SET purpose = excluded.purpose, sealed = excluded.sealed,
             key_id = excluded.key_id, updated_at = excluded.updated_at",
    )
    .bind(id)
    .bind(purpose)
    .bind(sealed.into_bytes())
    .bind(key_id)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// The secret; not found when this organization has none under `id`.
pub async fn get(tx: &mut Tx, ring: &KeyRing, id: SecretId, purpose: &'static str) -> Result<Plaintext> {
    let sealed: Option<Vec<u8>> = tx
        .query("SELECT sealed FROM secrets WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .scalar_optional()
        .await?;
    let sealed = Sealed::from_bytes(sealed.ok_or_else(|| Error::not_found("stored credential"))?);
    ring.unseal(tx.tenant()?, &sealed_for(purpose, id), &sealed)
}

/// The secret under `id`; when there is none yet, `fresh` becomes it. All who ask at the same time get the same one.
pub async fn get_or_put(
    tx: &mut Tx,
    ring: &KeyRing,
    id: SecretId,
    purpose: &'static str,
    fresh: &[u8],
) -> Result<Plaintext> {
    let sealed = ring.seal(tx.tenant()?, &sealed_for(purpose, id), fresh)?;
    let (key_id, now) = (sealed.key_id()?.to_string(), tx.now());
    // Whoever comes second waits for the first one's commit here, and reads its secret then.
    tx.query(
        "INSERT INTO secrets (tenant_id, id, purpose, sealed, key_id, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (tenant_id, id) DO NOTHING",
    )
    .bind(id)
    .bind(purpose)
    .bind(sealed.into_bytes())
    .bind(key_id)
    .bind(now)
    .execute()
    .await?;
    get(tx, ring, id, purpose).await
}

/// Deletes the secret; answers whether there was one.
pub async fn delete(tx: &mut Tx, id: SecretId) -> Result<bool> {
    let deleted = tx.query("DELETE FROM secrets WHERE tenant_id = $1 AND id = $2").bind(id).execute().await?;
    Ok(deleted > 0)
}
