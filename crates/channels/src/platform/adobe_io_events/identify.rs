//! What an event of Adobe is about.

use serde_json::Value;

use super::verify::unwrapped;
use crate::body::{at, first_text, fit, json, text, time};
use crate::identity::entity;
use crate::{Delivery, EntityKind, EntityRef, Identity};

/// Adobe repeats an event for a day under the same id.
pub(super) fn identify(delivery: &Delivery<'_>) -> Identity {
    let unwrapped = unwrapped(delivery.body);
    let body = json(unwrapped.as_deref().unwrap_or(delivery.body));
    let header = |name: &str| delivery.headers.known(&[name]).and_then(fit);
    let event_id = header("x-adobe-event-id").or_else(|| text(&body, &["event_id"]));
    let topic = header("x-adobe-event-code").or_else(|| first_text(&body, &[&["event", "type"], &["type"]]));
    // Registrations may deliver the event inside an envelope, or the event alone.
    let data = at(&body, &["event", "data"]).or_else(|| at(&body, &["data"]));
    let value = data.and_then(|data| at(data, &["value"])).unwrap_or(&body);
    Identity {
        unique_key: event_id.clone(),
        delivery_id: event_id.clone(),
        event_id,
        entity: topic.as_deref().and_then(|topic| subject(topic, value)),
        version: text(value, &["updated_at"]),
        updated_at: time(value, &["updated_at"]),
        occurred_at: time(&body, &["event", "time"]).or_else(|| time(&body, &["time"])),
        shop: data.and_then(|data| text(data, &["source"])),
        topic,
        ..Identity::default()
    }
}

/// What a topic such as `com.adobe.commerce.observer.catalog_product_save_after` speaks of, and where its id is.
const SUBJECTS: [(&str, EntityKind, &str); 9] = [
    ("stock_item", EntityKind::StockLevel, "product_id"),
    ("catalog_product", EntityKind::Product, "entity_id"),
    ("catalog_category", EntityKind::Collection, "entity_id"),
    ("order_creditmemo", EntityKind::Refund, "entity_id"),
    ("order_shipment", EntityKind::Shipment, "entity_id"),
    ("order_invoice", EntityKind::Invoice, "entity_id"),
    ("sales_order", EntityKind::Order, "entity_id"),
    ("customer_save", EntityKind::Customer, "entity_id"),
    ("customer_delete", EntityKind::Customer, "entity_id"),
];

fn subject(topic: &str, value: &Value) -> Option<EntityRef> {
    let (_, kind, name) = SUBJECTS.iter().find(|(word, ..)| topic.contains(word))?;
    entity(Some(*kind), first_text(value, &[&[*name], &["id"]]))
}
