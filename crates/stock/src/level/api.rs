//! Levels over HTTP: what there is, variant by variant, and corrections of it.

use identity::audit::{Record, record};
use identity::permission::{STOCK_MANAGE, STOCK_READ};
use kernel::{Cursor, Error, Page, PageParams, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use web::{Created, Csv, Ctx, Json, Path, Query, Result, Routes};

use super::list::{self, StockState, VariantStock, Wanted};
use super::store;
use crate::adjustment::{self, Adjustment};
use crate::location::LocationId;
use crate::movement::Reason;
use crate::movement::api::MovementView;
use crate::{VariantId, variant};
use catalog::shop::ShopId;

/// Rows per export at most.
const EXPORT_MAX: i64 = 100_000;
/// What counts as low when nobody says.
const LOW: i64 = 5;

/// Which stock is wanted. What is left out does not narrow.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StockFilter {
    /// Only what lies at this location; sums are of it alone.
    location: Option<LocationId>,
    /// Only what this shop lists.
    shop: Option<ShopId>,
    /// Part of the product's title, or the beginning of an SKU or barcode.
    q: Option<String>,
    /// Only variants in this state.
    state: Option<StockState>,
    /// Only what is for sale: active variants of active products.
    #[serde(default)]
    for_sale: bool,
    /// As many available or fewer count as low; 5 when left out.
    #[param(minimum = 0)]
    low: Option<i64>,
}

impl StockFilter {
    fn wanted(self) -> Wanted {
        Wanted {
            location: self.location,
            shop: self.shop,
            q: self.q.map(|q| q.trim().to_owned()).filter(|q| !q.is_empty()),
            state: self.state,
            for_sale: self.for_sale,
            low: self.low.unwrap_or(LOW),
        }
    }
}

/// A correction of what lies somewhere.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"variant_id": "var_01h455vb4pex5vsknk084sn02q",
    "location_id": "loc_01h455vb4pex5vsknk084sn02q", "delta": 12, "reason": "found"}))]
pub struct NewAdjustment {
    /// The variant.
    variant_id: VariantId,
    /// Where.
    location_id: LocationId,
    /// How many more there are; fewer when below zero.
    delta: Option<i64>,
    /// How many there are, in place of `delta`. Who sells meanwhile is not overwritten: the difference is taken when this
    /// is written down.
    #[schema(minimum = 0)]
    on_hand: Option<i64>,
    /// Why.
    reason: Reason,
    /// What there is to say about it; needed when the reason is `other`.
    #[schema(max_length = 500)]
    note: Option<String>,
}

/// What lies at one location.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LevelView {
    /// The location.
    pub location_id: LocationId,
    /// What lies there, also what is promised.
    pub on_hand: i64,
    /// How many of those are promised.
    pub reserved: i64,
    /// What can still be promised.
    pub available: i64,
    /// What is on its way there.
    pub incoming: i64,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl From<super::Level> for LevelView {
    fn from(level: super::Level) -> Self {
        let available = level.available();
        let super::Level { location_id, on_hand, reserved, incoming, updated_at, .. } = level;
        Self { location_id, on_hand, reserved, available, incoming, updated_at }
    }
}

pub(crate) fn routes() -> Routes {
    web::routes![list_stock, export, adjust, get]
}

/// List stock
///
/// Every variant that is counted, in the order in which they were made, with its levels. Bundles have no stock of their
/// own. With `state`, a long list may take a few pages' time to find the next match.
#[utoipa::path(get, path = "/api/v1/stock", tag = "Stock")]
async fn list_stock(
    ctx: Ctx,
    Query(filter): Query<StockFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<VariantStock>>> {
    ctx.require(STOCK_READ)?;
    let (limit, after, wanted) = (page.limit()?, page.after_ascending()?, filter.wanted());
    let page = ctx
        .read(async |tx| {
            let rows = list::page(tx, &wanted, after, limit + 1).await?;
            let mut page = Page::new(rows, limit, |row| Cursor::at(row.created_at, row.variant_id));
            list::fill(tx, &mut page.data, wanted.location).await?;
            Ok(page)
        })
        .await?;
    Ok(Json(page))
}

/// Export stock as CSV
///
/// The same filters as the list, 100 000 variants at most. A cell that a spreadsheet would take for a formula begins with
/// an apostrophe.
#[utoipa::path(get, path = "/api/v1/stock/export", tag = "Stock")]
async fn export(ctx: Ctx, Query(filter): Query<StockFilter>) -> Result<Csv> {
    ctx.require(STOCK_READ)?;
    let wanted = filter.wanted();
    let rows =
        ctx.read(async |tx| list::page(tx, &wanted, Cursor::START_ASCENDING, EXPORT_MAX).await).await?;
    let columns =
        ["variant_id", "sku", "product", "variant", "on_hand", "reserved", "available", "incoming", "state"];
    let csv = Csv::of("stock.csv", &columns, rows.into_iter().map(VariantStock::cells))?;
    Ok(csv)
}

/// Get the stock of a variant
#[utoipa::path(get, path = "/api/v1/stock/{variant_id}", tag = "Stock")]
async fn get(ctx: Ctx, Path(id): Path<VariantId>) -> Result<Json<VariantStock>> {
    ctx.require(STOCK_READ)?;
    let stock = ctx
        .read(async |tx| {
            let mut stock = list::one(tx, id, LOW).await?;
            stock.levels = store::of_variant(tx, id).await?.into_iter().map(LevelView::from).collect();
            Ok(stock)
        })
        .await?;
    Ok(Json(stock))
}

/// Adjust stock
///
/// Says that there are more or fewer than the figure tells, and why. Send an `Idempotency-Key`, and a repetition of the
/// request adjusts nothing twice.
#[utoipa::path(post, path = "/api/v1/stock/adjustments", tag = "Stock")]
async fn adjust(ctx: Ctx, Json(new): Json<NewAdjustment>) -> Result<Created<MovementView>> {
    ctx.require(STOCK_MANAGE)?;
    let movement = ctx
        .write(async |tx| {
            let delta = match (new.delta, new.on_hand) {
                (Some(delta), None) => delta,
                (None, Some(on_hand)) => difference(tx, &new, on_hand).await?,
                _ => {
                    let message = "Say either how many more there are, or how many there are.";
                    return Err(Error::invalid("delta", "required", message));
                }
            };
            let (variant_id, location_id) = (new.variant_id, new.location_id);
            let adjustment =
                Adjustment { variant_id, location_id, delta, reason: new.reason, note: new.note };
            let movement = adjustment::adjust(tx, adjustment).await?;
            let after = json!({"location_id": location_id, "delta": delta, "on_hand": movement.on_hand,
                               "reason": new.reason});
            record(tx, Record::new("stock.adjusted").target("variant", variant_id).after(after)).await?;
            Ok(movement)
        })
        .await?;
    Ok(Created(movement.into()))
}

async fn difference(tx: &mut db::Tx, new: &NewAdjustment, on_hand: i64) -> kernel::Result<i64> {
    if !(0..=crate::QUANTITY_MAX).contains(&on_hand) {
        let message = format!("Use a whole number from 0 to {}.", crate::QUANTITY_MAX);
        return Err(Error::invalid("on_hand", "out_of_range", message));
    }
    variant::countable(tx, new.variant_id).await?;
    let levels = store::lock(tx, new.variant_id).await?;
    let there = levels.iter().find(|level| level.location_id == new.location_id);
    let delta = on_hand - there.map_or(0, |level| level.on_hand);
    if delta == 0 {
        return Err(Error::invalid("on_hand", "unchanged", "That is what the figure says already."));
    }
    Ok(delta)
}
