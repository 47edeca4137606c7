//! Parcels.

use crate::change::{Shipment, ShipmentLine};
use crate::reading::{Field, Unreadable};

pub(super) fn fulfilment(body: &Field<'_>) -> Result<Shipment, Unreadable> {
    let lines = body.at("line_items").items();
    let lines = lines.iter().map(line).collect::<Result<Vec<_>, _>>()?;
    let numbers = [body.at("tracking_number").text(), first(&body.at("tracking_numbers"))];
    let links = [body.at("tracking_url").text(), first(&body.at("tracking_urls"))];
    let state = body.at("status").text();
    let is_delivered = body.at("shipment_status").text().as_deref() == Some("delivered");
    let updated_at = body.at("updated_at").instant();
    body.keep_raw(&[
        "admin_graphql_api_id",
        "name",
        // Who packs, from where, and what a carrier's interface answered.
        "service",
        "location_id",
        "origin_address",
        "receipt",
        "notify_customer",
        "variant_inventory_management",
        // The line again, which the order has.
        "line_items",
        // Whom it goes to stands in the order.
        "email",
        "destination",
    ]);
    Ok(Shipment {
        external_id: body.at("id").required_id()?,
        order_id: body.at("order_id").id(),
        lines: body.at("line_items").is_there().then_some(lines),
        courier: body.at("tracking_company").text(),
        tracking_number: numbers.into_iter().flatten().next(),
        tracking_url: links.into_iter().flatten().next(),
        is_cancelled: matches!(state.as_deref(), Some("cancelled" | "error" | "failure")),
        shipped_at: body.at("created_at").instant(),
        delivered_at: updated_at.filter(|_| is_delivered),
    })
}

fn line(body: &Field<'_>) -> Result<ShipmentLine, Unreadable> {
    Ok(ShipmentLine {
        line_id: body.at("id").required_id()?,
        quantity: body.at("quantity").whole()?.unwrap_or(1),
    })
}

fn first(list: &Field<'_>) -> Option<String> {
    list.items().iter().find_map(Field::text)
}
