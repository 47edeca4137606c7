//! Orders as platforms have them, with what is paid, sent and given back.

use kernel::{Currency, Language, Timestamp};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Address, Item};

/// An order as it is there now. Amounts are decimals of its currency, as exact as the platform gives them.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Order {
    /// Its id there.
    pub external_id: String,
    /// What the platform calls it.
    pub name: Option<String>,
    /// Its currency. `None`, like `total`, when the delivery tells only of a change of state.
    pub currency: Option<Currency>,
    /// Whether the prices of its lines contain their tax.
    pub prices_include_tax: bool,
    /// Who buys.
    pub buyer: Buyer,
    /// What; `None` when the delivery does not list it.
    pub lines: Option<Vec<Line>>,
    /// How it gets there, and what that costs.
    pub shipping: Vec<ShippingLine>,
    /// All of its tax.
    pub tax: Option<Decimal>,
    /// What it costs in the end.
    pub total: Option<Decimal>,
    /// Where the parcel goes.
    pub shipping_address: Option<Address>,
    /// Where the bill goes.
    pub billing_address: Option<Address>,
    /// What the customer wrote.
    pub customer_note: Option<String>,
    /// What it is sorted by.
    pub tags: Vec<String>,
    /// How far it is paid.
    pub payment_state: Option<PaymentState>,
    /// Who moves the money: the platform's own word.
    pub payment_provider: Option<String>,
    /// The payments, where the platform lists them.
    pub payments: Vec<Payment>,
    /// What was given back, where the platform lists it.
    pub refunds: Vec<Refund>,
    /// What has left, where the platform lists it.
    pub shipments: Vec<Shipment>,
    /// Whether all of it has left, where the platform says so without listing parcels.
    pub is_fulfilled: Option<bool>,
    /// Why and when it was called off.
    pub cancelled: Option<Cancellation>,
    /// Whether it is only a try.
    pub is_test: bool,
    /// When it was placed there.
    pub placed_at: Option<Timestamp>,
    /// When it was last changed there.
    pub updated_at: Option<Timestamp>,
}

/// Who buys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Buyer {
    /// The customer's id there; a guest has none.
    pub customer_id: Option<String>,
    /// Where the order's mails go.
    pub email: Option<String>,
    /// What they are called.
    pub name: Option<String>,
    /// Whom to call.
    pub phone: Option<String>,
    /// The language to write in.
    pub language: Option<Language>,
}

/// A line of an order.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Line {
    /// Its id there.
    pub external_id: Option<String>,
    /// How the platform names what is bought.
    pub item: Item,
    /// What it is called.
    pub title: String,
    /// What tells it from other variants.
    pub variant_title: Option<String>,
    /// How many.
    pub quantity: i64,
    /// What all of them cost before anything is taken off.
    pub subtotal: Decimal,
    /// All that was taken off, its share of the order's discounts counted.
    pub discount: Decimal,
    /// Its tax.
    pub tax: Decimal,
    /// The rate of its tax in percent, as far as the platform says it.
    pub tax_percent: Option<Decimal>,
    /// Whether it is sent in a parcel.
    pub requires_shipping: Option<bool>,
    /// What one weighs.
    pub weight_g: Option<i64>,
}

/// A way to the customer.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ShippingLine {
    /// What it is called.
    pub title: String,
    /// What it costs before anything is taken off.
    pub price: Decimal,
    /// What was taken off.
    pub discount: Decimal,
    /// The tax on it.
    pub tax: Decimal,
    /// Which courier was chosen.
    pub courier: Option<String>,
}

/// How far an order is paid, as the platform says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// The money is to come.
    Pending,
    /// It is promised.
    Authorized,
    /// Some of it is here.
    PartlyPaid,
    /// All of it is here.
    Paid,
    /// Some of it went back.
    PartlyRefunded,
    /// All of it went back.
    Refunded,
    /// It was let go.
    Voided,
    /// It did not come.
    Failed,
}

/// Money for an order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Payment {
    /// The provider's id of it.
    pub external_id: String,
    /// The order's id, where the delivery says it: that of the platform, or ours.
    pub order_id: Option<String>,
    /// Who moves the money.
    pub provider: String,
    /// How the customer pays.
    pub method: Option<String>,
    /// How much.
    pub amount: Decimal,
    /// In which currency.
    pub currency: Currency,
    /// How far it is.
    pub state: PaymentState,
    /// Why it did not come.
    pub failure: Option<String>,
    /// When.
    pub at: Option<Timestamp>,
}

/// Money that went back.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Refund {
    /// Its id there.
    pub external_id: String,
    /// The order's id there.
    pub order_id: Option<String>,
    /// The provider's id of the payment that it goes back on.
    pub payment_id: Option<String>,
    /// How much; `None` when the delivery does not say it.
    pub amount: Option<Decimal>,
    /// In which currency; the order's when `None`.
    pub currency: Option<Currency>,
    /// Lines whose money goes back.
    pub lines: Vec<RefundLine>,
    /// How much of it is for the way.
    pub shipping: Decimal,
    /// What somebody wrote about it.
    pub note: Option<String>,
    /// When.
    pub at: Option<Timestamp>,
}

/// So many of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefundLine {
    /// The line's id there.
    pub line_id: String,
    /// How many.
    pub quantity: i64,
    /// Whether they are back on the shelf.
    pub restock: bool,
}

/// A parcel that left.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Shipment {
    /// Its id there.
    pub external_id: String,
    /// The order's id there.
    pub order_id: Option<String>,
    /// What is in it; all that has not left yet when `None`.
    pub lines: Option<Vec<ShipmentLine>>,
    /// The courier, in the platform's words.
    pub courier: Option<String>,
    /// What the courier knows it by.
    pub tracking_number: Option<String>,
    /// Where the courier shows how far it is.
    pub tracking_url: Option<String>,
    /// Whether it was taken back before it left.
    pub is_cancelled: bool,
    /// When it left.
    pub shipped_at: Option<Timestamp>,
    /// When it arrived.
    pub delivered_at: Option<Timestamp>,
}

/// So many of a line in a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShipmentLine {
    /// The line's id there.
    pub line_id: String,
    /// How many.
    pub quantity: i64,
}

/// That an order was called off.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cancellation {
    /// When.
    pub at: Option<Timestamp>,
    /// Why, in the platform's words.
    pub reason: Option<String>,
}
