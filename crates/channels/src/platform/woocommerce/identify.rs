//! What a delivery of WooCommerce is about.

use super::verify::is_ping;
use crate::body::{first_text, fit, json, text, time};
use crate::identity::entity;
use crate::{Delivery, EntityKind, Identity, Purpose};

/// Two deliveries of one webhook in the same second have the same delivery id, because it is a hash of the webhook's id and
/// the second: only with the body they are told apart.
pub(super) fn identify(delivery: &Delivery<'_>) -> Identity {
    if is_ping(delivery) {
        return Identity { purpose: Purpose::Ping, ..Identity::default() };
    }
    let header = |name: &str| delivery.headers.known(&[&format!("X-WC-Webhook-{name}")]).and_then(fit);
    let body = json(delivery.body);
    let topic = header("Topic");
    let resource = header("Resource").or_else(|| Some(topic.as_deref()?.split('.').next()?.to_owned()));
    let kind = match resource.as_deref() {
        Some("order") => Some(EntityKind::Order),
        Some("product") => Some(EntityKind::Product),
        Some("customer") => Some(EntityKind::Customer),
        Some("coupon") => Some(EntityKind::Coupon),
        _ => None,
    };
    let delivery_id = header("Delivery-ID");
    Identity {
        unique_key: delivery_id.as_ref().map(|id| format!("{id}:{}", delivery.body_hash())),
        delivery_id,
        entity: entity(kind, text(&body, &["id"])),
        version: first_text(&body, &[&["date_modified_gmt"], &["date_modified"]]),
        // Without a zone, and in UTC: the other one is in the shop's own zone, which it does not name.
        updated_at: time(&body, &["date_modified_gmt"]),
        shop: header("Source").map(|source| shop(&source)),
        topic,
        ..Identity::default()
    }
}

/// The shop's address without what is the same for all: it may be in a folder of its host.
fn shop(source: &str) -> String {
    let bare = source.split_once("://").map_or(source, |(_, rest)| rest);
    bare.trim_end_matches('/').to_owned()
}
