//! A notification of Amazon's Selling Partner API, whichever way it came.

mod normalize;

use serde_json::Value;

use crate::body::{first_text, text, time};
use crate::identity::entity;
use crate::{EntityKind, Identity};

pub(super) use normalize::normalize;

/// What a notification is about. Its names begin with a large letter or a small one, by the notification's age.
pub(super) fn identify(notification: &Value) -> Identity {
    let topic = text(notification, &["notificationType"]);
    let id = text(notification, &["notificationMetadata", "notificationId"]);
    let payload = notification.get("Payload").or_else(|| notification.get("payload"));
    let null = Value::Null;
    let payload = payload.unwrap_or(&null);
    // Some types put the whole of it into an object that is named after them.
    let inner = payload
        .as_object()
        .filter(|fields| fields.len() == 1)
        .and_then(|fields| fields.values().next())
        .filter(|value| value.is_object())
        .unwrap_or(payload);
    let (kind, id_names): (_, [&[&str]; 2]) = match topic.as_deref() {
        Some("ORDER_CHANGE") => (Some(EntityKind::Order), [&["amazonOrderId"], &["amazonOrderId"]]),
        Some("LISTINGS_ITEM_MFN_QUANTITY_CHANGE") => {
            (Some(EntityKind::InventoryItem), [&["sku"], &["sellerSku"]])
        }
        Some("FBA_INVENTORY_AVAILABILITY_CHANGES" | "ITEM_INVENTORY_EVENT_CHANGE") => {
            (Some(EntityKind::InventoryItem), [&["sku"], &["sellerSKU"]])
        }
        Some(topic) if topic.starts_with("LISTINGS_ITEM_") => {
            (Some(EntityKind::Listing), [&["sku"], &["asin"]])
        }
        Some("REPORT_PROCESSING_FINISHED") => (Some(EntityKind::Report), [&["reportId"], &["reportId"]]),
        Some("FEED_PROCESSING_FINISHED") => (Some(EntityKind::Report), [&["feedId"], &["feedId"]]),
        _ => (None, [&[], &[]]),
    };
    Identity {
        unique_key: id.clone(),
        event_id: id,
        topic,
        entity: entity(kind, first_text(inner, &id_names)),
        occurred_at: time(notification, &["eventTime"]),
        shop: first_text(inner, &[&["sellerId"], &["merchantId"]]),
        ..Identity::default()
    }
}
