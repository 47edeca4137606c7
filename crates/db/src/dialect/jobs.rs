//! What the job queue needs beyond the shared subset: PostgreSQL's `SKIP LOCKED`, so that processes which work on the
//! queue at the same moment pass each other by. SQLite has one writer and needs no such care.
//!
//! All of these run in transactions of the installation: a worker serves every organization.

use kernel::{Json, Result, TenantId, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::text;
use crate::{FromDbRow, Query, Tx};

/// Who claims, from which queue, and until when.
#[derive(Debug, Clone)]
pub struct JobClaim {
    /// The queue to claim from.
    pub queue: &'static str,
    /// Whose job it is now.
    pub worker: Uuid,
    /// When the claim lapses unless it is renewed.
    pub lease_until: Timestamp,
}

/// One attempt at one job: together with the worker's id it tells a claim from every other, earlier or later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct JobAttempt {
    /// The job's organization.
    pub tenant_id: Uuid,
    /// The job.
    pub id: Uuid,
    /// Which attempt, counting from one.
    pub attempt: i64,
}

/// Claims up to `limit` ready jobs of one organization, the most urgent first. A claim counts as an attempt and
/// clears the deduplication key: from now on an equal job may wait behind this one.
pub async fn claim<T: FromDbRow>(
    tx: &mut Tx,
    claim: &JobClaim,
    tenant: TenantId,
    limit: i64,
) -> Result<Vec<T>> {
    let sql = text(
        tx,
        "WITH picked AS MATERIALIZED (
             SELECT tenant_id, id FROM jobs
             WHERE queue = $1 AND tenant_id = $2 AND state = 'ready'
             ORDER BY priority, run_at, id LIMIT $6)
         UPDATE jobs SET state = 'running', attempt = attempt + 1, dedup_key = NULL,
                claimed_by = $3, lease_until = $4, updated_at = $5
         FROM picked WHERE jobs.tenant_id = picked.tenant_id AND jobs.id = picked.id
         RETURNING jobs.tenant_id, jobs.id, name, CAST(payload AS TEXT) AS payload, attempt, max_attempts",
        "WITH picked AS MATERIALIZED (
             SELECT tenant_id, id FROM jobs
             WHERE queue = $1 AND tenant_id = $2 AND state = 'ready'
             ORDER BY priority, run_at, id LIMIT $6 FOR UPDATE SKIP LOCKED)
         UPDATE jobs SET state = 'running', attempt = attempt + 1, dedup_key = NULL,
                claimed_by = $3, lease_until = $4, updated_at = $5
         FROM picked WHERE jobs.tenant_id = picked.tenant_id AND jobs.id = picked.id
         RETURNING jobs.tenant_id, jobs.id, name, CAST(payload AS TEXT) AS payload, attempt, max_attempts",
    );
    let now = tx.now();
    tx.global_query(sql)
        .bind(claim.queue)
        .bind(tenant)
        .bind(claim.worker)
        .bind(claim.lease_until)
        .bind(now)
        .bind(limit)
        .fetch_all()
        .await
}

/// Deletes jobs that `worker` has finished. An attempt that is no longer its own is left alone.
pub async fn delete_finished(tx: &mut Tx, worker: Uuid, done: Vec<JobAttempt>) -> Result<u64> {
    let sql = text(
        tx,
        "DELETE FROM jobs WHERE rowid IN (
             SELECT jobs.rowid FROM json_each($2) AS done CROSS JOIN jobs
               ON tenant_id = unhex(value ->> 'tenant_id', '-') AND jobs.id = unhex(value ->> 'id', '-')
             WHERE attempt = value ->> 'attempt' AND claimed_by = $1 AND state = 'running')",
        "DELETE FROM jobs USING jsonb_to_recordset($2) AS done (tenant_id uuid, id uuid, attempt bigint)
         WHERE jobs.tenant_id = done.tenant_id AND jobs.id = done.id AND jobs.attempt = done.attempt
           AND claimed_by = $1 AND state = 'running'",
    );
    tx.global_query(sql).bind(worker).bind(Json(done)).execute().await
}

/// Extends the leases of `worker`'s attempts and answers the ids of those that it still holds. A row that the job
/// itself has locked, because it is completing within its own transaction, is passed over instead of waited for.
pub async fn renew(
    tx: &mut Tx,
    worker: Uuid,
    held: Vec<JobAttempt>,
    lease_until: Timestamp,
) -> Result<Vec<(Uuid, i64)>> {
    let sql = text(
        tx,
        "UPDATE jobs SET lease_until = $3 WHERE rowid IN (
             SELECT jobs.rowid FROM json_each($2) AS held CROSS JOIN jobs
               ON tenant_id = unhex(value ->> 'tenant_id', '-') AND jobs.id = unhex(value ->> 'id', '-')
             WHERE attempt = value ->> 'attempt' AND claimed_by = $1 AND state = 'running')
         RETURNING id, attempt",
        "WITH held AS MATERIALIZED (
             SELECT jobs.tenant_id, jobs.id
             FROM jobs JOIN jsonb_to_recordset($2) AS h (tenant_id uuid, id uuid, attempt bigint)
               ON jobs.tenant_id = h.tenant_id AND jobs.id = h.id AND jobs.attempt = h.attempt
             WHERE claimed_by = $1 AND state = 'running' FOR UPDATE OF jobs SKIP LOCKED)
         UPDATE jobs SET lease_until = $3 FROM held
         WHERE jobs.tenant_id = held.tenant_id AND jobs.id = held.id
         RETURNING jobs.id, jobs.attempt",
    );
    tx.global_query(sql).bind(worker).bind(Json(held)).bind(lease_until).fetch_all().await
}

/// Makes up to `limit` jobs ready whose time has come; answers how many.
pub async fn promote_due(tx: &mut Tx, limit: i64) -> Result<u64> {
    let sql = text(
        tx,
        "WITH due AS MATERIALIZED (
             SELECT tenant_id, id FROM jobs
             WHERE state = 'scheduled' AND run_at <= $1 ORDER BY run_at LIMIT $2)
         UPDATE jobs SET state = 'ready', updated_at = $1
         FROM due WHERE jobs.tenant_id = due.tenant_id AND jobs.id = due.id",
        "WITH due AS MATERIALIZED (
             SELECT tenant_id, id FROM jobs
             WHERE state = 'scheduled' AND run_at <= $1 ORDER BY run_at LIMIT $2 FOR UPDATE SKIP LOCKED)
         UPDATE jobs SET state = 'ready', updated_at = $1
         FROM due WHERE jobs.tenant_id = due.tenant_id AND jobs.id = due.id",
    );
    let now = tx.now();
    tx.global_query(sql).bind(now).bind(limit).execute().await
}

/// Takes up to `limit` jobs from workers that let their lease lapse: ready again, or dead when that was the last
/// attempt. Answers the name and new state of each.
pub async fn take_over_lapsed(tx: &mut Tx, error: &'static str, limit: i64) -> Result<Vec<(String, String)>> {
    let sql = text(
        tx,
        "WITH lapsed AS MATERIALIZED (
             SELECT tenant_id, id FROM jobs
             WHERE state = 'running' AND lease_until < $1 ORDER BY lease_until LIMIT $3)
         UPDATE jobs SET state = CASE WHEN attempt >= max_attempts THEN 'dead' ELSE 'ready' END,
                claimed_by = NULL, lease_until = NULL, last_error = $2, updated_at = $1
         FROM lapsed WHERE jobs.tenant_id = lapsed.tenant_id AND jobs.id = lapsed.id
         RETURNING name, state",
        "WITH lapsed AS MATERIALIZED (
             SELECT tenant_id, id FROM jobs
             WHERE state = 'running' AND lease_until < $1 ORDER BY lease_until LIMIT $3
             FOR UPDATE SKIP LOCKED)
         UPDATE jobs SET state = CASE WHEN attempt >= max_attempts THEN 'dead' ELSE 'ready' END,
                claimed_by = NULL, lease_until = NULL, last_error = $2, updated_at = $1
         FROM lapsed WHERE jobs.tenant_id = lapsed.tenant_id AND jobs.id = lapsed.id
         RETURNING name, state",
    );
    let now = tx.now();
    tx.global_query(sql).bind(now).bind(error).bind(limit).fetch_all().await
}

/// Schedules that are due, across organizations; bind the time and a limit. On PostgreSQL their rows stay locked until
/// the transaction ends, and those that another process holds are skipped, so each occurrence is enqueued once.
pub fn due_schedules(tx: &mut Tx) -> Query<'_> {
    let sql = text(
        tx,
        "SELECT s.*, o.time_zone AS organization_time_zone
         FROM schedules s JOIN organizations o ON o.tenant_id = s.tenant_id
         WHERE s.enabled AND s.next_run_at <= $1 ORDER BY s.next_run_at LIMIT $2",
        "SELECT s.*, o.time_zone AS organization_time_zone
         FROM schedules s JOIN organizations o ON o.tenant_id = s.tenant_id
         WHERE s.enabled AND s.next_run_at <= $1 ORDER BY s.next_run_at LIMIT $2
         FOR UPDATE OF s SKIP LOCKED",
    );
    tx.global_query(sql)
}
