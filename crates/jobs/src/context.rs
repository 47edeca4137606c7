//! What a running job is given.

use std::any::{Any, TypeId};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use db::{Db, Tx};
use kernel::{Env, Error, Result, Scope, TenantId};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::store::{self, Claimed};
use crate::{JobId, Registry};

/// The surroundings of one attempt.
#[derive(Debug, Clone)]
pub struct JobCtx {
    db: Db,
    registry: Arc<Registry>,
    worker: Uuid,
    tenant: TenantId,
    id: JobId,
    name: String,
    attempt: i64,
    max_attempts: i64,
    cancelled: CancellationToken,
    completed: Arc<AtomicBool>,
}

impl JobCtx {
    pub(crate) fn new(db: Db, registry: Arc<Registry>, worker: Uuid, claimed: &Claimed) -> Self {
        Self {
            db,
            registry,
            worker,
            tenant: claimed.tenant_id,
            id: claimed.id,
            name: claimed.name.clone(),
            attempt: claimed.attempt,
            max_attempts: claimed.max_attempts,
            cancelled: CancellationToken::new(),
            completed: Arc::default(),
        }
    }

    /// The organization that the job works for.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The job's id.
    pub fn id(&self) -> JobId {
        self.id
    }

    /// Which attempt this is, counting from one.
    pub fn attempt(&self) -> i64 {
        self.attempt
    }

    /// How many attempts there are.
    pub fn max_attempts(&self) -> i64 {
        self.max_attempts
    }

    /// Whether a failure now makes the job a dead letter.
    pub fn is_last_attempt(&self) -> bool {
        self.attempt >= self.max_attempts
    }

    /// Clock, randomness and ids.
    pub fn env(&self) -> &Env {
        self.db.env()
    }

    /// The database, for work in another scope than this job's.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// Cancelled when the worker wants its jobs back: it is draining and out of patience, or it has lost the lease.
    /// A long job looks at it between steps; what it does not leave by itself is ended at its next `await`.
    pub fn cancelled(&self) -> &CancellationToken {
        &self.cancelled
    }

    /// A value that the program put into the registry at start.
    pub fn state<T: Any + Send + Sync>(&self) -> Result<&T> {
        self.registry.states().get(&TypeId::of::<T>()).and_then(|state| state.downcast_ref()).ok_or_else(
            || {
                let wanted = std::any::type_name::<T>();
                Error::internal(format!(
                    "job {} needs a {wanted}, which the registry does not have",
                    self.name
                ))
            },
        )
    }

    /// The organization, with this job as the actor.
    pub fn scope(&self) -> Scope {
        Scope::system(self.tenant, format!("job {}", self.name))
    }

    /// Runs `work` in one writing transaction of the job's organization.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        self.db.write(&self.scope(), work).await
    }

    /// Runs `work` on one consistent snapshot of the job's organization.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        self.db.read(&self.scope(), work).await
    }

    /// Marks the job as done within `tx`: what else `tx` writes happens exactly once, however often the job is tried.
    /// Fails when another worker has taken the job over; `tx` must then roll back, as `?` makes it.
    pub async fn complete(&self, tx: &mut Tx) -> Result<()> {
        self.completed.store(true, Ordering::SeqCst);
        if store::delete_own(tx, self.tenant, self.id, self.worker, self.attempt).await? {
            return Ok(());
        }
        Err(Error::conflict("job_lost", "Another worker has taken this job over."))
    }

    /// Whether the job has marked itself as done, so that its missing row is no sign of a lost lease.
    pub(crate) fn is_completed(&self) -> bool {
        self.completed.load(Ordering::SeqCst)
    }
}
