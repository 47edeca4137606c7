//! Looking at the queue and putting dead letters right.
//!
//! Each function here works for whom the transaction is for: for one organization it sees that one's jobs, and for
//! the installation, which is the operator, those of all.

use db::Tx;
use kernel::{Cursor, Error, Page, PageParams, Result, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{JobId, JobRow, JobState};

mod store;

/// Which jobs to look at; an empty one means all.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct JobFilter {
    /// Only those in this state.
    pub state: Option<JobState>,
    /// Only those of this name.
    pub name: Option<String>,
    /// Only those whose name, last error or payload contains this text, whatever its case.
    pub q: Option<String>,
}

/// How many jobs one queue has in one state.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct JobCount {
    /// The queue's name.
    pub queue: String,
    /// The state.
    pub state: JobState,
    /// How many.
    pub jobs: i64,
    /// Since when the one that waits longest could have run; for ready jobs the measure of a worker shortage.
    pub oldest_run_at: Timestamp,
}

/// The jobs that `filter` lets through, the latest changed first.
pub async fn list(tx: &mut Tx, filter: &JobFilter, page: &PageParams) -> Result<Page<JobRow>> {
    let limit = page.limit()?;
    let rows = store::list(tx, filter, page.after_descending()?, limit + 1).await?;
    Ok(Page::new(rows, limit, |row| Cursor::at(row.updated_at, row.id)))
}

/// The job, or 404.
pub async fn get(tx: &mut Tx, id: JobId) -> Result<JobRow> {
    store::find(tx, id).await?.ok_or_else(|| Error::not_found("job"))
}

/// Makes a dead letter, or a job that waits for its time, ready at once. A dead letter gets all its attempts again.
pub async fn replay(tx: &mut Tx, id: JobId) -> Result<()> {
    if store::replay(tx, id).await? {
        return Ok(());
    }
    get(tx, id).await?;
    Err(Error::conflict("job_not_waiting", "Only a dead or scheduled job can be run again."))
}

/// Replays up to `limit` of the dead letters that `filter` lets through, the oldest first; answers how many. Other
/// states are left alone whatever the filter says.
pub async fn replay_matching(tx: &mut Tx, filter: &JobFilter, limit: i64) -> Result<u64> {
    if filter.state.is_some_and(|state| state != JobState::Dead) {
        return Ok(0);
    }
    store::replay_matching(tx, filter, limit).await
}

/// Deletes a job that is not running.
pub async fn discard(tx: &mut Tx, id: JobId) -> Result<()> {
    if store::discard(tx, id).await? {
        return Ok(());
    }
    get(tx, id).await?;
    Err(Error::conflict("job_running", "A running job cannot be discarded. Wait for it to end."))
}

/// How many jobs there are per queue and state.
pub async fn counts(tx: &mut Tx) -> Result<Vec<JobCount>> {
    store::counts(tx).await
}
