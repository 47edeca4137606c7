//! Saved views over HTTP.

use identity::audit::{Record, record};
use identity::permission::{
    CUSTOMERS_MANAGE, CUSTOMERS_READ, ORDERS_MANAGE, ORDERS_READ, PRODUCTS_MANAGE, PRODUCTS_READ,
};
use kernel::{Page, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web::{Created, Ctx, Json, NoContent, Path, Permission, Query, Result, Routes};

use super::{SavedView, SavedViewId, check_filter, check_list, store};
use crate::text;

const NAME_MAX: usize = 60;

/// The filters of a list under a name.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SavedView)]
pub struct SavedViewView {
    /// The id.
    id: SavedViewId,
    /// Which list.
    #[schema(example = "orders")]
    list: String,
    /// What it is called.
    name: String,
    /// Whether everybody in the organization has it.
    is_shared: bool,
    /// The list's query parameters.
    filter: Map<String, Value>,
    /// When it was saved.
    created_at: Timestamp,
}

impl From<SavedView> for SavedViewView {
    fn from(row: SavedView) -> Self {
        Self {
            id: row.id,
            list: row.list,
            name: row.name,
            is_shared: row.user_id.is_none(),
            filter: row.filter.0,
            created_at: row.created_at,
        }
    }
}

/// Whose views are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ViewFilter {
    /// Which list; `orders` when left out.
    list: Option<String>,
}

/// A view to save.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateView {
    /// Which list.
    #[schema(example = "orders")]
    list: String,
    /// What to call it.
    name: String,
    /// The list's query parameters.
    #[schema(example = json!({"financial_state": "paid", "fulfilment_state": "unfulfilled"}))]
    filter: Map<String, Value>,
    /// Whether everybody in the organization gets it; only you when left out.
    #[serde(default)]
    is_shared: bool,
}

/// What to change of a view. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewChange {
    /// What to call it.
    name: Option<String>,
    /// The list's query parameters.
    filter: Option<Map<String, Value>>,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, update, delete]
}

/// What somebody needs to see the views of a list, and to keep some: what they need to see and to change what it lists.
fn rights(list: &str) -> (Permission, Permission) {
    match list {
        "products" => (PRODUCTS_READ, PRODUCTS_MANAGE),
        "customers" => (CUSTOMERS_READ, CUSTOMERS_MANAGE),
        _ => (ORDERS_READ, ORDERS_MANAGE),
    }
}

/// Refuses those who may keep views of no list at all, before any is looked up.
fn require_any(ctx: &Ctx) -> kernel::Result<()> {
    if ctx.require(PRODUCTS_MANAGE).is_ok() || ctx.require(CUSTOMERS_MANAGE).is_ok() {
        return Ok(());
    }
    ctx.require(ORDERS_MANAGE)
}

fn user(ctx: &Ctx) -> Option<Uuid> {
    ctx.principal().and_then(|principal| principal.user_id)
}

/// List saved views
///
/// Yours and everybody's, of one list, by name. Who may see what is listed may see its views.
#[utoipa::path(get, path = "/api/v1/saved-views", tag = "Saved views")]
async fn list(ctx: Ctx, Query(filter): Query<ViewFilter>) -> Result<Json<Page<SavedViewView>>> {
    let list = check_list(filter.list.as_deref().unwrap_or("orders"))?;
    ctx.require(rights(&list).0)?;
    let rows = ctx.read(async |tx| store::list(tx, list, user(&ctx)).await).await?;
    Ok(Json(Page::all(rows).map(SavedViewView::from)))
}

/// Save a view
///
/// Takes the right to change what is listed: `orders.manage` for `orders`, `products.manage` for `products`.
#[utoipa::path(post, path = "/api/v1/saved-views", tag = "Saved views")]
async fn create(ctx: Ctx, Json(new): Json<CreateView>) -> Result<Created<SavedViewView>> {
    ctx.require(rights(&new.list).1)?;
    let owner = if new.is_shared { None } else { user(&ctx) };
    let (list, name) = (check_list(&new.list)?, text::required("name", &new.name, NAME_MAX)?);
    let filter = check_filter(new.filter)?;
    let row = ctx
        .write(async |tx| {
            let (id, created_at) = (tx.new_id(), tx.now());
            let view = SavedView { id, list, name, user_id: owner, filter, created_at };
            let row = store::insert(tx, view).await?;
            let entry = Record::new("saved_view.created").target("saved_view", id);
            record(tx, entry.after(json!({"list": row.list, "name": row.name}))).await?;
            Ok(row)
        })
        .await?;
    Ok(Created(row.into()))
}

/// Change a saved view
#[utoipa::path(patch, path = "/api/v1/saved-views/{view_id}", tag = "Saved views")]
async fn update(
    ctx: Ctx,
    Path(id): Path<SavedViewId>,
    Json(change): Json<ViewChange>,
) -> Result<Json<SavedViewView>> {
    require_any(&ctx)?;
    let row = ctx
        .write(async |tx| {
            let mut edited = store::get(tx, id, user(&ctx)).await?;
            ctx.require(rights(&edited.list).1)?;
            if let Some(name) = change.name {
                edited.name = text::required("name", &name, NAME_MAX)?;
            }
            if let Some(filter) = change.filter {
                edited.filter = check_filter(filter)?;
            }
            let row = store::update(tx, edited).await?;
            record(tx, Record::new("saved_view.changed").target("saved_view", id)).await?;
            Ok(row)
        })
        .await?;
    Ok(Json(row.into()))
}

/// Delete a saved view
#[utoipa::path(delete, path = "/api/v1/saved-views/{view_id}", tag = "Saved views")]
async fn delete(ctx: Ctx, Path(id): Path<SavedViewId>) -> Result<NoContent> {
    require_any(&ctx)?;
    ctx.write(async |tx| {
        let view = store::get(tx, id, user(&ctx)).await?;
        ctx.require(rights(&view.list).1)?;
        store::delete(tx, id).await?;
        record(tx, Record::new("saved_view.deleted").target("saved_view", id)).await
    })
    .await?;
    Ok(NoContent)
}
