//! The queue on both databases.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use db::testing::TestDb;
use db::{Db, DbKind};
use kernel::{Env, ManualClock, Scope, SystemRandom, TenantId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Failure, Job, JobCtx, JobId, JobRow, Registry, WorkerConfig};

mod inspecting;
mod queue;
mod scheduling;
mod workers;

/// Counts its runs.
#[derive(Debug, Serialize, Deserialize)]
struct Count {
    text: String,
}

#[derive(Debug, Default)]
struct Runs(AtomicUsize);

impl Runs {
    fn get(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

impl Job for Count {
    const NAME: &'static str = "test.count";

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        ctx.state::<Runs>()?.0.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

fn count(text: &str) -> Count {
    Count { text: text.to_owned() }
}

/// Ends as its payload says.
#[derive(Debug, Serialize, Deserialize)]
enum Misbehave {
    Retry,
    RetryAfter(u64),
    Fail,
    Panic,
}

impl Job for Misbehave {
    const NAME: &'static str = "test.misbehave";
    const ATTEMPTS: i64 = 3;

    async fn run(self, _ctx: JobCtx) -> Result<(), Failure> {
        match self {
            Self::Retry => Err(Failure::retry("the other side is down")),
            Self::RetryAfter(s) => Err(Failure::retry_after("slow down", Duration::from_secs(s))),
            Self::Fail => Err(Failure::fail("no such address")),
            Self::Panic => panic!("a bug"),
        }
    }
}

/// Takes its time.
#[derive(Debug, Serialize, Deserialize)]
struct Sleep {
    millis: u64,
}

impl Job for Sleep {
    const NAME: &'static str = "test.sleep";

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        tokio::time::sleep(Duration::from_millis(self.millis)).await;
        ctx.state::<Runs>()?.0.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

fn registry(runs: &Arc<Runs>) -> Registry {
    Registry::new().register::<Count>().register::<Misbehave>().register::<Sleep>().state(Arc::clone(runs))
}

/// Quick turns, so that a test does not wait.
fn quick() -> WorkerConfig {
    WorkerConfig { poll_interval: Duration::from_millis(50), ..WorkerConfig::default() }
}

async fn organization(db: &Db, slug: &'static str) -> TenantId {
    let tenant: TenantId = db.env().id();
    db.write(&Scope::installation("test"), async |tx| {
        let now = tx.now();
        tx.global_query(
            "INSERT INTO organizations
             (tenant_id, kind, name, slug, currency, locale, time_zone, created_at, updated_at)
             VALUES ($1, 'merchant', $2, $2, 'EUR', 'en', 'Europe/Berlin', $3, $3)",
        )
        .bind(tenant)
        .bind(slug)
        .bind(now)
        .execute()
        .await
    })
    .await
    .unwrap();
    tenant
}

async fn enqueue<J: Job>(db: &Db, tenant: TenantId, job: J) -> Option<JobId> {
    db.write(&Scope::system(tenant, "test"), async |tx| crate::enqueue(tx, job).await).await.unwrap()
}

async fn find(db: &Db, tenant: TenantId, id: JobId) -> Option<JobRow> {
    let found = db.read(&Scope::system(tenant, "test"), async |tx| crate::inspect::get(tx, id).await).await;
    found.ok()
}

async fn jobs_left(db: &Db) -> i64 {
    let sql = "SELECT count(*) FROM jobs";
    db.read(&Scope::installation("test"), async |tx| tx.global_query(sql).scalar().await).await.unwrap()
}

/// Waits until `done` says so; a test that waits too long fails.
async fn eventually(what: &str, mut done: impl AsyncFnMut() -> bool) {
    let patience = tokio::time::Instant::now() + Duration::from_secs(30);
    while !done().await {
        assert!(tokio::time::Instant::now() < patience, "waited too long for: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Runs a test on both databases with a clock that stands at the given time.
async fn at_time<Fut: Future<Output = ()>>(time: &str, test: impl Fn(TestDb, Arc<ManualClock>) -> Fut) {
    let start: Timestamp = time.parse().unwrap();
    for kind in [DbKind::Sqlite, DbKind::Postgres] {
        let clock = Arc::new(ManualClock::new(start));
        let env = Env::new(Arc::clone(&clock) as Arc<dyn kernel::Clock>, Arc::new(SystemRandom));
        if let Some(db) = TestDb::new(kind, env).await {
            test(db.clone(), clock).await;
        }
    }
}
