//! Customers and addresses in our words.

use super::{flag, instant, list, spelt, texts};
use crate::change::{Address, Customer};
use crate::reading::{Field, Unreadable};

/// A customer as they are.
pub(super) fn customer(data: &Field<'_>) -> Result<Customer, Unreadable> {
    Ok(Customer {
        external_id: data.at("external_id").required_id()?,
        name: data.at("name").text(),
        company: data.at("company").text(),
        email: data.at("email").text(),
        phone: data.at("phone").text(),
        language: spelt(&data.at("language"))?,
        note: data.at("note").text(),
        tags: texts(&data.at("tags"))?,
        accepts_marketing: flag(&data.at("accepts_marketing"))?,
        marketing_at: instant(&data.at("marketing_at"))?,
        addresses: list(&data.at("addresses"), |item| Ok(address_of(item)))?,
        created_at: instant(&data.at("created_at"))?,
        updated_at: instant(&data.at("updated_at"))?,
    })
}

/// An address, where there is one.
pub(super) fn address(field: &Field<'_>) -> Option<Address> {
    let address = address_of(field);
    field.is_there().then_some(address)
}

fn address_of(field: &Field<'_>) -> Address {
    Address {
        name: field.at("name").text(),
        company: field.at("company").text(),
        line1: field.at("line1").text(),
        line2: field.at("line2").text(),
        postal_code: field.at("postal_code").text(),
        city: field.at("city").text(),
        region: field.at("region").text(),
        country: field.at("country").text(),
        phone: field.at("phone").text(),
    }
}
