//! The mails that say a key expires soon: a week before, and a day before, each once.
//!
//! A notice is a job that waits for its time. A key that was changed, replaced or revoked meanwhile makes it do nothing,
//! so nothing has to be taken back.

use std::time::Duration;

use ::jobs::{Failure, Job, JobCtx};
use db::Tx;
use kernel::{Result, Timestamp};
use mail::{ApiKeyExpiring, EmailAddress, Mailer};
use serde::{Deserialize, Serialize};

use super::{ApiKeyId, ApiKeyState, store};
use crate::{letters, membership};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long before the end, longest first.
const DAYS_BEFORE: [u32; 2] = [7, 1];

/// Says that a key expires soon, if it still does.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TellOfExpiry {
    key: ApiKeyId,
    /// As it was when the notice was planned.
    expires_at: Timestamp,
    days_before: u32,
}

impl Job for TellOfExpiry {
    const NAME: &'static str = "api_key.tell_of_expiry";

    fn dedup_key(&self) -> Option<String> {
        Some(format!("{}|{}|{}", self.key, self.expires_at, self.days_before))
    }

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let site = ctx.state::<Mailer>()?.site().to_owned();
        ctx.write(async |tx| {
            if let Some(days) = self.days_left(tx).await? {
                tell(tx, &site, self.key, days).await?;
            }
            // In the same transaction, so that a job that runs twice sends one mail.
            ctx.complete(tx).await
        })
        .await?;
        Ok(())
    }
}

impl TellOfExpiry {
    /// The days that the key still has; `None` when there is nothing to tell. A worker that stood still for days does not
    /// send two notices of the same day.
    async fn days_left(&self, tx: &mut Tx) -> Result<Option<u32>> {
        let now = tx.now();
        let Some(key) = store::find_by_id(tx, self.key).await? else { return Ok(None) };
        let left = self.expires_at.since(now);
        let days = u32::try_from(left.as_secs().div_ceil(DAY.as_secs())).unwrap_or(u32::MAX);
        let later = DAYS_BEFORE.iter().any(|later| *later < self.days_before && days <= *later);
        let stands = key.expires_at == Some(self.expires_at) && key.state(now) == ApiKeyState::Active;
        Ok((stands && !later).then_some(days))
    }
}

/// Plans the notices of a key, for those of its last days that are still to come.
pub(crate) async fn plan(tx: &mut Tx, key: ApiKeyId, expires_at: Option<Timestamp>) -> Result<()> {
    let Some(expires_at) = expires_at else { return Ok(()) };
    for days_before in DAYS_BEFORE {
        let at = expires_at.minus(DAY * days_before);
        if at > tx.now() {
            ::jobs::enqueue_at(tx, TellOfExpiry { key, expires_at, days_before }, at).await?;
        }
    }
    Ok(())
}

/// Tells who made the key; when they are no member any more, or it was another key, the owners.
async fn tell(tx: &mut Tx, site: &str, id: ApiKeyId, days: u32) -> Result<()> {
    let key = store::get(tx, id).await?;
    for reader in membership::store::user_or_owners(tx, key.created_by).await? {
        let letter = ApiKeyExpiring {
            name: reader.name,
            key_name: key.name.clone(),
            days,
            url: letters::page(site, "developers/api-keys"),
        };
        mail::send(tx, &reader.email.parse::<EmailAddress>()?, reader.locale, &letter).await?;
    }
    Ok(())
}
