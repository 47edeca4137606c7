//! Corrections: somebody says that a figure is another one, and why.

use db::Tx;
use kernel::{Error, Result};

use crate::location::{self, LocationId};
use crate::movement::{self, Cause, Change, Guard, Movement, MovementKind, Reason};
use crate::quantity::QUANTITY_MAX;
use crate::{VariantId, variant};

const NOTE_MAX: usize = 500;

/// A correction.
#[derive(Debug, Clone)]
pub struct Adjustment {
    /// The variant.
    pub variant_id: VariantId,
    /// Where.
    pub location_id: LocationId,
    /// How many more there are; fewer when below zero.
    pub delta: i64,
    /// Why.
    pub reason: Reason,
    /// What somebody wrote about it.
    pub note: Option<String>,
}

/// Corrects a level. Less than nothing cannot lie there.
pub async fn adjust(tx: &mut Tx, adjustment: Adjustment) -> Result<Movement> {
    let Adjustment { variant_id, location_id, delta, reason, note } = adjustment;
    if delta == 0 || !(-QUANTITY_MAX..=QUANTITY_MAX).contains(&delta) {
        let message = format!("Use a whole number from -{QUANTITY_MAX} to {QUANTITY_MAX} that is not 0.");
        return Err(Error::invalid("delta", "out_of_range", message));
    }
    let note = check_note(note)?;
    if reason == Reason::Other && note.is_none() {
        return Err(Error::invalid("note", "required", "Say in a note what the other reason is."));
    }
    location::store::get_active(tx, location_id).await?;
    variant::countable(tx, variant_id).await?;
    // More than before is always right, also where the figure is still below zero afterwards.
    let guard = if delta < 0 { Guard::ON_HAND } else { Guard::FACT };
    let change =
        Change { on_hand: delta, guard, ..Change::new(MovementKind::Adjustment, variant_id, location_id) };
    let cause = Cause { reason: Some(reason), note, reference: None };
    let movements = movement::post(tx, vec![change], &cause).await?;
    movements.into_iter().next().ok_or_else(|| Error::internal("an adjustment moved nothing"))
}

/// A note as it is kept: a blank one is none.
pub(crate) fn check_note(note: Option<String>) -> Result<Option<String>> {
    let note = note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
    if note.as_ref().is_some_and(|note| note.chars().count() > NOTE_MAX) {
        return Err(Error::invalid("note", "too_long", format!("Use at most {NOTE_MAX} characters.")));
    }
    Ok(note)
}
