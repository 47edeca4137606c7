//! Shipments: parcels that have left, with whom, and whether they arrived.

pub(crate) mod api;
pub(crate) mod store;

pub use store::find_by_external_id;

use catalog::shop::ShopId;
use db::Tx;
use identity::audit::Record;
use kernel::{Country, Entity, Error, Id, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use stock::LocationId;
use utoipa::ToSchema;

use crate::order::{FulfilmentState, LineId, Order, OrderId, OrderLine, OrderState, lines, store as orders};
use crate::{goods, text, timeline};

const WORD_MAX: usize = 50;
const TRACKING_MAX: usize = 100;
const URL_MAX: usize = 500;

/// How a parcel is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ServiceType {
    /// At the customer's door.
    HomeDelivery,
    /// In a shop that keeps parcels.
    ParcelShop,
    /// In a locker.
    ParcelLocker,
}

/// How far a parcel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ShipmentState {
    /// It has left.
    Shipped,
    /// It has arrived.
    Delivered,
    /// It was lost, or comes back.
    Failed,
}

/// One parcel.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Shipment {
    /// The id.
    pub id: ShipmentId,
    /// The order.
    pub order_id: OrderId,
    /// The shop.
    pub shop_id: ShopId,
    /// How far it is.
    pub state: ShipmentState,
    /// The courier's short name.
    pub courier: String,
    /// How it is handed over.
    pub service_type: ServiceType,
    /// The shop or locker where it waits.
    pub pickup_point: Option<String>,
    /// What the courier knows it by.
    pub tracking_number: Option<String>,
    /// Where the courier shows how far it is.
    pub tracking_url: Option<String>,
    /// Its id on the platform.
    pub external_id: Option<String>,
    /// Which country it goes to.
    pub country: Option<Country>,
    /// Which postal code it goes to.
    pub postal_code: Option<String>,
    /// What it weighs.
    pub weight_g: Option<i64>,
    /// How many things are in it.
    pub units: i64,
    /// When it was promised to arrive.
    pub promised_at: Option<Timestamp>,
    /// When it left.
    pub shipped_at: Timestamp,
    /// When it arrived.
    pub delivered_at: Option<Timestamp>,
    /// Counts changes.
    pub version: i64,
    /// When it was written down.
    pub created_at: Timestamp,
}

impl Entity for Shipment {
    const PREFIX: &'static str = "ship";
}

/// The id of a shipment.
pub type ShipmentId = Id<Shipment>;

/// So many of a line in a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShipmentLine {
    /// The line.
    pub line_id: LineId,
    /// How many of it.
    #[schema(minimum = 1)]
    pub quantity: i64,
}

/// A parcel that leaves.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewShipment {
    /// What is in it; everything that has not left yet when left out.
    pub lines: Option<Vec<ShipmentLine>>,
    /// The courier's short name; the one that the customer chose when left out.
    #[schema(example = "dhl")]
    pub courier: Option<String>,
    /// How it is handed over; as the customer chose when left out.
    pub service_type: Option<ServiceType>,
    /// The shop or locker where it waits.
    pub pickup_point: Option<String>,
    /// What the courier knows it by.
    pub tracking_number: Option<String>,
    /// Where the courier shows how far it is.
    pub tracking_url: Option<String>,
    /// When it is promised to arrive; as the customer was told when left out.
    pub promised_at: Option<Timestamp>,
    /// Where it leaves from; where its goods are held when left out.
    pub location_id: Option<LocationId>,
    /// Its id on the platform that told of it; a second one with the same id answers the first.
    #[serde(skip)]
    pub external_id: Option<String>,
    /// That it has left already, as a platform says, whatever lies there by our count.
    #[serde(skip)]
    pub has_left: bool,
}

/// A parcel leaves: its goods are sold out of the stock, and the order counts them as sent.
pub async fn ship(tx: &mut Tx, order: OrderId, new: NewShipment) -> Result<Shipment> {
    let order = orders::lock(tx, order).await?;
    if let Some(known) = &new.external_id
        && let Some(first) = store::find_by_external_id(tx, order.id, known).await?
    {
        return Ok(first);
    }
    if order.state == OrderState::Cancelled {
        return Err(Error::conflict("cancelled", "A cancelled order is not sent."));
    }
    let mut lines = lines::of_order(tx, order.id).await?;
    let packed = pack(&lines, new.lines.as_deref())?;
    {
        let leaving: Vec<(&OrderLine, i64)> = lines
            .iter()
            .filter_map(|line| {
                packed.iter().find(|one| one.line_id == line.id).map(|one| (line, one.quantity))
            })
            .collect();
        goods::send(tx, &order, &leaving, new.location_id, new.has_left).await?;
    }
    let shipment = assemble(tx, &order, &new, &lines, &packed)?;
    for one in &packed {
        let line = lines::pick(&mut lines, one.line_id, String::new())?;
        line.shipped_quantity += one.quantity;
        lines::save_progress(tx, line).await?;
    }
    store::insert(tx, shipment.clone(), packed).await?;
    tell(tx, &order, &shipment, "shipment.created").await?;
    let after = orders::settle(tx, order.id).await?;
    if after.fulfilment_state == FulfilmentState::Fulfilled {
        timeline::tell(tx, &after, "order.fulfilled", json!({})).await?;
    }
    Ok(shipment)
}

/// What goes into the parcel, checked against what is left.
fn pack(lines: &[OrderLine], wanted: Option<&[ShipmentLine]>) -> Result<Vec<ShipmentLine>> {
    let Some(wanted) = wanted.filter(|wanted| !wanted.is_empty()) else {
        let left = lines.iter().filter(|line| line.left_to_ship() > 0);
        let all: Vec<_> =
            left.map(|line| ShipmentLine { line_id: line.id, quantity: line.left_to_ship() }).collect();
        if all.is_empty() {
            return Err(Error::conflict("nothing_to_ship", "Everything of this order has left already."));
        }
        return Ok(all);
    };
    let mut packed: Vec<ShipmentLine> = Vec::with_capacity(wanted.len());
    for (index, one) in wanted.iter().enumerate() {
        let line = lines.iter().find(|line| line.id == one.line_id);
        let line = line.ok_or_else(|| {
            Error::invalid(format!("lines.{index}.line_id"), "unknown", "The order has no such line.")
        })?;
        let is_twice = packed.iter().any(|other| other.line_id == one.line_id);
        if is_twice || one.quantity < 1 || one.quantity > line.left_to_ship() {
            let message = format!("{} of it are left to send; name each line once.", line.left_to_ship());
            return Err(Error::invalid(format!("lines.{index}.quantity"), "out_of_range", message));
        }
        packed.push(*one);
    }
    Ok(packed)
}

fn assemble(
    tx: &Tx,
    order: &Order,
    new: &NewShipment,
    lines: &[OrderLine],
    packed: &[ShipmentLine],
) -> Result<Shipment> {
    let courier = new.courier.clone().or_else(|| order.courier.clone()).unwrap_or_else(|| "other".to_owned());
    let weight = |one: &ShipmentLine| {
        let line = lines.iter().find(|line| line.id == one.line_id)?;
        line.weight_g?.checked_mul(one.quantity)
    };
    let address = order.shipping_address.as_ref().map(|address| &address.0);
    Ok(Shipment {
        id: tx.new_id(),
        order_id: order.id,
        shop_id: order.shop_id,
        state: ShipmentState::Shipped,
        courier: check_courier(&courier)?,
        service_type: new.service_type.or(order.service_type).unwrap_or(ServiceType::HomeDelivery),
        pickup_point: text::optional("pickup_point", new.pickup_point.clone(), 200)?
            .or_else(|| order.pickup_point.clone()),
        tracking_number: text::optional("tracking_number", new.tracking_number.clone(), TRACKING_MAX)?,
        tracking_url: check_url(new.tracking_url.clone())?,
        external_id: new.external_id.clone(),
        country: order.shipping_country,
        postal_code: address.and_then(|address| address.postal_code.clone()),
        weight_g: packed.iter().map(weight).sum(),
        units: packed.iter().map(|one| one.quantity).sum(),
        promised_at: new.promised_at.or(order.promised_at),
        shipped_at: tx.now(),
        delivered_at: None,
        version: 1,
        created_at: tx.now(),
    })
}

fn check_courier(courier: &str) -> Result<String> {
    let courier = text::required("courier", courier, WORD_MAX)?.to_lowercase();
    let plain = courier.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let message = "Use a short name of plain letters, digits and dashes, such as dhl.";
    if plain { Ok(courier) } else { Err(Error::invalid("courier", "invalid", message)) }
}

fn check_url(url: Option<String>) -> Result<Option<String>> {
    let url = text::optional("tracking_url", url, URL_MAX)?;
    match url {
        Some(url) if !url.starts_with("https://") && !url.starts_with("http://") => {
            Err(Error::invalid("tracking_url", "invalid", "Use an address that begins with https://."))
        }
        url => Ok(url),
    }
}

/// What to change of a parcel that has left. What is left out stays; null clears.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShipmentChange {
    /// What the courier knows it by.
    #[serde(default, deserialize_with = "kernel::present")]
    pub tracking_number: Option<Option<String>>,
    /// Where the courier shows how far it is.
    #[serde(default, deserialize_with = "kernel::present")]
    pub tracking_url: Option<Option<String>>,
    /// The courier's short name.
    pub courier: Option<String>,
    /// When it is promised to arrive.
    #[serde(default, deserialize_with = "kernel::present")]
    pub promised_at: Option<Option<Timestamp>>,
}

/// Changes what is known of a parcel.
pub async fn change(tx: &mut Tx, id: ShipmentId, change: ShipmentChange) -> Result<Shipment> {
    let (order, mut shipment) = lock(tx, id).await?;
    if let Some(number) = change.tracking_number {
        shipment.tracking_number = text::optional("tracking_number", number, TRACKING_MAX)?;
    }
    if let Some(url) = change.tracking_url {
        shipment.tracking_url = check_url(url)?;
    }
    if let Some(courier) = change.courier {
        shipment.courier = check_courier(&courier)?;
    }
    if let Some(promised_at) = change.promised_at {
        shipment.promised_at = promised_at;
    }
    let saved = store::update(tx, shipment).await?;
    tell(tx, &order, &saved, "shipment.changed").await?;
    Ok(saved)
}

/// A parcel has arrived. A repetition changes nothing.
pub async fn deliver(tx: &mut Tx, id: ShipmentId, at: Option<Timestamp>) -> Result<Shipment> {
    let (order, shipment) = lock(tx, id).await?;
    if shipment.state == ShipmentState::Delivered {
        return Ok(shipment);
    }
    let at = at.unwrap_or_else(|| tx.now());
    if at < shipment.shipped_at || at > tx.now() {
        let message = "A parcel arrives after it has left, and not in the future.";
        return Err(Error::invalid("delivered_at", "out_of_range", message));
    }
    let delivered = Shipment { state: ShipmentState::Delivered, delivered_at: Some(at), ..shipment };
    let saved = store::update(tx, delivered).await?;
    tell(tx, &order, &saved, "shipment.delivered").await?;
    Ok(saved)
}

/// A parcel was lost, or the courier brings it back. What is to be done about it is for people to say: a refund, an
/// exchange, a return.
pub async fn fail(tx: &mut Tx, id: ShipmentId) -> Result<Shipment> {
    let (order, shipment) = lock(tx, id).await?;
    match shipment.state {
        ShipmentState::Failed => return Ok(shipment),
        ShipmentState::Delivered => {
            return Err(Error::conflict(
                "delivered",
                "The parcel has arrived. Open a return if it comes back.",
            ));
        }
        ShipmentState::Shipped => {}
    }
    let saved = store::update(tx, Shipment { state: ShipmentState::Failed, ..shipment }).await?;
    tell(tx, &order, &saved, "shipment.failed").await?;
    Ok(saved)
}

async fn lock(tx: &mut Tx, id: ShipmentId) -> Result<(Order, Shipment)> {
    let order_id = store::get(tx, id).await?.order_id;
    let order = orders::lock(tx, order_id).await?;
    Ok((order, store::get(tx, id).await?))
}

async fn tell(tx: &mut Tx, order: &Order, shipment: &Shipment, what: &'static str) -> Result<()> {
    let detail = json!({
        "shipment_id": shipment.id, "courier": shipment.courier, "service_type": shipment.service_type,
        "tracking_number": shipment.tracking_number, "country": shipment.country, "units": shipment.units,
        "promised_at": shipment.promised_at, "shipped_at": shipment.shipped_at,
        "delivered_at": shipment.delivered_at,
    });
    timeline::tell_of(tx, order, Record::new(what).target("shipment", shipment.id), what, detail).await
}
