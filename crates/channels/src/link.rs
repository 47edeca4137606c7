//! Links: what a platform's thing is here. Products and variants, places, customers and orders have ids of their own there;
//! a link says which of ours is meant, and since when what was said last about it goes.
//!
//! A variant is known by its id there, or else found by its SKU and its barcode. Where that is not clear, nobody guesses:
//! the link becomes a question, whatever depends on it waits, and goes on by itself once somebody has answered.

pub(crate) mod api;
mod matching;
pub(crate) mod store;

pub(crate) use matching::{Match, ask, match_item};

use kernel::{Entity, Id, Json, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use catalog::variant::VariantId;

use crate::connection::ConnectionId;
use crate::inbox::InboxDeliveryId;

/// What kind of thing is linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum LinkKind {
    /// A product.
    Product,
    /// A variant.
    Variant,
    /// What is counted there, where that has an id of its own; a variant here.
    InventoryItem,
    /// A location.
    Location,
    /// A customer.
    Customer,
    /// An order.
    Order,
}

/// Whether a link says what is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum LinkState {
    /// It does.
    Linked,
    /// Somebody has to decide.
    Review,
    /// Somebody has decided that it is nothing of ours: what is said about it is passed over.
    Ignored,
}

/// Why somebody has to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionReason {
    /// Nothing here has its SKU or barcode.
    Unknown,
    /// One of ours has its SKU, and another one its barcode.
    SkuAndBarcodeDiffer,
    /// The one that has its SKU or barcode is linked with another thing of the same connection already.
    LinkedAlready,
}

/// What somebody has to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = LinkQuestion)]
pub struct Question {
    /// Why it is not clear.
    pub reason: QuestionReason,
    /// What it is called there.
    #[schema(required)]
    pub title: Option<String>,
    /// Its SKU there.
    #[schema(required)]
    pub sku: Option<String>,
    /// Its barcode there.
    #[schema(required)]
    pub barcode: Option<String>,
    /// Variants that it may be.
    pub candidates: Vec<VariantId>,
}

/// A link as it is stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Link {
    /// The id.
    pub id: LinkId,
    /// The connection.
    pub connection_id: ConnectionId,
    /// What kind of thing.
    pub kind: LinkKind,
    /// Its id there.
    pub external_id: String,
    /// Whether it says what is meant.
    pub state: LinkState,
    /// The id of what it is here, by its kind.
    pub entity_id: Option<Uuid>,
    /// Whether it was made from there: what is said there goes for it here.
    pub is_source: bool,
    /// The platform's own time of the latest state that was applied.
    pub stated_at: Option<Timestamp>,
    /// The delivery that said so.
    pub delivery_id: Option<InboxDeliveryId>,
    /// What somebody has to decide.
    pub question: Option<Json<Question>>,
    /// Counts changes; the `ETag`.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Entity for Link {
    const PREFIX: &'static str = "link";
}

/// The id of a link.
pub type LinkId = Id<Link>;

impl Link {
    /// What it is here, as an id of its kind.
    pub(crate) fn entity<T>(&self) -> Option<Id<T>> {
        self.entity_id.filter(|_| self.state == LinkState::Linked).map(Id::from_uuid)
    }

    /// Whether what is stated at `at` is older than what was applied already.
    pub(crate) fn is_newer_than(&self, at: Option<Timestamp>) -> bool {
        self.stated_at.zip(at).is_some_and(|(known, stated)| stated < known)
    }
}
