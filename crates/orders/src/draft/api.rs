//! Drafts over HTTP.

use catalog::shop::{self, ShopId};
use db::Tx;
use identity::audit::{Record, record};
use identity::permission::{CUSTOMERS_READ, ORDERS_MANAGE};
use kernel::{Cursor, Error, Money, Page, PageParams, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Created, Ctx, IfMatch, Json, NoContent, Path, Query, Result, Routes, Tagged};

use super::{DraftOrder, DraftOrderId, DraftState, store};
use crate::order::api::{CreateOrder, source_of};
use crate::order::view::OrderView;
use crate::order::{self, OrderId, OrderSource, place};
use crate::text;

/// An order that is being put together.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DraftOrder)]
pub struct DraftView {
    /// The id.
    id: DraftOrderId,
    /// Where it is to be placed.
    shop_id: ShopId,
    /// What its makers call it.
    title: String,
    /// How far it is.
    state: DraftState,
    /// What it holds; null for those who may not read customers.
    #[schema(required)]
    content: Option<CreateOrder>,
    /// What it would cost now; null when something of it is not for sale any more.
    #[schema(required)]
    total: Option<Money>,
    /// The order that it has become.
    #[schema(required)]
    order_id: Option<OrderId>,
    /// Counts changes; the `ETag`.
    version: i64,
    /// When it was begun.
    created_at: Timestamp,
    /// When it changed last.
    updated_at: Timestamp,
}

/// A draft to save. It may be incomplete: only placing it asks for everything.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveDraft {
    /// What to call it.
    #[serde(default)]
    title: String,
    /// What it holds.
    content: CreateOrder,
}

impl DraftView {
    async fn of(tx: &mut Tx, row: DraftOrder, see: bool) -> kernel::Result<Self> {
        let preview = place::preview(tx, row.content.0.clone().order(OrderSource::Manual)).await;
        Ok(Self {
            id: row.id,
            shop_id: row.shop_id,
            title: row.title,
            state: row.state,
            content: see.then_some(row.content.0),
            total: preview.ok().map(|preview| preview.totals.total),
            order_id: row.order_id,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, get, save, delete, place_draft]
}

/// List drafts
///
/// The latest first, also those that were placed.
#[utoipa::path(get, path = "/api/v1/draft-orders", tag = "Draft orders")]
async fn list(ctx: Ctx, Query(page): Query<PageParams>) -> Result<Json<Page<DraftView>>> {
    ctx.require(ORDERS_MANAGE)?;
    let see = ctx.require(CUSTOMERS_READ).is_ok();
    let (limit, after) = (page.limit()?, page.after_descending()?);
    let page = ctx
        .read(async |tx| {
            let rows = store::list(tx, &after, limit + 1).await?;
            let page = Page::new(rows, limit, |row: &DraftOrder| Cursor::at(row.created_at, row.id));
            let mut data = Vec::with_capacity(page.data.len());
            for row in page.data {
                data.push(DraftView::of(tx, row, see).await?);
            }
            Ok(Page { data, next: page.next })
        })
        .await?;
    Ok(Json(page))
}

/// Begin a draft
#[utoipa::path(post, path = "/api/v1/draft-orders", tag = "Draft orders")]
async fn create(ctx: Ctx, Json(new): Json<SaveDraft>) -> Result<Created<DraftView>> {
    ctx.require(ORDERS_MANAGE)?;
    let see = ctx.require(CUSTOMERS_READ).is_ok();
    let title = text::bounded("title", text::one_line(&new.title), 200)?;
    let view = ctx
        .write(async |tx| {
            shop::get(tx, new.content.shop_id).await?;
            let row = store::insert(tx, title, new.content).await?;
            record(tx, Record::new("draft_order.created").target("draft_order", row.id)).await?;
            DraftView::of(tx, row, see).await
        })
        .await?;
    Ok(Created(view))
}

/// Get a draft
#[utoipa::path(get, path = "/api/v1/draft-orders/{draft_id}", tag = "Draft orders")]
async fn get(ctx: Ctx, Path(id): Path<DraftOrderId>) -> Result<Tagged<DraftView>> {
    ctx.require(ORDERS_MANAGE)?;
    let see = ctx.require(CUSTOMERS_READ).is_ok();
    let view = ctx
        .read(async |tx| {
            let row = store::get(tx, id).await?;
            DraftView::of(tx, row, see).await
        })
        .await?;
    Ok(Tagged { version: view.version, value: view })
}

/// Save a draft
///
/// All of it anew. Repeat the `ETag` that you read in `If-Match`, so that nobody's change is lost.
#[utoipa::path(put, path = "/api/v1/draft-orders/{draft_id}", tag = "Draft orders")]
async fn save(
    ctx: Ctx,
    Path(id): Path<DraftOrderId>,
    if_match: IfMatch,
    Json(new): Json<SaveDraft>,
) -> Result<Tagged<DraftView>> {
    ctx.require(ORDERS_MANAGE)?;
    let see = ctx.require(CUSTOMERS_READ).is_ok();
    let title = text::bounded("title", text::one_line(&new.title), 200)?;
    let view = ctx
        .write(async |tx| {
            let before = store::get(tx, id).await?;
            if_match.check(before.version)?;
            open(&before)?;
            shop::get(tx, new.content.shop_id).await?;
            let edited = DraftOrder { title, content: kernel::Json(new.content), ..before };
            let row = store::update(tx, edited).await?;
            record(tx, Record::new("draft_order.changed").target("draft_order", id)).await?;
            DraftView::of(tx, row, see).await
        })
        .await?;
    Ok(Tagged { version: view.version, value: view })
}

/// Delete a draft
#[utoipa::path(delete, path = "/api/v1/draft-orders/{draft_id}", tag = "Draft orders")]
async fn delete(ctx: Ctx, Path(id): Path<DraftOrderId>) -> Result<NoContent> {
    ctx.require(ORDERS_MANAGE)?;
    ctx.write(async |tx| {
        store::get(tx, id).await?;
        store::delete(tx, id).await?;
        record(tx, Record::new("draft_order.deleted").target("draft_order", id)).await
    })
    .await?;
    Ok(NoContent)
}

/// Place a draft
///
/// From here on it is an order like any other. A draft is placed once, whoever presses the button twice.
#[utoipa::path(post, path = "/api/v1/draft-orders/{draft_id}/place", tag = "Draft orders")]
async fn place_draft(ctx: Ctx, Path(id): Path<DraftOrderId>) -> Result<Created<OrderView>> {
    ctx.require(ORDERS_MANAGE)?;
    let see = ctx.require(CUSTOMERS_READ).is_ok();
    let source = source_of(&ctx);
    let placed = ctx
        .write(async |tx| {
            let draft = store::get(tx, id).await?;
            if let Some(order) = draft.order_id {
                return order::get(tx, order).await;
            }
            let mut new = draft.content.0.order(source);
            new.checkout_key = Some(format!("draft:{id}"));
            let order = order::place(tx, new).await?;
            store::set_placed(tx, id, order.id).await?;
            let entry = Record::new("draft_order.placed").target("draft_order", id);
            record(tx, entry.after(json!({"order_id": order.id}))).await?;
            Ok(order)
        })
        .await?;
    Ok(Created(OrderView::new(placed, see)))
}

fn open(draft: &DraftOrder) -> kernel::Result<()> {
    match draft.state {
        DraftState::Open => Ok(()),
        DraftState::Placed => {
            Err(Error::conflict("draft_placed", "This draft has become an order. Edit that instead."))
        }
    }
}
