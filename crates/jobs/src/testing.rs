//! Running the queue within a test: what is ready now, on the test's own clock, one job after the other.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use db::Db;
use db::dialect::jobs::JobClaim;
use kernel::{Result, Scope};

use crate::claim::{self, Slots};
use crate::run;
use crate::store::Unfinished;
use crate::worker::bring_forward;
use crate::{JobCtx, Queue, Registry, schedules};

/// More jobs than any test has: a job that enqueues itself for ever is to end the test, not to hang it.
const MOST: usize = 100_000;

/// What [`run_all`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ran {
    /// Jobs that are done.
    pub done: usize,
    /// Attempts that failed and will be tried again.
    pub retried: usize,
    /// Jobs that were given up.
    pub dead: usize,
}

/// Runs every job that is ready or due by the database's clock, and those that they enqueue, until none is left.
pub async fn run_all(db: &Db, registry: &Arc<Registry>) -> Result<Ran> {
    let worker = db.env().random_uuid();
    let scope = Scope::installation("test worker");
    let mut slots: HashMap<Queue, Slots> = Queue::ALL.iter().map(|q| (*q, Slots::new(1))).collect();
    let mut ran = Ran::default();
    for _ in 0..MOST {
        let claimed = db
            .write(&scope, async |tx| {
                while schedules::enqueue_due(tx, registry).await? {}
                while bring_forward(tx).await? {}
                let lease_until = tx.now().plus(Duration::from_secs(3600));
                for queue in Queue::ALL {
                    let claim = JobClaim { queue: queue.as_str(), worker, lease_until };
                    let Some(slots) = slots.get_mut(&queue) else { continue };
                    if let Some(job) = claim::fill(tx, &claim, slots).await?.pop() {
                        slots.release(job.tenant_id);
                        return Ok(Some(job));
                    }
                }
                Ok(None)
            })
            .await?;
        let Some(job) = claimed else { return Ok(ran) };
        let ctx = JobCtx::new(db.clone(), Arc::clone(registry), worker, &job);
        // A task of its own, so that a panic is a failed attempt here as it is in a worker.
        let attempt = tokio::spawn(run::attempt(Arc::clone(registry), job.clone(), ctx));
        let outcome = attempt.await.unwrap_or_else(|error| Err(run::panicked(error)));
        let ended = run::end(db.env(), job, outcome);
        ended.report();
        match ended.unfinished {
            None => ran.done += 1,
            Some(Unfinished::Dead { .. }) => ran.dead += 1,
            Some(_) => ran.retried += 1,
        }
        db.write(&scope, async |tx| run::settle(tx, worker, std::slice::from_ref(&ended)).await).await?;
    }
    Err(kernel::Error::internal("jobs keep enqueueing jobs"))
}
