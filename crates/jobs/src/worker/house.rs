//! What a worker does for the queue as a whole, about once a second.

use db::dialect::jobs as dialect;
use db::{Db, Tx};
use kernel::{Result, Scope};
use metrics::counter;

use crate::{Registry, schedules};

/// Scheduled jobs brought forward, and lapsed ones taken over, at once.
const BATCH: i64 = 1000;
/// What is noted on a job whose worker was not heard of again.
const LAPSED: &str = "The worker stopped without finishing the job.";

/// Does all of it; answers whether there is more to do at once. Each part has a transaction of its own, and none is
/// that of the claims, so that what goes wrong in one holds up nothing else.
pub(crate) async fn keep(db: &Db, registry: &Registry) -> bool {
    let scope = Scope::installation("worker");
    let brought = db.write(&scope, async |tx| bring_forward(tx).await).await;
    let scheduled = db.write(&scope, async |tx| schedules::enqueue_due(tx, registry).await).await;
    // Both are looked at, so that neither error goes unheard.
    let (brought, scheduled) = (or_warn(brought), or_warn(scheduled));
    brought || scheduled
}

fn or_warn(more: Result<bool>) -> bool {
    more.unwrap_or_else(|error| {
        tracing::warn!(%error, "the job queue's housekeeping failed; trying again");
        false
    })
}

/// Makes due jobs ready and takes over those that were left behind; answers whether there may be more.
pub(crate) async fn bring_forward(tx: &mut Tx) -> Result<bool> {
    let promoted = dialect::promote_due(tx, BATCH).await?;
    let lapsed = dialect::take_over_lapsed(tx, LAPSED, BATCH).await?;
    for (name, state) in &lapsed {
        tracing::warn!(name, state, "took over a job: {LAPSED}");
        counter!("jobs_run_total", "name" => name.clone(), "outcome" => "lapsed").increment(1);
    }
    let promoted = i64::try_from(promoted).unwrap_or(i64::MAX);
    let lapsed = i64::try_from(lapsed.len()).unwrap_or(i64::MAX);
    Ok(promoted >= BATCH || lapsed >= BATCH)
}
