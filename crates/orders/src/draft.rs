//! Drafts: orders that are still being put together. They hold no stock, have no number, and cost what they would cost
//! if they were placed now.

pub(crate) mod api;
pub(crate) mod store;

use catalog::shop::ShopId;
use kernel::{Entity, Id, Json, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::order::OrderId;
use crate::order::api::CreateOrder;

/// How far a draft is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum DraftState {
    /// Somebody works on it.
    Open,
    /// It has become an order.
    Placed,
}

/// One draft.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DraftOrder {
    pub(crate) id: DraftOrderId,
    pub(crate) shop_id: ShopId,
    pub(crate) title: String,
    pub(crate) state: DraftState,
    pub(crate) content: Json<CreateOrder>,
    pub(crate) order_id: Option<OrderId>,
    pub(crate) version: i64,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

impl Entity for DraftOrder {
    const PREFIX: &'static str = "draft";
}

/// The id of a draft.
pub type DraftOrderId = Id<DraftOrder>;
