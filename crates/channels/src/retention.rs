//! How long bodies are kept: what came is dropped after a while, that it came stays.

use std::time::Duration;

use jobs::{Failure, Job, JobCtx, Queue};
use kernel::{Scope, TenantId};
use serde::{Deserialize, Serialize};

use crate::processing;

/// Days that bodies are kept unless an organization says otherwise.
pub(crate) const DAYS_DEFAULT: i64 = 30;
/// The fewest and the most.
pub(crate) const DAYS: std::ops::RangeInclusive<i64> = 1..=3_650;

/// Deliveries of one transaction.
const TOGETHER: i64 = 500;

/// Drops headers and bodies of deliveries that were kept for long enough.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct DropBodies {}

impl Job for DropBodies {
    const NAME: &'static str = "channels.drop_bodies";
    const QUEUE: Queue = Queue::Low;

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let everybody = Scope::installation("channels.drop_bodies");
        let organizations: Vec<(TenantId, i64)> =
            ctx.db().read(&everybody, async |tx| processing::kept_days(tx, DAYS_DEFAULT).await).await?;
        for (tenant, days) in organizations {
            let days = u64::try_from(days).unwrap_or(30);
            let before = ctx.env().now().minus(Duration::from_secs(days * 86_400));
            let scope = Scope::system(tenant, "job channels.drop_bodies");
            loop {
                let drop = async |tx: &mut db::Tx| processing::drop_bodies(tx, before, TOGETHER).await;
                if ctx.db().write(&scope, drop).await? == 0 {
                    break;
                }
            }
        }
        Ok(())
    }
}
