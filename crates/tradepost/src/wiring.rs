//! What there is: every crate's routes, jobs, schedules and subscriptions, each in one list, and the services that
//! handlers and jobs ask for. A new domain is one line in each list that concerns it.

mod housekeeping;
mod shared;

use events::Subscription;
use jobs::Registry;
use jobs::schedules::ScheduleDecl;
use web::Routes;

use crate::health;

pub use shared::Shared;
pub(crate) use shared::worker_config;

/// Every route of the API.
pub fn routes() -> Routes {
    identity::routes()
        .merge(events::routes())
        .merge(jobs::routes())
        .merge(mail::routes())
        .merge(health::routes())
}

/// Every job.
pub fn jobs() -> Registry {
    identity::jobs().merge(events::jobs()).merge(mail::jobs()).merge(housekeeping::jobs())
}

/// Everything that recurs for the installation itself.
pub fn schedules() -> Vec<ScheduleDecl> {
    let mut schedules = identity::schedules();
    schedules.extend(events::schedules());
    schedules.extend(housekeeping::schedules());
    schedules
}

/// Everybody who is told of events. No domain subscribes yet.
pub fn subscriptions() -> Vec<Subscription> {
    Vec::new()
}
