//! Chance that repeats itself: the same seed throws the same.

use kernel::{Random, SeededRandom};

/// Throws numbers.
#[derive(Debug)]
pub(super) struct Dice(SeededRandom);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(SeededRandom::new(seed))
    }

    /// A number below `end`; zero when that is zero.
    pub(super) fn below(&self, end: u64) -> u64 {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        // The low bias of a remainder is of no concern to a story.
        u64::from_le_bytes(bytes) % end.max(1)
    }

    /// Whether something happens that happens so many times in a hundred.
    pub(super) fn percent(&self, chance: u64) -> bool {
        self.below(100) < chance
    }

    /// One of these.
    pub(super) fn pick<'a, T>(&self, from: &'a [T]) -> Option<&'a T> {
        let index = usize::try_from(self.below(from.len() as u64)).ok()?;
        from.get(index)
    }

    /// One of these, the earlier ones far more often: of a hundred throws about sixty are among the first fifth.
    pub(super) fn favour<'a, T>(&self, from: &'a [T]) -> Option<&'a T> {
        let throw = self.below(1_000);
        let index = throw * throw * throw / 1_000_000 * from.len() as u64 / 1_000;
        from.get(usize::try_from(index).ok()?)
    }
}
