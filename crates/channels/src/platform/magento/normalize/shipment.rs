//! Parcels.

use super::{Changes, id, pieces};
use crate::change::{Change, Shipment, ShipmentLine};
use crate::reading::{Field, Unreadable};

pub(super) fn shipment(body: &Field<'_>) -> Changes {
    let items = body.at("items");
    let lines = items.items().iter().map(line).collect::<Result<Vec<_>, _>>()?;
    let tracks = body.at("tracks").items();
    let number = tracks.iter().find_map(|track| track.at("track_number").text());
    let courier = tracks.iter().find_map(|track| track.first(&["title", "carrier_code"]).text());
    let shipment = Shipment {
        external_id: id(body)?,
        order_id: body.at("order_id").id(),
        lines: items.is_there().then(|| lines.into_iter().flatten().collect()),
        courier,
        tracking_number: number,
        shipped_at: body.at("created_at").instant(),
        ..Shipment::default()
    };
    body.keep_raw(&[
        "updated_at",
        // Papers, and whom they went to.
        "increment_id",
        "shipment_status",
        "email_sent",
        "send_email",
        "customer_note",
        "customer_note_notify",
        "comments",
        "customer_id",
        "billing_address_id",
        "shipping_address_id",
        "store_id",
        "shipping_label",
        "packages",
        "total_qty",
        "total_weight",
        // The line again, which the order has.
        "items",
        "tracks",
        "extension_attributes",
    ]);
    Ok(vec![Change::Shipment(shipment)])
}

fn line(item: &Field<'_>) -> Result<Option<ShipmentLine>, Unreadable> {
    let quantity = pieces(&item.at("qty"))?.unwrap_or(0);
    let line_id = item.at("order_item_id").id().filter(|_| quantity > 0);
    Ok(line_id.map(|line_id| ShipmentLine { line_id, quantity }))
}
