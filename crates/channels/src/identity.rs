//! What a delivery is about, as far as it says so itself.

use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a delivery is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = DeliveryPurpose)]
pub enum Purpose {
    /// It tells what happened.
    #[default]
    Event,
    /// It asks whether anybody is there.
    Ping,
    /// It asks for a confirmation before anything is sent.
    Handshake,
    /// Somebody tries the inbox out: nothing follows from it.
    Test,
}

/// What kind of thing a delivery is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = ChannelEntityKind)]
pub enum EntityKind {
    /// An order.
    Order,
    /// A draft of an order, or a checkout.
    Checkout,
    /// A product, with its variants.
    Product,
    /// A price of a product.
    Price,
    /// Something that is counted: a SKU, whose stock is kept.
    InventoryItem,
    /// How much of it is at a place.
    StockLevel,
    /// An offer on a marketplace.
    Listing,
    /// A collection or category of products.
    Collection,
    /// A customer.
    Customer,
    /// A coupon.
    Coupon,
    /// Money that was taken.
    Payment,
    /// Money that was given back.
    Refund,
    /// A dispute about a payment.
    Dispute,
    /// A subscription.
    Subscription,
    /// An invoice.
    Invoice,
    /// A shipment.
    Shipment,
    /// Goods that come back.
    Return,
    /// The shop itself.
    Shop,
    /// A report or another bulk operation.
    Report,
}

/// The thing that a delivery is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntityRef {
    /// Its kind.
    pub kind: EntityKind,
    /// Its id on the platform.
    pub id: String,
}

/// What a delivery is about, as far as it says so itself. Whatever cannot be read is not there: a topic that nobody knows
/// and a body that is broken are stored all the same. Nothing here is to be believed before the delivery is verified, and
/// then not all of it: Shopify and WooCommerce sign the body alone, so what their headers say of topic and shop is a hint.
/// Whose delivery it is follows from the inbox that it came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// What it is for.
    pub purpose: Purpose,
    /// What a second delivery of the same has too, and nothing else. Where there is none, two cannot be told apart.
    pub unique_key: Option<String>,
    /// The platform's id of this delivery.
    pub delivery_id: Option<String>,
    /// The platform's id of what happened, which several deliveries may share.
    pub event_id: Option<String>,
    /// What happened, in the platform's words.
    pub topic: Option<String>,
    /// What it happened to.
    pub entity: Option<EntityRef>,
    /// The version of that thing, in the platform's words. Only of one thing, and only for being equal or not.
    pub version: Option<String>,
    /// When that thing was last changed: the later of two is the newer one.
    pub updated_at: Option<Timestamp>,
    /// When it happened.
    pub occurred_at: Option<Timestamp>,
    /// The shop or account that it speaks of, in the platform's words.
    pub shop: Option<String>,
}

/// The thing, where both its kind and its id are known.
pub(crate) fn entity(kind: Option<EntityKind>, id: Option<String>) -> Option<EntityRef> {
    Some(EntityRef { kind: kind?, id: id? })
}
