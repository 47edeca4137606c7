//! What a delivery of Stripe is about.

use crate::body::{first_text, json, text, time};
use crate::identity::entity;
use crate::{Delivery, EntityKind, Identity};

/// A whole event holds the thing; a thin one, of the second version of the API, names it.
pub(super) fn identify(delivery: &Delivery<'_>) -> Identity {
    let body = json(delivery.body);
    let event_id = text(&body, &["id"]);
    let kind = first_text(&body, &[&["data", "object", "object"], &["related_object", "type"]]);
    let id = first_text(&body, &[&["data", "object", "id"], &["related_object", "id"]]);
    Identity {
        unique_key: event_id.clone(),
        delivery_id: event_id.clone(),
        event_id,
        topic: text(&body, &["type"]),
        entity: entity(kind.as_deref().and_then(kind_of), id),
        occurred_at: time(&body, &["created"]),
        shop: first_text(&body, &[&["account"], &["context"]]),
        ..Identity::default()
    }
}

fn kind_of(object: &str) -> Option<EntityKind> {
    Some(match object {
        "checkout.session" => EntityKind::Checkout,
        "payment_intent" | "charge" => EntityKind::Payment,
        "refund" => EntityKind::Refund,
        "dispute" => EntityKind::Dispute,
        "customer" => EntityKind::Customer,
        "product" => EntityKind::Product,
        "price" | "plan" => EntityKind::Price,
        "invoice" => EntityKind::Invoice,
        "subscription" => EntityKind::Subscription,
        "coupon" => EntityKind::Coupon,
        "account" => EntityKind::Shop,
        _ => return None,
    })
}
