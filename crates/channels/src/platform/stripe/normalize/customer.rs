//! Customers at Stripe.

use crate::change::{Address, Change, Customer};
use crate::reading::{Field, Unreadable};

/// A customer as they are.
pub(super) fn as_it_is(customer: &Field<'_>, at: &Field<'_>) -> Result<Vec<Change>, Unreadable> {
    let shipping = customer.at("shipping");
    let of_shipping =
        address(&shipping.at("address"), shipping.at("name").text(), shipping.at("phone").text());
    let name = customer.at("name").text();
    let own = address(&customer.at("address"), name.clone(), None);
    let language = customer.at("preferred_locales").texts().first().and_then(|tag| tag.parse().ok());
    let change = Customer {
        external_id: customer.at("id").required_id()?,
        name,
        email: customer.at("email").text(),
        phone: customer.at("phone").text(),
        language,
        note: customer.at("description").text(),
        // Where parcels go comes first: a bill's address is rarely another.
        addresses: Some(of_shipping.into_iter().chain(own).collect()),
        created_at: customer.at("created").instant(),
        updated_at: at.instant(),
        ..Customer::default()
    };
    // What they owe, how they pay and how their bills look is of Stripe's billing.
    customer.keep_raw(&[
        "object",
        "balance",
        "cash_balance",
        "currency",
        "default_source",
        "delinquent",
        "discount",
        "invoice_credit_balance",
        "invoice_prefix",
        "invoice_settings",
        "livemode",
        "metadata",
        "next_invoice_sequence",
        "sources",
        "subscriptions",
        "tax",
        "tax_exempt",
        "tax_ids",
        "test_clock",
        "shipping.carrier",
        "shipping.tracking_number",
        "customer_account",
        "business_name",
        "individual_name",
    ]);
    Ok(vec![Change::Customer(change)])
}

/// An address; nothing where no part of it is told.
fn address(address: &Field<'_>, name: Option<String>, phone: Option<String>) -> Option<Address> {
    let told = Address {
        line1: address.at("line1").text(),
        line2: address.at("line2").text(),
        postal_code: address.at("postal_code").text(),
        city: address.at("city").text(),
        region: address.at("state").text(),
        country: address.at("country").text(),
        ..Address::default()
    };
    (told != Address::default()).then_some(Address { name, phone, ..told })
}
