//! SQL of shipments.

use db::{Query, Tx};
use kernel::{Cursor, Error, Result, Timestamp};

use super::{Shipment, ShipmentId, ShipmentLine, ShipmentState};
use crate::bulk::{self, Row};
use crate::order::OrderId;

impl Row for Shipment {
    const TABLE: &'static str = "shipments";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "order_id",
        "shop_id",
        "state",
        "courier",
        "service_type",
        "pickup_point",
        "tracking_number",
        "tracking_url",
        "external_id",
        "country",
        "postal_code",
        "weight_g",
        "units",
        "promised_at",
        "shipped_at",
        "delivered_at",
        "version",
        "created_at",
        "updated_at",
    ];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query
            .bind(self.id)
            .bind(self.order_id)
            .bind(self.shop_id)
            .bind(self.state)
            .bind(self.courier)
            .bind(self.service_type)
            .bind(self.pickup_point)
            .bind(self.tracking_number)
            .bind(self.tracking_url)
            .bind(self.external_id)
            .bind(self.country)
            .bind(self.postal_code)
            .bind(self.weight_g)
            .bind(self.units)
            .bind(self.promised_at)
            .bind(self.shipped_at)
            .bind(self.delivered_at)
            .bind(self.version)
            .bind(self.created_at)
            .bind(self.created_at)
    }
}

/// So many of a line in this parcel.
pub(crate) struct Packed(pub(crate) ShipmentId, pub(crate) ShipmentLine);

impl Row for Packed {
    const TABLE: &'static str = "shipment_lines";
    const COLUMNS: &'static [&'static str] = &["shipment_id", "line_id", "quantity"];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.0).bind(self.1.line_id).bind(self.1.quantity)
    }
}

pub(super) async fn insert(tx: &mut Tx, shipment: Shipment, packed: Vec<ShipmentLine>) -> Result<()> {
    let id = shipment.id;
    bulk::insert(tx, [shipment]).await?;
    bulk::insert(tx, packed.into_iter().map(|line| Packed(id, line))).await
}

/// The shipment; an error when the merchant has no such shipment.
pub async fn get(tx: &mut Tx, id: ShipmentId) -> Result<Shipment> {
    let row = tx.query("SELECT * FROM shipments WHERE tenant_id = $1 AND id = $2").bind(id);
    row.fetch_optional().await?.ok_or_else(|| Error::not_found("shipment"))
}

/// The parcel that a platform knows by this, if it is the order's.
pub async fn find_by_external_id(tx: &mut Tx, order: OrderId, external_id: &str) -> Result<Option<Shipment>> {
    tx.query("SELECT * FROM shipments WHERE tenant_id = $1 AND order_id = $2 AND external_id = $3")
        .bind(order)
        .bind(external_id.to_owned())
        .fetch_optional()
        .await
}

/// The parcels of an order, in the order in which they left.
pub async fn of_order(tx: &mut Tx, order: OrderId) -> Result<Vec<Shipment>> {
    tx.query("SELECT * FROM shipments WHERE tenant_id = $1 AND order_id = $2 ORDER BY shipped_at, id")
        .bind(order)
        .fetch_all()
        .await
}

pub(crate) async fn lines(tx: &mut Tx, id: ShipmentId) -> Result<Vec<(crate::order::LineId, i64)>> {
    tx.query("SELECT line_id, quantity FROM shipment_lines WHERE tenant_id = $1 AND shipment_id = $2 ORDER BY line_id")
        .bind(id)
        .fetch_all()
        .await
}

/// The merchant's parcels, the latest first.
pub(super) async fn list(
    tx: &mut Tx,
    state: Option<ShipmentState>,
    courier: Option<String>,
    after: &Cursor,
    limit: i64,
) -> Result<Vec<Shipment>> {
    let text = if courier.is_some() {
        "SELECT * FROM shipments
         WHERE tenant_id = $1 AND courier = $2 AND ($3 IS NULL OR state = $3) AND (shipped_at, id) < ($4, $5)
         ORDER BY shipped_at DESC, id DESC LIMIT $6"
    } else if state.is_some() {
        "SELECT * FROM shipments
         WHERE tenant_id = $1 AND ($2 IS NULL OR courier = $2) AND state = $3 AND (shipped_at, id) < ($4, $5)
         ORDER BY shipped_at DESC, id DESC LIMIT $6"
    } else {
        "SELECT * FROM shipments
         WHERE tenant_id = $1 AND ($2 IS NULL OR courier = $2) AND ($3 IS NULL OR state = $3)
           AND (shipped_at, id) < ($4, $5)
         ORDER BY shipped_at DESC, id DESC LIMIT $6"
    };
    tx.query(text)
        .bind(courier)
        .bind(state)
        .bind(Timestamp::from_micros(after.key))
        .bind(after.id)
        .bind(limit)
        .fetch_all()
        .await
}

/// Saves a changed parcel; its version counts on.
pub(super) async fn update(tx: &mut Tx, shipment: Shipment) -> Result<Shipment> {
    let now: Timestamp = tx.now();
    tx.query(
        "UPDATE shipments SET state = $3, courier = $4, tracking_number = $5, tracking_url = $6, promised_at = $7,
             delivered_at = $8, version = version + 1, updated_at = $9
         WHERE tenant_id = $1 AND id = $2 RETURNING *",
    )
    .bind(shipment.id)
    .bind(shipment.state)
    .bind(shipment.courier)
    .bind(shipment.tracking_number)
    .bind(shipment.tracking_url)
    .bind(shipment.promised_at)
    .bind(shipment.delivered_at)
    .bind(now)
    .fetch_one()
    .await
}
