//! One transaction: it knows its organization, its actor and the time, and collects what is to happen at commit.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use kernel::{Actor, Env, Error, Id, Result, Scope, TenantId, Timestamp};
use sqlx::{Postgres, Sqlite, Transaction};

use crate::error::from_sqlx;
use crate::query::Query;
use crate::wake::Topic;
use crate::{Db, DbKind};

/// How long a database may take to undo a transaction before its caller is answered without waiting for that.
const ROLLBACK_PATIENCE: Duration = Duration::from_secs(1);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    Write,
}

pub(crate) enum Connection {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// What a [`CommitHook`] returns.
pub type HookFuture<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// Something that happens in every writing transaction, just before it commits.
pub trait CommitHook: Send + Sync {
    /// Runs inside the transaction; an error rolls all of it back.
    fn before_commit<'a>(&'a self, tx: &'a mut Tx) -> HookFuture<'a>;
}

/// What a transaction collects for a [`CommitHook`].
pub trait Collected: Any + Send + Default {
    /// Takes in what a part of the transaction collected that has succeeded ([`Tx::attempt`]).
    fn append(&mut self, later: Self);
}

/// Something collected, and how what comes later joins it.
struct Slot {
    value: Box<dyn Any + Send>,
    append: fn(&mut Box<dyn Any + Send>, Box<dyn Any + Send>),
}

impl Slot {
    fn new<T: Collected>() -> Self {
        Self { value: Box::new(T::default()), append: append::<T> }
    }
}

fn append<T: Collected>(value: &mut Box<dyn Any + Send>, later: Box<dyn Any + Send>) {
    if let (Some(value), Ok(later)) = (value.downcast_mut::<T>(), later.downcast::<T>()) {
        value.append(*later);
    }
}

/// An open transaction. Dropping it without commit rolls it back.
pub struct Tx {
    db: Db,
    connection: Connection,
    scope: Scope,
    access: Access,
    now: Timestamp,
    pending: HashMap<TypeId, Slot>,
    wakes: Vec<Topic>,
}

impl fmt::Debug for Tx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tx").field("scope", &self.scope).field("access", &self.access).finish_non_exhaustive()
    }
}

impl Tx {
    pub(crate) fn new(db: Db, connection: Connection, scope: Scope, access: Access) -> Self {
        let now = db.env().now();
        Self { db, connection, scope, access, now, pending: HashMap::new(), wakes: Vec::new() }
    }

    /// A query on the rows of this transaction's organization, which is bound as `$1`; bind the others from `$2` on.
    ///
    /// In debug builds a text without `tenant_id` is refused when the query runs, and so is a transaction that has no
    /// organization.
    pub fn query(&mut self, sql: &'static str) -> Query<'_> {
        Query::for_tenant(self, sql)
    }

    /// A query on global tables (users, sessions), or across organizations by the installation itself. Nothing is
    /// bound; bind from `$1` on.
    pub fn global_query(&mut self, sql: &'static str) -> Query<'_> {
        Query::global(self, sql)
    }

    /// The organization that this transaction is for; an internal error when it is for none.
    pub fn tenant(&self) -> Result<TenantId> {
        self.scope.tenant.ok_or_else(|| Error::internal("this transaction has no organization"))
    }

    /// Who acts, for whom, from where.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// From here on somebody else acts: a visitor whose identity has just been proven.
    pub fn act_as(&mut self, actor: Actor) {
        self.scope.actor = actor;
    }

    /// The instant at which the transaction began: one time for all that it writes.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// From here on it is another time, which stands still, for all that this transaction writes. For history that is made
    /// up or brought in: eighteen months of orders need no transaction each. Go forward in time: events are numbered in
    /// the order in which they are emitted and committed, whatever time they name.
    pub fn travel_to(&mut self, time: Timestamp) {
        self.db = self.db.at(time);
        self.now = time;
    }

    /// The present instant where [`now`](Self::now) is another time: see [`Db::present`].
    pub fn present(&self) -> Timestamp {
        self.db.present().max(self.now)
    }

    /// Clock, randomness and ids.
    pub fn env(&self) -> &Env {
        self.db.env()
    }

    /// A new id.
    pub fn new_id<T>(&self) -> Id<T> {
        self.db.env().id()
    }

    /// Which database this is; for [`dialect`](crate::dialect) and diagnostics only.
    pub fn kind(&self) -> DbKind {
        self.db.kind()
    }

    /// Does `work` in a savepoint: when it fails, what it wrote and what it collected for commit hooks is undone, and the
    /// transaction goes on without it.
    pub async fn attempt<T>(&mut self, work: impl AsyncFnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.global_query("SAVEPOINT attempt").execute().await?;
        let before = std::mem::take(&mut self.pending);
        let outcome = work(self).await;
        let later = std::mem::replace(&mut self.pending, before);
        if outcome.is_err() {
            self.global_query("ROLLBACK TO SAVEPOINT attempt").execute().await?;
        } else {
            for (kind, slot) in later {
                match self.pending.entry(kind) {
                    Entry::Occupied(mut there) => (slot.append)(&mut there.get_mut().value, slot.value),
                    Entry::Vacant(free) => drop(free.insert(slot)),
                }
            }
        }
        self.global_query("RELEASE SAVEPOINT attempt").execute().await?;
        outcome
    }

    /// What has been collected for a [`CommitHook`] so far, by its type.
    pub fn pending<T: Collected>(&mut self) -> &mut T {
        let slot = self.pending.entry(TypeId::of::<T>()).or_insert_with(Slot::new::<T>);
        if !slot.value.is::<T>() {
            *slot = Slot::new::<T>();
        }
        match slot.value.downcast_mut() {
            Some(value) => value,
            None => unreachable!("the slot holds the type that it is filed under"),
        }
    }

    /// Takes what was collected, leaving nothing.
    pub fn take_pending<T: Collected>(&mut self) -> T {
        self.pending
            .remove(&TypeId::of::<T>())
            .and_then(|slot| slot.value.downcast().ok())
            .map(|b| *b)
            .unwrap_or_default()
    }

    /// Wakes whoever waits for `topic`, in every process, once this transaction is committed.
    pub fn wake(&mut self, topic: Topic) {
        if !self.wakes.contains(&topic) {
            self.wakes.push(topic);
        }
    }

    /// Makes everything durable and visible at once. Hooks run first; what was collected and no hook took is an
    /// error, so that nothing is lost because a program forgot to install one.
    pub async fn commit(mut self) -> Result<()> {
        if self.access == Access::Write {
            let db = self.db.clone();
            for hook in db.hooks() {
                Arc::clone(hook).before_commit(&mut self).await?;
            }
            if !self.pending.is_empty() {
                return Err(Error::internal(
                    "something was collected for a commit hook that is not installed",
                ));
            }
            self.notify_other_processes().await?;
        }
        let Self { db, connection, wakes, .. } = self;
        match connection {
            Connection::Sqlite(transaction) => transaction.commit().await.map_err(from_sqlx)?,
            Connection::Postgres(transaction) => transaction.commit().await.map_err(from_sqlx)?,
        }
        db.wakes().send(wakes);
        Ok(())
    }

    /// Undoes everything, and lets go of every lock before whoever waits for the answer hears of it. A database that does
    /// not answer is not waited for: the driver undoes it once the connection is used again.
    pub(crate) async fn roll_back(self) {
        let undone = async {
            match self.connection {
                Connection::Sqlite(transaction) => transaction.rollback().await,
                Connection::Postgres(transaction) => transaction.rollback().await,
            }
        };
        match tokio::time::timeout(ROLLBACK_PATIENCE, undone).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::debug!(%error, "a transaction is undone later"),
            Err(_) => tracing::debug!("a transaction is undone later: the database does not answer"),
        }
    }

    /// PostgreSQL delivers a NOTIFY when its transaction commits; SQLite's processes notice by `data_version`.
    async fn notify_other_processes(&mut self) -> Result<()> {
        if self.kind() == DbKind::Postgres {
            for topic in self.wakes.clone() {
                self.global_query("SELECT pg_notify('tradepost', $1)")
                    .bind(topic.as_str().to_owned())
                    .execute()
                    .await?;
            }
        }
        Ok(())
    }

    pub(crate) fn count_statement(&self) {
        self.db.count_statement();
    }

    pub(crate) fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }
}
