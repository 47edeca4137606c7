//! What an event of Stripe says.
//!
//! A refund is told by `charge.refunded` alone, and a payment by its payment intent: `refund.*` and the invoices' own events
//! tell of the same money once more.

mod amount;
mod customer;
mod dispute;
mod kept;
mod payment;
mod product;
mod refund;

use crate::change::Change;
use crate::normalize::{Read, Topic};
use crate::reading::{Field, Reading, Unreadable};
use crate::{EntityKind, EntityRef};

/// What an event says. One of the second version of the API holds no object, and names what is to be asked for.
pub(super) fn normalize(topic: &Topic<'_>) -> Read {
    let reading = Reading::of_json(topic.delivery.body)?;
    let event = reading.root();
    let is_thin = event.at("object").text().as_deref() == Some("v2.core.event");
    let changes = if is_thin { thin(&event)? } else { whole(&topic.name, &event)? };
    Ok((reading, changes.unwrap_or_default()))
}

fn whole(topic: &str, event: &Field<'_>) -> Result<Option<Vec<Change>>, Unreadable> {
    let object = event.under(&["data", "object"]);
    let created = event.at("created");
    let changes = match topic {
        "checkout.session.completed"
        | "checkout.session.async_payment_succeeded"
        | "checkout.session.async_payment_failed" => payment::of_session(topic, &object, &created)?,
        "charge.refunded" => refund::of_charge(&object, event)?,
        "customer.created" | "customer.updated" => customer::as_it_is(&object, &created)?,
        "product.created" | "product.updated" => product::as_it_is(&object)?,
        "price.created" | "price.updated" => product::price(&object, &created)?,
        "customer.deleted" => deleted(EntityKind::Customer, &object)?,
        "product.deleted" => deleted(EntityKind::Product, &object)?,
        "price.deleted" => deleted(EntityKind::Price, &object)?,
        _ if topic.starts_with("charge.dispute.") => dispute::as_it_is(&object)?,
        _ if topic.starts_with("payment_intent.") => payment::of_intent(topic, &object, &created)?,
        _ if topic.starts_with("charge.") => payment::of_charge(&object)?,
        _ if topic.starts_with("invoice.") => payment::of_invoice(topic, &object, &created)?,
        // Subscriptions, discounts, sources and tax numbers of customers are nothing that Tradepost has.
        _ if topic.starts_with("customer.") => kept(&object),
        _ => return Ok(None),
    };
    envelope(event);
    Ok(Some(changes))
}

/// Names the thing that has changed, where it is of a kind that can be asked for.
fn thin(event: &Field<'_>) -> Result<Option<Vec<Change>>, Unreadable> {
    let related = event.at("related_object");
    let kind = match related.at("type").text().as_deref() {
        Some("v2.core.account" | "account") => EntityKind::Shop,
        Some("customer") => EntityKind::Customer,
        Some("product") => EntityKind::Product,
        Some("price") => EntityKind::Price,
        Some("payment_intent" | "charge") => EntityKind::Payment,
        Some("refund") => EntityKind::Refund,
        Some("dispute") => EntityKind::Dispute,
        Some("invoice") => EntityKind::Invoice,
        Some("checkout.session") => EntityKind::Checkout,
        _ => return Ok(None),
    };
    let id = related.at("id").required_id()?;
    envelope(event);
    // The address to ask at follows from the kind and the id; data are of the event and not of the thing.
    event.keep_raw(&["related_object.url", "context", "reason", "data", "changes"]);
    Ok(Some(vec![Change::Fetch(EntityRef { kind, id })]))
}

/// What is around the object: `identify` reads of it what counts. What it was before is what came before.
fn envelope(event: &Field<'_>) {
    for name in ["id", "object", "type", "created"] {
        event.at(name).note();
    }
    event.keep_raw(&[
        "api_version",
        "livemode",
        "pending_webhooks",
        "request",
        "account",
        "data.previous_attributes",
    ]);
}

fn deleted(kind: EntityKind, object: &Field<'_>) -> Result<Vec<Change>, Unreadable> {
    let id = object.at("id").required_id()?;
    // The thing as it was, of which nothing is left.
    object.keep_whole_raw();
    Ok(vec![Change::Deleted(EntityRef { kind, id })])
}

/// An object of which nothing is made, on purpose.
fn kept(object: &Field<'_>) -> Vec<Change> {
    object.keep_whole_raw();
    Vec::new()
}
