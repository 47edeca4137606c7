//! Running one attempt, and what its end means for the job.

use std::sync::Arc;

use db::Tx;
use kernel::{Env, Result};
use metrics::counter;
use tokio::task::JoinError;
use tracing::Instrument;
use uuid::Uuid;

use crate::backoff;
use crate::failure::Decision;
use crate::store::{self, Claimed, Unfinished};
use crate::{Failure, JobCtx, Registry};

/// As much of an error as is kept with the job.
const ERROR_BYTES: usize = 4096;

/// A job whose attempt has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) job: Claimed,
    /// `None` when the job is done and its row can go.
    pub(crate) unfinished: Option<Unfinished>,
}

/// Runs one attempt.
pub(crate) async fn attempt(registry: Arc<Registry>, job: Claimed, ctx: JobCtx) -> Result<(), Failure> {
    let Some(definition) = registry.definition(&job.name) else {
        // Another version of the program may know it: during an update, old and new workers share the queue.
        return Err(Failure::retry(format!("This version of Tradepost knows no job called {}.", job.name)));
    };
    let span = tracing::info_span!("job", name = job.name, id = %job.id, tenant = %job.tenant_id, attempt = job.attempt);
    (definition.run)(job.payload, ctx).instrument(span).await
}

/// What a panic in a job is recorded as.
pub(crate) fn panicked(error: JoinError) -> Failure {
    let message = match error.try_into_panic() {
        Ok(panic) => panic
            .downcast_ref::<&str>()
            .map(ToString::to_string)
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_default(),
        Err(error) => error.to_string(),
    };
    Failure::retry(format!("The job panicked: {message}"))
}

/// Decides what becomes of a job after an attempt.
pub(crate) fn end(env: &Env, job: Claimed, outcome: Result<(), Failure>) -> Ended {
    let unfinished = outcome.err().map(|failure| {
        let error = cut(&failure.to_string());
        let pause = match failure.decision() {
            Decision::Retry => Some(backoff::pause(env, job.attempt)),
            Decision::RetryAfter(pause) => Some(pause),
            Decision::Fail => None,
        };
        match pause.filter(|_| job.attempt < job.max_attempts) {
            Some(pause) => Unfinished::Retry { run_at: env.now().plus(pause), error },
            None => Unfinished::Dead { error },
        }
    });
    Ended { job, unfinished }
}

impl Ended {
    /// For metrics: `done`, `retry`, `dead` or `returned`.
    pub(crate) fn word(&self) -> &'static str {
        match self.unfinished {
            None => "done",
            Some(Unfinished::Retry { .. }) => "retry",
            Some(Unfinished::Dead { .. }) => "dead",
            Some(Unfinished::GiveBack) => "returned",
        }
    }

    /// Counts and logs it.
    pub(crate) fn report(&self) {
        let Claimed { name, id, tenant_id, attempt, .. } = &self.job;
        counter!("jobs_run_total", "name" => name.clone(), "outcome" => self.word()).increment(1);
        match &self.unfinished {
            Some(Unfinished::Retry { run_at, error }) => {
                tracing::warn!(name, %id, tenant = %tenant_id, attempt, %run_at, error, "job failed; it will be tried again");
            }
            Some(Unfinished::Dead { error }) => {
                tracing::error!(name, %id, tenant = %tenant_id, attempt, error, "job given up");
            }
            None | Some(Unfinished::GiveBack) => {}
        }
    }
}

/// Records ends in the database. What is no longer `worker`'s stays as it is.
pub(crate) async fn settle(tx: &mut Tx, worker: Uuid, ended: &[Ended]) -> Result<()> {
    let done: Vec<_> = ended.iter().filter(|e| e.unfinished.is_none()).map(|e| e.job.key()).collect();
    if !done.is_empty() {
        db::dialect::jobs::delete_finished(tx, worker, done).await?;
    }
    for Ended { job, unfinished } in ended {
        if let Some(unfinished) = unfinished {
            store::settle(tx, worker, job, unfinished).await?;
        }
    }
    Ok(())
}

/// At most [`ERROR_BYTES`], and nothing that PostgreSQL's text refuses.
fn cut(error: &str) -> String {
    let mut error = error.replace('\0', " ");
    error.truncate(error.floor_char_boundary(ERROR_BYTES));
    error
}
