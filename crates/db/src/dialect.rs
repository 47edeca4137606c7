//! The few texts that cannot be the same for both databases, each behind a function that says what it does.

use kernel::{Result, TenantId, Timestamp};
use uuid::Uuid;

use crate::{DbKind, FromDbRow, Query, Tx};

/// Picks the text for the database at hand.
fn text(tx: &Tx, sqlite: &'static str, postgres: &'static str) -> &'static str {
    match tx.kind() {
        DbKind::Sqlite => sqlite,
        DbKind::Postgres => postgres,
    }
}

/// What [`claim_jobs`] needs to know.
#[derive(Debug, Clone)]
pub struct JobClaim {
    /// The queue to claim from.
    pub queue: &'static str,
    /// Whose job it is now.
    pub worker: Uuid,
    /// When the claim lapses unless it is renewed.
    pub lease_until: Timestamp,
    /// Jobs of one organization at most.
    pub limit: i64,
}

/// Claims ready jobs of one organization, the most urgent first. Jobs that another worker is claiming at this moment
/// are skipped on PostgreSQL; SQLite's single writer needs no such care.
pub async fn claim_jobs<T: FromDbRow>(tx: &mut Tx, tenant: TenantId, claim: &JobClaim) -> Result<Vec<T>> {
    let sql = text(
        tx,
        "UPDATE jobs SET state = 'running', attempt = attempt + 1, dedup_key = NULL,
                claimed_by = $3, lease_until = $4, updated_at = $5
         WHERE (tenant_id, id) IN (
             SELECT tenant_id, id FROM jobs
             WHERE queue = $1 AND tenant_id = $2 AND state = 'ready'
             ORDER BY priority, run_at, id LIMIT $6)
         RETURNING tenant_id, id, name, payload, attempt, max_attempts",
        "UPDATE jobs SET state = 'running', attempt = attempt + 1, dedup_key = NULL,
                claimed_by = $3, lease_until = $4, updated_at = $5
         WHERE (tenant_id, id) IN (
             SELECT tenant_id, id FROM jobs
             WHERE queue = $1 AND tenant_id = $2 AND state = 'ready'
             ORDER BY priority, run_at, id LIMIT $6 FOR UPDATE SKIP LOCKED)
         RETURNING tenant_id, id, name, payload, attempt, max_attempts",
    );
    let now = tx.now();
    tx.global_query(sql)
        .bind(claim.queue)
        .bind(tenant)
        .bind(claim.worker)
        .bind(claim.lease_until)
        .bind(now)
        .bind(claim.limit)
        .fetch_all()
        .await
}

/// Schedules that are due, across organizations. On PostgreSQL their rows stay locked until the transaction ends, and
/// those that another process holds are skipped, so each occurrence is enqueued once.
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

/// Adds `deltas` (microseconds) to the theoretical arrival times of the rate-limit `keys`, and answers
/// the new ones. PostgreSQL only: with SQLite one process counts for itself.
pub async fn merge_rate_limits(
    tx: &mut Tx,
    keys: Vec<Vec<u8>>,
    deltas: Vec<i64>,
) -> Result<Vec<(Vec<u8>, Timestamp)>> {
    if tx.kind() == DbKind::Sqlite {
        return Ok(Vec::new());
    }
    // Keys in one order in every process, so that two batches never wait for each other in a circle.
    let mut pairs: Vec<(Vec<u8>, i64)> = keys.into_iter().zip(deltas).collect();
    pairs.sort_unstable();
    let now = tx.now();
    let mut merged = Vec::with_capacity(pairs.len());
    for (key, delta) in pairs {
        let row = tx
            .global_query(
                "INSERT INTO rate_limits AS r (key, tat) VALUES ($1, $2::timestamptz + $3 * interval '1 microsecond')
                 ON CONFLICT (key) DO UPDATE
                 SET tat = greatest(r.tat, $2::timestamptz) + $3 * interval '1 microsecond'
                 RETURNING key, tat",
            )
            .bind(key)
            .bind(now)
            .bind(delta)
            .fetch_one()
            .await?;
        merged.push(row);
    }
    Ok(merged)
}
