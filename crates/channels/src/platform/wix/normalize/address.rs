//! Postal addresses as Wix writes them.

use crate::change::{Address, full_name};
use crate::reading::Field;

/// Coordinates, and names of what has a code.
const KEPT: &[&str] = &[
    "geocode",
    "location",
    "countryFullname",
    "subdivisionFullname",
    "formattedAddress",
    "formattedAddressLine",
    "hint",
];

/// An address with whom it is of; nothing where no part of it is told.
pub(super) fn with_contact(field: &Field<'_>) -> Option<Address> {
    let contact = field.at("contactDetails");
    let name = full_name(&[contact.at("firstName").text(), contact.at("lastName").text()]);
    // The number by which taxes are paid in Brazil.
    contact.keep_raw(&["vatId"]);
    let (company, phone) = (contact.at("company").text(), contact.at("phone").text());
    let address = of(&field.at("address"));
    let told = Address { name, company, phone, ..address };
    (told != Address::default()).then_some(told)
}

/// The place alone.
pub(super) fn of(address: &Field<'_>) -> Address {
    let street = address.at("streetAddress");
    let line = address.first(&["addressLine", "addressLine1"]).text();
    address.keep_raw(KEPT);
    street.keep_raw(&["formattedAddressLine", "apt"]);
    let parts = [street.at("name").text(), street.at("number").text()];
    Address {
        line1: line.or_else(|| full_name(&parts)),
        line2: address.at("addressLine2").text(),
        postal_code: address.at("postalCode").text(),
        city: address.at("city").text(),
        region: address.at("subdivision").text(),
        country: address.at("country").text(),
        ..Address::default()
    }
}
