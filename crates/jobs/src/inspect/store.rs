//! One text per question for both views: `$1` is the organization, or NULL for all of them.

use db::{Query, Topic, Tx};
use kernel::{Cursor, Result, Timestamp};

use super::{JobCount, JobFilter};
use crate::scoped::{is_row, scoped};
use crate::{JobId, JobRow, JobState};

/// Binds `$2` state, `$3` name and `$4` search pattern.
fn bind_filter<'t>(query: Query<'t>, filter: &JobFilter) -> Query<'t> {
    query
        .bind(filter.state.map(JobState::as_str))
        .bind(filter.name.clone())
        .bind(filter.q.as_deref().filter(|q| !q.is_empty()).map(containing))
}

/// A LIKE pattern for texts that contain `q`, with `\` as the escape.
fn containing(q: &str) -> String {
    let escaped = q.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{escaped}%")
}

macro_rules! columns {
    () => {
        "tenant_id, id, name, queue, priority, state, payload, dedup_key, attempt, max_attempts, run_at, claimed_by,
         lease_until, last_error, created_at, updated_at"
    };
}

/// The filter's condition, but for the state.
macro_rules! matches {
    () => {
        "($1 IS NULL OR tenant_id = $1) AND ($3 IS NULL OR name = $3)
         AND ($4 IS NULL OR lower(name) LIKE lower($4) ESCAPE '\\'
              OR lower(last_error) LIKE lower($4) ESCAPE '\\'
              OR lower(CAST(payload AS TEXT)) LIKE lower($4) ESCAPE '\\')"
    };
}

pub(super) async fn list(tx: &mut Tx, filter: &JobFilter, after: Cursor, limit: i64) -> Result<Vec<JobRow>> {
    const ANY: &str = concat!(
        "SELECT ",
        columns!(),
        " FROM jobs WHERE ($2 IS NULL OR state = $2) AND ",
        matches!(),
        " AND (updated_at, id) < ($5, $6) ORDER BY updated_at DESC, id DESC LIMIT $7"
    );
    // Said plainly, so that the index of dead letters serves: they are looked at most, and may be few among millions.
    const DEAD: &str = concat!(
        "SELECT ",
        columns!(),
        " FROM jobs WHERE state = 'dead' AND ($2 IS NULL OR $2 = 'dead') AND ",
        matches!(),
        " AND (updated_at, id) < ($5, $6) ORDER BY updated_at DESC, id DESC LIMIT $7"
    );
    let sql = if filter.state == Some(JobState::Dead) { DEAD } else { ANY };
    bind_filter(scoped(tx, sql), filter)
        .bind(Timestamp::from_micros(after.key))
        .bind(after.id)
        .bind(limit)
        .fetch_all()
        .await
}

pub(super) async fn find(tx: &mut Tx, id: JobId) -> Result<Option<JobRow>> {
    scoped(tx, concat!("SELECT ", columns!(), " FROM jobs WHERE ", is_row!())).bind(id).fetch_optional().await
}

pub(super) async fn replay(tx: &mut Tx, id: JobId) -> Result<bool> {
    let now = tx.now();
    let sql = concat!(
        "UPDATE jobs SET attempt = CASE WHEN state = 'dead' THEN 0 ELSE attempt END,
                state = 'ready', run_at = $3, updated_at = $3
         WHERE state IN ('dead', 'scheduled') AND ",
        is_row!()
    );
    let replayed = scoped(tx, sql).bind(id).bind(now).execute().await?;
    tx.wake(Topic::jobs());
    Ok(replayed > 0)
}

pub(super) async fn replay_matching(tx: &mut Tx, filter: &JobFilter, limit: i64) -> Result<u64> {
    let now = tx.now();
    let sql = concat!(
        "UPDATE jobs SET attempt = 0, state = 'ready', run_at = $5, updated_at = $5
         WHERE state = 'dead' AND (tenant_id, id) IN (
             SELECT tenant_id, id FROM jobs WHERE state = 'dead' AND ($2 IS NULL OR $2 = 'dead') AND ",
        matches!(),
        " ORDER BY updated_at, id LIMIT $6)"
    );
    let replayed = bind_filter(scoped(tx, sql), filter).bind(now).bind(limit).execute().await?;
    tx.wake(Topic::jobs());
    Ok(replayed)
}

pub(super) async fn discard(tx: &mut Tx, id: JobId) -> Result<bool> {
    let sql = concat!("DELETE FROM jobs WHERE state <> 'running' AND ", is_row!());
    Ok(scoped(tx, sql).bind(id).execute().await? > 0)
}

pub(super) async fn counts(tx: &mut Tx) -> Result<Vec<JobCount>> {
    scoped(
        tx,
        "SELECT queue, state, count(*) AS jobs, min(run_at) AS oldest_run_at FROM jobs
         WHERE ($1 IS NULL OR tenant_id = $1) GROUP BY queue, state ORDER BY queue, state",
    )
    .fetch_all()
    .await
}
