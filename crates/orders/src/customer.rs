//! Customers of a merchant. They are no users: nobody signs in as one here.
//!
//! Of the customers in use only one has an address, however it is spelled; so an order finds its customer by it, and an
//! import makes no second one. Whoever is found twice all the same is merged: the orders move, and a trace stays.

pub(crate) mod address;
pub(crate) mod api;
pub(crate) mod consent;
pub(crate) mod forget;
pub(crate) mod learn;
pub(crate) mod merge;
pub(crate) mod store;
pub(crate) mod value;
pub(crate) mod view;

pub use forget::{Forgotten, forget};
pub use learn::{Learned, learn};
pub use merge::merge;
pub use store::{find, find_by_email, get};
pub use value::refresh;

use kernel::{Entity, Error, Id, Language, Result, Timestamp};
use mail::EmailAddress;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::text;

const NAME_MAX: usize = 200;
const NOTE_MAX: usize = 5_000;

/// Whether a customer is one of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum CustomerState {
    /// In use.
    Active,
    /// The same person as another customer, who has the orders now.
    Merged,
}

/// Whether a customer may be written to about more than their orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Marketing {
    /// Nobody asked.
    Unknown,
    /// They agreed.
    Granted,
    /// They agreed once, and took it back.
    Withdrawn,
}

/// Somebody who buys.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Customer {
    /// The id.
    pub id: CustomerId,
    /// Whether they are one of their own.
    pub state: CustomerState,
    /// Where a merged one went.
    pub merged_into: Option<CustomerId>,
    /// What they are called; empty when nobody knows.
    pub name: String,
    /// Their company.
    pub company: Option<String>,
    /// Their address for mails.
    pub email: Option<String>,
    /// Their telephone number, as they write it.
    pub phone: Option<String>,
    /// The language to write to them in.
    pub language: Option<Language>,
    /// What the merchant knows about them.
    pub note: String,
    /// Whether they may be written to.
    pub marketing: Marketing,
    /// Since when that is so.
    pub marketing_at: Option<Timestamp>,
    /// How that is known.
    pub marketing_source: Option<String>,
    /// Counts changes.
    pub version: i64,
    /// When they were first seen.
    pub created_at: Timestamp,
}

impl Entity for Customer {
    const PREFIX: &'static str = "cust";
}

/// The id of a customer.
pub type CustomerId = Id<Customer>;

/// Somebody new.
#[derive(Debug, Clone, Default)]
pub struct NewCustomer {
    /// What they are called.
    pub name: String,
    /// Their company.
    pub company: Option<String>,
    /// Their address for mails.
    pub email: Option<EmailAddress>,
    /// Their telephone number.
    pub phone: Option<String>,
    /// The language to write to them in.
    pub language: Option<Language>,
    /// What the merchant knows about them.
    pub note: String,
}

/// Makes a customer; an error when another one has the address.
pub async fn create(tx: &mut db::Tx, new: NewCustomer) -> Result<Customer> {
    store::insert(tx, new).await?.ok_or_else(email_taken)
}

/// The customer with this address, made if there is none. What is known already stays.
pub async fn find_or_create(tx: &mut db::Tx, new: NewCustomer) -> Result<Customer> {
    let Some(email) = new.email.clone() else { return create(tx, new).await };
    if let Some(found) = store::find_by_email(tx, &email).await? {
        return Ok(found);
    }
    match store::insert(tx, new).await? {
        Some(made) => Ok(made),
        // Somebody else made them in the meantime, and has committed: the insertion waited for that.
        None => store::find_by_email(tx, &email).await?.ok_or_else(email_taken),
    }
}

pub(crate) fn email_taken() -> Error {
    Error::conflict(
        "email_taken",
        "Another customer has this e-mail address. Open that one, or merge the two.",
    )
}

pub(crate) fn check_name(name: &str) -> Result<String> {
    text::bounded("name", text::one_line(name), NAME_MAX)
}

pub(crate) fn check_note(note: &str) -> Result<String> {
    text::paragraphs("note", note, NOTE_MAX)
}

/// The digits of a telephone number, by which it is compared. The leading zeros of a trunk or of dialling abroad say
/// nothing about whose it is.
pub(crate) fn phone_key(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    (digits.len() >= 6).then(|| digits.to_owned())
}

/// The mailbox behind an address. Providers deliver what follows a plus sign to the same mailbox (RFC 5233), and Google
/// ignores dots. Two addresses of one mailbox are a hint that two customers are one, and never more than that.
pub(crate) fn mailbox(email: &EmailAddress) -> String {
    let key = email.key();
    let (local, domain) = key.rsplit_once('@').unwrap_or((&key, ""));
    let local = local.split('+').next().filter(|local| !local.is_empty()).unwrap_or(local);
    match domain {
        "gmail.com" | "googlemail.com" => format!("{}@gmail.com", local.replace('.', "")),
        _ => format!("{local}@{domain}"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn spellings_of_one_mailbox_are_the_same() {
        let mailbox = |text: &str| super::mailbox(&text.parse().unwrap());
        assert_eq!(mailbox("Ada.Lovelace+shop@GoogleMail.com"), "adalovelace@gmail.com");
        assert_eq!(mailbox("ada.l+x@example.com"), "ada.l@example.com");
        assert_eq!(mailbox("+x@example.com"), "+x@example.com");
    }

    #[test]
    fn numbers_are_compared_by_their_digits() {
        assert_eq!(super::phone_key("+49 (0)30 / 123 456").as_deref(), Some("49030123456"));
        assert_eq!(super::phone_key("0049 30 123456"), super::phone_key("+49 30 123456"));
        assert_eq!(super::phone_key("12"), None);
    }
}
