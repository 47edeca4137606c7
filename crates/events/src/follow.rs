//! Following the log as it grows.

use std::collections::VecDeque;
use std::time::Duration;

use db::{Db, Topic, Wakes};
use futures_util::Stream;
use futures_util::stream::unfold;
use kernel::{Scope, TenantId};
use tokio::sync::broadcast::Receiver;

use crate::{EventFilter, EventRow, read_after};

/// Events fetched at once, and so the most that are held in memory.
const BATCH: i64 = 100;
/// How often to look without being woken, which makes a lost wake-up harmless.
const POLL: Duration = Duration::from_secs(2);

/// Yields an organization's events from a given place on: first those that are there, then each new one soon after its
/// commit, whichever process committed it. In order, none twice, none left out, save those that retention had deleted
/// before they were asked for.
///
/// It reads only when asked and holds one batch at most, so a slow reader costs nothing but its own delay. Dropping it
/// ends it.
#[derive(Debug)]
pub struct Follower {
    db: Db,
    scope: Scope,
    topic: Topic,
    wakes: Receiver<Topic>,
    filter: EventFilter,
    /// Everything up to here has been yielded, or fetched into the buffer.
    fetched: i64,
    buffer: VecDeque<EventRow>,
}

impl Follower {
    /// Starts after the event numbered `after`: 0 for the whole log, [`latest_sequence`](crate::latest_sequence) for
    /// what is new, or the number in a `Last-Event-ID`.
    pub fn new(db: Db, tenant: TenantId, after: i64, filter: EventFilter) -> Self {
        Self {
            // Listening begins before the first look, so nothing falls between the two.
            wakes: db.wakes().subscribe(),
            scope: Scope::system(tenant, "events"),
            topic: Topic::events(tenant),
            db,
            filter,
            fetched: after,
            buffer: VecDeque::new(),
        }
    }

    /// The next event, however long it takes to happen. While the database cannot be reached it waits. Dropping the
    /// returned future loses nothing.
    pub async fn next(&mut self) -> EventRow {
        loop {
            if let Some(event) = self.buffer.pop_front() {
                return event;
            }
            Wakes::forget(&mut self.wakes);
            let (after, all) = (self.fetched, EventFilter::default());
            let fetched =
                self.db.read(&self.scope, async |tx| read_after(tx, after, BATCH, &all).await).await;
            match fetched {
                Ok(events) if !events.is_empty() => {
                    self.fetched = events.last().map_or(self.fetched, |event| event.sequence);
                    self.buffer.extend(events.into_iter().filter(|event| self.filter.matches(event)));
                }
                Ok(_) => {
                    Wakes::wait(&mut self.wakes, &self.topic, POLL).await;
                }
                Err(error) => {
                    tracing::warn!(%error, "the event log cannot be read; trying again");
                    tokio::time::sleep(POLL).await;
                }
            }
        }
    }

    /// As a stream that never ends.
    pub fn into_stream(self) -> impl Stream<Item = EventRow> + Send {
        unfold(self, async |mut follower| {
            let event = follower.next().await;
            Some((event, follower))
        })
    }
}
