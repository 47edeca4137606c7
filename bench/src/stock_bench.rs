//! Reservations of one piece each, beside the least that a database must do for one: a conditional UPDATE and an INSERT.

use std::sync::Arc;
use std::time::{Duration, Instant};

use kernel::{Id, Scope, TenantId};
use stock::{Demand, Holder, LocationId, VariantId, Wish};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::Outcome;
use crate::place::{self, Place, Raw};
use crate::stats::{Table, per_second, percent, rate};

const RESERVATIONS: usize = 2_000;
/// Variants that buyers choose from; with one, everybody wants the same.
const VARIANTS: [usize; 2] = [100, 1];
const AT_ONCE: usize = 8;
const PIECES: i64 = 1_000_000;

/// Somebody who holds.
enum Basket {}

pub async fn measure() -> Outcome<Table> {
    let mut table = Table::default();
    place::disk(&mut table)?;
    for place in Place::both().await? {
        place.db.install_hooks(place::hooks())?;
        for count in VARIANTS {
            let tenant = place::organization(&place.db).await?;
            let (location, variants) = shelves(&place, tenant, count).await?;
            let (peer, ours) = (
                rate(RESERVATIONS, raw(&place, tenant, location, &variants).await?),
                rate(RESERVATIONS, reserve(&place, tenant, &variants).await?),
            );
            let what = format!("{}: reserve one of {count}, {AT_ONCE} at once", place.name());
            let beside = format!("UPDATE and INSERT: {}", per_second(peer));
            table.row(
                &what,
                format!("{} n={RESERVATIONS}", per_second(ours)),
                beside,
                percent(ours / peer),
                "",
            );
        }
        place.db.close().await;
    }
    Ok(table)
}

/// A location with plenty of each variant.
async fn shelves(place: &Place, tenant: TenantId, count: usize) -> Outcome<(LocationId, Vec<VariantId>)> {
    let scope = Scope::system(tenant, "bench");
    let location = place::location(&place.db, &scope).await?;
    let made = place.db.write(&scope, async |tx| {
        let mut variants = Vec::with_capacity(count);
        for number in 0..count {
            let title = format!("Mug {number}");
            let new = catalog::product::NewProduct { title, ..Default::default() };
            let product = catalog::product::create(tx, new).await?;
            for variant in catalog::variant::of_product(tx, product.id).await? {
                place::shelve(tx, variant.id, location, PIECES).await?;
                variants.push(variant.id);
            }
        }
        Ok(variants)
    });
    Ok((location, made.await?))
}

async fn reserve(place: &Place, tenant: TenantId, variants: &[VariantId]) -> Outcome<Duration> {
    let gate = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    let started = Instant::now();
    for number in 0..RESERVATIONS {
        let (db, gate, variant) = (place.db.clone(), Arc::clone(&gate), variants[number % variants.len()]);
        tasks.spawn(async move {
            let _turn = gate.acquire().await;
            let holder = Holder::checkout(db.env().id::<Basket>());
            let demand = [Demand::new(variant, 1)];
            let scope = Scope::system(tenant, "bench");
            db.write(&scope, async |tx| stock::reserve(tx, holder, &demand, Wish::default()).await).await
        });
    }
    while let Some(held) = tasks.join_next().await {
        held??;
    }
    Ok(started.elapsed())
}

/// The same by hand, one after the other on SQLite, whose writer is one, and as many at once on PostgreSQL.
async fn raw(
    place: &Place,
    tenant: TenantId,
    location: LocationId,
    variants: &[VariantId],
) -> Outcome<Duration> {
    let update = "UPDATE stock_levels SET reserved = reserved + 1, sequence = sequence + 1
                  WHERE tenant_id = $1 AND variant_id = $2 AND location_id = $3 AND on_hand - reserved >= 1";
    // The numbers of a place that Tradepost does not count on: the raw side is measured first, in rows of its own.
    let insert = "INSERT INTO stock_movements (tenant_id, id, variant_id, location_id, sequence, kind, on_hand_delta,
                      reserved_delta, incoming_delta, on_hand, reserved, incoming, actor_kind, actor_name, at)
                  SELECT tenant_id, $4, variant_id, location_id, sequence, 'reservation', 0, 1, 0, on_hand, reserved,
                      incoming, 'system', 'bench', $5
                  FROM stock_levels WHERE tenant_id = $1 AND variant_id = $2 AND location_id = $3";
    macro_rules! by_hand {
        ($kind:ty, $pool:expr, $at_once:expr) => {{
            let gate = Arc::new(Semaphore::new($at_once));
            let mut tasks = JoinSet::new();
            let started = Instant::now();
            for number in 0..RESERVATIONS {
                let (pool, gate, env) = ($pool.clone(), Arc::clone(&gate), place.db.env().clone());
                let variant = variants[number % variants.len()];
                tasks.spawn(async move {
                    let _turn = gate.acquire().await;
                    let mut tx = pool.begin().await?;
                    let change = sqlx::query::<$kind>(update).bind(tenant).bind(variant).bind(location);
                    change.execute(&mut *tx).await?;
                    let movement: Id<Basket> = env.id();
                    let note = sqlx::query::<$kind>(insert).bind(tenant).bind(variant).bind(location);
                    note.bind(movement).bind(env.now()).execute(&mut *tx).await?;
                    tx.commit().await
                });
            }
            while let Some(done) = tasks.join_next().await {
                done??;
            }
            let all = started.elapsed();
            $pool.close().await;
            all
        }};
    }
    Ok(match place.raw().await? {
        Raw::Sqlite(pool) => by_hand!(sqlx::Sqlite, pool, 1),
        Raw::Postgres(pool) => by_hand!(sqlx::Postgres, pool, AT_ONCE),
    })
}
