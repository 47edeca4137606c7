//! Discounts: fixed or a percentage, on one line, on shipping or on the whole order.

use kernel::{Currency, Error, Money, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{LineSum, Percent};

/// How much is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum DiscountValue {
    /// An amount, in minor units of the order's currency.
    Fixed {
        /// Minor units.
        amount_minor: i64,
    },
    /// A share of what is there.
    Percent {
        /// The share.
        percent: Percent,
    },
}

/// One discount and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Discount {
    /// What the customer reads.
    #[schema(example = "SPRING10")]
    pub title: String,
    /// How much is taken off.
    #[serde(flatten)]
    pub value: DiscountValue,
}

impl DiscountValue {
    /// What it takes off `there`: never more than there is.
    pub(super) fn off(self, there: Money) -> Result<Money> {
        match self {
            Self::Fixed { amount_minor } if amount_minor < 0 => {
                Err(Error::invalid("discounts", "invalid", "A discount takes off zero or more."))
            }
            Self::Fixed { amount_minor } => {
                Ok(Money::new(amount_minor.min(there.amount_minor), there.currency))
            }
            Self::Percent { percent } => there.times_rate(percent.rate()?),
        }
    }
}

/// What all discounts take off `there`, each from what the one before left.
pub(super) fn take_all(there: Money, discounts: &[Discount]) -> Result<Money> {
    let mut left = there;
    for discount in discounts {
        left = left.checked_sub(discount.value.off(left)?)?;
    }
    there.checked_sub(left)
}

/// Spreads discounts of the order over its lines, weighted by what is left of each. A line never gets more than it has:
/// its share is at most its weight, rounded up only where there is a rest.
pub(super) fn spread(lines: &mut [LineSum], discounts: &[Discount], currency: Currency) -> Result<()> {
    for discount in discounts {
        let mut left = Vec::with_capacity(lines.len());
        let mut whole = Money::zero(currency);
        for line in lines.iter() {
            let amount = line.discounted()?;
            whole = whole.checked_add(amount)?;
            left.push(amount.amount_minor.unsigned_abs());
        }
        let shares = discount.value.off(whole)?.allocate(&left);
        for (line, share) in lines.iter_mut().zip(shares) {
            line.order_discount = line.order_discount.checked_add(share)?;
        }
    }
    Ok(())
}
