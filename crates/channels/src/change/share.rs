//! One amount over several lines, so that the parts add up to it exactly.

use rust_decimal::{Decimal, RoundingStrategy};

/// Splits `amount` over `weights` in parts of `exponent` digits. What rounding leaves over goes to those that lost most by
/// it, one by one, and the parts always add up to the amount; over weights that are all 0 it goes to the first. Without
/// weights there are none.
pub(crate) fn shared(amount: Decimal, weights: &[Decimal], exponent: u32) -> Vec<Decimal> {
    let whole: Decimal = weights.iter().sum();
    if whole.is_zero() {
        let first = |index| if index == 0 { amount } else { Decimal::ZERO };
        return (0..weights.len()).map(first).collect();
    }
    let exact = weights.iter().map(|weight| {
        let part = amount.checked_mul(*weight).and_then(|part| part.checked_div(whole));
        part.unwrap_or_default()
    });
    let exact: Vec<Decimal> = exact.collect();
    let cut = |part: &Decimal| part.round_dp_with_strategy(exponent, RoundingStrategy::ToZero);
    let mut parts: Vec<Decimal> = exact.iter().map(cut).collect();
    let mut rest = amount - parts.iter().sum::<Decimal>();
    let mut unit = Decimal::new(1, exponent);
    unit.set_sign_negative(rest.is_sign_negative());
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse((exact[*index] - parts[*index]).abs()));
    for index in &order {
        if rest.abs() >= unit.abs() {
            parts[*index] += unit;
            rest -= unit;
        }
    }
    let heaviest = (0..parts.len()).max_by_key(|index| (weights[*index], std::cmp::Reverse(*index)));
    if let Some(index) = heaviest {
        parts[index] += rest;
    }
    parts
}

/// The same of what fits into the weights, beside what does not: a discount is never more than what it is taken off.
pub(crate) fn shared_within(amount: Decimal, weights: &[Decimal], exponent: u32) -> (Vec<Decimal>, Decimal) {
    let fits = amount.min(weights.iter().sum()).max(Decimal::ZERO);
    (shared(fits, weights, exponent), amount - fits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decimals(texts: &[&str]) -> Vec<Decimal> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn what_rounding_leaves_over_goes_to_those_that_lost_by_it() {
        let parts = shared(Decimal::TEN, &decimals(&["1", "1", "1.5"]), 2);
        assert_eq!(parts, decimals(&["2.86", "2.86", "4.28"]));
        assert_eq!(shared(Decimal::ONE, &decimals(&["0", "0"]), 2), decimals(&["1", "0"]));
        assert!(shared(Decimal::ONE, &[], 2).is_empty());
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let (parts, rest) = shared_within(Decimal::TEN, &decimals(&["4", "2"]), 2);
        assert_eq!((parts, rest), (decimals(&["4", "2"]), Decimal::from(4)));
    }

    proptest! {
        #[test]
        fn the_parts_are_the_whole(
            amount in -100_000_i64..100_000, weights in prop::collection::vec(0_i64..10_000, 1..9), exponent in 0_u32..4
        ) {
            let amount = Decimal::new(amount, exponent);
            let weights: Vec<_> = weights.into_iter().map(|weight| Decimal::new(weight, 2)).collect();
            let parts = shared(amount, &weights, exponent);
            prop_assert_eq!(parts.iter().sum::<Decimal>(), amount);
        }

        #[test]
        fn nothing_gets_more_than_it_weighs(
            amount in 0_i64..100_000, weights in prop::collection::vec(0_i64..10_000, 1..9)
        ) {
            let amount = Decimal::new(amount, 2);
            let weights: Vec<_> = weights.into_iter().map(|weight| Decimal::new(weight, 2)).collect();
            let (parts, rest) = shared_within(amount, &weights, 2);
            prop_assert_eq!(parts.iter().sum::<Decimal>() + rest, amount);
            for (part, weight) in parts.iter().zip(&weights) {
                prop_assert!(part <= weight, "{part} of {weight}");
            }
        }
    }
}
