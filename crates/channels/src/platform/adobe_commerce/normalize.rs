//! What a webhook of Adobe Commerce says: the arguments of what is being done, of which one is the thing itself.

use crate::normalize::{Read, Topic};
use crate::platform::magento;
use crate::reading::Reading;

/// What the thing is called among the arguments: observers have the first, plugins name it.
const NAMES: [&str; 8] =
    ["data_object", "product", "order", "customer", "creditmemo", "shipment", "item", "object"];

/// Which fields a call has is set up in Adobe Commerce. A call without the id of what it is about says nothing that could
/// be kept: so does one that is made before the thing is saved for the first time.
pub(super) fn normalize(topic: &Topic<'_>) -> Read {
    let reading = Reading::of_json(topic.delivery.body)?;
    let root = reading.root();
    root.at("eventName").note();
    let data = if root.at("data").is_there() { root.at("data") } else { root.clone() };
    let thing = NAMES.iter().map(|name| data.at(name)).find(crate::reading::Field::is_there);
    let thing = thing.unwrap_or(data);
    let is_known = ["entity_id", "id", "product_id"].iter().any(|name| thing.at(name).id().is_some());
    if !is_known {
        thing.keep_whole_raw();
        return Ok((reading, Vec::new()));
    }
    let changes = magento::event(&topic.name, &thing)?;
    Ok((reading, changes))
}
