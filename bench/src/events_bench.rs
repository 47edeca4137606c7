//! The event log: appending in bulk beside bare inserts, and how soon a reader has what was committed.

use std::time::{Duration, Instant};

use db::{Db, DbKind};
use events::{Emit, Event, EventFilter, EventLog, Follower};
use kernel::{Scope, TenantId};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

use crate::Outcome;
use crate::place::{self, Place, Raw};
use crate::stats::{Samples, Table, per_second, percent, rate};

const BATCH: usize = 100;
const PER_SECOND: u32 = 200;
const LAG_FOR: usize = 2_000;

#[derive(Debug, Serialize, Deserialize)]
struct OrderPlaced {
    order: String,
    number: usize,
    total: i64,
    currency: String,
    channel: String,
}

impl OrderPlaced {
    fn new(number: usize) -> Self {
        let order = format!("order_{number:026}");
        Self { order, number, total: 4_995, currency: "EUR".to_owned(), channel: "storefront".to_owned() }
    }
}

impl Event for OrderPlaced {
    const NAME: &'static str = "order.placed";

    fn entity(&self) -> Option<String> {
        Some(self.order.clone())
    }
}

pub async fn measure() -> Outcome<Table> {
    let mut table = Table::default();
    place::disk(&mut table)?;
    for place in Place::both().await? {
        place.db.install_hooks(vec![EventLog::hook(Vec::new())])?;
        let full = if place.db.kind() == DbKind::Sqlite { 1_000_000 } else { 200_000 };
        let rows = std::env::var("BENCH_EVENTS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(full);
        let peer_rows = rows / 5;
        let tenant = place::organization(&place.db).await?;
        let ours = rate(rows, append(&place.db, tenant, rows).await?);
        let beside = organization_of_its_own(&place, peer_rows).await?;
        let peer = rate(peer_rows, beside);
        let what = format!("{}: {rows} events by {BATCH}", place.name());
        let bare = format!("bare INSERTs: {} n={peer_rows}", per_second(peer));
        table.row(&what, per_second(ours), bare, percent(ours / peer), "");

        let read = replay(&place.db, tenant, rows.min(100_000)).await?;
        let what = format!("{}: reader catching up", place.name());
        table.row(&what, per_second(rate(rows.min(100_000), read)), String::new(), String::new(), "");

        let mut same = lag(&place.db, place.db.clone(), tenant).await?;
        let mut other = lag(&place.db, place.another().await?, tenant).await?;
        let what = format!("{}: commit to reader, {PER_SECOND}/s", place.name());
        let beside = format!("another process: {}", other.summary());
        table.row(&what, same.summary(), beside, String::new(), "");
        place.db.close().await;
    }
    Ok(table)
}

async fn append(db: &Db, tenant: TenantId, rows: usize) -> Outcome<Duration> {
    let started = Instant::now();
    for first in (0..rows).step_by(BATCH) {
        let emit = async |tx: &mut db::Tx| {
            (first..first + BATCH).try_for_each(|number| tx.emit(OrderPlaced::new(number)))
        };
        db.write(&Scope::system(tenant, "bench"), emit).await?;
    }
    Ok(started.elapsed())
}

/// The same rows by hand, for an organization of their own.
async fn organization_of_its_own(place: &Place, rows: usize) -> Outcome<Duration> {
    let tenant = place::organization(&place.db).await?;
    let insert = "INSERT INTO events (tenant_id, id, sequence, name, entity, payload, at)
                  VALUES ($1, $2, $3, 'order.placed', $4, $5, $6)";
    let env = place.db.env();
    macro_rules! by_hand {
        ($kind:ty, $pool:expr) => {{
            let started = Instant::now();
            for first in (0..rows).step_by(BATCH) {
                let mut tx = $pool.begin().await?;
                for number in first..first + BATCH {
                    let event = OrderPlaced::new(number);
                    let (id, entity) = (env.id::<events::EventRow>(), event.entity());
                    let query =
                        sqlx::query::<$kind>(insert).bind(tenant).bind(id).bind(i64::try_from(number)?);
                    let query = query.bind(entity).bind(kernel::Json(event)).bind(env.now());
                    query.execute(&mut *tx).await?;
                }
                tx.commit().await?;
            }
            let all = started.elapsed();
            $pool.close().await;
            all
        }};
    }
    Ok(match place.raw().await? {
        Raw::Sqlite(pool) => by_hand!(sqlx::Sqlite, pool),
        Raw::Postgres(pool) => by_hand!(sqlx::Postgres, pool),
    })
}

async fn replay(db: &Db, tenant: TenantId, rows: usize) -> Outcome<Duration> {
    let started = Instant::now();
    let mut follower = Follower::new(db.clone(), tenant, 0, EventFilter::default());
    for expected in 1..=rows {
        let event = follower.next().await;
        if event.sequence != i64::try_from(expected)? {
            return Err(format!("expected event {expected}, got {}", event.sequence).into());
        }
    }
    Ok(started.elapsed())
}

/// From the end of each commit to the reader having the event.
async fn lag(writer: &Db, reader: Db, tenant: TenantId) -> Outcome<Samples> {
    let scope = Scope::system(tenant, "bench");
    let after = writer.read(&scope, async |tx| events::latest_sequence(tx).await).await?;
    let (sender, mut seen) = mpsc::unbounded_channel();
    let mut follower = Follower::new(reader, tenant, after, EventFilter::default());
    let reading = tokio::spawn(async move {
        for _ in 0..LAG_FOR {
            follower.next().await;
            let _ = sender.send(Instant::now());
        }
    });
    // Time for the second handle's listener to connect.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / PER_SECOND);
    let mut committed = Vec::new();
    for number in 0..LAG_FOR {
        ticks.tick().await;
        writer.write(&scope, async |tx| tx.emit(OrderPlaced::new(number))).await?;
        committed.push(Instant::now());
    }
    reading.await?;
    let mut samples = Samples::default();
    for committed in committed {
        // A reader may have it before the writer has heard of its commit: that is no lag.
        let seen = seen.recv().await.ok_or("every event is seen")?;
        samples.push(seen.saturating_duration_since(committed));
    }
    Ok(samples)
}
