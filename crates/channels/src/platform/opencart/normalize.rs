//! What our extension for OpenCart says: `data` is what OpenCart's own models give for an order, a product or a customer.

mod order;
mod product;

use crate::change::{Address, Change, Customer, full_name};
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
        "product" => product::product(data),
        "stock" => product::stock(data),
        "customer" => customer(data),
        "return" => {
            // What comes back and why is asked for with the return; the money is the merchant's to give.
            data.keep_whole_raw();
            let id = data.first(&["id", "return_id"]).required_id()?;
            Ok(vec![Change::Fetch(EntityRef { kind: EntityKind::Return, id })])
        }
        _ => Ok(Vec::new()),
    }
}

fn customer(data: &Field<'_>) -> Changes {
    let mut addresses = data.at("addresses").items();
    addresses.sort_by_key(|one| one.at("default").flag() != Some(true));
    let listed = data.at("addresses").is_there();
    let addresses: Vec<_> = addresses.iter().filter_map(|one| address(one, "")).collect();
    let customer = Customer {
        external_id: data.first(&["customer_id", "id"]).required_id()?,
        name: full_name(&[data.at("firstname").text(), data.at("lastname").text()]),
        company: addresses.iter().find_map(|address| address.company.clone()),
        email: data.at("email").text(),
        phone: data.at("telephone").text(),
        language: data.at("language_code").text().and_then(|tag| tag.parse().ok()),
        accepts_marketing: data.at("newsletter").flag(),
        addresses: listed.then_some(addresses),
        created_at: data.at("created_at").instant(),
        updated_at: data.at("updated_at").instant(),
        ..Customer::default()
    };
    data.keep_raw(&[
        // In the database's own zone: the extension sends instants beside them.
        "date_added",
        "date_modified",
        // The account there.
        "store_id",
        "language_id",
        "customer_group_id",
        "custom_field",
        "ip",
        "status",
        "safe",
        "addresses[].address_id",
        "addresses[].customer_id",
        "addresses[].default",
    ]);
    Ok(vec![Change::Customer(customer)])
}

/// An address whose fields begin with `prefix`; none of one without any line in it.
fn address(body: &Field<'_>, prefix: &str) -> Option<Address> {
    let text = |name: &str| body.at(&format!("{prefix}{name}")).text();
    // How the shop prints it, and its own numbers for places.
    let raw = ["address_id", "country_id", "zone_id", "iso_code_3", "address_format", "custom_field"];
    let raw: Vec<_> = raw.iter().map(|name| format!("{prefix}{name}")).collect();
    body.keep_raw(&raw.iter().map(String::as_str).collect::<Vec<_>>());
    let region = (text("zone_code"), text("zone"));
    let country = (text("iso_code_2"), text("country"));
    let address = Address {
        name: full_name(&[text("firstname"), text("lastname")]),
        company: text("company"),
        line1: text("address_1"),
        line2: text("address_2"),
        postal_code: text("postcode"),
        city: text("city"),
        region: region.0.or(region.1),
        country: country.0.or(country.1),
        phone: None,
    };
    (address != Address::default()).then_some(address)
}
