//! Shipments over HTTP.

use catalog::shop::ShopId;
use db::Tx;
use identity::permission::{ORDERS_MANAGE, ORDERS_READ};
use kernel::{Country, Cursor, Page, PageParams, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Created, Ctx, Json, Path, Query, Result, Routes};

use super::{
    NewShipment, ServiceType, Shipment, ShipmentChange, ShipmentId, ShipmentLine, ShipmentState, store,
};
use crate::order::OrderId;

/// A parcel that has left.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Shipment)]
pub struct ShipmentView {
    /// The id.
    id: ShipmentId,
    /// The order.
    order_id: OrderId,
    /// The shop.
    shop_id: ShopId,
    /// How far it is.
    state: ShipmentState,
    /// The courier's short name.
    courier: String,
    /// How it is handed over.
    service_type: ServiceType,
    /// The shop or locker where it waits.
    #[schema(required)]
    pickup_point: Option<String>,
    /// What the courier knows it by.
    #[schema(required)]
    tracking_number: Option<String>,
    /// Where the courier shows how far it is.
    #[schema(required)]
    tracking_url: Option<String>,
    /// Which country it goes to.
    #[schema(required)]
    country: Option<Country>,
    /// What it weighs.
    #[schema(required)]
    weight_g: Option<i64>,
    /// What is in it.
    lines: Vec<ShipmentLine>,
    /// When it was promised to arrive.
    #[schema(required)]
    promised_at: Option<Timestamp>,
    /// When it left.
    shipped_at: Timestamp,
    /// When it arrived.
    #[schema(required)]
    delivered_at: Option<Timestamp>,
    /// Counts changes.
    version: i64,
}

impl ShipmentView {
    pub(crate) async fn of(tx: &mut Tx, row: Shipment) -> kernel::Result<Self> {
        let lines = store::lines(tx, row.id).await?.into_iter();
        Ok(Self {
            id: row.id,
            order_id: row.order_id,
            shop_id: row.shop_id,
            state: row.state,
            courier: row.courier,
            service_type: row.service_type,
            pickup_point: row.pickup_point,
            tracking_number: row.tracking_number,
            tracking_url: row.tracking_url,
            country: row.country,
            weight_g: row.weight_g,
            lines: lines.map(|(line_id, quantity)| ShipmentLine { line_id, quantity }).collect(),
            promised_at: row.promised_at,
            shipped_at: row.shipped_at,
            delivered_at: row.delivered_at,
            version: row.version,
        })
    }
}

/// Which parcels are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ShipmentFilter {
    /// How far they are.
    state: Option<ShipmentState>,
    /// The courier's short name.
    courier: Option<String>,
}

/// When a parcel arrived.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Delivered {
    /// When; now when left out.
    delivered_at: Option<Timestamp>,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, get, update, deliver, fail]
}

/// List shipments
///
/// The latest first.
#[utoipa::path(get, path = "/api/v1/shipments", tag = "Shipments")]
async fn list(
    ctx: Ctx,
    Query(filter): Query<ShipmentFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<ShipmentView>>> {
    ctx.require(ORDERS_READ)?;
    let (limit, after) = (page.limit()?, page.after_descending()?);
    let courier = filter.courier.map(|courier| courier.to_lowercase());
    let page = ctx
        .read(async |tx| {
            let rows = store::list(tx, filter.state, courier, &after, limit + 1).await?;
            let page = Page::new(rows, limit, |row: &Shipment| Cursor::at(row.shipped_at, row.id));
            let mut data = Vec::with_capacity(page.data.len());
            for row in page.data {
                data.push(ShipmentView::of(tx, row).await?);
            }
            Ok(Page { data, next: page.next })
        })
        .await?;
    Ok(Json(page))
}

/// Send a parcel
///
/// Its goods leave the stock. Without lines it holds everything that has not left yet.
#[utoipa::path(post, path = "/api/v1/orders/{order_id}/shipments", tag = "Shipments")]
async fn create(
    ctx: Ctx,
    Path(id): Path<OrderId>,
    Json(new): Json<NewShipment>,
) -> Result<Created<ShipmentView>> {
    ctx.require(ORDERS_MANAGE)?;
    let view = ctx
        .write(async |tx| {
            let row = super::ship(tx, id, new).await?;
            ShipmentView::of(tx, row).await
        })
        .await?;
    Ok(Created(view))
}

/// Get a shipment
#[utoipa::path(get, path = "/api/v1/shipments/{shipment_id}", tag = "Shipments")]
async fn get(ctx: Ctx, Path(id): Path<ShipmentId>) -> Result<Json<ShipmentView>> {
    ctx.require(ORDERS_READ)?;
    let view = ctx
        .read(async |tx| {
            let row = store::get(tx, id).await?;
            ShipmentView::of(tx, row).await
        })
        .await?;
    Ok(Json(view))
}

/// Change what is known of a shipment
#[utoipa::path(patch, path = "/api/v1/shipments/{shipment_id}", tag = "Shipments")]
async fn update(
    ctx: Ctx,
    Path(id): Path<ShipmentId>,
    Json(change): Json<ShipmentChange>,
) -> Result<Json<ShipmentView>> {
    ctx.require(ORDERS_MANAGE)?;
    let view = ctx
        .write(async |tx| {
            let row = super::change(tx, id, change).await?;
            ShipmentView::of(tx, row).await
        })
        .await?;
    Ok(Json(view))
}

/// Say that a shipment has arrived
#[utoipa::path(post, path = "/api/v1/shipments/{shipment_id}/deliver", tag = "Shipments")]
async fn deliver(
    ctx: Ctx,
    Path(id): Path<ShipmentId>,
    Json(body): Json<Delivered>,
) -> Result<Json<ShipmentView>> {
    ctx.require(ORDERS_MANAGE)?;
    let view = ctx
        .write(async |tx| {
            let row = super::deliver(tx, id, body.delivered_at).await?;
            ShipmentView::of(tx, row).await
        })
        .await?;
    Ok(Json(view))
}

/// Say that a shipment was lost or comes back
#[utoipa::path(post, path = "/api/v1/shipments/{shipment_id}/fail", tag = "Shipments")]
async fn fail(ctx: Ctx, Path(id): Path<ShipmentId>) -> Result<Json<ShipmentView>> {
    ctx.require(ORDERS_MANAGE)?;
    let view = ctx
        .write(async |tx| {
            let row = super::fail(tx, id).await?;
            ShipmentView::of(tx, row).await
        })
        .await?;
    Ok(Json(view))
}
