//! Committing deliveries together: whoever comes while a commit waits for the disk shares the next one.
//!
//! One task writes. It takes all that wait, up to a bound, into one transaction, and answers each when that is committed.
//! With one delivery at a time nobody waits for anybody; under load the wait for the disk is shared by hundreds.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;
use std::time::Duration;

use db::Db;
use kernel::{Error, Result, Scope, TenantId};
use tokio::sync::{Semaphore, mpsc, oneshot};

use super::store::{self, NewDelivery};
use crate::connection::ConnectionId;
use crate::processing::{DeliveryState, ProcessDeliveries};

/// Deliveries of one transaction.
const TOGETHER_MAX: usize = 512;
/// Bytes that may wait: beyond this, platforms are asked to come again.
const WAITING_BYTES_MAX: usize = 64 << 20;
/// What a delivery costs beside its headers and body, bytes.
const OVERHEAD: usize = 1 << 10;
/// The shortest patience of a platform is 1.25 s, most wait for 5 s or more. What is given up may still be committed, and
/// is known again when it is sent again.
const PATIENCE: Duration = Duration::from_secs(4);

/// Commits deliveries together.
pub(super) struct Recorder {
    waiting: mpsc::Sender<Waiting>,
    room: Arc<Semaphore>,
}

struct Waiting {
    tenant: TenantId,
    delivery: NewDelivery,
    done: oneshot::Sender<bool>,
}

impl Recorder {
    /// Starts the task that writes; it ends when the recorder is dropped.
    pub(super) fn start(db: Db) -> Self {
        let (waiting, queue) = mpsc::channel(TOGETHER_MAX * 4);
        tokio::spawn(write_all(db, queue));
        Self { waiting, room: Arc::new(Semaphore::new(WAITING_BYTES_MAX)) }
    }

    /// Returns once the delivery is committed.
    pub(super) async fn record(&self, tenant: TenantId, delivery: NewDelivery) -> Result<()> {
        match tokio::time::timeout(PATIENCE, self.commit(tenant, delivery)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(busy()),
        }
    }

    async fn commit(&self, tenant: TenantId, delivery: NewDelivery) -> Result<()> {
        let bytes = delivery.headers.len() + delivery.body.len() + OVERHEAD;
        let bytes = u32::try_from(bytes.min(WAITING_BYTES_MAX)).unwrap_or(u32::MAX);
        let room = self.room.acquire_many(bytes).await.map_err(Error::internal)?;
        let (done, outcome) = oneshot::channel();
        self.waiting.send(Waiting { tenant, delivery, done }).await.map_err(|_| busy())?;
        let committed = outcome.await.unwrap_or(false);
        drop(room);
        if committed { Ok(()) } else { Err(busy()) }
    }
}

fn busy() -> Error {
    let detail = "The delivery could not be stored now. Send it again.";
    Error::unavailable("inbox_busy", detail)
}

async fn write_all(db: Db, mut queue: mpsc::Receiver<Waiting>) {
    let mut together = Vec::with_capacity(TOGETHER_MAX);
    while queue.recv_many(&mut together, TOGETHER_MAX).await > 0 {
        let (rows, answers): (Vec<_>, Vec<_>) =
            together.drain(..).map(|waiting| ((waiting.tenant, waiting.delivery), waiting.done)).unzip();
        let committed = write(&db, rows).await;
        for (done, committed) in answers.into_iter().zip(committed) {
            if done.send(committed).is_err() {
                tracing::debug!("a platform gave up waiting; it is told when it sends again");
            }
        }
    }
}

/// Writes all in one transaction. When the database refuses that, each is tried alone, so that one that cannot be stored
/// keeps no other out. Answers for each whether it is committed.
async fn write(db: &Db, rows: Vec<(TenantId, NewDelivery)>) -> Vec<bool> {
    let count = rows.len();
    match commit(db, rows.clone()).await {
        Ok(()) => return vec![true; count],
        Err(error) => tracing::warn!(%error, count, "deliveries could not be stored together"),
    }
    if count == 1 {
        return vec![false];
    }
    let mut outcomes = Vec::with_capacity(count);
    for row in rows {
        let id = row.1.id;
        let outcome = commit(db, vec![row]).await;
        if let Err(error) = &outcome {
            tracing::error!(%error, delivery = %id, "a delivery could not be stored");
        }
        outcomes.push(outcome.is_ok());
    }
    outcomes
}

async fn commit(db: &Db, rows: Vec<(TenantId, NewDelivery)>) -> Result<()> {
    let rows = without_repeats(rows);
    let mut lanes: Vec<(TenantId, ConnectionId)> = rows
        .iter()
        .filter(|(_, delivery)| delivery.state == DeliveryState::Waiting)
        .map(|(tenant, delivery)| (*tenant, delivery.connection_id))
        .collect();
    lanes.sort_unstable();
    lanes.dedup();
    let write = async |tx: &mut db::Tx| {
        store::insert(tx, rows).await?;
        for (tenant, connection) in lanes {
            jobs::enqueue_for(tx, tenant, ProcessDeliveries { connection, again: false }).await?;
        }
        Ok(())
    };
    db.write(&Scope::installation("inbox"), write).await
}

/// Of deliveries that are the same the first, which counts the others: one statement cannot meet a row twice.
fn without_repeats(rows: Vec<(TenantId, NewDelivery)>) -> Vec<(TenantId, NewDelivery)> {
    let mut kept: Vec<(TenantId, NewDelivery)> = Vec::with_capacity(rows.len());
    let mut places: HashMap<(ConnectionId, String), usize> = HashMap::new();
    for row in rows {
        let Some(key) = row.1.unique_key.clone() else {
            kept.push(row);
            continue;
        };
        match places.entry((row.1.connection_id, key)) {
            Entry::Occupied(place) => kept[*place.get()].1.repeats += 1,
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(row);
            }
        }
    }
    kept
}
