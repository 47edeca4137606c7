//! What there is: every crate's routes, jobs, schedules and subscriptions, each in one list, and the services that
//! handlers and jobs ask for. A new domain is one line in each list that concerns it.

mod housekeeping;
mod meaning;
mod shared;

use std::sync::Arc;

use db::CommitHook;
use events::{EventLog, Subscription};
use identity::audit::AuditLog;
use jobs::Registry;
use jobs::schedules::ScheduleDecl;
use web::Routes;

use crate::health;

pub use housekeeping::CollectFiles;
pub(crate) use meaning::worker_config;
pub use shared::Shared;

/// Every route of the API.
pub fn routes() -> Routes {
    identity::routes()
        .merge(catalog::routes())
        .merge(stock::routes())
        .merge(orders::routes())
        .merge(channels::routes())
        .merge(events::routes())
        .merge(jobs::routes())
        .merge(mail::routes())
        .merge(blobs::routes())
        .merge(health::routes())
}

/// Every job.
pub fn jobs() -> Registry {
    identity::jobs()
        .merge(catalog::jobs())
        .merge(stock::jobs())
        .merge(channels::jobs())
        .merge(events::jobs())
        .merge(mail::jobs())
        .merge(housekeeping::jobs())
}

/// Everything that recurs for the installation itself.
pub fn schedules() -> Vec<ScheduleDecl> {
    let mut schedules = identity::schedules();
    schedules.extend(catalog::schedules());
    schedules.extend(stock::schedules());
    schedules.extend(channels::schedules());
    schedules.extend(events::schedules());
    schedules.extend(mail::schedules());
    schedules.extend(housekeeping::schedules());
    schedules
}

/// What happens in every writing transaction, just before it commits, in this order: audit entries emit events.
pub fn hooks() -> Vec<Arc<dyn CommitHook>> {
    let mut hooks = vec![AuditLog::hook()];
    hooks.extend(catalog::hooks());
    hooks.push(EventLog::hook(subscriptions()));
    hooks
}

/// Everybody who is told of events. No domain subscribes yet.
pub fn subscriptions() -> Vec<Subscription> {
    Vec::new()
}
