//! Confirming that an inbox wants the messages of a topic.

use super::message::{Message, is_sns};
use crate::key::allowed_url;
use crate::{Delivery, Rejection};

/// The address that confirms, when the message asks for it and the address is SNS's own.
pub(super) fn address(delivery: &Delivery<'_>) -> Result<Option<String>, Rejection> {
    let message = Message::read(delivery.body)?;
    let Some(url) = message.subscribe_url.filter(|_| message.kind == "SubscriptionConfirmation") else {
        return Ok(None);
    };
    allowed_url(&url, "address that confirms the subscription, SubscribeURL,", is_sns)
        .map(|url| Some(url.into()))
}
