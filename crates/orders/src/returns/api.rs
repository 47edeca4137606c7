//! Returns over HTTP.

use catalog::shop::ShopId;
use db::Tx;
use identity::permission::{CUSTOMERS_READ, ORDERS_MANAGE, ORDERS_READ};
use kernel::{Currency, Cursor, Money, Page, PageParams, Timestamp};
use serde::{Deserialize, Serialize};
use stock::LocationId;
use utoipa::{IntoParams, ToSchema};
use web::{Created, Ctx, Json, Path, Query, Result, Routes};

use super::{Counted, NewReturn, Return, ReturnId, ReturnReason, ReturnStep, store};
use crate::order::view::OrderView;
use crate::order::{LineId, NewLine, OrderId, store as orders};

/// Goods that come back.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Return)]
pub struct ReturnView {
    /// The id.
    id: ReturnId,
    /// The order.
    order_id: OrderId,
    /// The order's name and a counter.
    #[schema(example = "NB-1001-R1")]
    name: String,
    /// How far it is.
    state: ReturnStep,
    /// What comes back.
    lines: Vec<ReturnLineView>,
    /// What the customer wrote; empty for those who may not read customers.
    customer_note: String,
    /// What the merchant wrote.
    note: String,
    /// What the courier knows the parcel by.
    #[schema(required)]
    tracking_number: Option<String>,
    /// The order that goods were exchanged in.
    #[schema(required)]
    exchange_order_id: Option<OrderId>,
    /// What was given back for it.
    refunded: Money,
    /// When it was asked for.
    requested_at: Timestamp,
    /// When the merchant agreed.
    #[schema(required)]
    approved_at: Option<Timestamp>,
    /// When the goods arrived.
    #[schema(required)]
    received_at: Option<Timestamp>,
    /// When it was done with.
    #[schema(required)]
    closed_at: Option<Timestamp>,
}

/// A line that comes back.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReturnLine)]
pub struct ReturnLineView {
    /// The order's line.
    line_id: LineId,
    /// How many come back.
    quantity: i64,
    /// Why.
    reason: ReturnReason,
    /// What the customer wrote about it.
    note: String,
    /// How many arrived.
    received_quantity: i64,
    /// How many are on the shelf again; the others were written off.
    restocked_quantity: i64,
}

impl ReturnView {
    pub(crate) async fn of(tx: &mut Tx, row: Return, currency: Currency, see: bool) -> kernel::Result<Self> {
        let lines = store::lines(tx, row.id).await?.into_iter().map(|line| ReturnLineView {
            line_id: line.line_id,
            quantity: line.quantity,
            reason: line.reason,
            note: if see { line.note } else { String::new() },
            received_quantity: line.received_quantity,
            restocked_quantity: line.restocked_quantity,
        });
        Ok(Self {
            id: row.id,
            order_id: row.order_id,
            name: row.name,
            state: row.state,
            lines: lines.collect(),
            customer_note: if see { row.customer_note } else { String::new() },
            note: row.note,
            tracking_number: row.tracking_number,
            exchange_order_id: row.exchange_order_id,
            refunded: Money::new(row.refunded_minor, currency),
            requested_at: row.requested_at,
            approved_at: row.approved_at,
            received_at: row.received_at,
            closed_at: row.closed_at,
        })
    }

    async fn load(tx: &mut Tx, row: Return, see: bool) -> kernel::Result<Self> {
        let currency = orders::get(tx, row.order_id).await?.currency;
        Self::of(tx, row, currency, see).await
    }
}

/// Which returns are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReturnFilter {
    /// How far they are.
    state: Option<ReturnStep>,
    /// Those of one shop's orders.
    shop: Option<ShopId>,
}

/// How goods are to come back.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApproveReturn {
    /// What the courier knows the parcel by, when you sent a label.
    tracking_number: Option<String>,
}

/// Why goods are not to come back.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RejectReturn {
    /// What to tell the customer.
    #[serde(default)]
    note: String,
}

/// What arrived.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiveReturn {
    /// How many of each line; all of them when left out.
    lines: Option<Vec<Counted>>,
}

/// What can be sold again.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectReturn {
    /// How many of each line can be sold again; all of them when left out. The others are written off.
    sellable: Option<Vec<Counted>>,
    /// Where they are; where stock is taken from first when left out.
    location_id: Option<LocationId>,
    /// What you saw.
    #[serde(default)]
    note: String,
}

/// What to send instead.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExchangeReturn {
    /// Other goods; the same ones when left out.
    #[serde(default)]
    lines: Vec<NewLine>,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, get, approve, reject, cancel, receive, inspect, exchange]
}

/// List returns
///
/// The latest first, of one shop or all.
#[utoipa::path(get, path = "/api/v1/returns", tag = "Returns")]
async fn list(
    ctx: Ctx,
    Query(filter): Query<ReturnFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<ReturnView>>> {
    ctx.require(ORDERS_READ)?;
    let see = ctx.require(CUSTOMERS_READ).is_ok();
    let (limit, after) = (page.limit()?, page.after_descending()?);
    let page = ctx
        .read(async |tx| {
            let rows = store::list(tx, filter.state, filter.shop, &after, limit + 1).await?;
            let page = Page::new(rows, limit, |row: &Return| Cursor::at(row.requested_at, row.id));
            let mut data = Vec::with_capacity(page.data.len());
            for row in page.data {
                data.push(ReturnView::load(tx, row, see).await?);
            }
            Ok(Page { data, next: page.next })
        })
        .await?;
    Ok(Json(page))
}

/// Open a return
///
/// Only what is with the customer can come back. Without lines it is about everything that is.
#[utoipa::path(post, path = "/api/v1/orders/{order_id}/returns", tag = "Returns")]
async fn create(
    ctx: Ctx,
    Path(id): Path<OrderId>,
    Json(new): Json<NewReturn>,
) -> Result<Created<ReturnView>> {
    let view = step(&ctx, async |tx| super::request(tx, id, new).await).await?;
    Ok(Created(view))
}

/// Get a return
#[utoipa::path(get, path = "/api/v1/returns/{return_id}", tag = "Returns")]
async fn get(ctx: Ctx, Path(id): Path<ReturnId>) -> Result<Json<ReturnView>> {
    ctx.require(ORDERS_READ)?;
    let see = ctx.require(CUSTOMERS_READ).is_ok();
    let view = ctx
        .read(async |tx| {
            let row = store::get(tx, id).await?;
            ReturnView::load(tx, row, see).await
        })
        .await?;
    Ok(Json(view))
}

/// One step of a return, and what became of it.
async fn step(
    ctx: &Ctx,
    work: impl AsyncFnOnce(&mut Tx) -> kernel::Result<Return>,
) -> kernel::Result<ReturnView> {
    ctx.require(ORDERS_MANAGE)?;
    let see = ctx.require(CUSTOMERS_READ).is_ok();
    ctx.write(async |tx| {
        let row = work(tx).await?;
        ReturnView::load(tx, row, see).await
    })
    .await
}

/// Approve a return
#[utoipa::path(post, path = "/api/v1/returns/{return_id}/approve", tag = "Returns")]
async fn approve(
    ctx: Ctx,
    Path(id): Path<ReturnId>,
    Json(body): Json<ApproveReturn>,
) -> Result<Json<ReturnView>> {
    Ok(Json(step(&ctx, async |tx| super::approve(tx, id, body.tracking_number).await).await?))
}

/// Reject a return
#[utoipa::path(post, path = "/api/v1/returns/{return_id}/reject", tag = "Returns")]
async fn reject(
    ctx: Ctx,
    Path(id): Path<ReturnId>,
    Json(body): Json<RejectReturn>,
) -> Result<Json<ReturnView>> {
    Ok(Json(step(&ctx, async |tx| super::reject(tx, id, &body.note).await).await?))
}

/// Cancel a return
///
/// The customer keeps the goods.
#[utoipa::path(post, path = "/api/v1/returns/{return_id}/cancel", tag = "Returns")]
async fn cancel(ctx: Ctx, Path(id): Path<ReturnId>) -> Result<Json<ReturnView>> {
    Ok(Json(step(&ctx, async |tx| super::cancel(tx, id).await).await?))
}

/// Receive a return
///
/// The goods are here. They go on the shelf when they have been inspected.
#[utoipa::path(post, path = "/api/v1/returns/{return_id}/receive", tag = "Returns")]
async fn receive(
    ctx: Ctx,
    Path(id): Path<ReturnId>,
    Json(body): Json<ReceiveReturn>,
) -> Result<Json<ReturnView>> {
    Ok(Json(step(&ctx, async |tx| super::receive(tx, id, body.lines).await).await?))
}

/// Inspect a return
///
/// What can be sold again goes back on the shelf; what cannot is written off. The money goes back with a refund.
#[utoipa::path(post, path = "/api/v1/returns/{return_id}/inspect", tag = "Returns")]
async fn inspect(
    ctx: Ctx,
    Path(id): Path<ReturnId>,
    Json(body): Json<InspectReturn>,
) -> Result<Json<ReturnView>> {
    let InspectReturn { sellable, location_id, note } = body;
    Ok(Json(step(&ctx, async |tx| super::inspect(tx, id, sellable, location_id, &note).await).await?))
}

/// Exchange returned goods
///
/// Makes a linked order. What the customer paid for the returned goods is taken off it.
#[utoipa::path(post, path = "/api/v1/returns/{return_id}/exchange", tag = "Returns")]
async fn exchange(
    ctx: Ctx,
    Path(id): Path<ReturnId>,
    Json(body): Json<ExchangeReturn>,
) -> Result<Created<OrderView>> {
    ctx.require(ORDERS_MANAGE)?;
    let see = ctx.require(CUSTOMERS_READ).is_ok();
    let order = ctx.write(async |tx| super::exchange(tx, id, body.lines).await).await?;
    Ok(Created(OrderView::new(order, see)))
}
