//! What is remembered for some seconds to spare the database: principals and organizations here, connections elsewhere.
//!
//! An entry is used for [`LIFETIME`] at most, and everything is forgotten as soon as any session, membership, API key
//! or organization changes: in this process from the next request on, in another as soon as the wake-up arrives.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use db::{Db, Topic};
use kernel::{TenantId, Timestamp};
use tokio::sync::broadcast::{Receiver, error::TryRecvError};
use web::Principal;

use crate::organization::Organization;

/// How long a change in another process can stay unnoticed when its wake-up is lost.
const LIFETIME: Duration = Duration::from_secs(10);
const CAPACITY: usize = 50_000;

/// A small memory. A value that was read before something changed is not put in after it: the ticket, drawn before the
/// read, tells.
#[derive(Debug)]
pub struct Cache<K, V> {
    entries: RwLock<HashMap<K, (Timestamp, V)>>,
    changes: AtomicU64,
}

impl<K, V> Default for Cache<K, V> {
    fn default() -> Self {
        Self { entries: RwLock::default(), changes: AtomicU64::new(0) }
    }
}

/// Drawn before a read; void once something changed.
#[derive(Debug, Clone, Copy)]
pub struct Ticket(u64);

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    /// Draw it before you read what you will put in.
    pub fn ticket(&self) -> Ticket {
        Ticket(self.changes.load(Ordering::SeqCst))
    }

    /// The value, if it was put in within the last seconds.
    pub fn get(&self, key: &K, now: Timestamp) -> Option<V> {
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        entries.get(key).filter(|(at, _)| now.since(*at) < LIFETIME).map(|(_, value)| value.clone())
    }

    /// Remembers a value, unless something changed since the ticket was drawn.
    pub fn put(&self, ticket: Ticket, key: K, value: V, now: Timestamp) {
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        if self.changes.load(Ordering::SeqCst) != ticket.0 {
            return;
        }
        if entries.len() >= CAPACITY {
            entries.clear();
        }
        entries.insert(key, (now, value));
    }

    /// Forgets everything.
    pub fn clear(&self) {
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        self.changes.fetch_add(1, Ordering::SeqCst);
        entries.clear();
    }
}

/// What the identity domain remembers. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Remembered(Arc<Memory>);

/// The memories themselves.
#[derive(Debug, Default)]
pub struct Memory {
    /// By SHA-256 of the API key or cookie, and the organization that the request names.
    pub principals: Cache<(Vec<u8>, Option<TenantId>), Arc<Principal>>,
    /// By id.
    pub organizations: Cache<TenantId, Organization>,
}

impl std::ops::Deref for Remembered {
    type Target = Memory;

    fn deref(&self) -> &Memory {
        &self.0
    }
}

/// Whether something changed elsewhere. A change that this process committed has been announced by the time its answer is
/// sent, so asking before each look-up makes it count from the very next request on.
#[derive(Debug, Clone)]
pub struct News {
    topic: Topic,
    receiver: Arc<Mutex<Receiver<Topic>>>,
}

impl News {
    /// News about `topic`, from now on.
    pub fn new(db: &Db, topic: Topic) -> Self {
        Self { topic, receiver: Arc::new(Mutex::new(db.wakes().subscribe())) }
    }

    /// Calls `forget` if something changed since the last call.
    pub fn heed(&self, forget: impl FnOnce()) {
        // Held until all is forgotten: another request must not look in between.
        let mut receiver = self.receiver.lock().unwrap_or_else(PoisonError::into_inner);
        let mut changed = false;
        loop {
            match receiver.try_recv() {
                Ok(topic) => changed |= topic.concerns(&self.topic),
                Err(TryRecvError::Lagged(_)) => changed = true,
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            }
        }
        if changed {
            forget();
        }
    }
}

/// What the identity domain remembers, less what changed.
#[derive(Debug, Clone)]
pub(crate) struct Forgetful {
    remembered: Remembered,
    news: News,
}

impl Forgetful {
    pub(crate) fn new(db: &Db, remembered: Remembered) -> Self {
        Self { remembered, news: News::new(db, Topic::identity()) }
    }

    /// What is remembered, less everything if something changed since the last call.
    pub(crate) fn recall(&self) -> &Remembered {
        self.news.heed(|| {
            self.remembered.principals.clear();
            self.remembered.organizations.clear();
        });
        &self.remembered
    }
}
