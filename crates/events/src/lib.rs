//! The durable event log: facts of an organization, in order, emitted in the transaction that makes them true.
//!
//! An [`Event`] is emitted with `tx.emit(OrderPlaced { … })?` ([`Emit`]) and written just before the transaction commits
//! ([`EventLog`]), together with one job per matching [`Subscription`]. So an event exists exactly when what it tells of
//! has happened, and its subscribers run at least once.
//!
//! **Order.** Each organization's events are numbered 1, 2, 3 … without a gap, and in the order in which they become
//! visible. The number comes from the organization's row in `event_heads`, whose lock is held until the commit: whoever
//! gets a later number has waited for the earlier one to be committed or rolled back, and a rollback takes its numbers
//! back. (A sequence or an identity column would promise neither: a later id can commit earlier.) So a reader that has
//! seen everything up to `n` only ever has to ask for what comes after `n`, and never skips one. The price is that the
//! transactions of one organization that emit something commit one after the other.
//!
//! Invariants: nothing changes an event; only retention deletes, from the oldest on; the numbering never goes back.

mod api;
mod event;
mod follow;
mod log;
mod prune;
mod read;
mod store;
mod subscription;
#[cfg(test)]
mod tests;

pub use api::{EVENTS_READ, routes};
pub use event::{Emit, Event, EventId, EventRow, emit_latest, emit_named};
pub use follow::Follower;
pub use log::EventLog;
pub use prune::PruneEvents;
pub use read::{EventFilter, count_since, get, latest_sequence, list, read_after};
pub use subscription::Subscription;

/// The jobs of this crate.
pub fn jobs() -> ::jobs::Registry {
    ::jobs::Registry::new().register::<PruneEvents>()
}

/// The schedules of this crate.
pub fn schedules() -> Vec<::jobs::schedules::ScheduleDecl> {
    vec![::jobs::schedules::ScheduleDecl::new("events.prune", "40 3 * * *", &PruneEvents {})]
}
