//! Connections: whom an organization listens to, and how it knows that a delivery is theirs.

pub(crate) mod api;
mod check;
mod kept;
mod needs;
pub(crate) mod store;

pub(crate) use kept::{Kept, new_secret};
pub(crate) use needs::{Need, Needs, Other};
pub(crate) use store::insert;

use catalog::shop::ShopId;
use kernel::{Entity, Id, Json, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Platform, Recipients, Scheme};

/// Whether a connection is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ConnectionState {
    /// Deliveries are taken in.
    Active,
    /// Nothing is taken in any more; what came stays.
    Disconnected,
}

/// What verifying needs and is no secret.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConnectionSettings {
    /// To whom deliveries may be addressed: ARNs of SNS topics, client ids of Adobe projects.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// The id that PayPal gave the webhook.
    #[serde(default)]
    #[schema(required)]
    pub webhook_id: Option<String>,
    /// How a generic source proves itself.
    #[serde(default)]
    #[schema(required)]
    pub scheme: Option<Scheme>,
}

impl ConnectionSettings {
    /// To whom deliveries may be addressed.
    pub(crate) fn recipients(&self) -> Recipients {
        Recipients::Only(self.recipients.clone())
    }
}

/// A connection as it is stored.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct Connection {
    /// The id; its inbox address ends with it.
    pub id: ConnectionId,
    /// Who sends.
    pub platform: Platform,
    /// What the merchant calls it; no two of a merchant share a name.
    pub name: String,
    /// The connected shop that it is for, when it is for one.
    pub shop_id: Option<ShopId>,
    /// Whether it is in use.
    pub state: ConnectionState,
    /// What verifying needs and is no secret.
    pub settings: Json<ConnectionSettings>,
    /// Counts changes; the `ETag`.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Entity for Connection {
    const PREFIX: &'static str = "conn";
}

/// The id of a connection.
pub type ConnectionId = Id<Connection>;
