//! What a notification of eBay says.
//!
//! Confirmed in eBay's libraries and contracts: the envelope, account deletion, `itemId`, `listingMarketplaceId`, `price`,
//! `categoryId` and `metaCategoryId`, and that an order is to be asked for by the `orderId` of its confirmation. Not
//! confirmed, because eBay shows the contracts to partners alone: what `ITEM_AVAILABILITY` calls its availability, and what
//! else `ORDER_CONFIRMATION` and `ITEM_MARKED_SHIPPED` hold. What turns out to be named otherwise shows up as unmapped.

use crate::change::{AppChange, Change, Item, Listing, Privacy, PrivacyRequest};
use crate::normalize::{Read, Topic};
use crate::reading::{Field, Reading, Unreadable};
use crate::{EntityKind, EntityRef};

/// What a notification says.
pub(super) fn normalize(topic: &Topic<'_>) -> Read {
    let reading = Reading::of_json(topic.delivery.body)?;
    let changes = changes(&topic.name, &reading.root())?;
    if !changes.is_empty() {
        // How often it was tried is seen in the inbox; the schema's version has never told two apart.
        reading.keep_raw(&["metadata", "notification.publishDate", "notification.publishAttemptCount"]);
    }
    Ok((reading, changes))
}

fn changes(topic: &str, root: &Field<'_>) -> Result<Vec<Change>, Unreadable> {
    let notification = root.at("notification");
    let data = notification.at("data");
    let change = match topic {
        "ITEM_AVAILABILITY" => Change::Listing(availability(&notification, &data)?),
        "ITEM_PRICE_REVISION" => Change::Listing(price(&notification, &data)?),
        "ORDER_CONFIRMATION" | "ITEM_MARKED_SHIPPED" => order(&data)?,
        "MARKETPLACE_ACCOUNT_DELETION" => Change::Privacy(forgotten(&notification, &data)),
        "AUTHORIZATION_REVOCATION" => {
            // Whose account it was follows from the inbox.
            data.keep_raw(&["username", "userId", "eiasToken", "revokeReason", "revocationDate"]);
            Change::App(AppChange::Uninstalled)
        }
        _ => return Ok(Vec::new()),
    };
    for name in ["notificationId", "eventDate"] {
        notification.at(name).note();
    }
    Ok(vec![change])
}

/// An offer on a marketplace, known by the id of the item that is listed.
fn listing(notification: &Field<'_>, data: &Field<'_>) -> Result<Listing, Unreadable> {
    let item = Item { product_id: Some(data.at("itemId").required_id()?), ..Item::default() };
    // One connection is one seller; the marketplace and the categories of eBay are none of ours.
    data.keep_raw(&["listingMarketplaceId", "categoryId", "metaCategoryId", "leafCategoryId", "sellerId"]);
    Ok(Listing { item, updated_at: notification.at("eventDate").instant(), ..Listing::default() })
}

fn availability(notification: &Field<'_>, data: &Field<'_>) -> Result<Listing, Unreadable> {
    let listing = listing(notification, data)?;
    let word = data.first(&["availabilityType", "availabilityStatus", "availability"]).text();
    let is_buyable = word.as_deref().map(|word| word == "AVAILABLE");
    Ok(Listing { is_buyable, status: word.into_iter().collect(), ..listing })
}

fn price(notification: &Field<'_>, data: &Field<'_>) -> Result<Listing, Unreadable> {
    let listing = listing(notification, data)?;
    let price = data.at("price");
    Ok(Listing { price: price.at("value").decimal()?, currency: price.at("currency").currency()?, ..listing })
}

/// eBay tells once per line and says no more than its id, so the order is to be asked for: what was sent of it, too.
fn order(data: &Field<'_>) -> Result<Change, Unreadable> {
    let id = data.at("orderId");
    let id = if id.is_there() { id } else { data.under(&["order", "orderId"]) };
    let id = id.required_id()?;
    data.keep_whole_raw();
    Ok(Change::Fetch(EntityRef { kind: EntityKind::Order, id }))
}

/// A member's account at eBay is gone, and all that is known of the member with it. Only this delivery knows all names under
/// which they may be here.
fn forgotten(notification: &Field<'_>, data: &Field<'_>) -> Privacy {
    let names = ["userId", "username", "eiasToken"].map(|name| data.at(name).id());
    Privacy {
        request: PrivacyRequest::ForgetCustomer,
        request_id: notification.at("notificationId").id(),
        customer_ids: names.into_iter().flatten().collect(),
        email: None,
        phone: None,
        order_ids: Vec::new(),
    }
}
