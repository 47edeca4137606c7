//! What a message of SNS is about.

use super::message::Message;
use crate::body::{fit, instant, json};
use crate::platform::amazon_notification;
use crate::{Delivery, Identity, Purpose};

/// A message carries a notification of Amazon as text. SNS repeats a message under its own id; Amazon repeats a
/// notification under another message's.
pub(super) fn identify(delivery: &Delivery<'_>) -> Identity {
    let Ok(message) = Message::read(delivery.body) else { return Identity::default() };
    let delivery_id = fit(&message.message_id);
    let occurred_at = instant(&message.timestamp);
    if message.asks_for_confirmation() {
        return Identity {
            purpose: Purpose::Handshake,
            unique_key: delivery_id.clone(),
            delivery_id,
            topic: fit(&message.kind),
            occurred_at,
            shop: fit(&message.topic_arn),
            ..Identity::default()
        };
    }
    let inner = amazon_notification::identify(&json(message.message.as_bytes()));
    Identity {
        unique_key: inner.unique_key.clone().or_else(|| delivery_id.clone()),
        delivery_id,
        occurred_at: inner.occurred_at.or(occurred_at),
        shop: inner.shop.clone().or_else(|| fit(&message.topic_arn)),
        ..inner
    }
}
