//! What Magento says, in our words. Our extension sends the resources of its REST interface; Adobe Commerce sends the same
//! things as its models have them, and its two adapters end here too.

mod charges;
mod customer;
mod order;
mod product;
mod refund;
mod shipment;
mod stock;

use crate::change::Change;
use crate::normalize::{Read, Topic};
use crate::platform::extension;
use crate::reading::{Field, Unreadable};
use crate::{EntityKind, EntityRef};

type Changes = Result<Vec<Change>, Unreadable>;

pub(super) fn normalize(topic: &Topic<'_>) -> Read {
    extension::normalize(topic, resource)
}

fn resource(noun: &str, data: &Field<'_>) -> Changes {
    match noun {
        "order" => order::order(data),
        "product" => product::product(data, stock::Meaning::Available),
        "stock" => stock::stock(data, stock::Meaning::Available),
        "customer" => customer::customer(data),
        "refund" => refund::refund(data),
        "shipment" => shipment::shipment(data),
        _ => Ok(Vec::new()),
    }
}

/// What an event of Adobe Commerce says, whose topic ends like `observer.catalog_product_save_after`. Its stock is what
/// lies there: what is promised to orders is kept elsewhere.
pub(in crate::platform) fn event(topic: &str, data: &Field<'_>) -> Changes {
    let is_about = |words: &str| topic.contains(words);
    let is_deleted = is_about("_delete");
    if is_about("stock_item") {
        return stock::stock(data, stock::Meaning::OnHand);
    }
    if is_about("catalog_product") {
        return if is_deleted {
            deleted(data, EntityKind::Product)
        } else {
            product::product(data, stock::Meaning::OnHand)
        };
    }
    if is_about("order_creditmemo") {
        return refund::refund(data);
    }
    if is_about("order_shipment_track") {
        return fetch(data, "parent_id", EntityKind::Shipment);
    }
    if is_about("order_shipment") {
        return shipment::shipment(data);
    }
    if is_about("order_invoice") || is_about("order_payment") {
        return fetch(
            data,
            if is_about("order_payment") { "parent_id" } else { "order_id" },
            EntityKind::Order,
        );
    }
    if is_about("sales_order") {
        return if is_deleted { deleted(data, EntityKind::Order) } else { order::order(data) };
    }
    if is_about("customer_address") {
        return fetch(data, "customer_id", EntityKind::Customer);
    }
    if is_about("customer_save") || is_about("customer_register") || is_about("customer_delete") {
        return if is_deleted { deleted(data, EntityKind::Customer) } else { customer::customer(data) };
    }
    if is_about("catalog_category") || is_about("newsletter_subscriber") {
        // A product says itself what it is sorted under; a subscriber need not be a customer.
        data.keep_whole_raw();
    }
    Ok(Vec::new())
}

fn id(data: &Field<'_>) -> Result<String, Unreadable> {
    data.first(&["entity_id", "id"]).required_id()
}

fn deleted(data: &Field<'_>, kind: EntityKind) -> Changes {
    data.keep_whole_raw();
    Ok(vec![Change::Deleted(EntityRef { kind, id: id(data)? })])
}

/// Something of it has changed that this body does not describe.
fn fetch(data: &Field<'_>, name: &str, kind: EntityKind) -> Changes {
    data.keep_whole_raw();
    let id = data.at(name).required_id()?;
    Ok(vec![Change::Fetch(EntityRef { kind, id })])
}

/// Whole pieces of what may be sold by the metre: what is begun does not count.
fn pieces(field: &Field<'_>) -> Result<Option<i64>, Unreadable> {
    use rust_decimal::prelude::ToPrimitive;
    Ok(field.decimal()?.and_then(|count| count.floor().to_i64()))
}
