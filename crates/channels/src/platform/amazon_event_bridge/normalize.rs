//! What an event of EventBridge says: the notification that is its detail.

use crate::normalize::{Read, Topic};
use crate::platform::amazon_notification;
use crate::reading::Reading;

/// What is around the notification: the rule and the account that it came by.
const ENVELOPE: &[&str] =
    &["version", "id", "detail-type", "source", "account", "time", "region", "resources"];

/// A destination may be set up to send the detail alone.
pub(super) fn normalize(topic: &Topic<'_>) -> Read {
    let reading = Reading::of_json(topic.delivery.body)?;
    if !reading.root().at("detail").is_there() {
        return amazon_notification::normalize(reading, &[]);
    }
    reading.keep_raw(ENVELOPE);
    amazon_notification::normalize(reading, &["detail"])
}
