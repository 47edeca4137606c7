//! The list of running processes: each writes a row when it starts, touches it while it lives, and removes it when it
//! ends. Rows that nobody touches any more disappear.

use std::fs;
use std::time::Duration;

use db::{Db, Tx};
use kernel::{Entity, Id, Result, Scope, Timestamp};
use tokio_util::sync::CancellationToken;

/// How often a process says that it lives.
const BEAT: Duration = Duration::from_secs(10);
/// After this long without a word it is taken for dead.
const DEAD_AFTER: Duration = Duration::from_secs(60);

/// A process of this installation.
#[derive(Debug)]
pub enum RunningProcess {}

impl Entity for RunningProcess {
    const PREFIX: &'static str = "proc";
}

/// The id of a process.
pub type ProcessId = Id<RunningProcess>;

/// A row of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Process {
    /// Its id, new at every start.
    pub id: ProcessId,
    /// `serve`, `serve+worker` or `worker`.
    pub role: String,
    /// The program's version.
    pub version: String,
    /// The machine's name.
    pub host: String,
    /// When it started.
    pub started_at: Timestamp,
    /// When it last said that it lives.
    pub last_seen_at: Timestamp,
}

impl Process {
    /// This process, which has just started.
    pub fn new(db: &Db, role: &str) -> Self {
        let now = db.env().now();
        Self {
            id: db.env().id(),
            role: role.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            host: host_name(),
            started_at: now,
            last_seen_at: now,
        }
    }

    /// Whether it works through jobs.
    pub fn works(&self) -> bool {
        self.role.contains("worker")
    }

    /// Puts this process on the list.
    pub async fn register(&self, db: &Db) -> Result<()> {
        db.write(&scope(), async |tx| beat(tx, self).await).await
    }

    /// Says that this process lives, until `stop`; then takes it off the list.
    pub async fn keep_alive(self, db: Db, stop: CancellationToken) {
        while tokio::time::timeout(BEAT, stop.cancelled()).await.is_err() {
            if let Err(error) = self.register(&db).await {
                // The next beat makes up for it; a database that is away is everybody's news already.
                tracing::debug!(%error, "a heartbeat was not written");
            }
        }
        if let Err(error) = db.write(&scope(), async |tx| delete(tx, self.id).await).await {
            tracing::debug!(%error, "this process stays on the list until it is taken for dead");
        }
    }
}

/// All processes that are believed to live, oldest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<Process>> {
    let since = tx.now().minus(DEAD_AFTER);
    tx.global_query(
        "SELECT id, role, version, host, started_at, last_seen_at FROM processes
         WHERE last_seen_at >= $1 ORDER BY started_at, id LIMIT 1000",
    )
    .bind(since)
    .fetch_all()
    .await
}

async fn beat(tx: &mut Tx, process: &Process) -> Result<()> {
    let now = tx.now();
    tx.global_query(
        "INSERT INTO processes (id, role, version, host, started_at, last_seen_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE SET last_seen_at = excluded.last_seen_at",
    )
    .bind(process.id)
    .bind(process.role.clone())
    .bind(process.version.clone())
    .bind(process.host.clone())
    .bind(process.started_at)
    .bind(now)
    .execute()
    .await?;
    tx.global_query("DELETE FROM processes WHERE last_seen_at < $1")
        .bind(now.minus(DEAD_AFTER))
        .execute()
        .await?;
    Ok(())
}

async fn delete(tx: &mut Tx, id: ProcessId) -> Result<()> {
    tx.global_query("DELETE FROM processes WHERE id = $1").bind(id).execute().await.map(drop)
}

fn scope() -> Scope {
    Scope::installation("process list")
}

fn host_name() -> String {
    let from_kernel = fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let name = from_kernel.or_else(|| std::env::var("HOSTNAME").ok()).unwrap_or_default();
    name.trim().to_owned()
}
