//! What an event of Adobe Commerce says: the model that it is about, inside of two envelopes.

use super::verify::unwrapped;
use crate::normalize::{Read, Topic};
use crate::platform::magento;
use crate::reading::Reading;

/// Registrations deliver the event inside an envelope, or the event alone.
pub(super) fn normalize(topic: &Topic<'_>) -> Read {
    let unwrapped = unwrapped(topic.delivery.body);
    let reading = Reading::of_json(unwrapped.as_deref().unwrap_or(topic.delivery.body))?;
    let root = reading.root();
    let event = if root.at("event").is_there() { root.at("event") } else { root.clone() };
    // Who sent what when, which is read with the headers, and from which shop.
    root.keep_raw(&["event_id", "recipient_client_id"]);
    event.keep_raw(&["id", "type", "source", "specversion", "time", "datacontenttype", "eventid"]);
    let data = event.at("data");
    data.keep_raw(&["_metadata", "source", "key"]);
    let value = if data.at("value").is_there() { data.at("value") } else { data };
    let changes = magento::event(&topic.name, &value)?;
    Ok((reading, changes))
}
