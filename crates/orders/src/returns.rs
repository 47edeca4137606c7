//! Returns: goods that customers send back, from the wish to the shelf.
//!
//! `requested → approved → received → inspected`, or `rejected` or `cancelled` before anything is here. Goods that arrive
//! unannounced are received from `requested` at once: refusing to write down what lies there helps nobody.

pub(crate) mod api;
pub(crate) mod exchange;
pub(crate) mod store;

pub use exchange::exchange;

use db::Tx;
use identity::audit::Record;
use kernel::{Entity, Error, Id, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use stock::LocationId;
use utoipa::ToSchema;

use crate::order::{LineId, Order, OrderId, OrderLine, lines, store as orders};
use crate::{goods, text, timeline};

const NOTE_MAX: usize = 2_000;

/// How far a return is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ReturnStep {
    /// The customer asks.
    Requested,
    /// The merchant agrees.
    Approved,
    /// The goods are here.
    Received,
    /// The goods were looked at, and are on the shelf or written off.
    Inspected,
    /// The merchant does not agree.
    Rejected,
    /// The customer keeps the goods.
    Cancelled,
}

/// Why something comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ReturnReason {
    /// It is too small.
    TooSmall,
    /// It is too large.
    TooLarge,
    /// It is not what the shop said.
    NotAsDescribed,
    /// It arrived damaged.
    Damaged,
    /// It does not work.
    Defective,
    /// It is something else.
    WrongItem,
    /// It came too late.
    Late,
    /// They do not want it any more.
    ChangedMind,
    /// Something else.
    Other,
}

/// One return.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Return {
    /// The id.
    pub id: ReturnId,
    /// The order.
    pub order_id: OrderId,
    /// The order's name and a counter.
    pub name: String,
    /// How far it is.
    pub state: ReturnStep,
    /// What the customer wrote.
    pub customer_note: String,
    /// What the merchant wrote.
    pub note: String,
    /// What the courier knows the parcel by.
    pub tracking_number: Option<String>,
    /// The order that goods were exchanged in.
    pub exchange_order_id: Option<OrderId>,
    /// What was given back for it.
    pub refunded_minor: i64,
    /// Counts changes.
    pub version: i64,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When the merchant agreed.
    pub approved_at: Option<Timestamp>,
    /// When the goods arrived.
    pub received_at: Option<Timestamp>,
    /// When it was done with.
    pub closed_at: Option<Timestamp>,
}

impl Entity for Return {
    const PREFIX: &'static str = "ret";
}

/// The id of a return.
pub type ReturnId = Id<Return>;

/// One line of a return.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ReturnLine {
    /// The id.
    pub id: Id<ReturnLine>,
    /// The return.
    pub return_id: ReturnId,
    /// The order's line.
    pub line_id: LineId,
    /// How many come back.
    pub quantity: i64,
    /// Why.
    pub reason: ReturnReason,
    /// What the customer wrote about it.
    pub note: String,
    /// How many arrived.
    pub received_quantity: i64,
    /// How many are on the shelf again.
    pub restocked_quantity: i64,
}

impl Entity for ReturnLine {
    const PREFIX: &'static str = "retline";
}

/// A line that is to come back.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReturnLine {
    /// The order's line.
    pub line_id: LineId,
    /// How many of it.
    #[schema(minimum = 1)]
    pub quantity: i64,
    /// Why.
    pub reason: ReturnReason,
    /// What the customer wrote about it.
    #[serde(default)]
    pub note: String,
}

/// What is to come back.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReturn {
    /// The lines; everything that is with the customer when left out.
    pub lines: Option<Vec<NewReturnLine>>,
    /// What the customer wrote.
    #[serde(default)]
    pub customer_note: String,
}

/// A customer asks to send goods back. Only what is with them can come back, and each thing once.
pub async fn request(tx: &mut Tx, order: OrderId, new: NewReturn) -> Result<Return> {
    let order = orders::lock(tx, order).await?;
    let lines = lines::of_order(tx, order.id).await?;
    let waiting = store::waiting(tx, order.id).await?;
    let with_customer = |line: &OrderLine| {
        let waits = waiting.iter().find(|(id, _)| *id == line.id).map_or(0, |(_, quantity)| *quantity);
        line.shipped_quantity - line.returned_quantity - waits
    };
    let wanted = match new.lines {
        Some(wanted) if !wanted.is_empty() => wanted,
        _ => everything(&lines, with_customer)?,
    };
    let (id, now): (ReturnId, Timestamp) = (tx.new_id(), tx.now());
    let mut rows: Vec<ReturnLine> = Vec::with_capacity(wanted.len());
    for (index, one) in wanted.iter().enumerate() {
        let line = lines.iter().find(|line| line.id == one.line_id);
        let left = line.map(with_customer).ok_or_else(|| {
            Error::invalid(format!("lines.{index}.line_id"), "unknown", "The order has no such line.")
        })?;
        if rows.iter().any(|row| row.line_id == one.line_id) || one.quantity < 1 || one.quantity > left {
            let message =
                format!("{left} of it are with the customer and not on their way back; name each line once.");
            return Err(Error::invalid(format!("lines.{index}.quantity"), "out_of_range", message));
        }
        rows.push(ReturnLine {
            id: tx.new_id(),
            return_id: id,
            line_id: one.line_id,
            quantity: one.quantity,
            reason: one.reason,
            note: text::paragraphs("lines.note", &one.note, NOTE_MAX)?,
            received_quantity: 0,
            restocked_quantity: 0,
        });
    }
    let count = store::count(tx, order.id).await?;
    let new = Return {
        id,
        order_id: order.id,
        name: format!("{}-R{}", order.name, count + 1),
        state: ReturnStep::Requested,
        customer_note: text::paragraphs("customer_note", &new.customer_note, NOTE_MAX)?,
        note: String::new(),
        tracking_number: None,
        exchange_order_id: None,
        refunded_minor: 0,
        version: 1,
        requested_at: now,
        approved_at: None,
        received_at: None,
        closed_at: None,
    };
    let told = lines_told(&rows);
    store::insert(tx, new.clone(), rows).await?;
    tell(tx, &order, &new, "return.requested", told).await?;
    orders::settle(tx, order.id).await?;
    Ok(new)
}

fn everything(lines: &[OrderLine], left: impl Fn(&OrderLine) -> i64) -> Result<Vec<NewReturnLine>> {
    let all = lines.iter().filter(|line| left(line) > 0).map(|line| NewReturnLine {
        line_id: line.id,
        quantity: left(line),
        reason: ReturnReason::Other,
        note: String::new(),
    });
    let all: Vec<_> = all.collect();
    if all.is_empty() {
        let detail = "Nothing of this order is with the customer, or all of it is on its way back already.";
        return Err(Error::conflict("nothing_to_return", detail));
    }
    Ok(all)
}

/// The merchant agrees: the goods may come.
pub async fn approve(tx: &mut Tx, id: ReturnId, tracking_number: Option<String>) -> Result<Return> {
    let (order, found) = lock(tx, id, &[ReturnStep::Requested]).await?;
    let tracking_number = text::optional("tracking_number", tracking_number, 100)?;
    let approved_at = Some(tx.now());
    let step = Return { state: ReturnStep::Approved, approved_at, tracking_number, ..found };
    take(tx, &order, step, "return.approved").await
}

/// The merchant does not agree.
pub async fn reject(tx: &mut Tx, id: ReturnId, note: &str) -> Result<Return> {
    let (order, found) = lock(tx, id, &[ReturnStep::Requested]).await?;
    let note = text::paragraphs("note", note, NOTE_MAX)?;
    let closed_at = Some(tx.now());
    take(tx, &order, Return { state: ReturnStep::Rejected, note, closed_at, ..found }, "return.rejected")
        .await
}

/// The customer keeps the goods after all.
pub async fn cancel(tx: &mut Tx, id: ReturnId) -> Result<Return> {
    let (order, found) = lock(tx, id, &[ReturnStep::Requested, ReturnStep::Approved]).await?;
    let closed_at = Some(tx.now());
    take(tx, &order, Return { state: ReturnStep::Cancelled, closed_at, ..found }, "return.cancelled").await
}

/// So many of a line of the order arrived, or can be sold again.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CountedLine)]
pub struct Counted {
    /// The order's line.
    pub line_id: LineId,
    /// How many.
    #[schema(minimum = 0)]
    pub quantity: i64,
}

/// The goods are here: all of them, or those that were counted.
pub async fn receive(tx: &mut Tx, id: ReturnId, counted: Option<Vec<Counted>>) -> Result<Return> {
    let (order, found) = lock(tx, id, &[ReturnStep::Requested, ReturnStep::Approved]).await?;
    let mut lines = lines::of_order(tx, order.id).await?;
    let mut rows = store::lines(tx, id).await?;
    for row in &mut rows {
        row.received_quantity = count_of(row, counted.as_deref(), row.quantity)?;
        let line = lines::pick(&mut lines, row.line_id, String::new())?;
        if row.received_quantity > line.shipped_quantity - line.returned_quantity {
            let detail = "A refund has put some of it back already: count only what the customer still had.";
            return Err(Error::conflict("returned_already", detail));
        }
        line.returned_quantity += row.received_quantity;
        lines::save_progress(tx, line).await?;
        store::save_line(tx, row).await?;
    }
    let received_at = Some(tx.now());
    take(tx, &order, Return { state: ReturnStep::Received, received_at, ..found }, "return.received").await
}

/// The goods were looked at: those that can be sold again go on the shelf of the location, and the others are written
/// off there. All of them can, when nothing else is said.
pub async fn inspect(
    tx: &mut Tx,
    id: ReturnId,
    sellable: Option<Vec<Counted>>,
    location: Option<LocationId>,
    note: &str,
) -> Result<Return> {
    let (order, found) = lock(tx, id, &[ReturnStep::Received]).await?;
    let lines = lines::of_order(tx, order.id).await?;
    let mut rows = store::lines(tx, id).await?;
    let mut back = Vec::with_capacity(rows.len());
    for row in &mut rows {
        row.restocked_quantity = count_of(row, sellable.as_deref(), row.received_quantity)?;
        let broken = row.received_quantity - row.restocked_quantity;
        let line = lines.iter().find(|line| line.id == row.line_id);
        back.extend(line.map(|line| (line, row.restocked_quantity, broken)));
        store::save_line(tx, row).await?;
    }
    goods::take_back(tx, id, &back, location).await?;
    let note = text::paragraphs("note", note, NOTE_MAX)?;
    let closed_at = Some(tx.now());
    take(tx, &order, Return { state: ReturnStep::Inspected, note, closed_at, ..found }, "return.inspected")
        .await
}

/// What was counted of a line: at most `most`, and that when nothing was counted at all.
fn count_of(row: &ReturnLine, counted: Option<&[Counted]>, most: i64) -> Result<i64> {
    let Some(counted) = counted else { return Ok(most) };
    let count = counted.iter().find(|one| one.line_id == row.line_id).map_or(0, |one| one.quantity);
    if (0..=most).contains(&count) {
        return Ok(count);
    }
    Err(Error::invalid("lines", "out_of_range", format!("Of one of these lines there are at most {most}.")))
}

/// An error unless the return is one of the order.
pub(crate) async fn check_belongs(tx: &mut Tx, id: ReturnId, order: OrderId) -> Result<()> {
    let belongs = store::find(tx, id).await?.is_some_and(|found| found.order_id == order);
    let message = "The order has no such return.";
    if belongs { Ok(()) } else { Err(Error::invalid("return_id", "unknown", message)) }
}

/// The return under its order's lock, in one of these states.
async fn lock(tx: &mut Tx, id: ReturnId, states: &[ReturnStep]) -> Result<(Order, Return)> {
    let order_id = store::get(tx, id).await?.order_id;
    let order = orders::lock(tx, order_id).await?;
    let found = store::get(tx, id).await?;
    if states.contains(&found.state) {
        return Ok((order, found));
    }
    let state = serde_json::to_value(found.state).unwrap_or_default();
    let state = state.as_str().unwrap_or_default();
    Err(Error::conflict("return_moved_on", format!("The return is {state} already. Read it again.")))
}

async fn take(tx: &mut Tx, order: &Order, step: Return, what: &'static str) -> Result<Return> {
    let saved = store::update(tx, step).await?;
    let rows = store::lines(tx, saved.id).await?;
    tell(tx, order, &saved, what, lines_told(&rows)).await?;
    orders::settle(tx, order.id).await?;
    Ok(saved)
}

fn lines_told(rows: &[ReturnLine]) -> serde_json::Value {
    let line = |row: &ReturnLine| {
        json!({"line_id": row.line_id, "quantity": row.quantity, "reason": row.reason,
               "received_quantity": row.received_quantity, "restocked_quantity": row.restocked_quantity})
    };
    rows.iter().map(line).collect()
}

async fn tell(
    tx: &mut Tx,
    order: &Order,
    about: &Return,
    what: &'static str,
    lines: serde_json::Value,
) -> Result<()> {
    let detail = json!({"return_id": about.id, "return_name": about.name, "lines": lines});
    timeline::tell_of(tx, order, Record::new(what).target("return", about.id), what, detail).await
}
