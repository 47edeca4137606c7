//! What an event of PayPal says.
//!
//! Names are those of PayPal's published specifications: orders and captures of the second version of its API, sales,
//! authorizations and refunds of the first, and disputes.

mod dispute;
mod money;
mod payment;
mod refund;

use crate::change::Change;
use crate::normalize::{Read, Topic};
use crate::reading::{Field, Reading, Unreadable};

/// What an event says.
pub(super) fn normalize(topic: &Topic<'_>) -> Read {
    let reading = Reading::of_json(topic.delivery.body)?;
    let changes = changes(&topic.name, &reading.root())?;
    Ok((reading, changes.unwrap_or_default()))
}

fn changes(topic: &str, event: &Field<'_>) -> Result<Option<Vec<Change>>, Unreadable> {
    let resource = event.at("resource");
    let is_refund = event.at("resource_type").text().as_deref() == Some("refund");
    let changes = match topic {
        "CHECKOUT.ORDER.APPROVED" | "CHECKOUT.ORDER.COMPLETED" => payment::of_order(&resource)?,
        _ if topic.starts_with("CUSTOMER.DISPUTE.") => vec![Change::Dispute(dispute::as_it_is(&resource)?)],
        // What is called off or given back is told as a refund, or as the capture or sale that it was of.
        "PAYMENT.CAPTURE.REFUNDED"
        | "PAYMENT.CAPTURE.REVERSED"
        | "PAYMENT.SALE.REFUNDED"
        | "PAYMENT.SALE.REVERSED" => vec![Change::Refund(refund::as_it_is(topic, is_refund, &resource)?)],
        _ if ["CAPTURE", "SALE", "AUTHORIZATION"].iter().any(|kind| is_of(topic, kind)) => {
            vec![Change::Payment(payment::as_it_is(&resource)?)]
        }
        _ => return Ok(None),
    };
    for name in ["id", "create_time", "event_type", "resource_type"] {
        event.at(name).note();
    }
    // For people, for following to PayPal's API, and for versions of which the resource itself tells.
    event.keep_raw(&[
        "summary",
        "links",
        "resource.links",
        "event_version",
        "resource_version",
        "zts",
        "status",
    ]);
    Ok(Some(changes))
}

fn is_of(topic: &str, kind: &str) -> bool {
    topic
        .strip_prefix("PAYMENT.")
        .and_then(|rest| rest.strip_prefix(kind))
        .is_some_and(|end| end.starts_with('.'))
}
