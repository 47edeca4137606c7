//! Customers and addresses.

use crate::change::{Address, Change, Customer, full_name};
use crate::reading::Field;

pub(super) fn customer(data: &Field<'_>) -> Vec<Change> {
    let addresses = data.at("addresses").items();
    let phone = addresses.iter().find_map(|one| one.first(&["phone_mobile", "phone"]).text());
    let external_id = data.at("id").id();
    let customer = Customer {
        external_id: external_id.clone().unwrap_or_default(),
        name: name(data),
        company: data.at("company").text(),
        email: data.at("email").text(),
        phone,
        language: data.at("language").text().and_then(|tag| tag.parse().ok()),
        note: data.at("note").text(),
        accepts_marketing: data.at("newsletter").flag(),
        addresses: data.at("addresses").is_there().then(|| addresses.iter().filter_map(address).collect()),
        created_at: data.at("created_at").instant(),
        updated_at: data.at("updated_at").instant(),
        ..Customer::default()
    };
    data.keep_raw(&[
        // In the shop's own zone: our module sends instants beside them.
        "date_add",
        "date_upd",
        "newsletter_date_add",
        // The account there.
        "id_default_group",
        "id_gender",
        "id_lang",
        "id_risk",
        "id_shop",
        "id_shop_group",
        "ip_registration_newsletter",
        "last_passwd_gen",
        "passwd",
        "reset_password_token",
        "reset_password_validity",
        "secure_key",
        "deleted",
        "active",
        "is_guest",
        "optin",
        // About the person or the firm, of no use to trade.
        "birthday",
        "website",
        "siret",
        "ape",
        "outstanding_allow_amount",
        "show_public_prices",
        "max_payment_days",
        "associations",
    ]);
    external_id.map(|_| Change::Customer(customer)).into_iter().collect()
}

pub(super) fn name(body: &Field<'_>) -> Option<String> {
    full_name(&[body.at("firstname").text(), body.at("lastname").text()])
}

/// An address; none of one without any line in it. Country and state are numbers there: our module sends their codes.
pub(super) fn address(body: &Field<'_>) -> Option<Address> {
    body.keep_raw(&[
        "id",
        "id_customer",
        "id_manufacturer",
        "id_supplier",
        "id_warehouse",
        "id_country",
        "id_state",
        "alias",
        "other",
        "dni",
        "vat_number",
        "deleted",
        "date_add",
        "date_upd",
    ]);
    let address = Address {
        name: name(body),
        company: body.at("company").text(),
        line1: body.at("address1").text(),
        line2: body.at("address2").text(),
        postal_code: body.at("postcode").text(),
        city: body.at("city").text(),
        region: body.at("state").text(),
        country: body.at("country").text(),
        phone: body.first(&["phone", "phone_mobile"]).text(),
    };
    (address != Address::default()).then_some(address)
}
