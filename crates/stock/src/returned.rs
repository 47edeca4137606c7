//! Sold goods that come back.

use std::collections::BTreeMap;

use db::Tx;
use kernel::Result;

use crate::location::{self, LocationId};
use crate::movement::{self, Cause, Change, Movement, MovementKind, Reason, Reference};
use crate::quantity::{self, Demand};
use crate::variant;

/// Goods that came back, and in what state.
#[derive(Debug, Clone, Copy)]
pub struct TakenBack {
    /// What, and how many. A bundle comes back as its components.
    pub demand: Demand,
    /// Whether it can be sold again. What cannot is written off at once, and both can be seen.
    pub is_sellable: bool,
}

/// Puts goods back on the shelves of `location`: a `return`, and for those that cannot be sold again an adjustment that
/// takes them away as damaged.
pub async fn take_back(
    tx: &mut Tx,
    reference: Reference,
    location: LocationId,
    goods: &[TakenBack],
) -> Result<Vec<Movement>> {
    location::store::get_active(tx, location).await?;
    let all: Vec<Demand> = goods.iter().map(|one| one.demand).collect();
    let broken: Vec<Demand> = goods.iter().filter(|one| !one.is_sellable).map(|one| one.demand).collect();
    let all = variant::explode(tx, quantity::add_up(&all)?).await?;
    let broken = variant::explode(tx, quantity::add_up(&broken)?).await?;
    let back = |kind, pieces: BTreeMap<_, (variant::Facts, i64)>, sign: i64| {
        let change = move |(variant, (_, quantity)): (_, (_, i64))| Change {
            on_hand: sign * quantity,
            ..Change::new(kind, variant, location)
        };
        pieces.into_iter().map(change).collect::<Vec<_>>()
    };
    let mut cause = Cause::of(reference);
    let mut movements = movement::post(tx, back(MovementKind::Return, all, 1), &cause).await?;
    cause.reason = Some(Reason::Damaged);
    movements.extend(movement::post(tx, back(MovementKind::Adjustment, broken, -1), &cause).await?);
    Ok(movements)
}
