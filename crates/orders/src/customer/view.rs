//! Customers as the API shows them.

use db::Tx;
use kernel::{Currency, Language, Money, Result, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::address::{self, CustomerAddress, CustomerAddressId};
use super::value::CustomerValue;
use super::{Customer, CustomerId, CustomerState, Marketing, consent, store, value};
use crate::address::Address;

/// Somebody who buys.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Customer)]
pub struct CustomerView {
    /// The id.
    pub(super) id: CustomerId,
    /// Whether they are one of their own.
    state: CustomerState,
    /// The customer whom a merged one went into.
    #[schema(required)]
    merged_into: Option<CustomerId>,
    /// What they are called; empty when nobody knows.
    name: String,
    /// Their company.
    #[schema(required)]
    company: Option<String>,
    /// Their address for mails.
    #[schema(required)]
    email: Option<String>,
    /// Their telephone number.
    #[schema(required)]
    phone: Option<String>,
    /// The language to write to them in.
    #[schema(required)]
    language: Option<Language>,
    /// What the merchant knows about them.
    note: String,
    /// Whether they may be written to about more than their orders.
    marketing: MarketingView,
    /// What they are sorted by.
    tags: Vec<String>,
    /// What their orders that stand add up to, per currency.
    value: Vec<ValueView>,
    /// Counts changes; the `ETag`.
    pub(super) version: i64,
    /// When they were first seen.
    created_at: Timestamp,
}

/// Whether somebody may be written to.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarketingView {
    /// What they said last.
    state: Marketing,
    /// When.
    #[schema(required)]
    at: Option<Timestamp>,
    /// How that is known.
    #[schema(required)]
    source: Option<String>,
}

/// What orders of one currency add up to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CustomerValue)]
pub struct ValueView {
    /// ISO 4217.
    currency: Currency,
    /// How many orders.
    orders: i64,
    /// What they were placed for.
    ordered: Money,
    /// What went back.
    refunded: Money,
    /// What stayed: ordered less refunded.
    net: Money,
    /// When the latest was placed.
    last_order_at: Timestamp,
}

impl From<CustomerValue> for ValueView {
    fn from(row: CustomerValue) -> Self {
        let money = |minor| Money::new(minor, row.currency);
        Self {
            currency: row.currency,
            orders: row.orders,
            ordered: money(row.ordered_minor),
            refunded: money(row.refunded_minor),
            net: money(row.ordered_minor.saturating_sub(row.refunded_minor)),
            last_order_at: row.last_order_at,
        }
    }
}

impl CustomerView {
    pub(super) async fn of(tx: &mut Tx, row: Customer) -> Result<Self> {
        let (tags, values) = (store::tags(tx, row.id).await?, value::list(tx, row.id).await?);
        Ok(Self {
            id: row.id,
            state: row.state,
            merged_into: row.merged_into,
            name: row.name,
            company: row.company,
            email: row.email,
            phone: row.phone,
            language: row.language,
            note: row.note,
            marketing: MarketingView {
                state: row.marketing,
                at: row.marketing_at,
                source: row.marketing_source,
            },
            tags,
            value: values.into_iter().map(ValueView::from).collect(),
            version: row.version,
            created_at: row.created_at,
        })
    }
}

/// One of a customer's addresses.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CustomerAddress)]
pub struct CustomerAddressView {
    /// The id.
    id: CustomerAddressId,
    /// The address.
    address: Address,
    /// Whether parcels go there unless another is named.
    is_default_shipping: bool,
    /// Whether bills go there unless another is named.
    is_default_billing: bool,
}

impl From<CustomerAddress> for CustomerAddressView {
    fn from(row: CustomerAddress) -> Self {
        Self {
            id: row.id,
            address: row.address.0,
            is_default_shipping: row.is_default_shipping,
            is_default_billing: row.is_default_billing,
        }
    }
}

/// A customer with all that is known.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerDetail {
    /// The customer.
    #[serde(flatten)]
    pub(super) customer: CustomerView,
    /// Where parcels and bills go.
    addresses: Vec<CustomerAddressView>,
    /// What they agreed to and took back, newest first.
    consents: Vec<ConsentView>,
}

/// One word of a customer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CustomerConsent)]
pub struct ConsentView {
    /// What they said.
    state: Marketing,
    /// How that is known.
    source: String,
    /// When.
    at: Timestamp,
}

impl CustomerDetail {
    pub(super) async fn of(tx: &mut Tx, row: Customer) -> Result<Self> {
        let id = row.id;
        let addresses = address::list(tx, id).await?.into_iter().map(CustomerAddressView::from).collect();
        let consents = consent::list(tx, id).await?.into_iter();
        let consents =
            consents.map(|row| ConsentView { state: row.state, source: row.source, at: row.at }).collect();
        Ok(Self { customer: CustomerView::of(tx, row).await?, addresses, consents })
    }
}
