//! Rate limits by GCRA, the generic cell rate algorithm (ITU-T I.371): one number per key, the theoretical arrival
//! time (TAT). A request is refused when `now < TAT − τ`, else `TAT = max(now, TAT) + T`, with `T` the time between
//! requests at the permitted rate and `τ = (burst − 1) · T`.
//!
//! Decisions are made in memory; no request waits for a shared counter. With PostgreSQL, processes exchange what they
//! admitted every [`SYNC_INTERVAL`], so `n` processes together admit at most `n` times what one admits within one
//! interval above the limit, and agree again after it. With SQLite there is one process to count in.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use db::{Db, DbKind, dialect};
use kernel::{Error, Result, Scope, Timestamp};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// How often processes that share a PostgreSQL exchange their counts.
pub const SYNC_INTERVAL: Duration = Duration::from_millis(250);
const SHARDS: usize = 64;
/// Keys per shard above which those that have recovered are dropped.
const SHARD_SWEEP: usize = 4_096;

/// A named limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Its name in the `RateLimit` headers.
    pub name: &'static str,
    /// Requests that may come at once, and per `window`.
    pub quota: u32,
    /// The time in which the quota fills up again.
    pub window: Duration,
}

impl Limit {
    /// `quota` requests per minute. Zero switches the limit off.
    pub const fn per_minute(name: &'static str, quota: u32) -> Self {
        Self { name, quota, window: Duration::from_secs(60) }
    }

    fn interval_micros(&self) -> i64 {
        let micros = self.window.as_micros() / u128::from(self.quota.max(1));
        i64::try_from(micros).unwrap_or(i64::MAX).max(1)
    }
}

/// Whose requests are counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Principal(Uuid),
    Ip(IpAddr),
    Named(String),
}

/// The outcome for one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    limit: Limit,
    remaining: i64,
    /// Seconds until the quota is full again, or, when refused, until one request is admitted.
    reset_s: u64,
    admitted: bool,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    tat: i64,
    /// Admitted here and not yet told to the other processes, as time: requests × T.
    unshared: i64,
}

/// Counts requests. Cheap to clone.
#[derive(Debug, Clone)]
pub struct RateLimiter(Arc<Shards>);

#[derive(Debug)]
struct Shards {
    hasher: RandomState,
    shards: Vec<Mutex<HashMap<(&'static str, Key), Entry>>>,
    shared: bool,
}

impl RateLimiter {
    /// A limiter for this database: shared between processes on PostgreSQL (run [`RateLimiter::exchange`]), local on
    /// SQLite.
    pub fn new(kind: DbKind) -> Self {
        let shards = (0..SHARDS).map(|_| Mutex::default()).collect();
        Self(Arc::new(Shards { hasher: RandomState::new(), shards, shared: kind == DbKind::Postgres }))
    }

    /// Counts one event that is known by a name: `sign-in:ada@example.com`.
    pub fn hit(&self, limit: Limit, name: impl Into<String>, now: Timestamp) -> Verdict {
        self.check(limit, Key::Named(name.into()), now)
    }

    pub(crate) fn check(&self, limit: Limit, key: Key, now: Timestamp) -> Verdict {
        if limit.quota == 0 {
            return Verdict { limit, remaining: i64::MAX, reset_s: 0, admitted: true };
        }
        let now = now.as_micros();
        let interval = limit.interval_micros();
        let window = interval * i64::from(limit.quota);
        let mut shard = self.shard(limit.name, &key);
        if shard.len() > SHARD_SWEEP {
            shard.retain(|_, entry| entry.tat > now || entry.unshared > 0);
        }
        let entry = shard.entry((limit.name, key)).or_insert(Entry { tat: now, unshared: 0 });
        let earliest = entry.tat - (window - interval);
        let admitted = now >= earliest;
        if admitted {
            entry.tat = entry.tat.max(now) + interval;
            if self.0.shared {
                entry.unshared += interval;
            }
        }
        let ahead = (entry.tat - now).max(0);
        let remaining = ((window - ahead) / interval).max(0);
        let wait = if admitted { ahead } else { earliest - now };
        let reset_s = u64::try_from(wait).unwrap_or(0).div_ceil(1_000_000);
        Verdict { limit, remaining, reset_s, admitted }
    }

    fn shard(&self, name: &'static str, key: &Key) -> MutexGuard<'_, HashMap<(&'static str, Key), Entry>> {
        let hash = self.0.hasher.hash_one((name, key));
        let index = usize::try_from(hash % SHARDS as u64).unwrap_or(0);
        lock(&self.0.shards[index])
    }

    /// Tells the other processes what this one admitted, and learns what they did. Run it every [`SYNC_INTERVAL`].
    pub async fn exchange(&self, db: &Db) -> Result<()> {
        if !self.0.shared {
            return Ok(());
        }
        let mut told: Vec<((&'static str, Key), Vec<u8>, i64)> = Vec::new();
        for shard in &self.0.shards {
            let mut shard = lock(shard);
            for (key, entry) in shard.iter_mut().filter(|(_, entry)| entry.unshared > 0) {
                told.push((key.clone(), digest(key), std::mem::take(&mut entry.unshared)));
            }
        }
        if told.is_empty() {
            return Ok(());
        }
        let (keys, deltas) = told.iter().map(|(_, digest, delta)| (digest.clone(), *delta)).unzip();
        let scope = Scope::installation("rate limits");
        let merged = db.write(&scope, async |tx| dialect::merge_rate_limits(tx, keys, deltas).await).await;
        let merged: HashMap<Vec<u8>, Timestamp> = match merged {
            Ok(rows) => rows.into_iter().collect(),
            Err(error) => {
                // Nothing was told: say it again next time.
                for ((name, key), _, delta) in told {
                    if let Some(entry) = self.shard(name, &key).get_mut(&(name, key.clone())) {
                        entry.unshared += delta;
                    }
                }
                return Err(error);
            }
        };
        for ((name, key), digest, _) in told {
            let theirs = merged.get(&digest).map_or(0, |tat| tat.as_micros());
            if let Some(entry) = self.shard(name, &key).get_mut(&(name, key.clone())) {
                entry.tat = entry.tat.max(theirs + entry.unshared);
            }
        }
        Ok(())
    }
}

/// Forgets shared counts that ran out, at most `limit`; answers how many.
pub async fn prune(db: &Db, limit: i64) -> Result<u64> {
    let scope = Scope::installation("rate limits");
    db.write(&scope, async |tx| {
        let now = tx.now();
        tx.global_query(
            "DELETE FROM rate_limits WHERE key IN (SELECT key FROM rate_limits WHERE tat < $1 ORDER BY tat LIMIT $2)",
        )
        .bind(now)
        .bind(limit)
        .execute()
        .await
    })
    .await
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic while counting leaves a number, and any number is a valid count.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn digest((name, key): &(&'static str, Key)) -> Vec<u8> {
    let text = match key {
        Key::Principal(id) => format!("{name}:principal:{id}"),
        Key::Ip(ip) => format!("{name}:ip:{ip}"),
        Key::Named(text) => format!("{name}:named:{text}"),
    };
    Sha256::digest(text).iter().take(16).copied().collect()
}

const POLICY_HEADER: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT_HEADER: HeaderName = HeaderName::from_static("ratelimit");

impl Verdict {
    /// `TooMany` with the time to wait, when it was refused.
    pub fn admitted(&self) -> Result<()> {
        if self.admitted { Ok(()) } else { Err(Error::too_many(self.reset_s.max(1))) }
    }

    /// Sets `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10).
    pub(crate) fn set_headers(&self, headers: &mut HeaderMap) {
        let Limit { name, quota, window } = self.limit;
        if quota == 0 {
            return;
        }
        let policy = format!("\"{name}\";q={quota};w={}", window.as_secs());
        let state = format!("\"{name}\";r={};t={}", self.remaining, self.reset_s);
        for (header, value) in [(POLICY_HEADER, policy), (LIMIT_HEADER, state)] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(header, value);
            }
        }
    }
}
