//! The inbox: a webhook is verified, committed, and only then answered.
//!
//! What is guaranteed: a delivery that got a 200 is in the database, as its bytes came, and survives a power cut; what a
//! platform sends twice is there once; our own faults are answered with 5xx or 429, so that the platform sends again;
//! a topic that nobody knows is kept like any other.

pub(crate) mod api;
mod keys;
mod known;
pub(crate) mod made_up;
mod mask;
mod receive;
mod record;
mod refusal;
mod settings;
mod store;
mod view;
mod wire;

pub(crate) use known::Known;
pub(crate) use view::{Seen, seen};

use std::sync::Arc;

use db::Db;
use kernel::{Entity, Id, Json, Timestamp};
use secrets::KeyRing;

use crate::connection::ConnectionId;
use crate::processing::{DeliveryState, Effect};
use crate::{EntityKind, Purpose};
use keys::KeyStore;
use known::Memory;
use record::Recorder;

/// How the inbox behaves.
#[derive(Debug, Clone, Copy)]
pub struct InboxConfig {
    /// The longest body that is taken, bytes.
    pub body_bytes_max: usize,
    /// Deliveries per minute and connection; zero for any number.
    pub per_minute: u32,
}

impl Default for InboxConfig {
    fn default() -> Self {
        Self { body_bytes_max: 5 << 20, per_minute: 6_000 }
    }
}

/// What takes webhooks in. One per process; cheap to clone.
#[derive(Clone)]
pub struct Inbox(Arc<Inner>);

struct Inner {
    config: InboxConfig,
    memory: Memory,
    keys: KeyStore,
    recorder: Recorder,
}

impl std::fmt::Debug for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inbox").field("config", &self.0.config).finish_non_exhaustive()
    }
}

impl Inbox {
    /// Starts taking in; ends when the last clone is dropped.
    pub fn start(db: &Db, ring: KeyRing, client: httpclient::Client, config: InboxConfig) -> Self {
        Self(Arc::new(Inner {
            config,
            memory: Memory::new(db.clone(), ring),
            keys: KeyStore::new(client),
            recorder: Recorder::start(db.clone()),
        }))
    }
}

/// Where a connection's webhooks go.
pub(crate) fn address(site: &str, id: ConnectionId) -> String {
    format!("{}/webhooks/{id}", site.trim_end_matches('/'))
}

/// One webhook call as it is kept, without its headers and body.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct InboxDelivery {
    /// The id.
    pub id: InboxDeliveryId,
    /// Who sent it.
    pub connection_id: ConnectionId,
    /// When it came.
    pub received_at: Timestamp,
    /// What it is for.
    pub purpose: Purpose,
    /// The platform's id of it.
    pub delivery_id: Option<String>,
    /// The platform's id of what happened.
    pub event_id: Option<String>,
    /// What happened, in the platform's words.
    pub topic: Option<String>,
    /// What kind of thing it happened to.
    pub entity_kind: Option<EntityKind>,
    /// That thing's id on the platform.
    pub entity_id: Option<String>,
    /// When that thing was last changed.
    pub entity_updated_at: Option<Timestamp>,
    /// When it happened.
    pub occurred_at: Option<Timestamp>,
    /// The shop or account that it speaks of.
    pub sender_shop: Option<String>,
    /// How long its body is.
    pub body_bytes: i64,
    /// How often it came again.
    pub repeats: i64,
    /// What became of it.
    pub state: DeliveryState,
    /// Why it failed, as a word.
    pub code: Option<String>,
    /// Why it failed or waits for a person.
    pub detail: Option<String>,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried again.
    pub next_attempt_at: Option<Timestamp>,
    /// When it was processed last.
    pub processed_at: Option<Timestamp>,
    /// The mapping that has read it.
    pub mapping_version: Option<i64>,
    /// What became of each of its changes.
    pub effects: Option<Json<Vec<Effect>>>,
    /// When its headers and body were dropped.
    pub dropped_at: Option<Timestamp>,
}

impl Entity for InboxDelivery {
    const PREFIX: &'static str = "dlv";
}

/// The id of a delivery.
pub type InboxDeliveryId = Id<InboxDelivery>;
