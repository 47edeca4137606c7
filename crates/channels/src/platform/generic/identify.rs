//! What a delivery of an unknown source is about.

use crate::body::{first_text, json};
use crate::platform::standard_webhooks;
use crate::{Delivery, Identity};

/// Where it says nothing in the way of Standard Webhooks, only its topic can be guessed. An `id` in a body may be the
/// thing's or the event's: taking it for the latter would lose events.
pub(super) fn identify(delivery: &Delivery<'_>) -> Identity {
    if delivery.headers.get("webhook-id").is_some() {
        return standard_webhooks::identify(delivery);
    }
    let body = json(delivery.body);
    Identity { topic: first_text(&body, &[&["type"], &["event"], &["topic"]]), ..Identity::default() }
}
