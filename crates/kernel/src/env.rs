//! What a program may otherwise take from the air: the time, randomness, and ids made of both.

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use uuid::Uuid;

use crate::{Id, Timestamp};

/// Tells the time.
pub trait Clock: Send + Sync + fmt::Debug {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
    fn now(&self) -> Timestamp {
        jiff::Timestamp::now().into()
    }
}

/// A clock that moves only when told to, for tests and simulations.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that stands at `start`.
    pub fn new(start: Timestamp) -> Self {
        Self(AtomicI64::new(start.as_micros()))
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        self.set(self.now().plus(by));
    }

    /// Sets the clock, also backwards.
    pub fn set(&self, to: Timestamp) {
        self.0.store(to.as_micros(), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// Gives random bytes.
pub trait Random: Send + Sync + fmt::Debug {
    /// Fills `bytes`. The system's source is cryptographically secure.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's cryptographically secure source.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    #[expect(clippy::disallowed_methods, reason = "the one place where the system's randomness is read")]
    #[expect(
        clippy::panic,
        reason = "a system without randomness can make no secret: going on would be worse"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            panic!("the operating system gives no randomness: {error}");
        }
    }
}

/// The system's source, asked for many small amounts at once: every request needs an id, and a call of the system for
/// each would be felt. Larger amounts, such as keys and tokens, come from the system directly.
#[derive(Debug, Clone, Copy, Default)]
struct PooledRandom;

/// The most that comes from the pool, bytes: an id.
const POOLED_MAX: usize = 16;

thread_local! {
    /// Bytes in stock, and how many of them are left. What was given out is erased.
    static POOL: RefCell<([u8; 1_024], usize)> = const { RefCell::new(([0; 1_024], 0)) };
}

impl Random for PooledRandom {
    fn fill(&self, bytes: &mut [u8]) {
        if bytes.len() > POOLED_MAX {
            return SystemRandom.fill(bytes);
        }
        POOL.with_borrow_mut(|(pool, left)| {
            if *left < bytes.len() {
                SystemRandom.fill(pool);
                *left = pool.len();
            }
            let start = *left - bytes.len();
            let taken = &mut pool[start..*left];
            bytes.copy_from_slice(taken);
            taken.fill(0);
            *left = start;
        });
    }
}

/// A repeatable source for tests and demo data: SplitMix64 (Steele, Lea, Flood 2014). Never for secrets.
#[derive(Debug)]
pub struct SeededRandom(AtomicU64);

impl SeededRandom {
    /// A source that gives the same bytes for the same seed.
    pub fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        const GOLDEN_GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;
        for chunk in bytes.chunks_mut(8) {
            let mut z = self.0.fetch_add(GOLDEN_GAMMA, Ordering::SeqCst).wrapping_add(GOLDEN_GAMMA);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^= z >> 31;
            for (byte, random) in chunk.iter_mut().zip(z.to_le_bytes()) {
                *byte = random;
            }
        }
    }
}

/// Clock, randomness and ids, handed to whatever needs them. Cheap to clone; clones share the id sequence.
#[derive(Debug, Clone)]
pub struct Env(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    last_id: AtomicU64,
}

impl Env {
    /// The machine's clock and randomness.
    pub fn system() -> Self {
        Self::new(Arc::new(SystemClock), Arc::new(PooledRandom))
    }

    /// The given clock and randomness.
    pub fn new(clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        Self(Arc::new(Parts { clock, random, last_id: AtomicU64::new(0) }))
    }

    /// The same randomness at another time, which stands still. Ids made with it look as if they had been made then.
    #[must_use]
    pub fn at(&self, time: Timestamp) -> Self {
        Self::new(Arc::new(ManualClock::new(time)), Arc::clone(&self.0.random))
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.random.fill(&mut bytes);
        bytes
    }

    /// A random fraction in `0.0..1.0`, for jitter.
    pub fn fraction(&self) -> f64 {
        let bits = u32::from_le_bytes(self.bytes());
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }

    /// A new UUIDv7. Ids of one process increase strictly, also within a millisecond: the 12 bits of `rand_a` count
    /// on (RFC 9562, section 6.2, method 1), and 62 random bits follow.
    pub fn id<T>(&self) -> Id<T> {
        let tick = self.now().as_millis() << 12;
        let next = |last: u64| tick.max(last.saturating_add(1));
        let last =
            match self.0.last_id.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |last| Some(next(last))) {
                Ok(last) | Err(last) => last,
            };
        let sequence = next(last);
        let [s0, s1, s2, s3, s4, s5, s6, s7] = sequence.to_be_bytes();
        let r: [u8; 8] = self.bytes();
        // 48 bits of milliseconds, version 7, 12 bits of counter, variant 10, 62 random bits.
        let uuid = uuid::Builder::from_bytes([
            s0 << 4 | s1 >> 4,
            s1 << 4 | s2 >> 4,
            s2 << 4 | s3 >> 4,
            s3 << 4 | s4 >> 4,
            s4 << 4 | s5 >> 4,
            s5 << 4 | s6 >> 4,
            s6 & 0x0f,
            s7,
            r[0],
            r[1],
            r[2],
            r[3],
            r[4],
            r[5],
            r[6],
            r[7],
        ])
        .with_version(uuid::Version::SortRand)
        .with_variant(uuid::Variant::RFC4122)
        .into_uuid();
        Id::from_uuid(uuid)
    }

    /// A new id that nothing orders: 122 random bits (UUIDv4), for tokens of conversations and claims.
    pub fn random_uuid(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }
}
