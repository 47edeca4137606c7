//! Orders over HTTP.

use catalog::shop::ShopId;
use identity::permission::{CUSTOMERS_READ, ORDERS_MANAGE, ORDERS_READ};
use kernel::{ActorKind, Cursor, Page, PageParams, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use web::{Created, Csv, Ctx, IfMatch, Json, Path, Query, Result, Routes, Tagged};

use super::change::{self, OrderChange};
use super::edit::{self, Edit};
use super::list::{self, OrderFilter};
use super::view::{OrderDetail, OrderView};
use super::{Buyer, CancelReason, NewLine, NewOrder, NewPayment, NewShipping, Order, OrderId, OrderSource};
use super::{PaymentStart, export, store};
use crate::address::Address;
use crate::pricing::Discount;
use crate::{text, timeline};

const NOTE_MAX: usize = 5_000;

/// A new order, as a member or a program enters it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewOrder)]
pub struct CreateOrder {
    /// Where it is placed.
    pub(crate) shop_id: ShopId,
    /// Who buys.
    #[serde(default)]
    buyer: Buyer,
    /// What.
    #[schema(example = json!([{"title": "Engraving", "quantity": 1, "unit_price_minor": 1500}]))]
    lines: Vec<NewLine>,
    /// What is taken off the whole, one after the other.
    #[serde(default)]
    discounts: Vec<Discount>,
    /// How it gets there.
    #[serde(default)]
    shipping: NewShipping,
    /// Where the parcel goes.
    #[serde(default)]
    shipping_address: Option<Address>,
    /// Where the bill goes; where the parcel goes when left out.
    #[serde(default)]
    billing_address: Option<Address>,
    /// What the customer wrote.
    #[serde(default)]
    customer_note: String,
    /// What it is sorted by.
    #[serde(default)]
    tags: Vec<String>,
    /// How the customer pays; nothing is written down about money when left out.
    #[serde(default)]
    payment: Option<FirstPayment>,
    /// Your own key of the checkout: a second order with the same key is the first one.
    #[serde(default)]
    checkout_key: Option<String>,
}

/// How a customer pays a new order.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstPayment {
    /// How.
    #[schema(example = "bank_transfer")]
    method: String,
    /// How far the payment is.
    state: PaymentStart,
    /// What was charged, in minor units. It must be what the order costs.
    #[schema(minimum = 0)]
    amount_minor: i64,
    /// Who moves the money; `manual` when left out.
    #[serde(default)]
    provider: Option<String>,
    /// The provider's own id of it.
    #[serde(default)]
    reference: Option<String>,
}

impl CreateOrder {
    pub(crate) fn order(self, source: OrderSource) -> NewOrder {
        NewOrder {
            checkout_key: self.checkout_key,
            buyer: self.buyer,
            lines: self.lines,
            discounts: self.discounts,
            shipping: self.shipping,
            shipping_address: self.shipping_address,
            billing_address: self.billing_address,
            customer_note: self.customer_note,
            tags: self.tags,
            payment: self.payment.map(|payment| NewPayment {
                provider: payment.provider.unwrap_or_else(|| "manual".to_owned()),
                method: payment.method,
                reference: payment.reference,
                start: payment.state,
                amount_minor: payment.amount_minor,
                expires_at: None,
            }),
            ..NewOrder::new(self.shop_id, source)
        }
    }
}

/// Why an order is called off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelOrder {
    /// Why.
    reason: CancelReason,
}

/// Something to remember about an order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddNote {
    /// The text; customers do not see it.
    #[schema(example = "Called: wants it gift-wrapped.")]
    note: String,
}

/// Something that happened to an order.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineView {
    /// When.
    at: Timestamp,
    /// What: the name of the event, or `note`.
    #[schema(example = "order.placed")]
    kind: String,
    /// What kind of actor did it.
    actor_kind: String,
    /// Who did it.
    actor_name: String,
    /// What somebody wrote.
    #[schema(required)]
    note: Option<String>,
    /// The particulars.
    detail: Value,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, export_orders, get, update, edit, cancel, add_note, events]
}

fn sees_customers(ctx: &Ctx) -> bool {
    ctx.require(CUSTOMERS_READ).is_ok()
}

/// List orders
///
/// The latest first, of one shop or all. Who may not read customers sees initials, and finds by number only.
#[utoipa::path(get, path = "/api/v1/orders", tag = "Orders")]
async fn list(
    ctx: Ctx,
    Query(filter): Query<OrderFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<OrderView>>> {
    ctx.require(ORDERS_READ)?;
    let (limit, after, see) = (page.limit()?, page.after_descending()?, sees_customers(&ctx));
    let filter = blinded(filter, see);
    let rows = ctx.read(async |tx| list::list(tx, filter, &after, limit + 1).await).await?;
    let page = Page::new(rows, limit, |row: &Order| Cursor::at(row.placed_at, row.id));
    Ok(Json(page.map(|row| OrderView::new(row, see))))
}

/// A search would tell whether somebody has bought: without the right to read customers it is for numbers.
fn blinded(mut filter: OrderFilter, see: bool) -> OrderFilter {
    let is_number = |q: &String| q.chars().any(|c| c.is_ascii_digit()) && !q.contains('@');
    if !see && filter.q.as_ref().is_some_and(|q| !is_number(q)) {
        // No term begins with this, so nothing is found.
        filter.q = Some("\u{10FFFE}\u{10FFFE}".to_owned());
    }
    filter
}

/// Place an order
///
/// What is for sale is checked, the goods are held, the totals are worked out, and the order gets its number: all of
/// it or nothing. Send an `Idempotency-Key` or a `checkout_key`, so that a repetition places no second one.
#[utoipa::path(post, path = "/api/v1/orders", tag = "Orders")]
async fn create(ctx: Ctx, Json(new): Json<CreateOrder>) -> Result<Created<OrderDetail>> {
    ctx.require(ORDERS_MANAGE)?;
    let see = sees_customers(&ctx);
    let source = source_of(&ctx);
    let detail = ctx
        .write(async |tx| {
            let order = super::place(tx, new.order(source)).await?;
            OrderDetail::of(tx, order, see).await
        })
        .await?;
    Ok(Created(detail))
}

/// Whether a person or a program enters an order.
pub(crate) fn source_of(ctx: &Ctx) -> OrderSource {
    if ctx.actor().kind == ActorKind::ApiKey { OrderSource::Api } else { OrderSource::Manual }
}

/// Export orders as CSV
///
/// The same filters as the list, one row per line, 5 000 orders at most: narrow the time for more. A cell that a
/// spreadsheet would take for a formula begins with an apostrophe.
#[utoipa::path(get, path = "/api/v1/orders/export", tag = "Orders")]
async fn export_orders(ctx: Ctx, Query(filter): Query<OrderFilter>) -> Result<Csv> {
    ctx.require(ORDERS_READ)?;
    let see = sees_customers(&ctx);
    let filter = blinded(filter, see);
    let text = ctx.read(async |tx| export::to_csv(tx, filter, see).await).await?;
    Ok(Csv { file_name: "orders.csv", text })
}

/// Get an order
#[utoipa::path(get, path = "/api/v1/orders/{order_id}", tag = "Orders")]
async fn get(ctx: Ctx, Path(id): Path<OrderId>) -> Result<Tagged<OrderDetail>> {
    ctx.require(ORDERS_READ)?;
    let see = sees_customers(&ctx);
    let detail = ctx
        .read(async |tx| {
            let order = store::get(tx, id).await?;
            OrderDetail::of(tx, order, see).await
        })
        .await?;
    Ok(Tagged { version: detail.order.version, value: detail })
}

/// Change what an order says about people and places
///
/// No amount changes. Repeat the `ETag` that you read in `If-Match`, so that nobody's change is lost.
#[utoipa::path(patch, path = "/api/v1/orders/{order_id}", tag = "Orders")]
async fn update(
    ctx: Ctx,
    Path(id): Path<OrderId>,
    if_match: IfMatch,
    Json(body): Json<OrderChange>,
) -> Result<Tagged<OrderDetail>> {
    ctx.require(ORDERS_MANAGE)?;
    let see = sees_customers(&ctx);
    let detail = ctx
        .write(async |tx| {
            let order = store::lock(tx, id).await?;
            // Taking the lock has counted on.
            if_match.check(order.version - 1)?;
            let order = change::change(tx, order, body).await?;
            OrderDetail::of(tx, order, see).await
        })
        .await?;
    Ok(Tagged { version: detail.order.version, value: detail })
}

/// Edit an order
///
/// Other quantities, further lines, another discount. The totals are worked out anew, and the stock follows. Repeat the
/// `ETag` of the order that you read in `If-Match`, so that nobody's change is lost.
#[utoipa::path(post, path = "/api/v1/orders/{order_id}/edits", tag = "Orders")]
async fn edit(
    ctx: Ctx,
    Path(id): Path<OrderId>,
    if_match: IfMatch,
    Json(body): Json<Edit>,
) -> Result<Tagged<OrderDetail>> {
    ctx.require(ORDERS_MANAGE)?;
    let see = sees_customers(&ctx);
    let detail = ctx
        .write(async |tx| {
            let order = store::lock(tx, id).await?;
            // Taking the lock has counted on.
            if_match.check(order.version - 1)?;
            let order = edit::edit(tx, order, body).await?;
            OrderDetail::of(tx, order, see).await
        })
        .await?;
    Ok(Tagged { version: detail.order.version, value: detail })
}

/// Cancel an order
///
/// Before anything of it has left: its goods go back on sale, and money that was promised is let go. What was taken stays
/// until you refund it.
#[utoipa::path(post, path = "/api/v1/orders/{order_id}/cancel", tag = "Orders")]
async fn cancel(
    ctx: Ctx,
    Path(id): Path<OrderId>,
    Json(body): Json<CancelOrder>,
) -> Result<Json<OrderDetail>> {
    ctx.require(ORDERS_MANAGE)?;
    let see = sees_customers(&ctx);
    let detail = ctx
        .write(async |tx| {
            let order = super::cancel(tx, id, body.reason).await?;
            OrderDetail::of(tx, order, see).await
        })
        .await?;
    Ok(Json(detail))
}

/// Add a note to an order
///
/// It stands on the timeline; customers do not see it.
#[utoipa::path(post, path = "/api/v1/orders/{order_id}/notes", tag = "Orders")]
async fn add_note(
    ctx: Ctx,
    Path(id): Path<OrderId>,
    Json(body): Json<AddNote>,
) -> Result<Created<TimelineView>> {
    ctx.require(ORDERS_MANAGE)?;
    let note = text::paragraphs("note", &body.note, NOTE_MAX)?;
    if note.is_empty() {
        return Err(kernel::Error::invalid("note", "required", "Write something.").into());
    }
    let view = ctx
        .write(async |tx| {
            store::get(tx, id).await?;
            timeline::write(tx, id, "note", Some(note), json!({})).await?;
            let latest = timeline::list(tx, id, &Cursor::START_DESCENDING, 1).await?.pop();
            latest.map(TimelineView::from).ok_or_else(|| kernel::Error::internal("the note is not there"))
        })
        .await?;
    Ok(Created(view))
}

impl From<timeline::TimelineEntry> for TimelineView {
    fn from(row: timeline::TimelineEntry) -> Self {
        Self {
            at: row.at,
            kind: row.kind,
            actor_kind: row.actor_kind,
            actor_name: row.actor_name,
            note: row.note,
            detail: row.detail.0,
        }
    }
}

/// List what happened to an order
///
/// The latest first, with notes.
#[utoipa::path(get, path = "/api/v1/orders/{order_id}/timeline", tag = "Orders")]
async fn events(
    ctx: Ctx,
    Path(id): Path<OrderId>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<TimelineView>>> {
    ctx.require(ORDERS_READ)?;
    let (limit, after) = (page.limit()?, page.after_descending()?);
    let rows = ctx
        .read(async |tx| {
            store::get(tx, id).await?;
            timeline::list(tx, id, &after, limit + 1).await
        })
        .await?;
    let page = Page::new(rows, limit, |row: &timeline::TimelineEntry| Cursor::at(row.at, row.id));
    Ok(Json(page.map(TimelineView::from)))
}
