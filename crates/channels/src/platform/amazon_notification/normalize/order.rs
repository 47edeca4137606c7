//! Orders at Amazon: a notification tells of their state, and of no money.

use super::{Payload, keep};
use crate::change::{Cancellation, Change, Order, PaymentState};
use crate::reading::Unreadable;
use crate::{EntityKind, EntityRef};

/// How the order stands now, and that the rest of it is to be asked for: a notification has neither prices nor a currency,
/// and whoever buys is not in it.
pub(super) fn changed(payload: &Payload<'_>) -> Result<Vec<Change>, Unreadable> {
    let external_id = payload.named("AmazonOrderId").required_id()?;
    let trigger = payload.named("OrderChangeTrigger");
    let summary = payload.named("Summary");
    let status = summary.named("OrderStatus").text().unwrap_or_default();
    let event_time = payload.event_time.instant();
    let updated_at = trigger.named("TimeOfOrderChange").instant().or(event_time);
    let reason = trigger.named("ChangeReason").text();
    let order = Order {
        external_id: external_id.clone(),
        payment_state: payment_state(&status),
        is_fulfilled: match status.as_str() {
            "Shipped" => Some(true),
            "Pending" | "Unshipped" | "PartiallyShipped" => Some(false),
            _ => None,
        },
        cancelled: (status == "Canceled").then_some(Cancellation { at: updated_at, reason }),
        placed_at: summary.named("PurchaseDate").instant(),
        updated_at,
        ..Order::default()
    };
    keep(&payload.body, &["NotificationLevel", "OrderChangeType"]);
    // All of it comes with the order itself, with the prices, without which a line is none.
    keep(
        &summary,
        &[
            "MarketplaceId",
            "DestinationPostalCode",
            "FulfillmentType",
            "OrderType",
            "NumberOfItemsShipped",
            "NumberOfItemsUnshipped",
            "EarliestDeliveryDate",
            "LatestDeliveryDate",
            "EarliestShipDate",
            "LatestShipDate",
            "CancelNotifyDate",
            "OrderPrograms",
            "ShippingPrograms",
            "EasyShipShipmentStatus",
            "ElectronicInvoiceStatus",
            "OrderItems",
        ],
    );
    Ok(vec![Change::Order(order), Change::Fetch(EntityRef { kind: EntityKind::Order, id: external_id })])
}

/// Amazon authorizes a payment before an order may be sent, and charges it once it was.
fn payment_state(status: &str) -> Option<PaymentState> {
    Some(match status {
        "Pending" | "PendingAvailability" => PaymentState::Pending,
        "Unshipped" | "PartiallyShipped" | "InvoiceUnconfirmed" => PaymentState::Authorized,
        "Shipped" => PaymentState::Paid,
        _ => return None,
    })
}
