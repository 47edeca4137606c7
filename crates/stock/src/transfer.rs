//! Transfers: goods go from one location to another, arrive there in parts, and sometimes not at all.

pub(crate) mod api;
pub(crate) mod store;

use std::collections::BTreeMap;

use db::Tx;
use identity::audit::{Record, record};
use kernel::{Entity, Error, Id, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::adjustment::check_note;
use crate::location::{self, LocationId};
use crate::movement::{self, Cause, Change, Guard, MovementKind, Reason, Reference, ReferenceKind};
use crate::quantity::{self, Demand};
use crate::{VariantId, variant};

/// Lines that a transfer may have.
const LINES_MAX: usize = 500;

/// How far a transfer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum TransferState {
    /// Being put together; nothing has moved.
    Draft,
    /// On its way, maybe received in part.
    Shipped,
    /// All of it was received or lost.
    Received,
    /// Given up before it left.
    Cancelled,
}

/// Goods on their way between two locations.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Transfer {
    /// The id.
    pub id: TransferId,
    /// What people call it: 1, 2, 3 …
    pub number: i64,
    /// Where the goods come from.
    pub from_location_id: LocationId,
    /// Where they go.
    pub to_location_id: LocationId,
    /// How far it is.
    pub state: TransferState,
    /// What there is to say about it.
    #[schema(required)]
    pub note: Option<String>,
    /// When it should arrive.
    #[schema(required)]
    pub expected_at: Option<Timestamp>,
    /// When it left.
    #[schema(required)]
    pub shipped_at: Option<Timestamp>,
    /// When all of it was received or lost, or it was given up.
    #[schema(required)]
    pub closed_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// The goods; empty in lists.
    #[sqlx(skip)]
    pub lines: Vec<TransferLine>,
}

impl Entity for Transfer {
    const PREFIX: &'static str = "trf";
}

/// The id of a transfer.
pub type TransferId = Id<Transfer>;

/// Goods of one variant.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct TransferLine {
    /// The variant.
    pub variant_id: VariantId,
    /// What the merchant knows it by.
    #[schema(required)]
    pub sku: Option<String>,
    /// The product's title.
    pub title: String,
    /// What tells it from the product's other variants; empty when there are none.
    pub variant_title: String,
    /// How many leave.
    pub quantity: i64,
    /// How many have arrived.
    pub received: i64,
    /// How many never will.
    pub lost: i64,
}

/// What a new transfer needs.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTransfer {
    /// Where the goods come from.
    pub from_location_id: LocationId,
    /// Where they go.
    pub to_location_id: LocationId,
    /// The goods. Lines of one variant are added up; a bundle stands for its components.
    #[schema(min_items = 1, max_items = 500)]
    pub lines: Vec<NewTransferLine>,
    /// When it should arrive.
    pub expected_at: Option<Timestamp>,
    /// What there is to say about it.
    #[schema(max_length = 500)]
    pub note: Option<String>,
}

/// How many of a variant leave.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTransferLine {
    /// The variant.
    pub variant_id: VariantId,
    /// How many.
    #[schema(minimum = 1)]
    pub quantity: i64,
}

/// What became of goods of one variant.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Arrival {
    /// The variant.
    pub variant_id: VariantId,
    /// How many have arrived.
    #[serde(default)]
    #[schema(minimum = 0)]
    pub received: i64,
    /// How many never will.
    #[serde(default)]
    #[schema(minimum = 0)]
    pub lost: i64,
}

/// Puts a transfer together; nothing moves yet.
pub(crate) async fn draft(tx: &mut Tx, new: NewTransfer) -> Result<Transfer> {
    if new.lines.is_empty() || new.lines.len() > LINES_MAX {
        return Err(Error::invalid("lines", "out_of_range", format!("Name 1 to {LINES_MAX} lines.")));
    }
    if new.from_location_id == new.to_location_id {
        return Err(Error::invalid(
            "to_location_id",
            "same",
            "Choose another location than the one it comes from.",
        ));
    }
    location::store::get_active(tx, new.from_location_id).await?;
    location::store::get_active(tx, new.to_location_id).await?;
    let demands: Vec<Demand> =
        new.lines.iter().map(|line| Demand::new(line.variant_id, line.quantity)).collect();
    let goods = variant::explode(tx, quantity::add_up(&demands)?).await?;
    if goods.is_empty() {
        return Err(Error::invalid("lines", "not_tracked", "The stock of none of these is tracked."));
    }
    let note = check_note(new.note.clone())?;
    let transfer = store::insert(tx, &new, note).await?;
    for (variant, (_, quantity)) in goods {
        store::insert_line(tx, transfer.id, variant, quantity).await?;
    }
    let after = json!({"number": transfer.number, "from_location_id": transfer.from_location_id,
                       "to_location_id": transfer.to_location_id});
    record(tx, Record::new("stock_transfer.created").target("stock_transfer", transfer.id).after(after))
        .await?;
    store::get(tx, transfer.id).await
}

/// The goods leave: they are taken from what is available, and are on their way to the other location.
pub(crate) async fn ship(tx: &mut Tx, id: TransferId) -> Result<()> {
    let transfer = in_state(tx, id, TransferState::Draft).await?;
    let mut changes = Vec::new();
    for line in store::lines(tx, id).await? {
        let leaves = Change::new(MovementKind::Transfer, line.variant_id, transfer.from_location_id);
        changes.push(Change { on_hand: -line.quantity, guard: Guard::AVAILABLE, ..leaves });
        let comes = Change::new(MovementKind::Transfer, line.variant_id, transfer.to_location_id);
        changes.push(Change { incoming: line.quantity, ..comes });
    }
    movement::post(tx, changes, &cause(id)).await?;
    store::set_state(tx, id, TransferState::Shipped).await?;
    let after = json!({"number": transfer.number});
    record(tx, Record::new("stock_transfer.shipped").target("stock_transfer", id).after(after)).await
}

/// Goods have arrived, or are lost; all that is on its way has arrived when nothing is named. When nothing is left on its
/// way, the transfer is done.
pub(crate) async fn receive(tx: &mut Tx, id: TransferId, arrivals: Option<Vec<Arrival>>) -> Result<()> {
    let transfer = in_state(tx, id, TransferState::Shipped).await?;
    let mut open: BTreeMap<VariantId, i64> = BTreeMap::new();
    for line in store::lines(tx, id).await? {
        open.insert(line.variant_id, line.quantity - line.received - line.lost);
    }
    let all = open.iter().filter(|(_, left)| **left > 0);
    let all = all.map(|(variant, left)| Arrival { variant_id: *variant, received: *left, lost: 0 });
    let arrivals: Vec<Arrival> = arrivals.unwrap_or_else(|| all.collect());
    if arrivals.is_empty() || arrivals.len() > LINES_MAX {
        return Err(Error::invalid("lines", "out_of_range", format!("Name 1 to {LINES_MAX} lines.")));
    }
    let (mut arrived, mut lost) = (Vec::new(), Vec::new());
    for (index, arrival) in arrivals.iter().enumerate() {
        check_arrival(index, arrival, &mut open)?;
        let change = Change::new(MovementKind::Transfer, arrival.variant_id, transfer.to_location_id);
        arrived.push(Change { on_hand: arrival.received, incoming: -arrival.received, ..change.clone() });
        lost.push(Change { incoming: -arrival.lost, ..change });
        store::add_arrival(tx, id, arrival).await?;
    }
    let cause = cause(id);
    movement::post(tx, arrived, &cause).await?;
    movement::post(tx, lost, &Cause { reason: Some(Reason::Lost), ..cause }).await?;
    if open.values().all(|left| *left == 0) {
        store::set_state(tx, id, TransferState::Received).await?;
    }
    let (received, lost) = arrivals.iter().fold((0, 0), |(a, b), one| (a + one.received, b + one.lost));
    let after = json!({"number": transfer.number, "received": received, "lost": lost});
    record(tx, Record::new("stock_transfer.received").target("stock_transfer", id).after(after)).await
}

/// Takes an arrival from what is still on its way.
fn check_arrival(index: usize, arrival: &Arrival, open: &mut BTreeMap<VariantId, i64>) -> Result<()> {
    let Some(left) = open.get_mut(&arrival.variant_id) else {
        let message = "The transfer has no line with this variant.";
        return Err(Error::invalid(format!("lines.{index}.variant_id"), "unknown", message));
    };
    for (field, quantity) in [("received", arrival.received), ("lost", arrival.lost)] {
        if quantity < 0 || quantity > *left {
            let message = format!("{left} are still on their way. Adjust the stock when more have arrived.");
            return Err(Error::invalid(format!("lines.{index}.{field}"), "out_of_range", message));
        }
        *left -= quantity;
    }
    if arrival.received == 0 && arrival.lost == 0 {
        return Err(Error::invalid(
            format!("lines.{index}.received"),
            "required",
            "Say how many have arrived.",
        ));
    }
    Ok(())
}

/// Gives a transfer up that has not left.
pub(crate) async fn cancel(tx: &mut Tx, id: TransferId) -> Result<()> {
    let transfer = in_state(tx, id, TransferState::Draft).await?;
    store::set_state(tx, id, TransferState::Cancelled).await?;
    let after = json!({"number": transfer.number});
    record(tx, Record::new("stock_transfer.cancelled").target("stock_transfer", id).after(after)).await
}

const fn cause(id: TransferId) -> Cause {
    Cause::of(Reference::new(ReferenceKind::Transfer, id))
}

/// The transfer, which must be that far, and which nobody else changes until this transaction ends.
async fn in_state(tx: &mut Tx, id: TransferId, state: TransferState) -> Result<Transfer> {
    let transfer = store::lock(tx, id).await?;
    if transfer.state == state {
        return Ok(transfer);
    }
    let message = match state {
        TransferState::Draft => "This transfer has left or was cancelled already.",
        _ => "This transfer is not on its way.",
    };
    Err(Error::conflict("wrong_state", message))
}
