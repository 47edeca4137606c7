//! How many: whole pieces, within bounds that no sum of them can leave 64 bits from.

use std::collections::BTreeMap;

use kernel::{Error, Result};

use crate::VariantId;

/// The most that one line may be about.
pub const QUANTITY_MAX: i64 = 1_000_000_000;
/// The most that a level may hold: a thousand times that.
pub(crate) const LEVEL_MAX: i64 = 1_000_000_000_000;

/// How many of a variant are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demand {
    /// The variant; a bundle stands for its components.
    pub variant_id: VariantId,
    /// How many; at least one.
    pub quantity: i64,
}

impl Demand {
    /// `quantity` of a variant.
    pub const fn new(variant_id: VariantId, quantity: i64) -> Self {
        Self { variant_id, quantity }
    }
}

/// A number of pieces that somebody sent in `field`: at least one, and not beyond all reason.
pub(crate) fn check(field: impl Into<std::borrow::Cow<'static, str>>, quantity: i64) -> Result<i64> {
    if (1..=QUANTITY_MAX).contains(&quantity) {
        return Ok(quantity);
    }
    Err(Error::invalid(field, "out_of_range", format!("Use a whole number from 1 to {QUANTITY_MAX}.")))
}

/// Adds up lines of the same variant, so that two lines never each see the whole stock.
pub(crate) fn add_up(demands: &[Demand]) -> Result<BTreeMap<VariantId, i64>> {
    let mut sums = BTreeMap::new();
    for (index, demand) in demands.iter().enumerate() {
        check(format!("lines.{index}.quantity"), demand.quantity)?;
        add(&mut sums, demand.variant_id, demand.quantity)?;
    }
    Ok(sums)
}

/// Adds to one of the sums; an error when nobody could mean so many.
pub(crate) fn add(sums: &mut BTreeMap<VariantId, i64>, variant: VariantId, quantity: i64) -> Result<()> {
    let sum = sums.entry(variant).or_insert(0);
    *sum = sum.checked_add(quantity).filter(|sum| *sum <= QUANTITY_MAX).ok_or_else(too_many)?;
    Ok(())
}

pub(crate) fn too_many() -> Error {
    Error::invalid("quantity", "out_of_range", format!("Together these are more than {QUANTITY_MAX}."))
}
