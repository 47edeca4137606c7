//! How many can be promised: what shops show, and what orders ask before they reserve.

use db::Tx;
use kernel::Result;

use crate::level::{self, Level};
use crate::{VariantId, variant};

/// How many of a variant there are in all locations together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Availability {
    /// The variant.
    pub variant_id: VariantId,
    /// What lies there; of a bundle, how many could be put together.
    pub on_hand: i64,
    /// How many of those are promised; zero for a bundle, whose components are.
    pub reserved: i64,
    /// What can still be promised; of a bundle, how many can be put together of what is not promised.
    pub available: i64,
    /// What is on its way; zero for a bundle.
    pub incoming: i64,
    /// Whether pieces are counted at all.
    pub is_tracked: bool,
    /// Whether it may be sold when there is none.
    pub may_backorder: bool,
}

impl Availability {
    /// Whether so many can be sold right now.
    pub const fn can_sell(&self, quantity: i64) -> bool {
        !self.is_tracked || self.may_backorder || self.available >= quantity
    }
}

/// How many of each variant there are, in the order in which they were named.
pub async fn availability(tx: &mut Tx, variants: &[VariantId]) -> Result<Vec<Availability>> {
    let mut found = Vec::with_capacity(variants.len());
    for variant in variants {
        let facts = variant::store::get(tx, *variant).await?;
        found.push(if facts.is_bundle { bundle(tx, &facts).await? } else { single(tx, &facts).await? });
    }
    Ok(found)
}

async fn single(tx: &mut Tx, facts: &variant::Facts) -> Result<Availability> {
    let levels = level::store::of_variant(tx, facts.id).await?;
    let sum = |of: fn(&Level) -> i64| levels.iter().map(of).sum::<i64>();
    let (on_hand, reserved) = (sum(|level| level.on_hand), sum(|level| level.reserved));
    Ok(Availability {
        variant_id: facts.id,
        on_hand,
        reserved,
        available: on_hand - reserved,
        incoming: sum(|level| level.incoming),
        is_tracked: facts.track_stock,
        may_backorder: facts.may_backorder,
    })
}

/// As many as the scarcest component allows. One that nobody counts, or that may be sold without, limits nothing.
async fn bundle(tx: &mut Tx, facts: &variant::Facts) -> Result<Availability> {
    let (mut on_hand, mut available) = (None::<i64>, None::<i64>);
    for (component, each) in variant::store::components(tx, facts.id).await? {
        let component = variant::store::get(tx, component).await?;
        if !component.track_stock || component.may_backorder {
            continue;
        }
        let single = single(tx, &component).await?;
        let least = |so_far: Option<i64>, pieces: i64| {
            let whole = pieces.div_euclid(each.max(1));
            Some(so_far.map_or(whole, |least| least.min(whole)))
        };
        (on_hand, available) = (least(on_hand, single.on_hand), least(available, single.available));
    }
    Ok(Availability {
        variant_id: facts.id,
        on_hand: on_hand.unwrap_or(0),
        reserved: 0,
        available: available.unwrap_or(0),
        incoming: 0,
        is_tracked: available.is_some(),
        may_backorder: false,
    })
}
