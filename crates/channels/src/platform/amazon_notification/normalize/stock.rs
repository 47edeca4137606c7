//! Stock at Amazon: the merchant's own, and what lies in Amazon's warehouses.

use super::{Payload, keep};
use crate::change::{Change, Item, Stock, StockFigure};
use crate::reading::{Field, Unreadable};

/// What the merchant sends out: one figure for all places.
pub(super) fn of_merchant(payload: &Payload<'_>) -> Result<Vec<Change>, Unreadable> {
    let quantity = payload.named("Quantity");
    // `DEFAULT` is the merchant; no other value is documented for this type.
    keep(&payload.body, &["FulfillmentChannelCode"]);
    keep(&payload.body, &["MarketplaceId"]);
    let item = Item {
        sku: Some(payload.named("Sku").required_id()?),
        product_id: payload.named("Asin").id(),
        ..Item::default()
    };
    let available = required(&quantity)?;
    Ok(vec![stock(item, None, available, payload.event_time.instant())])
}

/// What can be sold out of Amazon's warehouses, per marketplace. Where several marketplaces sell from one warehouse, each
/// counts it: add figures up of places of which that is not so.
pub(super) fn of_amazon(payload: &Payload<'_>) -> Result<Vec<Change>, Unreadable> {
    let item = Item {
        sku: Some(payload.named("SKU").required_id()?),
        product_id: payload.named("ASIN").id(),
        inventory_id: payload.named("FNSKU").id(),
        ..Item::default()
    };
    let at = payload.event_time.instant();
    let places = payload.named("FulfillmentInventoryByMarketplace").items();
    let mut changes = Vec::new();
    for place in places {
        let inventory = place.named("FulfillmentInventory");
        let available = required(&inventory.named("Fulfillable"))?;
        // Nobody can buy them: they are on the way, reserved, damaged or looked for.
        keep(
            &inventory,
            &[
                "InboundQuantityBreakdown",
                "Unfulfillable",
                "Researching",
                "ReservedQuantityBreakdown",
                "FutureSupplyBuyable",
                "PendingCustomerOrderInTransit",
            ],
        );
        // The title and the programs of the offer say nothing of the stock.
        keep(&place, &["ItemName", "Stores"]);
        changes.push(stock(item.clone(), place.named("MarketplaceId").id(), available, at));
    }
    Ok(changes)
}

/// What could be sold at the end of an hour, of many items at once, known by their ASIN alone.
pub(super) fn per_hour(payload: &Payload<'_>) -> Result<Vec<Change>, Unreadable> {
    payload.event_time.note();
    let changes = payload.named("itemInventoryEventChanges").items();
    let changes = changes.iter().map(|change| {
        let item = Item { product_id: Some(change.named("asin").required_id()?), ..Item::default() };
        let available = required(&change.named("highlyAvailableInventory"))?;
        let at = change.named("endTime").instant();
        // The hour that it is about begins one before it ends.
        keep(change, &["startTime", "accountId"]);
        Ok(stock(item, change.named("marketplaceId").id(), available, at))
    });
    changes.collect()
}

fn required(quantity: &Field<'_>) -> Result<i64, Unreadable> {
    quantity.whole()?.ok_or_else(|| quantity.unreadable("The quantity is missing."))
}

fn stock(
    item: Item,
    location_id: Option<String>,
    available: i64,
    updated_at: Option<kernel::Timestamp>,
) -> Change {
    Change::Stock(Stock { item, location_id, figure: StockFigure::Available(available), updated_at })
}
