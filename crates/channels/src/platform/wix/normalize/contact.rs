//! Contacts at Wix, which are a merchant's customers.

use super::address;
use crate::change::{Customer, full_name};
use crate::reading::{Field, Unreadable};

/// A contact as they are.
pub(super) fn as_it_is(contact: &Field<'_>) -> Result<Customer, Unreadable> {
    let (primary, info) = (contact.at("primaryInfo"), contact.at("info"));
    let name = info.at("name");
    let emails = info.under(&["emails", "items"]).items();
    let phones = info.under(&["phones", "items"]).items();
    let first = |fields: &[Field<'_>], name: &str| fields.iter().find_map(|field| field.at(name).text());
    let marketing = contact.under(&["primaryEmail", "subscriptionStatus"]).text();
    let customer = Customer {
        external_id: contact.at("id").required_id()?,
        name: full_name(&[name.at("first").text(), name.at("last").text()]),
        company: info.at("company").text(),
        email: primary.at("email").text().or_else(|| first(&emails, "email")),
        phone: primary.at("phone").text().or_else(|| first(&phones, "e164Phone")),
        language: info.at("locale").text().and_then(|tag| tag.parse().ok()),
        accepts_marketing: marketing.map(|word| word == "SUBSCRIBED"),
        addresses: Some(addresses(&info.under(&["addresses", "items"]))),
        created_at: contact.at("createdDate").instant(),
        updated_at: contact.at("updatedDate").instant(),
        ..Customer::default()
    };
    // Further ways to reach them, when they were last seen, and what the merchant's own fields say.
    contact.keep_raw(&[
        "revision",
        "source",
        "lastActivity",
        "memberInfo",
        "primaryEmail",
        "primaryPhone",
        "picture",
        "info.emails.items",
        "info.phones.items",
        "info.addresses.items",
        "info.birthdate",
        "info.jobTitle",
        "info.labelKeys",
        "info.extendedFields",
        "info.locations",
        "info.picture",
    ]);
    Ok(customer)
}

/// The addresses, that of bills and the first of the others in front as Wix has them.
fn addresses(items: &Field<'_>) -> Vec<crate::change::Address> {
    let of = items.items().into_iter().map(|item| address::of(&item.at("address")));
    of.filter(|address| *address != crate::change::Address::default()).collect()
}
