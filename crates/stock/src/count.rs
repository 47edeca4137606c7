//! Stock counts: somebody goes along the shelves, and what they find is compared with the figures.
//!
//! Selling goes on meanwhile. What the figure says is taken down at the moment when a count is entered, and only the
//! difference between the two is applied later: whatever moved in between stays moved.

pub(crate) mod api;
pub(crate) mod store;

use db::Tx;
use identity::audit::{Record, record};
use kernel::{Entity, Error, Id, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::adjustment::check_note;
use crate::location::{self, LocationId};
use crate::movement::{self, Cause, Change, Guard, MovementKind, Reference, ReferenceKind};
use crate::{VariantId, level, variant};

/// Lines that one request may enter.
const LINES_MAX: usize = 1_000;

/// How far a count is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum CountState {
    /// Figures are being entered.
    Open,
    /// The differences were applied.
    Applied,
    /// Given up; nothing was applied.
    Cancelled,
}

/// A stock count.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct StockCount {
    /// The id.
    pub id: CountId,
    /// What people call it: 1, 2, 3 …
    pub number: i64,
    /// Where is counted.
    pub location_id: LocationId,
    /// How far it is.
    pub state: CountState,
    /// What there is to say about it.
    #[schema(required)]
    pub note: Option<String>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was applied or given up.
    #[schema(required)]
    pub closed_at: Option<Timestamp>,
    /// What was found; empty in lists.
    #[sqlx(skip)]
    pub lines: Vec<CountLine>,
}

impl Entity for StockCount {
    const PREFIX: &'static str = "count";
}

/// The id of a stock count.
pub type CountId = Id<StockCount>;

/// What was found of one variant.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct CountLine {
    /// The variant.
    pub variant_id: VariantId,
    /// What the merchant knows it by.
    #[schema(required)]
    pub sku: Option<String>,
    /// The product's title.
    pub title: String,
    /// What tells it from the product's other variants; empty when there are none.
    pub variant_title: String,
    /// What was found.
    pub counted: i64,
    /// What the figure said at that moment.
    pub expected: i64,
    /// By how much they differ: what applying the count adds.
    pub difference: i64,
    /// Who entered it.
    pub counted_by: String,
    /// When.
    pub counted_at: Timestamp,
}

/// One figure that somebody enters.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCountLine {
    /// The variant.
    pub variant_id: VariantId,
    /// What lies there.
    #[schema(minimum = 0)]
    pub counted: i64,
}

/// Begins a count at a location.
pub(crate) async fn begin(tx: &mut Tx, location: LocationId, note: Option<String>) -> Result<StockCount> {
    location::store::get_active(tx, location).await?;
    let count = store::insert(tx, location, check_note(note)?).await?;
    let after = json!({"number": count.number, "location_id": location});
    record(tx, Record::new("stock_count.started").target("stock_count", count.id).after(after)).await?;
    Ok(count)
}

/// Enters what was found. Entering a variant again replaces what was found of it before.
pub(crate) async fn enter(tx: &mut Tx, id: CountId, lines: &[NewCountLine]) -> Result<()> {
    if lines.is_empty() || lines.len() > LINES_MAX {
        return Err(Error::invalid(
            "lines",
            "out_of_range",
            format!("Enter 1 to {LINES_MAX} lines at once."),
        ));
    }
    let count = open(tx, id).await?;
    let mut lines: Vec<(usize, NewCountLine)> = lines.iter().copied().enumerate().collect();
    lines.sort_by_key(|(_, line)| line.variant_id);
    for (index, line) in lines {
        if !(0..=crate::QUANTITY_MAX).contains(&line.counted) {
            let message = format!("Use a whole number from 0 to {}.", crate::QUANTITY_MAX);
            return Err(Error::invalid(format!("lines.{index}.counted"), "out_of_range", message));
        }
        variant::countable(tx, line.variant_id).await?;
        let level = level::store::find(tx, line.variant_id, count.location_id).await?;
        store::save_line(tx, id, line, level.map_or(0, |level| level.on_hand)).await?;
    }
    Ok(())
}

/// Applies the differences, each as a movement.
pub(crate) async fn apply(tx: &mut Tx, id: CountId) -> Result<()> {
    let count = open(tx, id).await?;
    let lines = store::lines(tx, id).await?;
    if lines.is_empty() {
        return Err(Error::conflict("nothing_counted", "Enter what was found first."));
    }
    let differing = lines.iter().filter(|line| line.difference != 0);
    let changes: Vec<Change> = differing
        .map(|line| Change {
            on_hand: line.difference,
            guard: if line.difference < 0 { Guard::ON_HAND } else { Guard::FACT },
            ..Change::new(MovementKind::Count, line.variant_id, count.location_id)
        })
        .collect();
    let corrected = changes.len();
    let cause = Cause { note: count.note.clone(), ..Cause::of(Reference::new(ReferenceKind::Count, id)) };
    movement::post(tx, changes, &cause).await?;
    store::close(tx, id, CountState::Applied).await?;
    let after = json!({"number": count.number, "counted": lines.len(), "corrected": corrected});
    record(tx, Record::new("stock_count.applied").target("stock_count", id).after(after)).await
}

/// Gives a count up.
pub(crate) async fn cancel(tx: &mut Tx, id: CountId) -> Result<()> {
    let count = open(tx, id).await?;
    store::close(tx, id, CountState::Cancelled).await?;
    let after = json!({"number": count.number});
    record(tx, Record::new("stock_count.cancelled").target("stock_count", id).after(after)).await
}

/// The count, which must be open, and which nobody else changes until this transaction ends.
async fn open(tx: &mut Tx, id: CountId) -> Result<StockCount> {
    let count = store::lock(tx, id).await?;
    match count.state {
        CountState::Open => Ok(count),
        _ => Err(Error::conflict("count_closed", "This count is closed. Begin another one.")),
    }
}
