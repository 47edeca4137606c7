//! Opening the database: pools, session settings, and the transactions that come from them.

use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use kernel::{Env, Error, Result, Scope, Timestamp};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection as _, Postgres, Transaction};

use crate::error::from_sqlx;
use crate::tx::{Access, CommitHook, Connection};
use crate::wake::Wakes;
use crate::{DbConfig, DbKind, Tx};

/// How long SQLite waits for another process's write before it gives up.
const SQLITE_BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Pages of 4 KiB that SQLite keeps in memory per connection; negative means KiB.
const SQLITE_CACHE: &str = "-8000";
/// Statements that a connection to SQLite remembers. Rows that are inserted together have a statement for each table and power of
/// two; one that was forgotten is compiled anew.
const STATEMENTS: usize = 400;
/// No statement may run longer: a runaway query must not hold a connection for ever.
const POSTGRES_STATEMENT_TIMEOUT: &str = "30s";
const POSTGRES_LOCK_TIMEOUT: &str = "10s";

/// The role that tenant transactions take in PostgreSQL. It owns nothing, so row-level security binds it.
pub(crate) const TENANT_ROLE: &str = "tradepost_tenant";

/// A handle to the database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
    env: Env,
    /// The surroundings that it was opened with, also when it writes at another time.
    opened_in: Env,
}

struct Inner {
    config: DbConfig,
    pool: Pool,
    hooks: OnceLock<Vec<Arc<dyn CommitHook>>>,
    wakes: Wakes,
    statements: AtomicU64,
}

#[derive(Debug, Clone)]
pub(crate) enum Pool {
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    Postgres(PgPool),
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Db").field("kind", &self.kind()).finish_non_exhaustive()
    }
}

impl Db {
    /// Opens the database. A SQLite file is created when it is missing; its folder must exist.
    pub async fn connect(config: DbConfig, env: Env) -> Result<Self> {
        let pool = match config.kind()? {
            DbKind::Sqlite => open_sqlite(&config).await?,
            DbKind::Postgres => open_postgres(&config)?,
        };
        let wakes = Wakes::start(&pool);
        let statements = AtomicU64::new(0);
        let inner = Inner { config, pool, hooks: OnceLock::new(), wakes, statements };
        Ok(Self { inner: Arc::new(inner), opened_in: env.clone(), env })
    }

    /// Which database this is.
    pub fn kind(&self) -> DbKind {
        match self.inner.pool {
            Pool::Sqlite { .. } => DbKind::Sqlite,
            Pool::Postgres(_) => DbKind::Postgres,
        }
    }

    /// The configuration that this handle was opened with.
    pub fn config(&self) -> &DbConfig {
        &self.inner.config
    }

    /// Clock, randomness and ids that transactions hand on.
    pub fn env(&self) -> &Env {
        &self.env
    }

    /// The same database at another time, which stands still: whatever is written through this handle has that time, in
    /// its columns, ids, events and audit entries. For history that is made up or brought in from elsewhere, such as the
    /// demo's; see [`Tx::travel_to`] for many times in one transaction.
    #[must_use]
    pub fn at(&self, time: Timestamp) -> Self {
        Self { inner: Arc::clone(&self.inner), env: self.env.at(time), opened_in: self.opened_in.clone() }
    }

    /// The present instant, also when what is written is written at another time: work that is to be done is due now,
    /// whatever story it belongs to.
    pub fn present(&self) -> Timestamp {
        self.opened_in.now()
    }

    /// Says what else happens in every writing transaction just before it commits. Once, at start; a second call is
    /// a programming error and is refused.
    pub fn install_hooks(&self, hooks: Vec<Arc<dyn CommitHook>>) -> Result<()> {
        self.inner.hooks.set(hooks).map_err(|_| Error::internal("commit hooks are installed once, at start"))
    }

    pub(crate) fn hooks(&self) -> &[Arc<dyn CommitHook>] {
        self.inner.hooks.get().map_or(&[], Vec::as_slice)
    }

    pub(crate) fn pool(&self) -> &Pool {
        &self.inner.pool
    }

    /// Wake-ups that committed transactions sent, of this process and of others.
    pub fn wakes(&self) -> &Wakes {
        &self.inner.wakes
    }

    /// Runs `work` in one writing transaction and commits it; any error or dropped future rolls all of it back.
    pub async fn write<T, F>(&self, scope: &Scope, work: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        let mut tx = self.begin(scope, Access::Write).await?;
        match work(&mut tx).await {
            Ok(value) => {
                tx.commit().await?;
                Ok(value)
            }
            Err(error) => {
                tx.roll_back().await;
                Err(error)
            }
        }
    }

    /// Runs `work` on one consistent snapshot.
    pub async fn read<T, F>(&self, scope: &Scope, work: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        let mut tx = self.begin(scope, Access::Read).await?;
        work(&mut tx).await
    }

    /// A writing transaction to commit by hand, for loops that a closure does not fit.
    pub async fn begin_write(&self, scope: &Scope) -> Result<Tx> {
        self.begin(scope, Access::Write).await
    }

    async fn begin(&self, scope: &Scope, access: Access) -> Result<Tx> {
        let connection = match &self.inner.pool {
            Pool::Sqlite { writer, readers } => {
                let (pool, statement) = match access {
                    Access::Write => (writer, "BEGIN IMMEDIATE"),
                    Access::Read => (readers, "BEGIN"),
                };
                Connection::Sqlite(pool.begin_with(statement).await.map_err(from_sqlx)?)
            }
            Pool::Postgres(pool) => {
                // One simple-protocol round trip. The tenant is a UUID, so it needs no escaping.
                let begin = if matches!(access, Access::Read) {
                    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                } else {
                    "BEGIN"
                };
                let statement = scope.tenant.map_or_else(
                    || begin.to_owned(),
                    |tenant| {
                        let tenant = tenant.uuid();
                        format!("{begin}; SET LOCAL ROLE {TENANT_ROLE}; SET LOCAL tradepost.tenant_id = '{tenant}'")
                    },
                );
                Connection::Postgres(begin_to_the_end(pool.clone(), statement).await?)
            }
        };
        Ok(Tx::new(self.clone(), connection, scope.clone(), access))
    }

    /// How many statements have been handed to the database since it was opened here. Each costs a way there and back, so
    /// what many rows take together must not grow with their number: tests compare.
    pub fn statements(&self) -> u64 {
        self.inner.statements.load(Ordering::Relaxed)
    }

    pub(crate) fn count_statement(&self) {
        self.inner.statements.fetch_add(1, Ordering::Relaxed);
    }

    /// Waits for open transactions and closes every connection.
    pub async fn close(&self) {
        self.inner.wakes.stop();
        match &self.inner.pool {
            Pool::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pool::Postgres(pool) => pool.close().await,
        }
    }
}

/// Begins a transaction and hears the answer out, even when the caller is dropped meanwhile.
///
/// sqlx takes a transaction for open only once the server has said so. A BEGIN whose answer nobody awaited would stay
/// open on a connection that goes back to the pool: the next transaction there would run within it, as its role and
/// for its organization. In a task of its own the BEGIN is always answered; a transaction that nobody wants any more
/// is dropped, and so rolled back. (SQLite's driver does this itself.)
async fn begin_to_the_end(pool: PgPool, statement: String) -> Result<Transaction<'static, Postgres>> {
    let begun = tokio::spawn(async move { pool.begin_with(AssertSqlSafe(statement)).await });
    begun.await.map_err(Error::internal)?.map_err(from_sqlx)
}

async fn open_sqlite(config: &DbConfig) -> Result<Pool> {
    let synchronous = if config.durable { SqliteSynchronous::Full } else { SqliteSynchronous::Off };
    let path =
        config.sqlite_path().ok_or_else(|| Error::invalid("database_url", "invalid", "Name a file."))?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true)
        .busy_timeout(SQLITE_BUSY_TIMEOUT)
        .pragma("cache_size", SQLITE_CACHE)
        .pragma("temp_store", "memory")
        .optimize_on_close(true, None)
        .statement_cache_capacity(STATEMENTS)
        .disable_statement_logging();
    let pool = |connections| {
        SqlitePoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(config.acquire_timeout)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            // SQLite itself undoes a transaction that meets a full disk. The driver's own rollback then finds none,
            // takes that for a failure, and counts the transaction as open for ever: such a connection is replaced.
            .before_acquire(|connection, _| {
                let is_clean = !connection.is_in_transaction();
                Box::pin(async move { Ok(is_clean) })
            })
    };
    // The writer opens first: it creates the file and sets WAL mode, which a read-only connection cannot.
    let writer = pool(1).connect_with(options.clone()).await.map_err(from_sqlx)?;
    let readers = pool(config.max_connections.max(1)).connect_lazy_with(options.pragma("query_only", "on"));
    Ok(Pool::Sqlite { writer, readers })
}

fn open_postgres(config: &DbConfig) -> Result<Pool> {
    let options = PgConnectOptions::from_str(&config.url)
        .map_err(|error| {
            Error::invalid("database_url", "invalid", "Use postgres://user:password@host/name.")
                .with_source(error)
        })?
        .application_name("tradepost")
        .options([("statement_timeout", POSTGRES_STATEMENT_TIMEOUT), ("lock_timeout", POSTGRES_LOCK_TIMEOUT)])
        .disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(config.max_connections)
        .acquire_timeout(config.acquire_timeout)
        .test_before_acquire(false)
        .connect_lazy_with(options);
    Ok(Pool::Postgres(pool))
}
