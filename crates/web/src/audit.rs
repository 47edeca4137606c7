//! What crates below identity want in the audit log. They leave a note in their transaction; identity, which keeps the
//! log, writes it down when the transaction commits.

use db::{Collected, Tx};
use kernel::{Entity, Id};
use serde::Serialize;
use serde_json::Value;

/// One thing that somebody did. Never put a secret in it.
#[derive(Debug, Clone)]
pub struct AuditNote {
    /// In the past tense: `job.discarded`.
    pub action: &'static str,
    /// What it was done to: the kind of thing, and its public id.
    pub target: Option<(&'static str, String)>,
    /// What is there now; only what changed.
    pub after: Option<Value>,
}

impl AuditNote {
    /// Something that was done.
    pub fn new(action: &'static str) -> Self {
        Self { action, target: None, after: None }
    }

    /// What it was done to.
    #[must_use]
    pub fn target<T: Entity>(mut self, kind: &'static str, id: Id<T>) -> Self {
        self.target = Some((kind, id.to_string()));
        self
    }

    /// What is there now.
    #[must_use]
    pub fn after(mut self, value: impl Serialize) -> Self {
        self.after = serde_json::to_value(value).ok();
        self
    }

    /// Leaves the note in the transaction: it is in the audit log exactly when the transaction has committed.
    pub fn leave(self, tx: &mut Tx) {
        tx.pending::<AuditNotes>().0.push(self);
    }
}

/// The notes of a transaction, for the hook that writes them down.
#[derive(Debug, Default)]
pub struct AuditNotes(pub Vec<AuditNote>);

impl Collected for AuditNotes {
    fn append(&mut self, later: Self) {
        self.0.extend(later.0);
    }
}
