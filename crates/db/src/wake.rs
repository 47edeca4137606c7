//! Wake-ups between transactions: "there are new jobs", "this organization has new events".
//!
//! A wake-up is a hint, never the only way: whoever waits also polls, so a lost one costs time and nothing else.
//! Within a process it is a broadcast. Between processes PostgreSQL carries it (LISTEN/NOTIFY); with SQLite each
//! process watches `PRAGMA data_version`, which changes when another connection has written.

use std::sync::Arc;
use std::time::Duration;

use kernel::TenantId;
use sqlx::SqlitePool;
use sqlx::postgres::{PgListener, PgPool};
use tokio::sync::broadcast;
use tokio::task::JoinHandle;

use crate::connect::Pool;

/// Wake-ups that a slow waiter may be behind before it is told only that it missed some.
const BACKLOG: usize = 1024;
const SQLITE_POLL: Duration = Duration::from_millis(250);
const POSTGRES_RECONNECT: Duration = Duration::from_secs(1);

/// What there is news about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Topic(Arc<str>);

impl Topic {
    /// News that may concern everybody: another process wrote, or some wake-ups were missed.
    pub fn everything() -> Self {
        Self("*".into())
    }

    /// New work in the job queue.
    pub fn jobs() -> Self {
        Self("jobs".into())
    }

    /// New events of one organization.
    pub fn events(tenant: TenantId) -> Self {
        Self(format!("events:{}", tenant.uuid()).into())
    }

    /// A session, membership or API key changed: what is remembered of them may be wrong now.
    pub fn identity() -> Self {
        Self("identity".into())
    }

    /// A connection to a platform changed: what is remembered of it may be wrong now.
    pub fn connections() -> Self {
        Self("connections".into())
    }

    /// The text that travels between processes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether whoever waits for `wanted` should look.
    pub fn concerns(&self, wanted: &Self) -> bool {
        self == wanted || &*self.0 == "*"
    }
}

/// Sends and receives wake-ups.
#[derive(Debug)]
pub struct Wakes {
    sender: broadcast::Sender<Topic>,
    watcher: JoinHandle<()>,
}

impl Wakes {
    pub(crate) fn start(pool: &Pool) -> Self {
        let (sender, _) = broadcast::channel(BACKLOG);
        let watcher = match pool {
            Pool::Sqlite { writer, .. } => tokio::spawn(watch_sqlite(writer.clone(), sender.clone())),
            Pool::Postgres(pool) => tokio::spawn(watch_postgres(pool.clone(), sender.clone())),
        };
        Self { sender, watcher }
    }

    /// Tells this process's waiters. Nobody waiting is fine.
    pub(crate) fn send(&self, topics: Vec<Topic>) {
        for topic in topics {
            // The only error is that nobody listens.
            drop(self.sender.send(topic));
        }
    }

    /// Begins to listen; see [`Wakes::wait`].
    pub fn subscribe(&self) -> broadcast::Receiver<Topic> {
        self.sender.subscribe()
    }

    /// Returns when there is news about `topic`, when some were missed, or after `at_most`; answers whether there was
    /// news.
    pub async fn wait(receiver: &mut broadcast::Receiver<Topic>, topic: &Topic, at_most: Duration) -> bool {
        let news = async {
            loop {
                match receiver.recv().await {
                    Ok(heard) if heard.concerns(topic) => return,
                    Ok(_) => {}
                    Err(broadcast::error::RecvError::Lagged(_)) => return,
                    // The database is closing: wait out the time instead of spinning.
                    Err(broadcast::error::RecvError::Closed) => std::future::pending::<()>().await,
                }
            }
        };
        // Running out of time is the polling fallback, not an error.
        tokio::time::timeout(at_most, news).await.is_ok()
    }

    /// Forgets what has been announced so far, for whoever is about to look anyway.
    pub fn forget(receiver: &mut broadcast::Receiver<Topic>) {
        while matches!(receiver.try_recv(), Ok(_) | Err(broadcast::error::TryRecvError::Lagged(_))) {}
    }

    pub(crate) fn stop(&self) {
        self.watcher.abort();
    }
}

impl Drop for Wakes {
    fn drop(&mut self) {
        self.watcher.abort();
    }
}

/// Asks the one connection that this process writes by: its `data_version` changes when another process has written,
/// and never by our own commits, which have told their waiters already.
async fn watch_sqlite(writer: SqlitePool, sender: broadcast::Sender<Topic>) {
    let mut seen: Option<i64> = None;
    loop {
        tokio::time::sleep(SQLITE_POLL).await;
        // Borrowed for the question only. A connection that was replaced counts anew: one look too many is harmless.
        let version = sqlx::query_scalar::<_, i64>("PRAGMA data_version").fetch_one(&writer).await;
        if let Ok(version) = version
            && seen.replace(version).is_some_and(|before| before != version)
        {
            drop(sender.send(Topic::everything()));
        }
    }
}

async fn watch_postgres(pool: PgPool, sender: broadcast::Sender<Topic>) {
    loop {
        if let Err(error) = listen(&pool, &sender).await {
            tracing::warn!(%error, "lost the wake-up connection to PostgreSQL; polling until it is back");
        }
        // Whatever was sent while nobody listened is made up for by one look.
        drop(sender.send(Topic::everything()));
        tokio::time::sleep(POSTGRES_RECONNECT).await;
    }
}

async fn listen(pool: &PgPool, sender: &broadcast::Sender<Topic>) -> sqlx::Result<()> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen("tradepost").await?;
    // `try_recv` answers `None` when the connection was lost: leave, so that the caller looks and reconnects.
    while let Some(notification) = listener.try_recv().await? {
        drop(sender.send(Topic(notification.payload().into())));
    }
    Ok(())
}
