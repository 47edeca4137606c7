//! What a delivery of eBay is about.

use crate::body::{first_text, json, text, time};
use crate::identity::entity;
use crate::{Delivery, EntityKind, Identity};

/// An id is the notification's: each attempt to send it has the same.
pub(super) fn identify(delivery: &Delivery<'_>) -> Identity {
    let body = json(delivery.body);
    let id = text(&body, &["notification", "notificationId"]);
    let topic = text(&body, &["metadata", "topic"]);
    let (kind, names): (_, [&[&str]; 2]) = match topic.as_deref() {
        Some("MARKETPLACE_ACCOUNT_DELETION") => (
            Some(EntityKind::Customer),
            [&["notification", "data", "userId"], &["notification", "data", "username"]],
        ),
        Some("AUTHORIZATION_REVOCATION") => (
            Some(EntityKind::Shop),
            [&["notification", "data", "userId"], &["notification", "data", "username"]],
        ),
        Some(topic) if topic.starts_with("ORDER_") => (
            Some(EntityKind::Order),
            [&["notification", "data", "orderId"], &["notification", "data", "order", "orderId"]],
        ),
        Some("ITEM_MARKED_SHIPPED") => (
            Some(EntityKind::Shipment),
            [&["notification", "data", "orderId"], &["notification", "data", "order", "orderId"]],
        ),
        Some(topic) if topic.starts_with("ITEM_") => (
            Some(EntityKind::Listing),
            [&["notification", "data", "itemId"], &["notification", "data", "listingId"]],
        ),
        _ => (None, [&[], &[]]),
    };
    Identity {
        unique_key: id.clone(),
        delivery_id: id.clone(),
        event_id: id,
        entity: entity(kind, first_text(&body, &names)),
        occurred_at: time(&body, &["notification", "eventDate"]),
        topic,
        ..Identity::default()
    }
}
