//! Forgetting events that are older than their organization keeps them.

use std::time::Duration;

use jobs::{Failure, Job, JobCtx, Queue};
use kernel::{Result, Scope, TenantId};
use serde::{Deserialize, Serialize};

use crate::store;

/// Events deleted, and organizations looked up, in one transaction.
const BATCH: i64 = 1000;
const DAY: Duration = Duration::from_secs(24 * 3600);

/// Deletes every organization's events beyond its `event_retention_days`, but never those of the last day, so that
/// followers that lose their connection find what they missed. Always from the oldest on: what is left has no holes.
#[derive(Debug, Serialize, Deserialize)]
pub struct PruneEvents {}

impl Job for PruneEvents {
    const NAME: &'static str = "events.prune";
    const QUEUE: Queue = Queue::Low;

    fn dedup_key(&self) -> Option<String> {
        Some(String::new())
    }

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let everybody = Scope::installation("job events.prune");
        let mut after = None;
        loop {
            let organizations =
                ctx.db().read(&everybody, async |tx| store::retention(tx, after, BATCH).await).await?;
            let Some((last, _)) = organizations.last() else { return Ok(()) };
            after = Some(*last);
            for (tenant, days) in organizations {
                while prune(&ctx, tenant, days).await? {
                    if ctx.cancelled().is_cancelled() {
                        return Err(Failure::retry("interrupted"));
                    }
                }
            }
        }
    }
}

/// One batch of one organization; answers whether there may be more.
async fn prune(ctx: &JobCtx, tenant: TenantId, days: i64) -> Result<bool> {
    let scope = Scope::system(tenant, "job events.prune");
    let keep = DAY.saturating_mul(u32::try_from(days.max(1)).unwrap_or(u32::MAX));
    let expired = ctx.env().now().minus(keep);
    let oldest = ctx.db().read(&scope, async |tx| store::oldest(tx, BATCH).await).await?;
    let full = oldest.len() == usize::try_from(BATCH).unwrap_or(usize::MAX);
    let old = oldest.iter().take_while(|(_, at)| *at < expired);
    let (count, last) = old.fold((0, None), |(count, _), (sequence, _)| (count + 1, Some(*sequence)));
    let Some(last) = last else { return Ok(false) };
    ctx.db().write(&scope, async |tx| store::delete_up_to(tx, last).await).await?;
    Ok(full && count == oldest.len())
}
