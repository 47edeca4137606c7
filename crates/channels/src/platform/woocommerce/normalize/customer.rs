//! Customers and addresses.

use super::Changes;
use crate::change::{Address, Change, Customer, full_name};
use crate::reading::Field;

pub(super) fn customer(body: &Field<'_>) -> Changes {
    let (billing, shipping) = (body.at("billing"), body.at("shipping"));
    let mut addresses: Vec<_> = [address(&shipping), address(&billing)].into_iter().flatten().collect();
    addresses.dedup_by(|bill, parcel| {
        Address { phone: None, ..bill.clone() } == Address { phone: None, ..parcel.clone() }
    });
    let person = full_name(&[body.at("first_name").text(), body.at("last_name").text()]);
    let customer = Customer {
        external_id: body.at("id").required_id()?,
        name: person.or_else(|| name(&billing)),
        company: billing.at("company").text(),
        email: body.at("email").text().or_else(|| billing.at("email").text()),
        phone: billing.at("phone").text(),
        addresses: Some(addresses),
        created_at: body.at("date_created_gmt").instant(),
        updated_at: body.at("date_modified_gmt").instant(),
        ..Customer::default()
    };
    body.keep_raw(&[
        // In the shop's own zone, which it does not name.
        "date_created",
        "date_modified",
        // The account in WordPress.
        "role",
        "username",
        "avatar_url",
        // Counted here from the orders themselves.
        "is_paying_customer",
        "orders_count",
        "total_spent",
        // The account's own mail goes before the bill's.
        "billing.email",
        // What plugins add.
        "meta_data",
    ]);
    Ok(vec![Change::Customer(customer)])
}

pub(super) fn name(body: &Field<'_>) -> Option<String> {
    full_name(&[body.at("first_name").text(), body.at("last_name").text()])
}

/// An address; none of one that is blank. WooCommerce writes a country into an address that nobody has filled in.
pub(super) fn address(body: &Field<'_>) -> Option<Address> {
    let address = Address {
        name: name(body),
        company: body.at("company").text(),
        line1: body.at("address_1").text(),
        line2: body.at("address_2").text(),
        postal_code: body.at("postcode").text(),
        city: body.at("city").text(),
        region: body.at("state").text(),
        country: body.at("country").text(),
        phone: body.at("phone").text(),
    };
    let place = Address { name: None, region: None, country: None, phone: None, ..address.clone() };
    (place != Address::default()).then_some(address)
}
