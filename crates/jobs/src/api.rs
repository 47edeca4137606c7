//! Jobs and schedules over HTTP: for an organization its own, for the operator everybody's.

mod jobs;
mod schedules;

use web::{Permission, Routes};

/// Seeing background jobs, dead letters and schedules.
pub const JOBS_READ: Permission = Permission::new("jobs.read");
/// Replaying and discarding jobs, running and pausing schedules.
pub const JOBS_MANAGE: Permission = Permission::new("jobs.manage");

/// Every route of this crate. They ask for the service `Arc<Registry>`.
pub fn routes() -> Routes {
    jobs::routes().merge(schedules::routes())
}
