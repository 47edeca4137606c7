//! Statements: a platform says how much there is, and its figure goes for a location.

use db::Tx;
use kernel::Result;

use crate::location::LocationId;
use crate::movement::{self, Cause, Change, Guard, Movement, MovementKind, Reason};
use crate::{VariantId, adjustment, level, location, variant};

/// A figure that somebody states who knows better: the platform that sells from there.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The variant.
    pub variant_id: VariantId,
    /// Where.
    pub location_id: LocationId,
    /// What lies there.
    pub on_hand: i64,
    /// Who says so.
    pub note: String,
}

/// Makes the level what is stated; answers the movement, or nothing when it was so already. The figure may be below zero:
/// platforms oversell. An error when the variant is not counted.
pub async fn restate(tx: &mut Tx, statement: Statement) -> Result<Option<Movement>> {
    let Statement { variant_id, location_id, on_hand, note } = statement;
    location::store::get_active(tx, location_id).await?;
    variant::countable(tx, variant_id).await?;
    let levels = level::store::lock(tx, variant_id).await?;
    let level = levels.iter().find(|level| level.location_id == location_id);
    let delta = on_hand.saturating_sub(level.map_or(0, |level| level.on_hand));
    if delta == 0 {
        return Ok(None);
    }
    let kind = MovementKind::Adjustment;
    let change = Change { on_hand: delta, guard: Guard::FACT, ..Change::new(kind, variant_id, location_id) };
    let note = adjustment::check_note(Some(note))?;
    let cause = Cause { reason: Some(Reason::Correction), note, reference: None };
    Ok(movement::post(tx, vec![change], &cause).await?.into_iter().next())
}
