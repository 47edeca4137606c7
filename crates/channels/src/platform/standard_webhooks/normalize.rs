//! Bodies in Tradepost's own words, which whoever has no platform can send: `{"type", "timestamp", "data"}`, where `data` is
//! one change as the inbox shows it, and `data.change` says of what.
//!
//! Such a body is read strictly: a member that no change has is an error that names it, because a misspelt price must not
//! pass for no price. A body whose data name no change of ours is somebody else's, and says nothing.

mod customer;
mod order;
mod product;

use std::str::FromStr;

use kernel::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::change::Change;
use crate::normalize::{Read, Topic};
use crate::reading::{Field, Reading, Unreadable};
use crate::{EntityKind, EntityRef};

/// What a body in our words says.
pub(in crate::platform) fn normalize(topic: &Topic<'_>) -> Read {
    // A generic source may send what is no JSON at all.
    let body = serde_json::from_slice(topic.delivery.body).unwrap_or(Value::Null);
    let reading = Reading::of(body);
    let change = change(&reading.root().at("data"))?;
    if change.is_some() {
        reading.root().at("type").note();
        reading.root().at("timestamp").note();
        reading.keep_raw(&["id"]);
        refuse_unknown(&reading)?;
    }
    Ok((reading, change.into_iter().collect()))
}

fn change(data: &Field<'_>) -> Result<Option<Change>, Unreadable> {
    let change = match data.at("change").text().as_deref() {
        Some("product") => Change::Product(product::product(data)?),
        Some("variant") => Change::Variant(product::update(data)?),
        Some("listing") => Change::Listing(product::listing(data)?),
        Some("stock") => Change::Stock(product::stock(data)?),
        Some("order") => Change::Order(order::order(data)?),
        Some("payment") => Change::Payment(order::payment(data)?),
        Some("refund") => Change::Refund(order::refund(data)?),
        Some("shipment") => Change::Shipment(order::shipment(data)?),
        Some("customer") => Change::Customer(customer::customer(data)?),
        Some("deleted") => {
            let kind: Option<EntityKind> = word(&data.at("kind"))?;
            let kind = kind.ok_or_else(|| data.at("kind").unreadable("It is not said what is no more."))?;
            Change::Deleted(EntityRef { kind, id: data.at("id").required_id()? })
        }
        _ => return Ok(None),
    };
    Ok(Some(change))
}

/// The first member that nobody has asked for.
fn refuse_unknown(reading: &Reading) -> Result<(), Unreadable> {
    let unmapped = reading.coverage().unmapped;
    unmapped.into_iter().find(|path| path.starts_with("data")).map_or(Ok(()), |field| {
        let detail = "There is no such member. Compare it with the guide to the inbox.".to_owned();
        Err(Unreadable { field, detail })
    })
}

/// A list of things; none when it is not there.
fn list<'r, T>(
    field: &Field<'r>,
    read: impl Fn(&Field<'r>) -> Result<T, Unreadable>,
) -> Result<Option<Vec<T>>, Unreadable> {
    match field.is_list() {
        None => Ok(None),
        Some(true) => field.items().iter().map(read).collect::<Result<_, _>>().map(Some),
        Some(false) => Err(field.unreadable("It is no list.")),
    }
}

/// The same, and an empty one when it is not there.
fn listed<'r, T>(
    field: &Field<'r>,
    read: impl Fn(&Field<'r>) -> Result<T, Unreadable>,
) -> Result<Vec<T>, Unreadable> {
    list(field, read).map(Option::unwrap_or_default)
}

/// Texts, none of them empty.
fn texts(field: &Field<'_>) -> Result<Option<Vec<String>>, Unreadable> {
    list(field, |item| item.text().ok_or_else(|| item.unreadable("It is no text.")))
}

/// An instant with its offset from UTC.
fn instant(field: &Field<'_>) -> Result<Option<Timestamp>, Unreadable> {
    parsed(field, "It is no instant, such as 2026-11-21T08:30:00Z.", str::parse)
}

fn flag(field: &Field<'_>) -> Result<Option<bool>, Unreadable> {
    parsed(field, "It is neither true nor false.", str::parse)
}

/// What a text says, if there is one.
fn parsed<T, E>(
    field: &Field<'_>,
    wrong: &str,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Result<Option<T>, Unreadable> {
    field.text().map(|text| parse(&text).map_err(|_| field.unreadable(wrong))).transpose()
}

/// One of the words of a list.
fn word<T: DeserializeOwned>(field: &Field<'_>) -> Result<Option<T>, Unreadable> {
    parsed(field, "There is no such word here.", |text| serde_json::from_value(Value::from(text)))
}

/// Whatever is written as a text of its own kind, such as a language.
fn spelt<T: FromStr>(field: &Field<'_>) -> Result<Option<T>, Unreadable> {
    parsed(field, "It is not written as it should be.", str::parse)
}

fn required<T>(field: &Field<'_>, value: Option<T>) -> Result<T, Unreadable> {
    value.ok_or_else(|| field.unreadable("It is missing."))
}
