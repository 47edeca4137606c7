//! What a delivery of Shopify is about.

use crate::body::{first_text, fit, instant, json, text, time};
use crate::identity::entity;
use crate::{Delivery, EntityKind, Identity};

/// Its pages disagree on which id tells two deliveries apart: the webhook's id does, and what happened once may be told by
/// several webhooks, which share the event's id.
pub(super) fn identify(delivery: &Delivery<'_>) -> Identity {
    let header = |name: &str| {
        let (webhook, event) = (format!("X-Shopify-{name}"), format!("shopify-{name}"));
        delivery.headers.known(&[&webhook, &event]).and_then(fit)
    };
    let body = json(delivery.body);
    let topic = header("Topic");
    let delivery_id = header("Webhook-Id");
    // The newer family names the thing in a header: gid://shopify/Product/1.
    let resource = header("Resource-Id");
    let (kind, id) = if let Some((kind, id)) = resource.as_deref().and_then(of_global_id) {
        (Some(kind), fit(id))
    } else {
        let subject = topic.as_deref().map(|topic| topic.split('/').next().unwrap_or(topic));
        (subject.and_then(kind_of), id_of(topic.as_deref(), &body))
    };
    Identity {
        unique_key: delivery_id.clone(),
        delivery_id,
        event_id: header("Event-Id"),
        entity: entity(kind, id),
        version: text(&body, &["updated_at"]),
        updated_at: time(&body, &["updated_at"]),
        occurred_at: header("Triggered-At").as_deref().and_then(instant),
        shop: header("Shop-Domain"),
        topic,
        ..Identity::default()
    }
}

fn kind_of(subject: &str) -> Option<EntityKind> {
    Some(match subject.to_ascii_lowercase().as_str() {
        "orders" | "order" => EntityKind::Order,
        "draft_orders" | "draftorder" | "checkouts" | "carts" => EntityKind::Checkout,
        "products" | "product" => EntityKind::Product,
        "inventory_items" | "inventoryitem" => EntityKind::InventoryItem,
        "inventory_levels" | "inventorylevel" => EntityKind::StockLevel,
        "collections" | "collection" => EntityKind::Collection,
        "customers" | "customer" => EntityKind::Customer,
        "refunds" | "refund" => EntityKind::Refund,
        "returns" | "return" => EntityKind::Return,
        "fulfillments" | "fulfillment" => EntityKind::Shipment,
        "order_transactions" => EntityKind::Payment,
        "disputes" => EntityKind::Dispute,
        "app" | "shop" => EntityKind::Shop,
        "bulk_operations" => EntityKind::Report,
        _ => return None,
    })
}

/// The kind and number in `gid://shopify/Product/1`.
fn of_global_id(id: &str) -> Option<(EntityKind, &str)> {
    let (kind, number) = id.strip_prefix("gid://shopify/")?.split_once('/')?;
    Some((kind_of(kind)?, number.split('?').next()?))
}

fn id_of(topic: Option<&str>, body: &serde_json::Value) -> Option<String> {
    match topic.unwrap_or_default() {
        // A level has no id of its own: it is a thing at a place.
        topic if topic.starts_with("inventory_levels/") => {
            Some(format!("{}/{}", text(body, &["inventory_item_id"])?, text(body, &["location_id"])?))
        }
        "customers/data_request" | "customers/redact" => text(body, &["customer", "id"]),
        "shop/redact" => text(body, &["shop_id"]),
        _ => first_text(body, &[&["id"], &["admin_graphql_api_id"]]),
    }
}
