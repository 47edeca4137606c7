//! Real workers: concurrency, fairness, draining, crashes.

use std::time::Instant;

use db::testing::on_both;

use super::*;
use crate::{DrainReport, JobState, Queue, Worker};

#[tokio::test]
async fn a_worker_runs_what_is_enqueued_at_once() {
    on_both(|test| async move {
        let tenant = organization(&test.db, "a").await;
        let runs = Arc::new(Runs::default());
        // Only a wake-up can be this quick.
        let config = WorkerConfig { poll_interval: Duration::from_secs(20), ..WorkerConfig::default() };
        let worker = Worker::start(test.db.clone(), Arc::new(registry(&runs)), config);
        tokio::time::sleep(Duration::from_millis(200)).await;
        let started = Instant::now();
        for n in 0..50 {
            enqueue(&test.db, tenant, count(&n.to_string())).await;
        }
        eventually("50 runs", async || runs.get() == 50).await;
        assert!(started.elapsed() < Duration::from_secs(10));
        let report = worker.drain(Duration::from_secs(5)).await.unwrap();
        assert_eq!((report.returned, jobs_left(&test.db).await), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn a_draining_worker_waits_and_gives_back_what_takes_too_long() {
    on_both(|test| async move {
        let tenant = organization(&test.db, "a").await;
        let runs = Arc::new(Runs::default());
        let worker = Worker::start(test.db.clone(), Arc::new(registry(&runs)), quick());
        let short = enqueue(&test.db, tenant, Sleep { millis: 700 }).await.unwrap();
        let long = enqueue(&test.db, tenant, Sleep { millis: 60_000 }).await.unwrap();
        let state = async |id| find(&test.db, tenant, id).await.map(|row| row.state);
        eventually("both run", async || {
            state(short).await == Some(JobState::Running) && state(long).await == Some(JobState::Running)
        })
        .await;
        let started = Instant::now();
        let report = worker.drain(Duration::from_secs(2)).await.unwrap();
        assert_eq!(report, DrainReport { finished: 1, returned: 1 });
        assert!(started.elapsed() < Duration::from_secs(5));
        assert_eq!(state(short).await, None);
        let row = find(&test.db, tenant, long).await.unwrap();
        assert_eq!((row.state, row.attempt, row.claimed_by), (JobState::Ready, 0, None));
    })
    .await;
}

#[tokio::test]
async fn a_million_jobs_of_one_do_not_hold_up_the_only_one_of_another() {
    on_both(|test| async move {
        let (busy, quiet) = (organization(&test.db, "busy").await, organization(&test.db, "quiet").await);
        flood(&test.db, busy, 100_000).await;
        let runs = Arc::new(Runs::default());
        let config = WorkerConfig { queues: vec![(Queue::Default, 4)], ..quick() };
        let worker = Worker::start(test.db.clone(), Arc::new(registry(&runs)), config);
        eventually("the flood is being worked on", async || runs.get() > 20).await;
        let before = runs.get();
        let id = enqueue(&test.db, quiet, Sleep { millis: 0 }).await.unwrap();
        eventually("the only job of the other", async || find(&test.db, quiet, id).await.is_none()).await;
        let overtaken = runs.get() - before;
        assert!(overtaken < 1000, "{overtaken} jobs of the busy organization went first");
        worker.abort();
    })
    .await;
}

/// Bulk-inserts ready jobs by SQL.
async fn flood(db: &Db, tenant: TenantId, jobs: i64) {
    // The id is made from the number; PostgreSQL and SQLite differ in how.
    let sql = match db.kind() {
        DbKind::Sqlite => {
            "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < $2)
             INSERT INTO jobs (tenant_id, id, name, queue, priority, state, payload, max_attempts, run_at,
                               created_at, updated_at)
             SELECT $1, randomblob(16), 'test.count', 'default', 100, 'ready', '{\"text\": \"x\"}', 10, $3, $3, $3
             FROM n"
        }
        DbKind::Postgres => {
            "INSERT INTO jobs (tenant_id, id, name, queue, priority, state, payload, max_attempts, run_at,
                               created_at, updated_at)
             SELECT $1, gen_random_uuid(), 'test.count', 'default', 100, 'ready', '{\"text\": \"x\"}', 10, $3, $3, $3
             FROM generate_series(1, $2)"
        }
    };
    db.write(&Scope::system(tenant, "t"), async |tx| {
        let now = tx.now();
        tx.query(sql).bind(jobs).bind(now).execute().await
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn long_jobs_of_one_leave_a_slot_for_another() {
    on_both(|test| async move {
        let (slow, quick_one) = (organization(&test.db, "slow").await, organization(&test.db, "quick").await);
        let runs = Arc::new(Runs::default());
        for _ in 0..10 {
            enqueue(&test.db, slow, Sleep { millis: 60_000 }).await;
        }
        let config = WorkerConfig { queues: vec![(Queue::Default, 3)], ..quick() };
        let worker = Worker::start(test.db.clone(), Arc::new(registry(&runs)), config);
        let running = async || {
            let sql = "SELECT count(*) FROM jobs WHERE state = 'running'";
            let scope = Scope::installation("t");
            test.db.read(&scope, async |tx| tx.global_query(sql).scalar::<i64>().await).await.unwrap()
        };
        eventually("two of three slots taken", async || running().await == 2).await;
        enqueue(&test.db, quick_one, count("x")).await;
        eventually("the other organization's job", async || runs.get() == 1).await;
        worker.abort();
    })
    .await;
}

#[tokio::test]
async fn a_lapsed_lease_is_taken_over_and_the_former_holder_changes_nothing() {
    on_both(|test| async move {
        let tenant = organization(&test.db, "a").await;
        let runs = Arc::new(Runs::default());
        let registry = Arc::new(registry(&runs));
        let id = enqueue(&test.db, tenant, Sleep { millis: 60_000 }).await.unwrap();
        let lease = Duration::from_millis(900);
        let first = Worker::start(test.db.clone(), Arc::clone(&registry), WorkerConfig { lease, ..quick() });
        let attempt = async || find(&test.db, tenant, id).await.map_or(0, |row| row.attempt);
        eventually("claimed", async || attempt().await == 1).await;
        tokio::time::sleep(lease * 3).await;
        assert_eq!(attempt().await, 1, "a living worker keeps its lease");
        let holder = find(&test.db, tenant, id).await.unwrap().claimed_by;
        first.abort();
        let second = Worker::start(test.db.clone(), registry, WorkerConfig { lease, ..quick() });
        eventually("taken over", async || attempt().await == 2).await;
        let row = find(&test.db, tenant, id).await.unwrap();
        assert_ne!(row.claimed_by, holder);
        assert!(row.last_error.unwrap().contains("stopped without finishing"));
        let stale = db::dialect::jobs::JobAttempt { tenant_id: tenant.uuid(), id: id.uuid(), attempt: 1 };
        let deleted = test
            .db
            .write(&Scope::installation("t"), async |tx| {
                db::dialect::jobs::delete_finished(tx, holder.unwrap(), vec![stale]).await
            })
            .await
            .unwrap();
        assert_eq!(deleted, 0);
        second.abort();
    })
    .await;
}

#[tokio::test]
async fn many_workers_run_every_job_once() {
    on_both(|test| async move {
        let tenants = [organization(&test.db, "a").await, organization(&test.db, "b").await];
        let runs = Arc::new(Runs::default());
        let mut workers = Vec::new();
        for _ in 0..4 {
            // Each with a handle of its own, as processes have.
            let db = Db::connect(test.config.clone(), Env::system()).await.unwrap();
            workers.push(Worker::start(db, Arc::new(registry(&runs)), quick()));
        }
        for _ in 0..5 {
            for tenant in tenants {
                flood(&test.db, tenant, 50).await;
            }
        }
        eventually("all run", async || jobs_left(&test.db).await == 0).await;
        assert_eq!(runs.get(), 500);
        for worker in workers {
            worker.drain(Duration::from_secs(1)).await.unwrap();
        }
    })
    .await;
}

/// Adds one to a number in the database, in the transaction that also ends the job.
#[derive(Debug, Serialize, Deserialize)]
struct AddOne;

impl Job for AddOne {
    const NAME: &'static str = "test.add_one";
    const ATTEMPTS: i64 = 1000;

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let add = async |tx: &mut db::Tx| {
            let sql = "UPDATE organizations SET version = version + 1 WHERE tenant_id = $1";
            tx.query(sql).execute().await?;
            ctx.complete(tx).await
        };
        // Whatever fails is tried again at once: the test has no hour to wait.
        ctx.write(add).await.map_err(|error| Failure::retry_after(error, Duration::ZERO))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn lost_connections_lose_no_job_and_repeat_no_effect() {
    const JOBS: i64 = 1500;
    let Some(test) = TestDb::new(DbKind::Postgres, Env::system()).await else { return };
    let tenant = organization(&test.db, "a").await;
    test.db
        .write(&Scope::system(tenant, "t"), async |tx| {
            for _ in 0..JOBS {
                crate::enqueue(tx, AddOne).await?;
            }
            Ok(())
        })
        .await
        .unwrap();
    let registry = Arc::new(Registry::new().register::<AddOne>());
    let mut workers = Vec::new();
    for _ in 0..2 {
        let db = Db::connect(test.config.clone(), Env::system()).await.unwrap();
        let config = WorkerConfig { lease: Duration::from_secs(3), ..quick() };
        workers.push(Worker::start(db, Arc::clone(&registry), config));
    }
    let left = async || {
        let sql = "SELECT count(*) FROM jobs";
        let scope = Scope::installation("t");
        test.db.read(&scope, async |tx| tx.global_query(sql).scalar::<i64>().await).await.unwrap_or(JOBS)
    };
    let mut cuts = 0;
    eventually("all done", async || {
        // As a restarted server does, to everybody but the one who asks.
        let sql = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        if cuts < 10 {
            let scope = Scope::installation("t");
            let cut = test.db.read(&scope, async |tx| tx.global_query(sql).scalar::<i64>().await).await;
            cuts += i32::from(cut.is_ok());
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        left().await == 0
    })
    .await;
    assert!(cuts >= 3, "{cuts}");
    let sql = "SELECT version FROM organizations WHERE tenant_id = $1";
    let scope = Scope::system(tenant, "t");
    let mut version = None;
    while version.is_none() {
        version = test.db.read(&scope, async |tx| tx.query(sql).scalar::<i64>().await).await.ok();
    }
    assert_eq!(version, Some(1 + JOBS), "each job had its effect exactly once");
    for worker in workers {
        worker.drain(Duration::from_secs(1)).await.unwrap();
    }
}

/// The environment variable that turns [`child`] into a worker process on the database that it names.
const CHILD: &str = "TRADEPOST_TEST_WORKER_DATABASE";

/// Not a test by itself: the process that `a_killed_process_loses_nothing` starts and kills.
#[tokio::test]
#[ignore = "runs only as a child process of a_killed_process_loses_nothing"]
async fn child() {
    let Ok(url) = std::env::var(CHILD) else { return };
    let db = Db::connect(db::DbConfig::new(url), Env::system()).await.unwrap();
    let config = WorkerConfig { lease: Duration::from_secs(2), ..quick() };
    let worker = Worker::start(db, Arc::new(registry(&Arc::default())), config);
    tokio::time::sleep(Duration::from_secs(120)).await;
    drop(worker);
}

#[tokio::test]
async fn a_killed_process_loses_nothing() {
    on_both(|test| async move {
        let tenant = organization(&test.db, "a").await;
        let id = enqueue(&test.db, tenant, Sleep { millis: 3_000 }).await.unwrap();
        let mut process = tokio::process::Command::new(std::env::current_exe().unwrap())
            .args(["tests::workers::child", "--exact", "--ignored"])
            .env(CHILD, &test.config.url)
            .stdout(std::process::Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let row = async || find(&test.db, tenant, id).await;
        eventually("the child claims it", async || {
            row().await.is_some_and(|row| row.state == JobState::Running)
        })
        .await;
        // SIGKILL: no destructor, no signal handler, no goodbye.
        process.kill().await.unwrap();
        assert_eq!(row().await.unwrap().attempt, 1);
        let runs = Arc::new(Runs::default());
        let worker = Worker::start(test.db.clone(), Arc::new(registry(&runs)), quick());
        eventually("finished by another", async || row().await.is_none()).await;
        assert_eq!(runs.get(), 1);
        worker.abort();
    })
    .await;
}
