//! What an event of Wix says.
//!
//! Names are those of Wix's reference: orders of eCommerce, products and inventory of the catalog's third version, contacts.
//! Events of the catalog's first version tell which fields have changed and not what they are now, save for the stock:
//! what they are about is to be asked for. Not confirmed: which members a fulfillment's event has, so it is asked for, too.

mod address;
mod contact;
mod order;
mod product;
mod stock;

use serde_json::Value;

use super::event::{entity_path, unfolded};
use crate::change::{AppChange, Change, Privacy, PrivacyRequest};
use crate::normalize::{Read, Topic};
use crate::reading::{Field, Reading, Unreadable};
use crate::{EntityKind, EntityRef};

/// Where the message and the event stand in the claims of a token.
const MESSAGE: &[&str] = &["data"];
const EVENT: &[&str] = &["data", "data"];

/// What an event says.
pub(super) fn normalize(topic: &Topic<'_>) -> Read {
    let claims = unfolded(topic.delivery.body)
        .ok_or_else(|| Unreadable { field: String::new(), detail: "The body is no JWT.".to_owned() })?;
    let event = claims.pointer("/data/data").unwrap_or(&Value::Null);
    let path = entity_path(event);
    let reading = Reading::of(claims);
    let changes = changes(&reading, path)?;
    Ok((reading, changes.unwrap_or_default()))
}

fn changes(reading: &Reading, path: Option<[&str; 2]>) -> Result<Option<Vec<Change>>, Unreadable> {
    let message = reading.root().under(MESSAGE);
    let event = reading.root().under(EVENT);
    let topic = message.at("eventType").text().unwrap_or_default();
    let subject = event.at("entityFqdn").text().unwrap_or_else(|| topic.clone());
    let entity = path.map(|path| event.under(&path));
    let changes = if event.at("triggeredByAnonymizeRequest").flag() == Some(true) {
        Some(vec![Change::Privacy(anonymized(&subject, &event, entity.as_ref()))])
    } else if let Some(change) = app(&topic, &subject, &event) {
        event.keep_whole_raw();
        Some(vec![Change::App(change)])
    } else if event.at("entityFqdn").is_there() {
        of_domain(&subject, &event, entity.as_ref())?
    } else {
        legacy(&topic, &event)?
    };
    if changes.is_some() {
        envelope(reading, &message, &event);
    }
    Ok(changes)
}

/// An event that is about one thing, and says how it is now.
fn of_domain(
    subject: &str,
    event: &Field<'_>,
    entity: Option<&Field<'_>>,
) -> Result<Option<Vec<Change>>, Unreadable> {
    let slug = event.at("slug").text().unwrap_or_default();
    let kind = match subject {
        "wix.ecom.v1.order" => EntityKind::Order,
        "wix.stores.catalog.v3.product" => EntityKind::Product,
        "wix.stores.catalog.v3.inventory_item" => EntityKind::InventoryItem,
        "wix.contacts.v4.contact" => EntityKind::Customer,
        // Their id is the order's: what was paid, given back and sent is asked for with it.
        "wix.ecom.v1.order_transactions" | "wix.ecom.v1.order_fulfillments" | "wix.ecom.v1.fulfillments" => {
            event.keep_raw(&["createdEvent", "updatedEvent", "actionEvent"]);
            return fetch(EntityKind::Order, event).map(Some);
        }
        _ => return Ok(None),
    };
    let id = event.at("entityId");
    if slug == "deleted" {
        event.keep_raw(&["deletedEvent"]);
        return Ok(Some(vec![Change::Deleted(EntityRef { kind, id: id.required_id()? })]));
    }
    // Before it the thing was otherwise, of which nothing is made.
    event.keep_raw(&["updatedEvent.modifiedFields", "updatedEvent.previousEntityAsJson"]);
    let Some(entity) = entity.map(thing).filter(|thing| thing.at("id").is_there()) else {
        return fetch(kind, event).map(Some);
    };
    let changes = match kind {
        EntityKind::Order => order::as_it_is(&entity)?,
        EntityKind::Product => vec![Change::Product(product::as_it_is(&entity)?)],
        EntityKind::InventoryItem => stock::as_it_is(&entity)?,
        _ => vec![Change::Customer(contact::as_it_is(&entity)?)],
    };
    Ok(Some(changes))
}

/// The thing itself: an action has it one level down, with why it has changed.
fn thing<'r>(entity: &Field<'r>) -> Field<'r> {
    entity.keep_raw(&["reason", "appId"]);
    let inner = ["order", "currentEntity"].map(|name| entity.at(name)).into_iter().find(Field::is_there);
    inner.unwrap_or_else(|| entity.clone())
}

/// An event of the older kind, which names what it is about after its own manner.
fn legacy(topic: &str, event: &Field<'_>) -> Result<Option<Vec<Change>>, Unreadable> {
    let name = topic.rsplit('.').next().unwrap_or(topic);
    let (kind, id) = match name {
        "ProductCreated" | "ProductChanged" | "VariantsChanged" => (EntityKind::Product, "productId"),
        "ProductDeleted" => {
            let id = event.at("productId").required_id()?;
            event.keep_whole_raw();
            return Ok(Some(vec![Change::Deleted(EntityRef { kind: EntityKind::Product, id })]));
        }
        "InventoryVariantsChanged" => return stock::variants(event).map(Some),
        "InventoryItemChanged" => (EntityKind::InventoryItem, "inventoryItemId"),
        "OrderEvent" | "OrderPaid" | "OrderCanceled" | "OrderRefunded" | "FulfillmentCreated"
        | "FulfillmentUpdated" => (EntityKind::Order, "orderId"),
        _ => return Ok(None),
    };
    let id = event.at(id).required_id()?;
    // Some fields of it, and of some only that they have changed.
    event.keep_whole_raw();
    Ok(Some(vec![Change::Fetch(EntityRef { kind, id })]))
}

fn fetch(kind: EntityKind, event: &Field<'_>) -> Result<Vec<Change>, Unreadable> {
    Ok(vec![Change::Fetch(EntityRef { kind, id: event.at("entityId").required_id()? })])
}

/// Whether our app was put in or taken out. Wix has named it in several ways: `AppInstalled`, `app_instance_installed`.
fn app(topic: &str, subject: &str, event: &Field<'_>) -> Option<AppChange> {
    let is_app =
        topic.starts_with("App") || subject.contains("app_instance") || topic.contains("app_instance");
    let slug = event.at("slug").text().unwrap_or_else(|| topic.to_owned()).to_ascii_lowercase();
    match slug.as_str() {
        _ if !is_app => None,
        slug if slug.contains("removed") || slug.contains("uninstalled") => Some(AppChange::Uninstalled),
        slug if slug.contains("installed") => Some(AppChange::Installed),
        _ => None,
    }
}

/// Whoever is in the thing asks to be forgotten. What is left of it there is empty already, so it is not read as a change.
fn anonymized(subject: &str, event: &Field<'_>, entity: Option<&Field<'_>>) -> Privacy {
    let id = event.at("entityId").id();
    let buyer = entity.map(|entity| entity.at("buyerInfo"));
    let is_order = subject.contains("order");
    let of_buyer = buyer.as_ref().and_then(|buyer| buyer.at("contactId").id());
    let customer_id = if subject.contains("contact") { id.clone() } else { of_buyer };
    let privacy = Privacy {
        request: PrivacyRequest::ForgetCustomer,
        request_id: event.at("id").id(),
        customer_ids: customer_id.into_iter().collect(),
        email: buyer.as_ref().and_then(|buyer| buyer.at("email").text()),
        phone: None,
        order_ids: id.filter(|_| is_order).into_iter().collect(),
    };
    event.keep_whole_raw();
    privacy
}

/// What is around an event: `identify` reads of it what counts.
fn envelope(reading: &Reading, message: &Field<'_>, event: &Field<'_>) {
    for name in ["id", "slug", "entityId", "entityFqdn", "eventTime", "triggeredByAnonymizeRequest"] {
        event.at(name).note();
    }
    event.keep_raw(&["entityEventSequence", "originatedFrom"]);
    // Who caused it, at which site.
    message.keep_raw(&["instanceId", "identity"]);
    reading.keep_raw(&["iat", "exp", "nbf", "iss", "aud", "jti"]);
}
