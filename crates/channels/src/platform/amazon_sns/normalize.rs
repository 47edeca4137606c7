//! What a message of SNS says: the notification that it carries as text.

use serde_json::Value;

use crate::normalize::{Read, Topic};
use crate::platform::amazon_notification;
use crate::reading::{Reading, Unreadable};

/// What is around the notification is for verifying and confirming.
const ENVELOPE: &[&str] = &[
    "Type",
    "MessageId",
    "TopicArn",
    "Subject",
    "Timestamp",
    "SignatureVersion",
    "Signature",
    "SigningCertURL",
    "SigningCertUrl",
    "UnsubscribeURL",
    "UnsubscribeUrl",
    "SubscribeURL",
    "SubscribeUrl",
    "Token",
    "MessageAttributes",
];

/// A message without a notification, such as one that asks for a confirmation, says nothing.
pub(super) fn normalize(topic: &Topic<'_>) -> Read {
    let mut body: Value = serde_json::from_slice(topic.delivery.body).map_err(|error| Unreadable {
        field: String::new(),
        detail: format!("The body is no JSON: {error}."),
    })?;
    let unfolded =
        body.get("Message").and_then(Value::as_str).and_then(|text| serde_json::from_str(text).ok());
    if let (Some(message), Some(notification @ Value::Object(_))) = (body.get_mut("Message"), unfolded) {
        *message = notification;
    }
    let reading = Reading::of(body);
    reading.keep_raw(ENVELOPE);
    amazon_notification::normalize(reading, &["Message"])
}
