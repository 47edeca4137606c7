//! Durable background work: a queue in the database, retries, dead letters, schedules.
//!
//! A [`Job`] is enqueued inside the transaction that makes it necessary ([`enqueue`]), so it exists exactly when that
//! transaction has committed. A [`Worker`] claims it under a lease, runs it, and deletes it when it is done. What
//! fails is tried again after a growing pause and becomes a dead letter when its attempts are used up; [`inspect`]
//! shows and replays those. [`schedules`] enqueue jobs again and again.
//!
//! Invariants: a committed job is never lost, whatever happens to workers; a job runs at least once, and its effect in
//! this database exactly once if it uses [`JobCtx::complete`]; organizations share a worker's slots evenly; no network
//! call and no job runs inside the dispatcher's transaction.

mod api;
mod backoff;
mod claim;
mod context;
mod enqueue;
mod failure;
pub mod inspect;
mod job;
mod registry;
mod row;
mod run;
pub mod schedules;
mod scoped;
mod store;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
mod worker;

pub use api::{JOBS_MANAGE, JOBS_READ, routes};
pub use context::JobCtx;
pub use enqueue::{NewJob, enqueue, enqueue_at, enqueue_for, enqueue_many};
pub use failure::{Decision, Failure};
pub use job::{Job, Queue};
pub use registry::Registry;
pub use row::{JobId, JobRow, JobState};
pub use worker::{DrainReport, Worker, WorkerConfig, WorkerHandle};
