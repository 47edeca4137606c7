//! What a new order needs.

use catalog::shop::ShopId;
use catalog::variant::VariantId;
use kernel::{Currency, Language, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{OrderId, OrderSource};
use crate::address::Address;
use crate::customer::CustomerId;
use crate::pricing::{Discount, ExchangeRate, Percent};
use crate::shipment::ServiceType;

/// Somebody who buys, as far as they say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Buyer {
    /// A customer who is known. Otherwise the e-mail address decides, and a new one is made where there is none.
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    /// Where the order's mails go.
    #[serde(default)]
    #[schema(example = "ada@example.com")]
    pub email: Option<String>,
    /// What they are called; taken from the address when left out.
    #[serde(default)]
    pub name: Option<String>,
    /// Whom to call.
    #[serde(default)]
    pub phone: Option<String>,
    /// The language to write in.
    #[serde(default)]
    pub language: Option<Language>,
}

/// One thing that is bought: a variant of the catalog, or something that is described here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLine {
    /// The variant; left out for something that is not in the catalog.
    #[serde(default)]
    pub variant_id: Option<VariantId>,
    /// What it is called; the catalog's title when left out.
    #[serde(default)]
    #[schema(example = "Engraving")]
    pub title: Option<String>,
    /// How many.
    #[schema(minimum = 1, example = 1)]
    pub quantity: i64,
    /// What one costs in minor units of the shop's currency; the catalog's price when left out.
    #[serde(default)]
    #[schema(minimum = 0, example = 1500)]
    pub unit_price_minor: Option<i64>,
    /// The rate of its tax. When left out, the shop's rate for its tax class where the parcel goes, and none where the shop
    /// has none; what is not in the catalog has the class `standard`.
    #[serde(default)]
    pub tax_rate: Option<Percent>,
    /// What is taken off this line alone.
    #[serde(default)]
    pub discounts: Vec<Discount>,
    /// Whether it is sent in a parcel, when it is not in the catalog; yes when left out.
    #[serde(default)]
    pub requires_shipping: Option<bool>,
}

/// How the order gets to the customer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewShipping {
    /// What the way is called.
    #[serde(default)]
    #[schema(example = "Standard")]
    pub title: String,
    /// What it costs, in minor units.
    #[serde(default)]
    #[schema(minimum = 0)]
    pub price_minor: i64,
    /// The rate of its tax. When left out, the shop's rate on shipping where the parcel goes, and none where the shop has
    /// none.
    #[serde(default)]
    pub tax_rate: Option<Percent>,
    /// What is taken off it.
    #[serde(default)]
    pub discounts: Vec<Discount>,
    /// Which courier was chosen.
    #[serde(default)]
    pub courier: Option<String>,
    /// How it is handed over.
    #[serde(default)]
    pub service_type: Option<ServiceType>,
    /// The shop or locker where it waits.
    #[serde(default)]
    pub pickup_point: Option<String>,
    /// When it was promised to arrive.
    #[serde(default)]
    pub promised_at: Option<Timestamp>,
}

/// How far the first payment is when the order is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStart {
    /// The money is to come.
    Pending,
    /// A provider has promised it.
    Authorized,
    /// It is here.
    Captured,
}

/// The first payment, for the whole of the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPayment {
    /// Who moves the money.
    pub provider: String,
    /// How the customer pays.
    pub method: String,
    /// The provider's own id of it.
    pub reference: Option<String>,
    /// How far it is.
    pub start: PaymentStart,
    /// What was charged. It must be what the order costs: one that was paid otherwise is not placed.
    pub amount_minor: i64,
    /// Until when a promise holds.
    pub expires_at: Option<Timestamp>,
}

/// All that makes an order.
#[derive(Debug, Clone)]
pub struct NewOrder {
    /// Where it is placed.
    pub shop_id: ShopId,
    /// Where it came from.
    pub source: OrderSource,
    /// What it is made from, once: the second attempt with the same key answers the first one's order.
    pub checkout_key: Option<String>,
    /// Who holds the goods already and hands them over.
    pub held_by: Option<stock::Holder>,
    /// Who buys.
    pub buyer: Buyer,
    /// What.
    pub lines: Vec<NewLine>,
    /// What is taken off the whole.
    pub discounts: Vec<Discount>,
    /// How it gets there.
    pub shipping: NewShipping,
    /// Where the parcel goes.
    pub shipping_address: Option<Address>,
    /// Where the bill goes; where the parcel goes when left out.
    pub billing_address: Option<Address>,
    /// The currency in which the customer saw the total, and its rate.
    pub display: Option<(Currency, ExchangeRate)>,
    /// What the customer wrote.
    pub customer_note: String,
    /// What it is sorted by.
    pub tags: Vec<String>,
    /// The first payment.
    pub payment: Option<NewPayment>,
    /// The order whose goods this one exchanges.
    pub exchange_of: Option<OrderId>,
}

impl NewOrder {
    /// An order that holds nothing yet.
    pub fn new(shop_id: ShopId, source: OrderSource) -> Self {
        Self {
            shop_id,
            source,
            checkout_key: None,
            held_by: None,
            buyer: Buyer::default(),
            lines: Vec::new(),
            discounts: Vec::new(),
            shipping: NewShipping::default(),
            shipping_address: None,
            billing_address: None,
            display: None,
            customer_note: String::new(),
            tags: Vec::new(),
            payment: None,
            exchange_of: None,
        }
    }
}
