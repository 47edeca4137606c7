//! What a delivery of Shopify says, in our words. The bodies are those of its REST resources, alone or wrapped in their
//! noun.

mod catalog;
mod customer;
mod fulfilment;
mod line;
mod order;
mod refund;

use crate::change::{AppChange, Change};
use crate::normalize::{Read, Topic};
use crate::reading::{Field, Reading, Unreadable};
use crate::{EntityKind, EntityRef};

type Changes = Result<Vec<Change>, Unreadable>;

/// Topics are a subject and a verb: `orders/paid`.
pub(super) fn normalize(topic: &Topic<'_>) -> Read {
    let reading = Reading::of_json(topic.delivery.body)?;
    let name = topic.name.to_ascii_lowercase();
    let (subject, verb) = name.split_once('/').or_else(|| name.split_once('.')).unwrap_or((&name, ""));
    let changes = changes(&reading, subject, verb)?;
    Ok((reading, changes))
}

fn changes(reading: &Reading, subject: &str, verb: &str) -> Changes {
    let root = reading.root();
    let body = |noun: &str| if root.at(noun).is_there() { root.at(noun) } else { root.clone() };
    match (subject, verb) {
        ("products", "delete") => deleted(&root, EntityKind::Product),
        ("products", _) => catalog::product(&body("product")),
        ("inventory_items", "delete") => deleted(&root, EntityKind::InventoryItem),
        ("inventory_items", _) => catalog::inventory_item(&body("inventory_item")),
        ("inventory_levels", "disconnect") => catalog::disconnected(&body("inventory_level")),
        ("inventory_levels", _) => catalog::inventory_level(&body("inventory_level")),
        ("orders", "delete") => deleted(&root, EntityKind::Order),
        // It lists what was added and taken away by ids alone, and is followed by the order itself.
        ("orders", "edited") => fetch(&body("order_edit"), "order_id", EntityKind::Order),
        ("orders", "risk_assessment_changed" | "shopify_protect_eligibility_changed") => {
            fetch(&root, "order_id", EntityKind::Order)
        }
        ("orders", _) => order::order(&body("order")),
        ("refunds", _) => refund::refund(&body("refund")).map(|refund| vec![Change::Refund(refund)]),
        ("returns", _) => fetch(&root, "id", EntityKind::Return),
        ("order_transactions", _) => refund::transaction(&body("transaction")),
        ("fulfillments", _) => {
            fulfilment::fulfilment(&body("fulfillment")).map(|shipment| vec![Change::Shipment(shipment)])
        }
        // A parcel's way comes with `fulfillments/update` too, which says what is in the parcel.
        ("fulfillment_events", _) => fetch(&root, "fulfillment_id", EntityKind::Shipment),
        ("customers", "delete") => deleted(&root, EntityKind::Customer),
        ("customers", "data_request" | "redact") | ("shop", "redact") => {
            Ok(customer::privacy(&root, subject, verb))
        }
        ("customers", "merge") => customer::merged(&root),
        ("customers", "purchasing_summary") | ("customer", _) => {
            fetch(&root, "customerId", EntityKind::Customer)
        }
        ("customers", _) => customer::customer(&body("customer")),
        ("customers_email_marketing_consent" | "customers_marketing_consent", _) => customer::consent(&root),
        ("app", "uninstalled") => {
            // The body is the shop's own record, which ends with the connection.
            root.keep_whole_raw();
            Ok(vec![Change::App(AppChange::Uninstalled)])
        }
        ("bulk_operations", "finish") => fetch(&root, "admin_graphql_api_id", EntityKind::Report),
        _ => {
            kept(&root, subject);
            Ok(Vec::new())
        }
    }
}

/// Topics that change nothing of what Tradepost keeps; a topic that nobody knows is left over.
fn kept(root: &Field<'_>, subject: &str) {
    let known = matches!(
        subject,
        // Places are known by their ids; what they are called here is the merchant's to say.
        "locations"
        // What is not bought yet is no order.
        | "carts" | "checkouts" | "draft_orders"
        // What the app may do, and how the shop looks, is not trade.
        | "app" | "shop" | "themes" | "domains" | "locales" | "profiles" | "segments"
        // A product says itself what it is sorted under; collections are not mirrored.
        | "collections" | "collection_listings" | "product_listings" | "product_feeds"
        // What is to be sent is read from the order, what was sent from its fulfilments.
        | "fulfillment_orders" | "fulfillment_holds"
        // The bank's word comes from the payment provider's own webhooks.
        | "disputes" | "tender_transactions" | "payment_terms" | "payment_schedules"
    );
    if known {
        root.keep_whole_raw();
    }
}

fn deleted(root: &Field<'_>, kind: EntityKind) -> Changes {
    root.keep_raw(&["admin_graphql_api_id"]);
    let id = root.at("id").required_id()?;
    Ok(vec![Change::Deleted(EntityRef { kind, id })])
}

/// Something has changed that the body does not describe.
fn fetch(root: &Field<'_>, name: &str, kind: EntityKind) -> Changes {
    root.keep_whole_raw();
    let id = root.at(name).required_id()?;
    Ok(vec![Change::Fetch(EntityRef { kind, id: bare(&id) })])
}

/// The number in `gid://shopify/Customer/7`, by which everything else names the same thing.
fn bare(id: &str) -> String {
    let number = id.strip_prefix("gid://shopify/").and_then(|rest| rest.split_once('/'));
    number.map_or(id, |(_, number)| number.split('?').next().unwrap_or(number)).to_owned()
}

/// Words that stand in one text with commas between them.
fn words(field: &Field<'_>) -> Option<Vec<String>> {
    let text = field.text().or_else(|| field.is_there().then(String::new))?;
    let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
    Some(words.map(str::to_owned).collect())
}
