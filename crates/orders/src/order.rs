//! Orders: what was bought, what it costs, and how far it is.
//!
//! An order has three states beside being open or cancelled, and all three follow from its ledgers: what was paid and
//! given back, what has left, what came back. Nobody sets them; [`state`] works them out after every transition.

pub(crate) mod api;
pub(crate) mod cancel;
pub(crate) mod change;
pub(crate) mod costing;
pub(crate) mod edit;
pub(crate) mod export;
pub(crate) mod external;
pub(crate) mod lines;
pub(crate) mod list;
pub(crate) mod new;
pub mod number;
pub(crate) mod place;
pub(crate) mod quote;
pub(crate) mod restate;
pub mod state;
pub(crate) mod store;
pub(crate) mod tags;
pub(crate) mod view;

pub use cancel::{CancelReason, cancel};
pub use edit::{Edit, LineEdit};
pub use external::{ExternalLine, ExternalOrder, record_external};
pub use lines::of_order as lines_of;
pub use lines::{Goods, LineId, OrderLine};
pub use new::{Buyer, NewLine, NewOrder, NewPayment, NewShipping, PaymentStart};
pub use place::place;
pub use restate::restate_external;
pub use state::{FinancialState, FulfilmentState, ReturnState};
pub use store::{find, find_by_external_id, find_by_token, get};

use catalog::shop::{Shop, ShopId};
use kernel::{Country, Currency, Entity, Id, Json, Language, Money, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::address::Address;
use crate::customer::CustomerId;
use crate::pricing::{Discount, Percent};
use crate::shipment::ServiceType;

/// Where an order came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum OrderSource {
    /// The shop's own storefront.
    Storefront,
    /// A member entered it.
    Manual,
    /// A program entered it.
    Api,
    /// The platform of a connected shop.
    Channel,
    /// Goods for returned goods.
    Exchange,
}

/// Whether an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum OrderState {
    /// It stands.
    Open,
    /// It was called off before anything left.
    Cancelled,
}

/// One order.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Order {
    /// The id.
    pub id: OrderId,
    /// Where it was placed.
    pub shop_id: ShopId,
    /// Its place among the shop's orders.
    pub number: i64,
    /// The number as people read it, with the shop's prefix of that time.
    pub name: String,
    /// What stands in links for the customer.
    pub token: String,
    /// Where it came from.
    pub source: OrderSource,
    /// Its id on the platform.
    pub external_id: Option<String>,
    /// What the platform calls it.
    pub external_name: Option<String>,
    /// Who bought.
    pub customer_id: Option<CustomerId>,
    /// Where its mails go.
    pub email: Option<String>,
    /// Whom to call.
    pub phone: Option<String>,
    /// What the customer was called.
    pub customer_name: String,
    /// The language to write in.
    pub language: Option<Language>,
    /// Whether it stands.
    pub state: OrderState,
    /// How far it is paid.
    pub financial_state: FinancialState,
    /// How much has left.
    pub fulfilment_state: FulfilmentState,
    /// What comes back.
    pub return_state: ReturnState,
    /// The currency of all its amounts.
    pub currency: Currency,
    /// Whether its prices contain their tax.
    pub prices_include_tax: bool,
    /// What was taken off the whole, in this order.
    pub discounts: Json<Vec<Discount>>,
    /// Σ lines.
    pub subtotal_minor: i64,
    /// All that was taken off.
    pub discount_minor: i64,
    /// What the way is called.
    pub shipping_title: String,
    /// What the way costs.
    pub shipping_minor: i64,
    /// What was taken off the way, in this order.
    pub shipping_discounts: Json<Vec<Discount>>,
    /// What that came to.
    pub shipping_discount_minor: i64,
    /// The rate of tax on the way.
    #[sqlx(rename = "shipping_tax_rate_ppm")]
    pub shipping_tax_rate: Percent,
    /// The tax on the way.
    pub shipping_tax_minor: i64,
    /// All tax.
    pub tax_minor: i64,
    /// What it costs.
    pub total_minor: i64,
    /// The currency in which the customer saw the total, when another.
    pub display_currency: Option<Currency>,
    /// The rate of that time.
    pub display_rate: Option<String>,
    /// The total as the customer saw it.
    pub display_total_minor: Option<i64>,
    /// What is promised by payment providers and not taken yet.
    pub authorized_minor: i64,
    /// What was taken.
    pub captured_minor: i64,
    /// What was given back.
    pub refunded_minor: i64,
    /// How much of that was for the way.
    pub shipping_refunded_minor: i64,
    /// How many things.
    pub units: i64,
    /// Where the bill goes.
    pub billing_address: Option<Json<Address>>,
    /// Where the parcel goes.
    pub shipping_address: Option<Json<Address>>,
    /// Which country that is in.
    pub shipping_country: Option<Country>,
    /// Which courier was chosen.
    pub courier: Option<String>,
    /// How it is handed over.
    pub service_type: Option<ServiceType>,
    /// The shop or locker where it waits.
    pub pickup_point: Option<String>,
    /// When it was promised to arrive.
    pub promised_at: Option<Timestamp>,
    /// What the customer wrote.
    pub customer_note: String,
    /// The order whose goods this one exchanges.
    pub exchange_of: Option<OrderId>,
    /// When it was called off.
    pub cancelled_at: Option<Timestamp>,
    /// Why.
    pub cancel_reason: Option<CancelReason>,
    /// Counts changes.
    pub version: i64,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// When it was written here.
    pub created_at: Timestamp,
    /// When it changed last.
    pub updated_at: Timestamp,
}

impl Entity for Order {
    const PREFIX: &'static str = "order";
}

/// The id of an order.
pub type OrderId = Id<Order>;

impl Order {
    /// So many minor units of its currency.
    pub const fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// What is still to be paid.
    pub fn due_minor(&self) -> i64 {
        match self.state {
            OrderState::Open => self.total_minor.saturating_sub(self.captured_minor).max(0),
            OrderState::Cancelled => 0,
        }
    }
}

/// The number as people read it.
pub(crate) fn name_of(shop: &Shop, number: i64) -> String {
    format!("{}{number}", shop.order_prefix)
}
