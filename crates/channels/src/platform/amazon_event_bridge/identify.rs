//! What an event of EventBridge is about.

use crate::body::{at, json, text, time};
use crate::platform::amazon_notification;
use crate::{Delivery, Identity};

/// An event carries a notification of Amazon as its detail; a destination may also be set up to send the detail alone.
pub(super) fn identify(delivery: &Delivery<'_>) -> Identity {
    let body = json(delivery.body);
    let Some(detail) = at(&body, &["detail"]) else { return amazon_notification::identify(&body) };
    let inner = amazon_notification::identify(detail);
    let delivery_id = text(&body, &["id"]);
    Identity {
        unique_key: inner.unique_key.clone().or_else(|| delivery_id.clone()),
        delivery_id,
        topic: inner.topic.clone().or_else(|| text(&body, &["detail-type"])),
        occurred_at: inner.occurred_at.or_else(|| time(&body, &["time"])),
        ..inner
    }
}
