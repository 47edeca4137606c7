//! The queue's own SQL: what workers do with jobs. `db::dialect::jobs` has what differs between the databases.

use db::Tx;
use kernel::{Result, TenantId, Timestamp};
use uuid::Uuid;

use crate::JobId;

/// A job that a worker has claimed. The payload stays text: one that does not parse must not keep the others from
/// being claimed.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Claimed {
    pub(crate) tenant_id: TenantId,
    pub(crate) id: JobId,
    pub(crate) name: String,
    pub(crate) payload: String,
    pub(crate) attempt: i64,
    pub(crate) max_attempts: i64,
}

impl Claimed {
    /// The attempt that this claim is.
    pub(crate) fn key(&self) -> db::dialect::jobs::JobAttempt {
        db::dialect::jobs::JobAttempt {
            tenant_id: self.tenant_id.uuid(),
            id: self.id.uuid(),
            attempt: self.attempt,
        }
    }
}

/// What becomes of a job whose attempt did not succeed.
#[derive(Debug)]
pub(crate) enum Unfinished {
    /// Try again at this time.
    Retry { run_at: Timestamp, error: String },
    /// A dead letter.
    Dead { error: String },
    /// As if it had not been claimed.
    GiveBack,
}

/// Deletes a job from within its own transaction; `false` when the attempt is no longer this worker's.
pub(crate) async fn delete_own(
    tx: &mut Tx,
    tenant: TenantId,
    id: JobId,
    worker: Uuid,
    attempt: i64,
) -> Result<bool> {
    let deleted = tx
        .global_query(
            "DELETE FROM jobs
             WHERE tenant_id = $1 AND id = $2 AND claimed_by = $3 AND attempt = $4 AND state = 'running'",
        )
        .bind(tenant)
        .bind(id)
        .bind(worker)
        .bind(attempt)
        .execute()
        .await?;
    Ok(deleted == 1)
}

/// Records how an attempt ended that did not succeed; `false` when the attempt is no longer this worker's.
pub(crate) async fn settle(tx: &mut Tx, worker: Uuid, job: &Claimed, end: &Unfinished) -> Result<bool> {
    let now = tx.now();
    let (state, run_at, error, attempt) = match end {
        Unfinished::Retry { run_at, error } if *run_at > now => {
            ("scheduled", Some(*run_at), Some(error), job.attempt)
        }
        Unfinished::Retry { run_at, error } => ("ready", Some(*run_at), Some(error), job.attempt),
        Unfinished::Dead { error } => ("dead", None, Some(error), job.attempt),
        Unfinished::GiveBack => ("ready", None, None, job.attempt - 1),
    };
    let settled = tx
        .global_query(
            "UPDATE jobs SET state = $5, run_at = COALESCE($6, run_at), last_error = COALESCE($7, last_error),
                    attempt = $8, claimed_by = NULL, lease_until = NULL, updated_at = $9
             WHERE tenant_id = $1 AND id = $2 AND claimed_by = $3 AND attempt = $4 AND state = 'running'",
        )
        .bind(job.tenant_id)
        .bind(job.id)
        .bind(worker)
        .bind(job.attempt)
        .bind(state)
        .bind(run_at)
        .bind(error.cloned())
        .bind(attempt)
        .bind(now)
        .execute()
        .await?;
    Ok(settled == 1)
}

/// Up to `limit` organizations with ready jobs in `queue`, in the order of their ids, from `from` on. It hops through
/// the index from one organization to the next, so a million jobs of one cost no more than its only job of another.
pub(crate) async fn waiting_tenants(
    tx: &mut Tx,
    queue: &'static str,
    from: Uuid,
    limit: i64,
) -> Result<Vec<TenantId>> {
    let rows: Vec<(TenantId,)> = tx
        .global_query(
            "WITH RECURSIVE waiting (tenant_id, n) AS (
                 SELECT (SELECT j.tenant_id FROM jobs j
                         WHERE j.queue = $1 AND j.state = 'ready' AND j.tenant_id >= $2
                         ORDER BY j.tenant_id LIMIT 1), CAST(1 AS BIGINT)
                 UNION ALL
                 SELECT (SELECT j.tenant_id FROM jobs j
                         WHERE j.queue = $1 AND j.state = 'ready' AND j.tenant_id > w.tenant_id
                         ORDER BY j.tenant_id LIMIT 1), w.n + 1
                 FROM waiting w WHERE w.tenant_id IS NOT NULL AND w.n < $3)
             SELECT tenant_id FROM waiting WHERE tenant_id IS NOT NULL",
        )
        .bind(queue)
        .bind(from)
        .bind(limit)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(tenant,)| tenant).collect())
}

/// Ready jobs per queue.
pub(crate) async fn count_ready(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    tx.global_query("SELECT queue, count(*) FROM jobs WHERE state = 'ready' GROUP BY queue").fetch_all().await
}
