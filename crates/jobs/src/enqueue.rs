//! Putting jobs into the queue, always inside the transaction that makes them necessary: both happen or neither.

use std::borrow::Cow;

use db::bulk::{self, Row};
use db::{Query, Topic, Tx};
use kernel::{Error, Json, Result, TenantId, Timestamp};
use serde_json::value::RawValue;

use crate::{Job, JobId, Queue};

/// A job that is about to be enqueued, with its type forgotten.
#[derive(Debug, Clone)]
pub struct NewJob {
    pub(crate) name: Cow<'static, str>,
    pub(crate) queue: Queue,
    pub(crate) priority: i64,
    pub(crate) max_attempts: i64,
    pub(crate) dedup_key: Option<String>,
    pub(crate) payload: Box<RawValue>,
    pub(crate) run_at: Option<Timestamp>,
}

impl NewJob {
    /// The job as it will be stored.
    pub fn of<J: Job>(job: &J) -> Result<Self> {
        Ok(Self {
            name: Cow::Borrowed(J::NAME),
            queue: J::QUEUE,
            priority: J::PRIORITY,
            max_attempts: J::ATTEMPTS.max(1),
            dedup_key: job.dedup_key(),
            payload: serde_json::value::to_raw_value(job).map_err(Error::internal)?,
            run_at: None,
        })
    }

    /// A job that this program may not know, or know differently. Whoever runs it decides.
    pub(crate) fn unchecked(name: &str, payload: Box<RawValue>) -> Self {
        Self {
            name: Cow::Owned(name.to_owned()),
            queue: Queue::Default,
            priority: 100,
            max_attempts: 10,
            dedup_key: None,
            payload,
            run_at: None,
        }
    }

    /// Not before `run_at`. It starts within a second after it.
    #[must_use]
    pub fn at(mut self, run_at: Timestamp) -> Self {
        self.run_at = Some(run_at);
        self
    }

    /// Among the jobs of `queue`, instead of those of its kind: for one of many, which would keep a person waiting.
    #[must_use]
    pub fn among(mut self, queue: Queue) -> Self {
        self.queue = queue;
        self
    }

    /// Enqueues it for `tenant` and wakes the workers when the transaction commits; see [`enqueue`].
    pub async fn enqueue(self, tx: &mut Tx, tenant: TenantId) -> Result<Option<JobId>> {
        let id = self.insert(tx, tenant).await?;
        if id.is_some() {
            tx.wake(Topic::jobs());
        }
        Ok(id)
    }

    /// Enqueues it and wakes nobody.
    ///
    /// An equal job that waits already is touched rather than left alone. On PostgreSQL that locks it until this
    /// transaction ends, so it cannot run before what this transaction wrote is there for it to see.
    pub(crate) async fn insert(self, tx: &mut Tx, tenant: TenantId) -> Result<Option<JobId>> {
        if tx.scope().tenant.is_some_and(|own| own != tenant) {
            return Err(Error::internal("a transaction of one organization cannot enqueue for another"));
        }
        let (id, now): (JobId, _) = (tx.new_id(), tx.present());
        let run_at = self.run_at.unwrap_or(now);
        let stored: JobId = tx
            .global_query(
                "INSERT INTO jobs (tenant_id, id, name, queue, priority, state, payload, dedup_key, attempt,
                                   max_attempts, run_at, created_at, updated_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11, $11)
                 ON CONFLICT (tenant_id, name, dedup_key) WHERE dedup_key IS NOT NULL
                 DO UPDATE SET updated_at = excluded.updated_at
                 RETURNING id",
            )
            .bind(tenant)
            .bind(id)
            .bind(self.name)
            .bind(self.queue.as_str())
            .bind(self.priority)
            .bind(if run_at > now { "scheduled" } else { "ready" })
            .bind(Json(self.payload))
            .bind(self.dedup_key)
            .bind(self.max_attempts)
            .bind(run_at)
            .bind(now)
            .scalar()
            .await?;
        Ok((stored == id).then_some(id))
    }
}

/// Enqueues `job` for the transaction's organization. It can run as soon as the transaction has committed, and never
/// does when it rolls back. `None` when an equal job waits already: that one will see what this transaction writes.
pub async fn enqueue<J: Job>(tx: &mut Tx, job: J) -> Result<Option<JobId>> {
    let tenant = tx.tenant()?;
    NewJob::of(&job)?.enqueue(tx, tenant).await
}

/// Enqueues `job` for the transaction's organization, to run at `run_at` or within a second after it.
pub async fn enqueue_at<J: Job>(tx: &mut Tx, job: J, run_at: Timestamp) -> Result<Option<JobId>> {
    let tenant = tx.tenant()?;
    NewJob::of(&job)?.at(run_at).enqueue(tx, tenant).await
}

/// Enqueues `job` for `tenant`, from a transaction of the installation (or of that organization).
pub async fn enqueue_for<J: Job>(tx: &mut Tx, tenant: TenantId, job: J) -> Result<Option<JobId>> {
    NewJob::of(&job)?.enqueue(tx, tenant).await
}

/// A job's row that is new whatever waits already: it has no key to be equal by.
struct Waiting {
    id: JobId,
    job: NewJob,
    now: Timestamp,
}

impl Row for Waiting {
    const TABLE: &'static str = "jobs";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "queue",
        "priority",
        "state",
        "payload",
        "attempt",
        "max_attempts",
        "run_at",
        "created_at",
        "updated_at",
    ];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        let Self { id, job, now } = self;
        let query = query.bind(id).bind(job.name).bind(job.queue.as_str()).bind(job.priority);
        let query = query.bind("ready").bind(Json(job.payload)).bind(0_i64).bind(job.max_attempts);
        query.bind(now).bind(now).bind(now)
    }
}

/// Enqueues many jobs for the transaction's organization with few statements. They are of a kind of which several equal
/// ones may wait: one with a [`Job::dedup_key`] is an internal error.
pub async fn enqueue_many<J: Job>(tx: &mut Tx, jobs: impl IntoIterator<Item = J>) -> Result<()> {
    let (tenant, now) = (tx.tenant()?, tx.present());
    let mut waiting = Vec::new();
    for job in jobs {
        let job = NewJob::of(&job)?;
        if job.dedup_key.is_some() {
            return Err(Error::internal("a job that may have an equal is enqueued by itself"));
        }
        waiting.push(Waiting { id: tx.new_id(), job, now });
    }
    if !waiting.is_empty() {
        tx.wake(Topic::jobs());
    }
    bulk::insert_for(tx, tenant, waiting).await
}
