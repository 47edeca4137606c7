//! Movements: every change of a level, each with its cause, for ever. Nothing else changes a level.

pub(crate) mod api;
pub(crate) mod store;

use db::{OnUnique, Tx, bulk};
use events::{Event, emit_latest};
use kernel::{Entity, Error, Id, Result, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::level::{self, Level};
use crate::location::LocationId;
use crate::quantity::LEVEL_MAX;
use crate::{VariantId, variant};

/// What kind of thing happened to the stock.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema, sqlx::Type,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum MovementKind {
    /// A supplier's goods came.
    Receipt,
    /// Sold goods left.
    Sale,
    /// Sold goods came back.
    Return,
    /// Somebody corrected the figure, and said why.
    Adjustment,
    /// Goods went from one location to another.
    Transfer,
    /// A count found another figure.
    Count,
    /// Goods were promised to somebody.
    Reservation,
    /// A promise ended without a sale.
    Release,
    /// Goods were ordered from a supplier, or will not come after all.
    Incoming,
}

/// Why somebody corrected a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Reason {
    /// What was there when Tradepost began to count.
    Opening,
    /// Broken, and thrown away.
    Damaged,
    /// Nobody knows where it is.
    Lost,
    /// It was there after all.
    Found,
    /// Stolen.
    Theft,
    /// Too old to sell.
    Expired,
    /// Given away to be looked at.
    Sample,
    /// Used up in one's own house.
    OwnUse,
    /// The figure was wrong.
    Correction,
    /// Something else, which the note tells.
    Other,
}

/// What kind of thing a movement belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ReferenceKind {
    /// A checkout that is not an order yet.
    Checkout,
    /// An order.
    Order,
    /// A return of sold goods.
    Return,
    /// A transfer between locations.
    Transfer,
    /// A purchase order to a supplier.
    PurchaseOrder,
    /// A stock count.
    Count,
}

impl ReferenceKind {
    /// What the ids of such things begin with.
    const fn prefix(self) -> &'static str {
        match self {
            Self::Checkout => "checkout",
            Self::Order => "order",
            Self::Return => "ret",
            Self::Transfer => "trf",
            Self::PurchaseOrder => "po",
            Self::Count => "count",
        }
    }
}

/// What a movement belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// What kind of thing.
    pub kind: ReferenceKind,
    /// Which one.
    pub id: Uuid,
}

impl Reference {
    /// The thing with this id.
    pub const fn new<T>(kind: ReferenceKind, id: Id<T>) -> Self {
        Self { kind, id: id.uuid() }
    }

    /// The id as it is shown outside: `order_01h…`.
    pub fn public_id(self) -> String {
        /// Writes any UUID as an id; the word in front is put there by hand.
        enum Any {}
        impl Entity for Any {
            const PREFIX: &'static str = "";
        }
        format!("{}{}", self.kind.prefix(), Id::<Any>::from_uuid(self.id))
    }
}

/// Why something moves.
#[derive(Debug, Clone, Default)]
pub struct Cause {
    /// Why a figure was corrected.
    pub reason: Option<Reason>,
    /// What somebody wrote about it.
    pub note: Option<String>,
    /// What it belongs to.
    pub reference: Option<Reference>,
}

impl Cause {
    /// It belongs to this.
    pub const fn of(reference: Reference) -> Self {
        Self { reason: None, note: None, reference: Some(reference) }
    }
}

/// What must hold after a change, or it does not happen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guard {
    pub(crate) available_min: i64,
    pub(crate) on_hand_min: i64,
}

impl Guard {
    /// It has happened already, whatever the figures say.
    pub(crate) const FACT: Self = Self { available_min: i64::MIN, on_hand_min: i64::MIN };
    /// Nobody else's promise may be touched.
    pub(crate) const AVAILABLE: Self = Self { available_min: 0, on_hand_min: i64::MIN };
    /// What is not there cannot leave.
    pub(crate) const ON_HAND: Self = Self { available_min: i64::MIN, on_hand_min: 0 };
}

/// A change of one level.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub(crate) variant_id: VariantId,
    pub(crate) location_id: LocationId,
    pub(crate) kind: MovementKind,
    pub(crate) on_hand: i64,
    pub(crate) reserved: i64,
    pub(crate) incoming: i64,
    /// Cost of one, in ten-thousandths of the minor unit.
    pub(crate) unit_cost_e4: Option<i64>,
    pub(crate) guard: Guard,
}

impl Change {
    /// Changes nothing yet.
    pub(crate) const fn new(kind: MovementKind, variant_id: VariantId, location_id: LocationId) -> Self {
        let (on_hand, reserved, incoming) = (0, 0, 0);
        Self {
            variant_id,
            location_id,
            kind,
            on_hand,
            reserved,
            incoming,
            unit_cost_e4: None,
            guard: Guard::FACT,
        }
    }
}

/// A change that happened.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Movement {
    /// The id.
    pub id: MovementId,
    /// The variant.
    pub variant_id: VariantId,
    /// Where.
    pub location_id: LocationId,
    /// Its place among the movements of its level.
    pub sequence: i64,
    /// What happened.
    pub kind: MovementKind,
    /// What it did to what lies there.
    pub on_hand_delta: i64,
    /// What it did to what is promised.
    pub reserved_delta: i64,
    /// What it did to what is on its way.
    pub incoming_delta: i64,
    /// What lay there afterwards.
    pub on_hand: i64,
    /// What was promised afterwards.
    pub reserved: i64,
    /// What was on its way afterwards.
    pub incoming: i64,
    /// Why a figure was corrected.
    pub reason: Option<Reason>,
    /// What somebody wrote about it.
    pub note: Option<String>,
    /// What kind of thing it belongs to.
    pub reference_kind: Option<ReferenceKind>,
    /// Which one.
    pub reference_id: Option<Uuid>,
    /// Cost of one, in ten-thousandths of the minor unit of the organization's currency.
    pub unit_cost_e4: Option<i64>,
    /// What kind of actor.
    pub actor_kind: String,
    /// The user or API key.
    pub actor_id: Option<Uuid>,
    /// The actor's name at that time.
    pub actor_name: String,
    /// When.
    pub at: Timestamp,
}

impl Entity for Movement {
    const PREFIX: &'static str = "mov";
}

/// The id of a movement.
pub type MovementId = Id<Movement>;

/// A level has changed. Once per transaction and level, with what it is at the end.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StockChanged {
    /// The variant.
    pub variant_id: VariantId,
    /// Where.
    pub location_id: LocationId,
    /// What lies there.
    pub on_hand: i64,
    /// How many of those are promised.
    pub reserved: i64,
    /// How many are not.
    pub available: i64,
    /// What is on its way.
    pub incoming: i64,
}

impl Event for StockChanged {
    const NAME: &'static str = "stock.changed";

    fn entity(&self) -> Option<String> {
        Some(self.variant_id.to_string())
    }
}

/// Changes levels and writes down why: the only way in which a level changes, beside [`post_first`], by which it begins.
/// Levels are taken in ascending order, so that two transactions never wait for each other in a circle.
pub(crate) async fn post(tx: &mut Tx, mut changes: Vec<Change>, cause: &Cause) -> Result<Vec<Movement>> {
    changes.sort_by_key(|change| (change.variant_id, change.location_id));
    let mut movements = Vec::with_capacity(changes.len());
    for change in changes {
        if (change.on_hand, change.reserved, change.incoming) == (0, 0, 0) {
            continue;
        }
        let level = change_level(tx, &change).await?;
        movements.push(Movement::new(tx, &change, &level, cause));
        tell(tx, &level)?;
    }
    bulk::insert(tx, movements.iter().cloned()).await?;
    Ok(movements)
}

/// Begins levels that are not there, each with one change, and writes down why: many with few statements. Somebody who
/// begins one of them at the same moment makes it fail, and it can be tried again.
pub(crate) async fn post_first(
    tx: &mut Tx,
    mut changes: Vec<Change>,
    cause: &Cause,
) -> Result<Vec<Movement>> {
    changes.sort_by_key(|change| (change.variant_id, change.location_id));
    let mut movements = Vec::with_capacity(changes.len());
    let levels: Vec<Level> = changes.iter().map(|change| Level::first(tx, change)).collect();
    bulk::insert(tx, levels.iter().copied()).await.on_unique(("stock_levels", ""), begun_meanwhile)?;
    for (change, level) in changes.iter().zip(&levels) {
        movements.push(Movement::new(tx, change, level, cause));
        tell(tx, level)?;
    }
    bulk::insert(tx, movements.iter().cloned()).await?;
    Ok(movements)
}

fn begun_meanwhile() -> Error {
    Error::unavailable(
        "database_busy",
        "The stock of one of these has just been changed. Try again in a moment.",
    )
}

fn tell(tx: &mut Tx, level: &Level) -> Result<()> {
    let changed = StockChanged {
        variant_id: level.variant_id,
        location_id: level.location_id,
        on_hand: level.on_hand,
        reserved: level.reserved,
        available: level.available(),
        incoming: level.incoming,
    };
    emit_latest(tx, &level.location_id.to_string(), &changed)
}

async fn change_level(tx: &mut Tx, change: &Change) -> Result<Level> {
    if let Some(level) = level::store::apply(tx, change).await? {
        return Ok(level);
    }
    level::store::begin(tx, change.variant_id, change.location_id).await?;
    if let Some(level) = level::store::apply(tx, change).await? {
        return Ok(level);
    }
    Err(refusal(tx, change).await?)
}

/// Why the level does not take the change.
async fn refusal(tx: &mut Tx, change: &Change) -> Result<Error> {
    let name = variant::store::get(tx, change.variant_id).await?.name;
    let level = level::store::find(tx, change.variant_id, change.location_id).await?;
    let Some(level) = level else { return Ok(Error::not_found("stock level")) };
    let (on_hand, available) = (level.on_hand + change.on_hand, level.available());
    if on_hand.abs().max(level.reserved + change.reserved).max(level.incoming + change.incoming) > LEVEL_MAX {
        let message = format!("No location holds more than {LEVEL_MAX} of {name}.");
        return Ok(Error::invalid("quantity", "out_of_range", message));
    }
    if on_hand < change.guard.on_hand_min {
        let message = format!("Only {} of {name} lie there. Count or adjust the stock first.", level.on_hand);
        return Ok(Error::conflict("not_on_hand", message));
    }
    if level.reserved + change.reserved < 0 || level.incoming + change.incoming < 0 {
        let message = format!("Fewer of {name} are reserved or on their way there than that.");
        return Ok(Error::conflict("not_reserved", message));
    }
    let message = format!(
        "Only {} of {name} are available there; the others are promised to orders.",
        available.max(0)
    );
    Ok(Error::conflict("not_available", message))
}
