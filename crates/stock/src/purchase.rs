//! Purchase orders: what was ordered from a supplier, what of it has come, and what it cost.
//!
//! Draft → ordered → partly received → received, or cancelled. What is ordered is incoming at its location; what comes is a
//! receipt that carries its landed cost into the variant's average.

pub(crate) mod api;
mod change;
mod draft;
pub(crate) mod store;

use std::collections::BTreeMap;

use db::Tx;
use identity::audit::{Record, record};
use kernel::{Currency, Entity, Error, Id, Money, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::location::LocationId;
use crate::movement::{self, Cause, Change, MovementKind, Reference, ReferenceKind};
use crate::supplier::SupplierId;
use crate::{VariantId, cost, quantity};

pub(crate) use change::{PurchaseChange, change};
pub(crate) use draft::{NewPurchaseLine, NewPurchaseOrder, draft};

/// Lines that a purchase order may have.
const LINES_MAX: usize = 500;

/// How far a purchase order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum PurchaseState {
    /// Being put together; nobody was told.
    Draft,
    /// Sent to the supplier; the goods are incoming.
    Ordered,
    /// Some of the goods have come.
    PartlyReceived,
    /// All of the goods have come.
    Received,
    /// Given up; what had come by then stays.
    Cancelled,
}

/// Goods ordered from a supplier.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct PurchaseOrder {
    /// The id.
    pub id: PurchaseOrderId,
    /// What people call it: 1, 2, 3 …
    pub number: i64,
    /// From whom.
    pub supplier_id: SupplierId,
    /// What they are called.
    pub supplier_name: String,
    /// Where the goods go.
    pub location_id: LocationId,
    /// What it is invoiced in.
    pub currency: Currency,
    /// Millionths of the organization's currency that one of this currency is worth.
    pub exchange_rate_ppm: i64,
    /// Freight, duty and so on for all of it, in minor units; shared out over the lines by what they cost.
    pub extra_cost_minor: i64,
    /// How far it is.
    pub state: PurchaseState,
    /// What there is to say about it.
    #[schema(required)]
    pub note: Option<String>,
    /// When the goods should come.
    #[schema(required)]
    pub expected_at: Option<Timestamp>,
    /// When it was sent to the supplier.
    #[schema(required)]
    pub ordered_at: Option<Timestamp>,
    /// When all had come, or it was given up.
    #[schema(required)]
    pub closed_at: Option<Timestamp>,
    /// Counts changes; the `ETag`.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// The goods; empty in lists.
    #[sqlx(skip)]
    pub lines: Vec<PurchaseLine>,
}

impl Entity for PurchaseOrder {
    const PREFIX: &'static str = "po";
}

/// The id of a purchase order.
pub type PurchaseOrderId = Id<PurchaseOrder>;

/// Goods of one variant.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct PurchaseLine {
    /// The variant.
    pub variant_id: VariantId,
    /// What the merchant knows it by.
    #[schema(required)]
    pub sku: Option<String>,
    /// The product's title.
    pub title: String,
    /// What tells it from the product's other variants; empty when there are none.
    pub variant_title: String,
    /// What the supplier knows it by.
    #[schema(required)]
    pub supplier_sku: Option<String>,
    /// How many are ordered, in pieces.
    pub quantity: i64,
    /// How many are in one pack.
    pub pack_size: i64,
    /// What one costs, in minor units.
    pub unit_cost_minor: i64,
    /// How many have come.
    pub received: i64,
}

/// Goods that have come.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// The variant.
    pub variant_id: VariantId,
    /// How many.
    #[schema(minimum = 1)]
    pub quantity: i64,
}

/// Sends it to the supplier: from here on the goods are incoming.
pub(crate) async fn order(tx: &mut Tx, id: PurchaseOrderId) -> Result<()> {
    let order = in_state(tx, id, &[PurchaseState::Draft]).await?;
    let lines = store::lines(tx, id).await?;
    let incoming = |line: &PurchaseLine| Change {
        incoming: line.quantity,
        ..Change::new(MovementKind::Incoming, line.variant_id, order.location_id)
    };
    movement::post(tx, lines.iter().map(incoming).collect(), &cause(id)).await?;
    store::set_state(tx, id, PurchaseState::Ordered).await?;
    let after = json!({"number": order.number, "supplier_id": order.supplier_id, "lines": lines.len()});
    record(tx, Record::new("purchase_order.ordered").target("purchase_order", id).after(after)).await
}

/// Takes in goods that have come: those named, or all that are still to come. More than were ordered are refused unless
/// `more_is_meant`.
pub(crate) async fn receive(
    tx: &mut Tx,
    id: PurchaseOrderId,
    goods: Option<Vec<Received>>,
    more_is_meant: bool,
) -> Result<()> {
    let order = in_state(tx, id, &[PurchaseState::Ordered, PurchaseState::PartlyReceived]).await?;
    let lines = store::lines(tx, id).await?;
    let costs = landed_costs(tx, &order, &lines).await?;
    let mut open: BTreeMap<VariantId, i64> =
        lines.iter().map(|line| (line.variant_id, line.quantity - line.received)).collect();
    let outstanding = open.iter().filter(|(_, left)| **left > 0);
    let all = outstanding.map(|(variant, left)| Received { variant_id: *variant, quantity: *left });
    let goods: Vec<Received> = goods.unwrap_or_else(|| all.collect());
    if goods.is_empty() || goods.len() > LINES_MAX {
        return Err(Error::invalid("lines", "out_of_range", format!("Name 1 to {LINES_MAX} lines.")));
    }
    let mut changes = Vec::new();
    for (index, one) in goods.iter().enumerate() {
        let quantity = quantity::check(format!("lines.{index}.quantity"), one.quantity)?;
        let Some(left) = open.get_mut(&one.variant_id) else {
            let message = "The purchase order has no line with this variant.";
            return Err(Error::invalid(format!("lines.{index}.variant_id"), "unknown", message));
        };
        let outstanding = (*left).max(0);
        if quantity > outstanding && !more_is_meant {
            let message = format!(
                "Only {outstanding} are still to come. Set accept_more when the supplier has sent more."
            );
            return Err(Error::invalid(format!("lines.{index}.quantity"), "over_receipt", message));
        }
        *left -= quantity;
        changes.push(Change {
            on_hand: quantity,
            incoming: -quantity.min(outstanding),
            unit_cost_e4: costs.get(&one.variant_id).copied(),
            ..Change::new(MovementKind::Receipt, one.variant_id, order.location_id)
        });
        store::add_received(tx, id, one.variant_id, quantity).await?;
    }
    let receipts = movement::post(tx, changes, &cause(id)).await?;
    for receipt in &receipts {
        cost::take_in(tx, receipt).await?;
    }
    let done = open.values().all(|left| *left <= 0);
    let state = if done { PurchaseState::Received } else { PurchaseState::PartlyReceived };
    store::set_state(tx, id, state).await?;
    let pieces: i64 = receipts.iter().map(|receipt| receipt.on_hand_delta).sum();
    let after = json!({"number": order.number, "pieces": pieces, "state": state});
    record(tx, Record::new("purchase_order.received").target("purchase_order", id).after(after)).await
}

/// Gives it up: what has not come will not.
pub(crate) async fn cancel(tx: &mut Tx, id: PurchaseOrderId) -> Result<()> {
    let open = [PurchaseState::Draft, PurchaseState::Ordered, PurchaseState::PartlyReceived];
    let order = in_state(tx, id, &open).await?;
    if order.state != PurchaseState::Draft {
        let lines = store::lines(tx, id).await?;
        let not_coming = |line: &PurchaseLine| Change {
            incoming: -(line.quantity - line.received).max(0),
            ..Change::new(MovementKind::Incoming, line.variant_id, order.location_id)
        };
        movement::post(tx, lines.iter().map(not_coming).collect(), &cause(id)).await?;
    }
    store::set_state(tx, id, PurchaseState::Cancelled).await?;
    let after = json!({"number": order.number});
    record(tx, Record::new("purchase_order.cancelled").target("purchase_order", id).after(after)).await
}

/// What one of each line costs when it has arrived. The extra cost is shared out over the lines by what they cost, by
/// largest remainder, so that the shares add up to it exactly.
async fn landed_costs(
    tx: &mut Tx,
    order: &PurchaseOrder,
    lines: &[PurchaseLine],
) -> Result<BTreeMap<VariantId, i64>> {
    let ours = cost::currency(tx).await?;
    let mut values = Vec::with_capacity(lines.len());
    for line in lines {
        values.push(Money::new(line.unit_cost_minor, order.currency).checked_mul(line.quantity)?);
    }
    let weights: Vec<u64> = values.iter().map(|value| value.amount_minor.unsigned_abs()).collect();
    let shares = Money::new(order.extra_cost_minor, order.currency).allocate(&weights);
    let mut costs = BTreeMap::new();
    for ((line, value), share) in lines.iter().zip(values).zip(shares) {
        let all = value.checked_add(share)?.amount_minor;
        let one = cost::landed(all, line.quantity, order.currency, ours, order.exchange_rate_ppm)?;
        costs.insert(line.variant_id, one);
    }
    Ok(costs)
}

const fn cause(id: PurchaseOrderId) -> Cause {
    Cause::of(Reference::new(ReferenceKind::PurchaseOrder, id))
}

/// The purchase order, which must be that far, and which nobody else changes until this transaction ends.
async fn in_state(tx: &mut Tx, id: PurchaseOrderId, states: &[PurchaseState]) -> Result<PurchaseOrder> {
    must_be(store::lock(tx, id).await?, states)
}

/// The purchase order, if it is that far.
fn must_be(order: PurchaseOrder, states: &[PurchaseState]) -> Result<PurchaseOrder> {
    if states.contains(&order.state) {
        return Ok(order);
    }
    let message = match order.state {
        PurchaseState::Draft => "This purchase order was not sent yet. Order it first.",
        PurchaseState::Received => "All goods of this purchase order have come.",
        PurchaseState::Cancelled => "This purchase order was cancelled.",
        _ => "This purchase order was sent already.",
    };
    Err(Error::conflict("wrong_state", message))
}
