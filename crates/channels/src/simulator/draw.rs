//! What falls out of a seed.

use jiff::SignedDuration;
use kernel::Timestamp;

use super::{Good, World};

/// Numbers, goods and people, always the same of the same seed.
pub(super) struct Draw<'w> {
    world: &'w World,
    state: u64,
    /// When it all happens.
    pub(super) at: Timestamp,
}

/// A buyer who does not exist.
pub(super) struct Person {
    pub(super) id: u64,
    pub(super) first: &'static str,
    pub(super) last: &'static str,
    pub(super) email: String,
    pub(super) phone: String,
}

const FIRST: [&str; 8] = ["Ada", "Bo", "Chiara", "Dario", "Eda", "Finn", "Greta", "Hugo"];
const LAST: [&str; 8] = ["Aalto", "Bauer", "Costa", "Dubois", "Eriksen", "Fischer", "Garcia", "Horvat"];

impl<'w> Draw<'w> {
    pub(super) fn new(world: &'w World, seed: u64, at: Timestamp) -> Self {
        Self { world, state: seed, at }
    }

    /// The world that it is about.
    pub(super) fn world(&self) -> &'w World {
        self.world
    }

    /// The next number (SplitMix64, which spreads neighbouring seeds far apart).
    pub(super) fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of `count` numbers from 0.
    pub(super) fn below(&mut self, count: u64) -> u64 {
        self.number() % count.max(1)
    }

    /// An id as platforms number theirs.
    pub(super) fn id(&mut self) -> u64 {
        4_000_000_000 + self.below(1_000_000_000)
    }

    /// One of these.
    pub(super) fn one<T>(&mut self, of: &'w [T]) -> Option<&'w T> {
        let place = self.below(of.len() as u64);
        of.get(usize::try_from(place).unwrap_or_default())
    }

    /// Something that the organization sells.
    pub(super) fn good(&mut self) -> &'w Good {
        const NONE: &Good = &Good {
            sku: String::new(),
            barcode: None,
            title: String::new(),
            price: rust_decimal::Decimal::ZERO,
        };
        self.one(&self.world.goods).unwrap_or(NONE)
    }

    /// Somebody who buys. Their address is one that takes no mail.
    pub(super) fn person(&mut self) -> Person {
        let pick =
            |place: u64, names: [&'static str; 8]| names[usize::try_from(place).unwrap_or_default() % 8];
        let number = self.below(500);
        let (first, last) = (pick(number, FIRST), pick(number / 8, LAST));
        Person {
            id: 7_000_000_000 + number,
            first,
            last,
            email: format!("{}.{}.{number}@example.com", first.to_lowercase(), last.to_lowercase()),
            phone: format!("+49151{:07}", 1_000_000 + number),
        }
    }

    /// An instant so many seconds before.
    pub(super) fn before(&self, seconds: i64) -> String {
        let at = self.at.to_jiff() - SignedDuration::from_secs(seconds);
        at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

/// The id by which a platform would know something of this SKU: the same whenever it speaks of it.
pub(super) fn id_of(sku: &str) -> u64 {
    let hash = sku.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    1_000_000_000 + hash % 1_000_000_000
}
