//! What a delivery of PayPal is about.

use crate::body::{first_text, fit, json, text, time};
use crate::identity::entity;
use crate::{Delivery, EntityKind, Identity};

/// A delivery that is repeated has a new transmission's id, and the same id in its body.
pub(super) fn identify(delivery: &Delivery<'_>) -> Identity {
    let body = json(delivery.body);
    let event_id = text(&body, &["id"]);
    let kind = text(&body, &["resource_type"]);
    let id = first_text(&body, &[&["resource", "id"], &["resource", "dispute_id"]]);
    Identity {
        unique_key: event_id.clone(),
        delivery_id: delivery.headers.known(&["PAYPAL-TRANSMISSION-ID"]).and_then(fit),
        event_id,
        topic: text(&body, &["event_type"]),
        entity: entity(kind.as_deref().and_then(kind_of), id),
        version: text(&body, &["resource", "update_time"]),
        updated_at: time(&body, &["resource", "update_time"]),
        occurred_at: time(&body, &["create_time"]),
        shop: text(&body, &["resource", "payee", "merchant_id"]),
        ..Identity::default()
    }
}

fn kind_of(resource: &str) -> Option<EntityKind> {
    Some(match resource {
        "checkout-order" | "order" => EntityKind::Order,
        "sale" | "capture" | "authorization" | "payment" => EntityKind::Payment,
        "refund" => EntityKind::Refund,
        "dispute" => EntityKind::Dispute,
        "subscription" | "agreement" => EntityKind::Subscription,
        "invoices" | "invoice" => EntityKind::Invoice,
        _ => return None,
    })
}
