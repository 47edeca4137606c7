//! Customers, what they agree to, and what they may ask for.

use kernel::Language;

use super::{Changes, bare, words};
use crate::change::{Address, Change, Customer, Privacy, PrivacyRequest, full_name};
use crate::reading::Field;
use crate::{EntityKind, EntityRef};

pub(super) fn customer(body: &Field<'_>) -> Changes {
    let usual = body.at("default_address");
    let list = body.at("addresses");
    let mut addresses = list.items();
    addresses.sort_by_key(|one| one.at("default").flag() != Some(true));
    let mut addresses: Vec<_> = addresses.iter().filter_map(address).collect();
    if addresses.is_empty() {
        addresses.extend(address(&usual));
    }
    let company = usual.at("company").text();
    let consent = body.at("email_marketing_consent");
    let customer = Customer {
        external_id: body.at("id").required_id()?,
        name: full_name(&[body.at("first_name").text(), body.at("last_name").text()]),
        company,
        email: body.at("email").text(),
        phone: body.at("phone").text().or_else(|| usual.at("phone").text()),
        language: body.at("locale").text().and_then(|tag| tag.parse::<Language>().ok()),
        note: body.at("note").text(),
        tags: words(&body.at("tags")),
        accepts_marketing: subscribed(&consent).or_else(|| body.at("accepts_marketing").flag()),
        marketing_at: consent
            .at("consent_updated_at")
            .instant()
            .or_else(|| body.at("accepts_marketing_updated_at").instant()),
        addresses: (list.is_there() || usual.is_there()).then_some(addresses),
        created_at: body.at("created_at").instant(),
        updated_at: body.at("updated_at").instant(),
    };
    body.keep_raw(&[
        "admin_graphql_api_id",
        "addresses[].id",
        "addresses[].customer_id",
        // The usual address stands in the list too.
        "default_address",
        // Counted here from the orders themselves.
        "orders_count",
        "total_spent",
        "last_order_id",
        "last_order_name",
        // The account there, and what its owner is taxed.
        "state",
        "verified_email",
        "multipass_identifier",
        "tax_exempt",
        "tax_exemptions",
        "currency",
        "marketing_opt_in_level",
        "metafield",
        // Agreed to for text messages alone, and how firmly.
        "sms_marketing_consent",
        "email_marketing_consent.opt_in_level",
    ]);
    Ok(vec![Change::Customer(customer)])
}

fn subscribed(consent: &Field<'_>) -> Option<bool> {
    consent.at("state").text().map(|state| state == "subscribed")
}

/// An address; none of one without any line in it. Codes of countries and provinces go before their names.
pub(super) fn address(body: &Field<'_>) -> Option<Address> {
    let person = full_name(&[body.at("first_name").text(), body.at("last_name").text()]);
    let region = (body.at("province_code").text(), body.at("province").text());
    let country = (body.at("country_code").text(), body.at("country").text());
    body.keep_raw(&["country_name", "latitude", "longitude", "id", "customer_id", "default"]);
    let address = Address {
        name: body.at("name").text().or(person),
        company: body.at("company").text(),
        line1: body.at("address1").text(),
        line2: body.at("address2").text(),
        postal_code: body.at("zip").text(),
        city: body.at("city").text(),
        region: region.0.or(region.1),
        country: country.0.or(country.1),
        phone: body.at("phone").text(),
    };
    (address != Address::default()).then_some(address)
}

/// Of mails; what was agreed to for text messages is kept raw.
pub(super) fn consent(root: &Field<'_>) -> Changes {
    let consent = root.at("email_marketing_consent");
    root.keep_raw(&["sms_marketing_consent", "phone", "email_marketing_consent.opt_in_level"]);
    let customer = Customer {
        external_id: root.at("customer_id").id().map_or_else(|| root.at("id").required_id(), Ok)?,
        email: root.at("email_address").text(),
        accepts_marketing: subscribed(&consent),
        marketing_at: consent.at("consent_updated_at").instant(),
        ..Customer::default()
    };
    let says_something = customer.accepts_marketing.is_some();
    Ok(says_something.then_some(Change::Customer(customer)).into_iter().collect())
}

/// Of two customers one is left, which has what the other had.
pub(super) fn merged(root: &Field<'_>) -> Changes {
    root.keep_whole_raw();
    let kept = root.at("admin_graphql_api_customer_kept_id").required_id()?;
    let gone = root.at("admin_graphql_api_customer_deleted_id").required_id()?;
    let customer = |id: &str| EntityRef { kind: EntityKind::Customer, id: bare(id) };
    Ok(vec![Change::Fetch(customer(&kept)), Change::Deleted(customer(&gone))])
}

/// The three requests that Shopify makes every app answer.
pub(super) fn privacy(root: &Field<'_>, subject: &str, verb: &str) -> Vec<Change> {
    let request = match (subject, verb) {
        ("shop", _) => PrivacyRequest::ForgetShop,
        (_, "redact") => PrivacyRequest::ForgetCustomer,
        _ => PrivacyRequest::CustomerData,
    };
    // Whose inbox it came to says which shop is meant.
    root.keep_raw(&["shop_id", "shop_domain"]);
    let customer = root.at("customer");
    let orders = ["orders_requested", "orders_to_redact"].map(|name| root.at(name).items());
    let privacy = Privacy {
        request,
        request_id: root.under(&["data_request", "id"]).id(),
        customer_ids: customer.at("id").id().into_iter().collect(),
        email: customer.at("email").text(),
        phone: customer.at("phone").text(),
        order_ids: orders.iter().flatten().filter_map(Field::id).collect(),
    };
    vec![Change::Privacy(privacy)]
}
