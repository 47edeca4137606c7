//! The opening stock that imports of products bring: booked in the import's own transaction, and taken back when the
//! import is undone, unless something has moved since.

use catalog::import::shelves::{Booking, Later, Shelves};
use db::Tx;
use identity::organization;
use kernel::{Error, Id, Result};

use crate::location::LocationId;
use crate::location::api::{NewLocation, make};
use crate::movement::{self, Cause, Change, Guard, Movement, MovementKind, Reason};
use crate::quantity::QUANTITY_MAX;
use crate::{VariantId, level, location, variant};

/// Books what imports say of stock.
#[derive(Debug)]
pub(crate) struct Openings;

impl Shelves for Openings {
    fn open<'t>(
        &'t self,
        tx: &'t mut Tx,
        pieces: &'t [(VariantId, i64)],
        note: &'t str,
    ) -> Later<'t, Vec<(VariantId, Booking)>> {
        Box::pin(open(tx, pieces, note))
    }

    fn take_back<'t>(&'t self, tx: &'t mut Tx, bookings: &'t [Booking], note: &'t str) -> Later<'t, ()> {
        Box::pin(take_back(tx, bookings, note))
    }
}

async fn open(tx: &mut Tx, pieces: &[(VariantId, i64)], note: &str) -> Result<Vec<(VariantId, Booking)>> {
    let location = place(tx).await?;
    let mut changes = Vec::with_capacity(pieces.len());
    for (index, (variant, quantity)) in pieces.iter().enumerate() {
        if !(1..=QUANTITY_MAX).contains(quantity) {
            let message = format!("Use a whole number up to {QUANTITY_MAX}.");
            return Err(Error::invalid(format!("variants.{index}.quantity"), "out_of_range", message));
        }
        let change = Change::new(MovementKind::Adjustment, *variant, location);
        changes.push(Change { on_hand: *quantity, ..change });
    }
    // A product that comes back from an undone import has levels, a new one has none.
    let mut there = level::store::there(tx, location, pieces.iter().map(|(variant, _)| *variant)).await?;
    let (others, first): (Vec<_>, Vec<_>) =
        changes.into_iter().partition(|change| !there.insert(change.variant_id));
    let cause = cause(Reason::Opening, note);
    let mut movements = movement::post_first(tx, first, &cause).await?;
    movements.extend(movement::post(tx, others, &cause).await?);
    Ok(movements.into_iter().map(|movement| (movement.variant_id, movement.id.uuid())).collect())
}

/// The location that stock is taken from first. A merchant who has none yet gets one with the organization's name: who
/// moves in with a file has goods somewhere.
async fn place(tx: &mut Tx) -> Result<LocationId> {
    if let Some(first) = location::store::by_priority(tx).await?.first() {
        return Ok(*first);
    }
    let name = organization::current(tx).await?.name;
    Ok(make(tx, NewLocation { name, priority: None, address: None }).await?.id)
}

fn cause(reason: Reason, note: &str) -> Cause {
    Cause { reason: Some(reason), note: Some(note.to_owned()), reference: None }
}

async fn take_back(tx: &mut Tx, bookings: &[Booking], note: &str) -> Result<()> {
    let mut opened = Vec::with_capacity(bookings.len());
    for booking in bookings {
        opened.push(movement::store::get(tx, Id::from_uuid(*booking)).await?);
    }
    // Levels are taken in ascending order, as everywhere.
    opened.sort_by_key(|movement| (movement.variant_id, movement.location_id));
    let mut changes = Vec::with_capacity(opened.len());
    for movement in &opened {
        if has_moved(tx, movement).await? {
            let name = variant::store::get(tx, movement.variant_id).await?.name;
            let message = format!("The stock of {name} has moved since it was imported.");
            return Err(Error::conflict("stock_moved", message));
        }
        let change = Change::new(MovementKind::Adjustment, movement.variant_id, movement.location_id);
        changes.push(Change { on_hand: -movement.on_hand_delta, guard: Guard::ON_HAND, ..change });
    }
    movement::post(tx, changes, &cause(Reason::Correction, note)).await.map(drop)
}

/// Whether anything of the variant has moved since, at any location. Nothing does any more until the transaction ends.
async fn has_moved(tx: &mut Tx, opened: &Movement) -> Result<bool> {
    let levels = level::store::lock(tx, opened.variant_id).await?;
    let here = levels.iter().find(|level| level.location_id == opened.location_id);
    if here.is_none_or(|level| level.sequence != opened.sequence) {
        return Ok(true);
    }
    movement::store::any_after(tx, opened).await
}
