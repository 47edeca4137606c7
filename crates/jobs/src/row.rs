//! A job as it stands in the database.

use kernel::{Entity, Id, Json, TenantId, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A job that waits, runs or is dead. A job that has succeeded has no row.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct JobRow {
    /// The organization that it works for.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: JobId,
    /// The job's name: `mail.send`.
    pub name: String,
    /// The queue's name.
    pub queue: String,
    /// Lower goes first.
    pub priority: i64,
    /// Where it stands.
    pub state: JobState,
    /// The job itself.
    pub payload: Json<serde_json::Value>,
    /// While it waits, no job with an equal key is enqueued.
    pub dedup_key: Option<String>,
    /// How often it has been started.
    pub attempt: i64,
    /// How often it may be started.
    pub max_attempts: i64,
    /// Not before.
    pub run_at: Timestamp,
    /// The worker that runs it.
    pub claimed_by: Option<Uuid>,
    /// When that worker must have been heard of again.
    pub lease_until: Option<Timestamp>,
    /// How the last failed attempt ended, at most 4 KiB.
    pub last_error: Option<String>,
    /// When it was enqueued.
    pub created_at: Timestamp,
    /// When its state last changed.
    pub updated_at: Timestamp,
}

impl Entity for JobRow {
    const PREFIX: &'static str = "job";
}

/// The id of a job.
pub type JobId = Id<JobRow>;

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum JobState {
    /// Waits for its time: enqueued for later, or to be tried again.
    Scheduled,
    /// Waits for a worker.
    Ready,
    /// A worker has it.
    Running,
    /// Given up; waits for a person to replay or discard it.
    Dead,
}

impl JobState {
    /// The name that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Ready => "ready",
            Self::Running => "running",
            Self::Dead => "dead",
        }
    }
}
