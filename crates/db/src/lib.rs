//! SQLite and PostgreSQL behind one transaction type.
//!
//! Every query is one static SQL text in the subset that both databases share; what differs lives in [`dialect`]
//! behind named functions. A [`Tx`] carries its [`Scope`](kernel::Scope): [`Tx::query`] binds the organization as `$1`,
//! and on PostgreSQL row-level security narrows the transaction to it as well.
//!
//! Invariants: no other crate opens a connection; nothing here makes a network call inside a transaction; a committed
//! transaction survives a power cut.

pub mod bulk;
mod config;
mod connect;
pub mod dialect;
mod error;
mod migrate;
mod query;
mod sqlite_lock;
mod tx;
mod wake;

pub use config::{DbConfig, DbKind};
pub use connect::Db;
pub use error::{OnForeignKey, OnUnique, from_sqlx};
pub use migrate::MigrationStatus;
pub use query::{Bind, FromDbRow, IDS, Query};
pub use tx::{Collected, CommitHook, HookFuture, Tx};
pub use wake::{Topic, Wakes};

#[cfg(any(test, feature = "testing"))]
#[expect(clippy::expect_used, reason = "only tests use it, and a test ends where its ground is missing")]
pub mod testing;
#[cfg(test)]
mod tests;
