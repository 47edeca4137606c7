//! Which location promises how many: pure, on levels that nobody else can change meanwhile.

use std::collections::BTreeMap;

use kernel::{Error, Result};

use super::Lines;
use super::shortfall::{Shortfall, out_of_stock};
use crate::VariantId;
use crate::level::Level;
use crate::location::LocationId;
use crate::variant::Facts;

/// Spreads what is wanted over `places`, the most preferred first. What is held there already stays. The rest comes from
/// one place if one has it all, for the fewest parcels; else each variant from one place if one has enough; else from
/// wherever it is.
pub(super) fn plan(
    wanted: &BTreeMap<VariantId, (Facts, i64)>,
    held: &Lines,
    levels: &[Level],
    places: &[LocationId],
    oversell: bool,
) -> Result<Lines> {
    let free: Lines = levels
        .iter()
        .map(|level| ((level.variant_id, level.location_id), level.available().max(0)))
        .collect();
    let free = |variant: VariantId, place: LocationId| free.get(&(variant, place)).copied().unwrap_or(0);
    let mut planned = Lines::new();
    let mut needs = Vec::new();
    for (variant, (facts, quantity)) in wanted {
        let need = quantity - keep(&mut planned, held, places, *variant, *quantity);
        if need > 0 {
            needs.push((*variant, facts, need, *quantity));
        }
    }
    if needs.is_empty() {
        return Ok(planned);
    }
    let Some(favourite) = places.first().copied() else { return Err(no_location()) };
    let has_all =
        |place: &&LocationId| needs.iter().all(|(variant, _, need, _)| free(*variant, **place) >= *need);
    let one_for_all = places.iter().find(has_all).copied();
    let mut missing = Vec::new();
    for (variant, facts, need, wanted) in needs {
        let has_enough = |place: &&LocationId| free(variant, **place) >= need;
        let one = one_for_all.or_else(|| places.iter().find(has_enough).copied());
        let order: Vec<LocationId> = one.map_or_else(|| places.to_vec(), |one| vec![one]);
        let mut left = need;
        for place in order {
            let taken = left.min(free(variant, place));
            put(&mut planned, variant, place, taken);
            left -= taken;
        }
        if left == 0 {
            continue;
        }
        if oversell || facts.may_backorder {
            put(&mut planned, variant, favourite, left);
        } else {
            let name = facts.name.clone();
            missing.push(Shortfall { variant_id: variant, name, wanted, available: wanted - left });
        }
    }
    if missing.is_empty() { Ok(planned) } else { Err(out_of_stock(missing)) }
}

/// Keeps what is held at one of the places, as far as it is still wanted. Answers how much that is.
fn keep(planned: &mut Lines, held: &Lines, places: &[LocationId], variant: VariantId, wanted: i64) -> i64 {
    let mut kept = 0;
    for place in places {
        let here = held.get(&(variant, *place)).copied().unwrap_or(0).min(wanted - kept);
        put(planned, variant, *place, here);
        kept += here;
    }
    kept
}

fn put(lines: &mut Lines, variant: VariantId, place: LocationId, quantity: i64) {
    if quantity > 0 {
        *lines.entry((variant, place)).or_insert(0) += quantity;
    }
}

/// Takes `quantity` of a variant out of what is held, first what is held at `preferred`. `None` when fewer are held.
pub(super) fn take(
    lines: &mut Lines,
    variant: VariantId,
    quantity: i64,
    preferred: Option<LocationId>,
) -> Option<Vec<(LocationId, i64)>> {
    let mut places: Vec<LocationId> =
        lines.keys().filter(|(held, _)| *held == variant).map(|(_, place)| *place).collect();
    places.sort_by_key(|place| Some(*place) != preferred);
    let (mut left, mut taken) = (quantity, Vec::new());
    for place in places {
        let Some(held) = lines.get_mut(&(variant, place)) else { continue };
        let here = left.min(*held);
        *held -= here;
        left -= here;
        if here > 0 {
            taken.push((place, here));
        }
    }
    lines.retain(|_, held| *held > 0);
    (left == 0).then_some(taken)
}

fn no_location() -> Error {
    Error::conflict("no_location", "There is no location that stock could be taken from. Make one first.")
}
