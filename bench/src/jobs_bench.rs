//! Jobs that do nothing, enqueued and run, beside the same rows inserted and deleted.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use jobs::{Failure, Job, JobCtx, Queue, Registry, Worker, WorkerConfig};
use kernel::{Scope, TenantId};
use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::place::{self, Place, Raw};
use crate::stats::{Table, per_second, percent, rate};

const JOBS: usize = 10_000;
const BATCH: usize = 100;
const SLOTS: [usize; 2] = [8, 64];

#[derive(Debug, Serialize, Deserialize)]
struct Nothing {
    number: usize,
}

#[derive(Debug, Default)]
struct Runs(AtomicUsize);

impl Job for Nothing {
    const NAME: &'static str = "bench.nothing";

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        ctx.state::<Runs>()?.0.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

pub async fn measure() -> Outcome<Table> {
    let mut table = Table::default();
    place::disk(&mut table)?;
    for place in Place::both().await? {
        let tenant = place::organization(&place.db).await?;
        for slots in SLOTS {
            let (raw, _, _) = raw(&place, tenant, slots).await?;
            let enqueued = enqueue(&place, tenant).await?;
            let ran = run(&place, slots).await?;
            let (ours, peer) = (rate(JOBS, enqueued + ran), rate(JOBS, raw));
            let what = format!("{}: enqueue and run, {slots} slots", place.name());
            let beside = format!("raw, deleted by {slots}: {}", per_second(peer));
            table.row(&what, format!("{} n={JOBS}", per_second(ours)), beside, percent(ours / peer), "");
        }
        let (_, inserted, deleted) = raw(&place, tenant, BATCH).await?;
        let enqueued = enqueue(&place, tenant).await?;
        let what = format!("{}: enqueue alone, by {BATCH}", place.name());
        let (ours, peer) = (rate(JOBS, enqueued), rate(JOBS, inserted));
        table.row(&what, per_second(ours), format!("raw: {}", per_second(peer)), percent(ours / peer), "");
        let ran = run(&place, SLOTS[0]).await?;
        let what = format!("{}: run alone, {} slots", place.name(), SLOTS[0]);
        let (ours, peer) = (rate(JOBS, ran), rate(JOBS, deleted));
        let beside = format!("raw, deleted by {BATCH}: {}", per_second(peer));
        table.row(&what, per_second(ours), beside, percent(ours / peer), "");
        place.db.close().await;
    }
    Ok(table)
}

async fn enqueue(place: &Place, tenant: TenantId) -> Outcome<Duration> {
    let started = Instant::now();
    for first in (0..JOBS).step_by(BATCH) {
        place
            .db
            .write(&Scope::system(tenant, "bench"), async |tx| {
                for number in first..first + BATCH {
                    jobs::enqueue(tx, Nothing { number }).await?;
                }
                Ok(())
            })
            .await?;
    }
    Ok(started.elapsed())
}

async fn run(place: &Place, slots: usize) -> Outcome<Duration> {
    let runs = Arc::new(Runs::default());
    let registry = Arc::new(Registry::new().register::<Nothing>().state(Arc::clone(&runs)));
    let config = WorkerConfig { queues: vec![(Queue::Default, slots)], ..WorkerConfig::default() };
    let started = Instant::now();
    let worker = Worker::start(place.db.clone(), registry, config);
    while runs.0.load(Ordering::Relaxed) < JOBS {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    // The last ones are done once that is written down.
    worker.drain(Duration::from_secs(5)).await?;
    Ok(started.elapsed())
}

/// The same rows by hand: inserted by [`BATCH`], deleted by `deleted_by`. Answers all, and each part.
async fn raw(place: &Place, tenant: TenantId, deleted_by: usize) -> Outcome<(Duration, Duration, Duration)> {
    let insert = "INSERT INTO jobs (tenant_id, id, name, queue, priority, state, payload, attempt, max_attempts, run_at,
                      created_at, updated_at)
                  VALUES ($1, $2, 'bench.raw', 'raw', 100, 'ready', $3, 0, 10, $4, $4, $4)";
    let delete = "DELETE FROM jobs WHERE tenant_id = $1 AND id = $2";
    let env = place.db.env();
    let ids: Vec<uuid::Uuid> = (0..JOBS).map(|_| env.id::<kernel::Tenant>().uuid()).collect();
    macro_rules! by_hand {
        ($kind:ty, $pool:expr) => {{
            let started = Instant::now();
            for ids in ids.chunks(BATCH) {
                let mut tx = $pool.begin().await?;
                for (number, id) in ids.iter().enumerate() {
                    let payload = kernel::Json(Nothing { number });
                    let query =
                        sqlx::query::<$kind>(insert).bind(tenant).bind(*id).bind(payload).bind(env.now());
                    query.execute(&mut *tx).await?;
                }
                tx.commit().await?;
            }
            let inserted = started.elapsed();
            for ids in ids.chunks(deleted_by) {
                let mut tx = $pool.begin().await?;
                for id in ids {
                    sqlx::query::<$kind>(delete).bind(tenant).bind(*id).execute(&mut *tx).await?;
                }
                tx.commit().await?;
            }
            let all = started.elapsed();
            $pool.close().await;
            (all, inserted, all - inserted)
        }};
    }
    Ok(match place.raw().await? {
        Raw::Sqlite(pool) => by_hand!(sqlx::Sqlite, pool),
        Raw::Postgres(pool) => by_hand!(sqlx::Postgres, pool),
    })
}
