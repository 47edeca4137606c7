//! Who is to do something when something has happened.

use std::fmt;

use jobs::{Job, NewJob};
use kernel::Result;

use crate::EventRow;

type MakeJob = Box<dyn Fn(&EventRow) -> Result<NewJob> + Send + Sync>;

/// Turns matching events into jobs, in the transaction that emits them: when it commits there is exactly one job per
/// event and subscription, and none when it rolls back.
///
/// Like every job, the subscriber runs at least once. One whose effect is in this database has it exactly once when it
/// ends its transaction with [`jobs::JobCtx::complete`]; one that acts on the outside passes the event's id on as an
/// idempotency key. Subscribers of one event run independently, and two events' jobs may run in any order: a subscriber
/// that needs the order compares [`EventRow::sequence`].
pub struct Subscription {
    name: &'static str,
    job: &'static str,
    patterns: &'static [&'static str],
    make: MakeJob,
}

impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?} → {}", self.name, self.patterns, self.job)
    }
}

impl Subscription {
    /// For every event whose name matches one of `patterns` (`order.placed`, `stock.*`, `*`), the job that `make` makes
    /// of it. `name` says whose subscription it is.
    pub fn new<J: Job>(
        name: &'static str,
        patterns: &'static [&'static str],
        make: impl Fn(&EventRow) -> J + Send + Sync + 'static,
    ) -> Self {
        Self { name, job: J::NAME, patterns, make: Box::new(move |event| NewJob::of(&make(event))) }
    }

    /// Whose subscription it is.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The job that it enqueues, which the registry of whoever runs workers must know.
    pub fn job(&self) -> &'static str {
        self.job
    }

    pub(crate) fn wants(&self, event: &EventRow) -> bool {
        self.patterns.iter().any(|pattern| matches(pattern, &event.name))
    }

    pub(crate) fn job_for(&self, event: &EventRow) -> Result<NewJob> {
        (self.make)(event)
    }
}

/// Whether `name` is what `pattern` says: the same name, or one that begins with what stands before a final `*`.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == name, |prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns() {
        assert!(matches("order.placed", "order.placed"));
        assert!(!matches("order.placed", "order.placed.twice"));
        assert!(matches("order.*", "order.placed"));
        assert!(!matches("order.*", "orders.placed"));
        assert!(matches("*", "anything"));
    }
}
