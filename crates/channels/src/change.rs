//! What a delivery says has changed, in our words, whichever platform it came from.
//!
//! An adapter's `normalize` makes these of a body, and nothing else: it looks nothing up, so the same body has the same
//! changes whenever it is read again, also by a later mapping. What a field could not be read as is an error that names the
//! field; what a platform does not say is `None`, which is never the same as "empty".

mod customer;
mod dispute;
mod order;
mod product;
mod settle;
mod share;
mod weight;

pub use customer::{Address, Customer, Privacy, PrivacyRequest};
pub use dispute::{Dispute, DisputeState};
pub use order::{
    Buyer, Cancellation, Line, Order, Payment, PaymentState, Refund, RefundLine, Shipment, ShipmentLine,
    ShippingLine,
};
pub use product::{Image, Item, Listing, Product, Stock, StockFigure, Variant, VariantUpdate};

pub(crate) use customer::full_name;
pub(crate) use share::{shared, shared_within};
pub(crate) use weight::grams;

use kernel::{Currency, Error, Result};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use utoipa::ToSchema;

use crate::EntityRef;

/// One thing that a delivery says has changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "a delivery has few, and most of them are orders or products")]
pub enum Change {
    /// A product as it is now.
    Product(Product),
    /// One variant as it is now, of a product of which the delivery says nothing more.
    Variant(VariantUpdate),
    /// A price or an availability on a marketplace, of something that is known by its SKU.
    Listing(Listing),
    /// How much there is of something.
    Stock(Stock),
    /// An order as it is now.
    Order(Order),
    /// Money for an order that was placed elsewhere.
    Payment(Payment),
    /// Money that went back.
    Refund(Refund),
    /// Somebody wants money back by way of the provider.
    Dispute(Dispute),
    /// A parcel that left.
    Shipment(Shipment),
    /// A customer as they are now.
    Customer(Customer),
    /// Something is no more.
    Deleted(EntityRef),
    /// Something has changed, and the delivery does not say how: it must be asked for.
    Fetch(EntityRef),
    /// Our app there was installed, or taken out.
    App(AppChange),
    /// Somebody wants to know, or wants to be forgotten.
    Privacy(Privacy),
}

impl Change {
    /// The word by which lists show it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Product(_) => "product",
            Self::Variant(_) => "variant",
            Self::Listing(_) => "listing",
            Self::Stock(_) => "stock",
            Self::Order(_) => "order",
            Self::Payment(_) => "payment",
            Self::Refund(_) => "refund",
            Self::Dispute(_) => "dispute",
            Self::Shipment(_) => "shipment",
            Self::Customer(_) => "customer",
            Self::Deleted(_) => "deleted",
            Self::Fetch(_) => "fetch",
            Self::App(_) => "app",
            Self::Privacy(_) => "privacy",
        }
    }
}

/// What happened to our app on a platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum AppChange {
    /// It was put in.
    Installed,
    /// It was taken out: the platform sends nothing more, and its credentials are void.
    Uninstalled,
}

/// An amount in minor units of its currency; an error when it has digits that the currency does not have.
pub fn minor(field: &str, amount: Decimal, currency: Currency) -> Result<i64> {
    let scaled = scaled(amount, currency);
    scaled.filter(Decimal::is_integer).and_then(|whole| whole.to_i64()).ok_or_else(|| {
        let message = format!("{amount} is no amount in {currency}.");
        Error::invalid(field.to_owned(), "invalid_amount", message)
    })
}

/// The same, rounded half-up on the magnitude: for shares that a platform gives with more digits than it charges.
pub fn minor_rounded(field: &str, amount: Decimal, currency: Currency) -> Result<i64> {
    let exponent = currency.exponent();
    let rounded =
        amount.round_dp_with_strategy(exponent, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    minor(field, rounded, currency)
}

fn scaled(amount: Decimal, currency: Currency) -> Option<Decimal> {
    let factor = 10_i64.checked_pow(currency.exponent())?;
    amount.checked_mul(Decimal::from(factor))
}
