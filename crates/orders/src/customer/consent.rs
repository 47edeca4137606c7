//! What customers agreed to, when, and how that is known. Nothing of it is ever changed: the latest word counts, and the
//! earlier ones prove what was true then.

use db::Tx;
use kernel::{Entity, Id, Result, Timestamp};

use super::{CustomerId, Marketing};

/// One word of a customer.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Consent {
    pub(crate) state: Marketing,
    pub(crate) source: String,
    pub(crate) at: Timestamp,
}

impl Entity for Consent {
    const PREFIX: &'static str = "consent";
}

/// Writes a word of the customer down. A later one that is known already keeps counting.
pub(crate) async fn give(tx: &mut Tx, id: CustomerId, consent: Consent) -> Result<()> {
    let (entry, now): (Id<Consent>, Timestamp) = (tx.new_id(), tx.now());
    tx.query(
        "INSERT INTO customer_consents (tenant_id, id, customer_id, state, source, at, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(entry)
    .bind(id)
    .bind(consent.state)
    .bind(consent.source)
    .bind(consent.at)
    .bind(now)
    .execute()
    .await?;
    settle(tx, id).await
}

/// The latest word of the customer is what counts.
pub(super) async fn settle(tx: &mut Tx, id: CustomerId) -> Result<()> {
    let latest: Option<Consent> = tx
        .query(
            "SELECT state, source, at FROM customer_consents WHERE tenant_id = $1 AND customer_id = $2
             ORDER BY at DESC, id DESC LIMIT 1",
        )
        .bind(id)
        .fetch_optional()
        .await?;
    let Some(latest) = latest else { return Ok(()) };
    tx.query(
        "UPDATE customers SET marketing = $3, marketing_at = $4, marketing_source = $5, version = version + 1
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(id)
    .bind(latest.state)
    .bind(latest.at)
    .bind(latest.source)
    .execute()
    .await?;
    Ok(())
}

pub(super) async fn list(tx: &mut Tx, id: CustomerId) -> Result<Vec<Consent>> {
    tx.query(
        "SELECT state, source, at FROM customer_consents WHERE tenant_id = $1 AND customer_id = $2
         ORDER BY at DESC, id DESC LIMIT 200",
    )
    .bind(id)
    .fetch_all()
    .await
}
