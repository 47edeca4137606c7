//! What a delivery of Wix is about.

use serde_json::Value;

use super::token::Token;
use crate::body::{first_text, json, text, time};
use crate::identity::entity;
use crate::{Delivery, EntityKind, Identity};

/// The token holds JSON as text, and that again. Events may come in another order than they happened.
pub(super) fn identify(delivery: &Delivery<'_>) -> Identity {
    let Some(token) = Token::read(delivery.body) else { return Identity::default() };
    let outer = unfolded(&token.claims);
    let event = unfolded(&outer);
    let event_id = text(&event, &["id"]);
    let topic = text(&outer, &["eventType"]);
    let subject = text(&event, &["entityFqdn"]).or_else(|| topic.clone());
    let id = first_text(&event, &[&["entityId"], &["orderId"], &["productId"], &["inventoryItemId"]]);
    Identity {
        unique_key: event_id.clone(),
        delivery_id: event_id.clone(),
        event_id,
        entity: entity(subject.as_deref().and_then(kind_of), id),
        version: text(&event, &["entityEventSequence"]),
        occurred_at: time(&event, &["eventTime"]),
        shop: text(&outer, &["instanceId"]),
        topic,
        ..Identity::default()
    }
}

/// What is in `data`, which is JSON as text or, in older events, JSON.
fn unfolded(value: &Value) -> Value {
    match value.get("data") {
        Some(Value::String(text)) => json(text.as_bytes()),
        Some(data) => data.clone(),
        None => Value::Null,
    }
}

/// The first word that a topic or a name of a kind contains says what it is.
const KINDS: [(&str, EntityKind); 15] = [
    ("inventory", EntityKind::InventoryItem),
    ("collection", EntityKind::Collection),
    ("categor", EntityKind::Collection),
    ("product", EntityKind::Product),
    ("fulfillment", EntityKind::Shipment),
    ("refund", EntityKind::Refund),
    ("draft_order", EntityKind::Checkout),
    ("checkout", EntityKind::Checkout),
    ("cart", EntityKind::Checkout),
    ("order", EntityKind::Order),
    ("coupon", EntityKind::Coupon),
    ("contact", EntityKind::Customer),
    ("member", EntityKind::Customer),
    ("app_instance", EntityKind::Shop),
    ("appinstance", EntityKind::Shop),
];

fn kind_of(subject: &str) -> Option<EntityKind> {
    let subject = subject.to_ascii_lowercase();
    KINDS.iter().find(|(word, _)| subject.contains(word)).map(|(_, kind)| *kind)
}
