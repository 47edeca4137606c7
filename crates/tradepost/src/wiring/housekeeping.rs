//! Jobs that belong to no domain: forgetting what the web layer and the list of limits no longer need.

use jobs::schedules::ScheduleDecl;
use jobs::{Failure, Job, JobCtx, Queue, Registry};
use serde::{Deserialize, Serialize};

/// Rows per transaction, so that nobody waits long for SQLite's one writer.
const BATCH: i64 = 1_000;

/// Forgets idempotency keys after a day, and rate limits that have recovered.
#[derive(Debug, Serialize, Deserialize)]
pub struct PruneRequests {}

impl Job for PruneRequests {
    const NAME: &'static str = "web.prune";
    const QUEUE: Queue = Queue::Low;

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        while web::prune_idempotency_keys(ctx.db(), BATCH).await? > 0 {}
        while web::prune_rate_limits(ctx.db(), BATCH).await? > 0 {}
        Ok(())
    }
}

/// Every job of this module.
pub(super) fn jobs() -> Registry {
    Registry::new().register::<PruneRequests>()
}

/// When they recur.
pub(super) fn schedules() -> Vec<ScheduleDecl> {
    vec![ScheduleDecl::new("web.prune", "7 * * * *", &PruneRequests {})]
}
