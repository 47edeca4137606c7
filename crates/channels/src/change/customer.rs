//! Customers as platforms have them, and what they may ask for.

use kernel::{Language, Timestamp};
use serde::Serialize;

/// A customer as they are there now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Customer {
    /// Their id there.
    pub external_id: String,
    /// What they are called.
    pub name: Option<String>,
    /// Their company.
    pub company: Option<String>,
    /// Their address for mails.
    pub email: Option<String>,
    /// Their telephone number.
    pub phone: Option<String>,
    /// The language to write to them in.
    pub language: Option<Language>,
    /// What the merchant knows about them.
    pub note: Option<String>,
    /// What they are sorted by.
    pub tags: Option<Vec<String>>,
    /// Whether they may be written to about more than their orders.
    pub accepts_marketing: Option<bool>,
    /// Since when that is so.
    pub marketing_at: Option<Timestamp>,
    /// Their addresses, the usual one first; `None` when the delivery does not list them.
    pub addresses: Option<Vec<Address>>,
    /// When they were made there.
    pub created_at: Option<Timestamp>,
    /// When they were last changed there.
    pub updated_at: Option<Timestamp>,
}

/// What somebody is called, whichever parts of it are known.
pub(crate) fn full_name(parts: &[Option<String>]) -> Option<String> {
    let parts: Vec<_> = parts.iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// A postal address as it is there. The country is as it came: it may be none that ISO knows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Address {
    /// Who lives there.
    pub name: Option<String>,
    /// The company.
    pub company: Option<String>,
    /// Street and number.
    pub line1: Option<String>,
    /// Floor, staircase, care of.
    pub line2: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State, province or county.
    pub region: Option<String>,
    /// ISO 3166-1 alpha-2, as the platform wrote it.
    pub country: Option<String>,
    /// Whom to call about the parcel.
    pub phone: Option<String>,
}

/// What somebody may ask for under privacy law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PrivacyRequest {
    /// A customer wants to know what is kept about them.
    CustomerData,
    /// A customer is to be forgotten.
    ForgetCustomer,
    /// A shop that has left is to be forgotten, with its customers.
    ForgetShop,
}

/// A request that the platform passes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Privacy {
    /// What is asked for.
    pub request: PrivacyRequest,
    /// The platform's id of the request.
    pub request_id: Option<String>,
    /// The customer's ids there: some platforms have several, and an account's name may be one.
    pub customer_ids: Vec<String>,
    /// Their address for mails.
    pub email: Option<String>,
    /// Their telephone number.
    pub phone: Option<String>,
    /// The orders that it is about, by their ids there; all of the customer's when empty.
    pub order_ids: Vec<String>,
}
