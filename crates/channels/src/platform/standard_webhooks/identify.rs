//! What a message of Standard Webhooks is about.

use super::verify::signed_at;
use crate::body::{first_text, fit, json, text, time};
use crate::identity::entity;
use crate::{Delivery, EntityKind, Identity};

/// The specification names `type`, `timestamp` and `data`; what is in `data` is the sender's.
pub(in crate::platform) fn identify(delivery: &Delivery<'_>) -> Identity {
    let body = json(delivery.body);
    let id = delivery.headers.known(&["webhook-id"]).and_then(fit);
    let topic = text(&body, &["type"]);
    // In our own words it is the data that say what they are.
    let own = text(&body, &["data", "change"]);
    let kind = own.as_deref().and_then(kind_of);
    let kind =
        kind.or_else(|| topic.as_deref().and_then(|topic| kind_of(topic.split('.').next().unwrap_or(topic))));
    Identity {
        unique_key: id.clone(),
        delivery_id: id.clone(),
        event_id: id,
        entity: entity(kind, first_text(&body, &[&["data", "id"], &["data", "external_id"]])),
        version: first_text(&body, &[&["data", "version"], &["data", "updated_at"]]),
        updated_at: time(&body, &["data", "updated_at"]),
        occurred_at: time(&body, &["timestamp"]).or_else(|| signed_at(delivery)),
        topic,
        ..Identity::default()
    }
}

fn kind_of(word: &str) -> Option<EntityKind> {
    Some(match word {
        "order" => EntityKind::Order,
        "product" => EntityKind::Product,
        "stock" => EntityKind::StockLevel,
        "customer" => EntityKind::Customer,
        "coupon" => EntityKind::Coupon,
        "payment" => EntityKind::Payment,
        "refund" => EntityKind::Refund,
        "return" => EntityKind::Return,
        "shipment" => EntityKind::Shipment,
        "invoice" => EntityKind::Invoice,
        "subscription" => EntityKind::Subscription,
        _ => return None,
    })
}
