//! What a delivery of WooCommerce says, in our words. The bodies are those of version 3 of its REST interface.

mod customer;
mod line;
mod order;
mod product;

use crate::change::Change;
use crate::normalize::{Read, Topic};
use crate::reading::{Field, Reading, Unreadable};
use crate::{EntityKind, EntityRef};

type Changes = Result<Vec<Change>, Unreadable>;

/// Topics are a resource and an event: `order.updated`.
pub(super) fn normalize(topic: &Topic<'_>) -> Read {
    if super::verify::is_ping(topic.delivery) {
        // A form with the webhook's id, sent to see whether anybody is there.
        return Ok((Reading::of(serde_json::Value::Null), Vec::new()));
    }
    let reading = Reading::of_json(topic.delivery.body)?;
    let (resource, event) = topic.name.split_once('.').unwrap_or((&topic.name, ""));
    let changes = changes(&reading.root(), resource, event)?;
    Ok((reading, changes))
}

fn changes(root: &Field<'_>, resource: &str, event: &str) -> Changes {
    // Where it came from, on every body.
    root.keep_raw(&["_links"]);
    match (resource, event) {
        ("order", "deleted") => deleted(root, EntityKind::Order),
        ("product", "deleted") => deleted(root, EntityKind::Product),
        ("customer", "deleted") => deleted(root, EntityKind::Customer),
        ("order", _) => order::order(root),
        // Not a topic of its own: plugins add it, with the body that the interface has for refunds.
        ("refund" | "order_refund", _) => order::refund(root),
        ("product", _) => product::product(root),
        ("customer", _) => customer::customer(root),
        // What a coupon takes off is read from the orders that use it; a hook of WordPress says what it likes.
        ("coupon" | "action", _) => {
            root.keep_whole_raw();
            Ok(Vec::new())
        }
        _ => Ok(Vec::new()),
    }
}

/// The id is all that is said.
fn deleted(root: &Field<'_>, kind: EntityKind) -> Changes {
    let id = root.at("id").required_id()?;
    Ok(vec![Change::Deleted(EntityRef { kind, id })])
}
