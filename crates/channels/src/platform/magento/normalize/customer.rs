//! Customers and addresses.

use super::{Changes, id};
use crate::change::{Address, Change, Customer, full_name};
use crate::reading::Field;

pub(super) fn customer(body: &Field<'_>) -> Changes {
    let usual = body.at("default_shipping").id().or_else(|| body.at("default_billing").id());
    let mut addresses = body.at("addresses").items();
    addresses.sort_by_key(|one| {
        let is_usual = usual.is_some() && one.first(&["id", "entity_id"]).id() == usual;
        !(is_usual || one.at("default_shipping").flag() == Some(true))
    });
    let phone = addresses.iter().find_map(|one| one.at("telephone").text());
    let company = addresses.iter().find_map(|one| one.at("company").text());
    let customer = Customer {
        external_id: id(body)?,
        name: name(body),
        company,
        email: body.at("email").text(),
        phone,
        language: body.at("locale").text().and_then(|tag| tag.parse().ok()),
        accepts_marketing: body.under(&["extension_attributes", "is_subscribed"]).flag(),
        addresses: body.at("addresses").is_there().then(|| addresses.iter().filter_map(address).collect()),
        created_at: body.at("created_at").instant(),
        updated_at: body.at("updated_at").instant(),
        ..Customer::default()
    };
    body.keep_raw(&[
        // The account there.
        "group_id",
        "store_id",
        "website_id",
        "created_in",
        "confirmation",
        "disable_auto_group_change",
        "is_active",
        "rp_token",
        "rp_token_created_at",
        "password_hash",
        "failures_num",
        "first_failure",
        "lock_expires",
        "session_cutoff",
        "default_billing",
        // About the person, of no use to trade.
        "dob",
        "gender",
        "prefix",
        "suffix",
        "taxvat",
        "addresses[].default_shipping",
        "addresses[].default_billing",
        // What plugins add.
        "extension_attributes",
        "custom_attributes",
        "increment_id",
    ]);
    Ok(vec![Change::Customer(customer)])
}

pub(super) fn name(body: &Field<'_>) -> Option<String> {
    full_name(&["firstname", "middlename", "lastname"].map(|name| body.at(name).text()))
}

/// An address; none of one without any line in it. Its streets are a list in REST, and lines of one text in models.
pub(super) fn address(body: &Field<'_>) -> Option<Address> {
    let street = body.at("street");
    let lines = match street.text() {
        Some(text) => text.lines().map(str::to_owned).collect(),
        None => street.items().iter().filter_map(Field::text).collect::<Vec<_>>(),
    };
    let mut lines = lines.into_iter();
    let (line1, rest) = (lines.next(), lines.collect::<Vec<_>>());
    let region = body.at("region");
    let code = body.at("region_code").text().or_else(|| region.at("region_code").text());
    let region = code.or_else(|| region.text()).or_else(|| region.at("region").text());
    body.keep_raw(&[
        "region",
        "region_id",
        "id",
        "entity_id",
        "parent_id",
        "customer_id",
        "customer_address_id",
        "quote_address_id",
        "address_type",
        "email",
        "fax",
        "prefix",
        "suffix",
        "vat_id",
        "vat_is_valid",
        "vat_request_date",
        "vat_request_id",
        "vat_request_success",
        "extension_attributes",
        "custom_attributes",
    ]);
    let address = Address {
        name: name(body),
        company: body.at("company").text(),
        line1,
        line2: (!rest.is_empty()).then(|| rest.join(", ")),
        postal_code: body.at("postcode").text(),
        city: body.at("city").text(),
        region,
        country: body.at("country_id").text(),
        phone: body.at("telephone").text(),
    };
    (address != Address::default()).then_some(address)
}
