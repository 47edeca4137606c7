//! What a part of a line is worth, when some of it goes back.

use kernel::{Money, Rate, Result};

/// So many of a line, beginning after those that were taken before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// How many the line has.
    pub of: i64,
    /// How many were taken before.
    pub after: i64,
    /// How many are taken now.
    pub take: i64,
}

/// The part's share of the line's amount. Whatever the order in which parts are taken, together they are the whole
/// amount to the last minor unit: each is the rounded running sum less the one before it.
pub fn part_of(amount: Money, part: Part) -> Result<Money> {
    let until = |quantity: i64| amount.times_rate(Rate::new(quantity.min(part.of), part.of.max(1))?);
    until(part.after.saturating_add(part.take))?.checked_sub(until(part.after)?)
}
