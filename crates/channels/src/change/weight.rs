//! Weights in grams, from the units that shops write them in.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// What a weight is in grams; nothing of a unit that nobody knows, and nothing of no weight.
pub(crate) fn grams(weight: Decimal, unit: &str) -> Option<i64> {
    let (factor, digits) = match unit.trim().to_ascii_lowercase().as_str() {
        "g" | "gram" | "grams" => (1, 0),
        "kg" | "kgs" | "kilogram" | "kilograms" => (1_000, 0),
        "lb" | "lbs" | "pound" | "pounds" => (45_359_237, 5),
        "oz" | "ounce" | "ounces" => (28_349_523_125, 9),
        _ => return None,
    };
    let grams = weight.checked_mul(Decimal::new(factor, digits))?;
    let rounded = grams.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    rounded.to_i64().filter(|grams| *grams > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_that_shops_have_is_known() {
        let weigh = |weight: &str, unit| grams(weight.parse().unwrap(), unit);
        assert_eq!(weigh("1.2345", "kg"), Some(1_235));
        assert_eq!(weigh("2", "lbs"), Some(907));
        assert_eq!(weigh("1", "oz"), Some(28));
        assert_eq!(weigh("0.6", "g"), Some(1));
        assert_eq!((weigh("1", "stone"), weigh("0", "kg")), (None, None));
    }
}
