//! Processing: what deliveries say is made our words, and applied.
//!
//! The deliveries are their own queue: those that wait are taken in the order in which they came, one connection after
//! the other having its lane to itself, so that no two changes of one thing overtake each other. What each says is applied
//! in a savepoint: all of it or nothing. What may pass is tried again after a growing pause, and holds up only what comes
//! later about the same thing; what cannot pass, or has not for long, is set aside as a dead letter with its reason.
//!
//! Applying is idempotent: whatever was applied may be replayed, one delivery or all of them, and nothing is there twice.

mod drain;
mod jobs;
pub(crate) mod replay;
mod store;

pub(crate) use jobs::{ProcessDeliveries, registry, schedules};
pub(crate) use store::{drop_bodies, kept_days};

use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::MAPPING_VERSION;
use crate::inbox::InboxDeliveryId;

/// What became of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum DeliveryState {
    /// It is to be processed.
    Waiting,
    /// What it says is applied.
    Processed,
    /// It says nothing that anything follows from.
    Ignored,
    /// What it says is older than what is known.
    Stale,
    /// Somebody has to decide what it is about.
    Review,
    /// It could not be applied: a dead letter. It can be replayed.
    Failed,
}

/// What a change came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EffectKind {
    /// Something was made.
    Created,
    /// Something was changed.
    Updated,
    /// All was as it says already.
    Unchanged,
    /// It is older than what is known.
    Stale,
    /// Somebody has to decide first.
    Review,
    /// Nothing follows from it here.
    Skipped,
}

/// What became of one change of a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = DeliveryEffect)]
pub struct Effect {
    /// Which kind of change: `product`, `stock`, `order`.
    pub change: String,
    /// What it came to.
    pub effect: EffectKind,
    /// The thing's id on the platform.
    #[schema(required)]
    pub external_id: Option<String>,
    /// The thing's id here: `order_01h…`.
    #[schema(required)]
    pub entity_id: Option<String>,
    /// Why, where that is not plain.
    #[schema(required)]
    pub note: Option<String>,
}

/// How a delivery ends, or goes on.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) state: DeliveryState,
    pub(crate) code: Option<String>,
    pub(crate) detail: Option<String>,
    pub(crate) effects: Vec<Effect>,
    pub(crate) next_attempt_at: Option<Timestamp>,
}

impl Outcome {
    /// It is done, as its effects say.
    pub(crate) fn of(effects: Vec<Effect>) -> Self {
        let all = |kind: EffectKind| effects.iter().all(|one| one.effect == kind);
        let review = effects.iter().find(|one| one.effect == EffectKind::Review);
        let state = if effects.is_empty() || all(EffectKind::Skipped) {
            DeliveryState::Ignored
        } else if review.is_some() {
            DeliveryState::Review
        } else if all(EffectKind::Stale) {
            DeliveryState::Stale
        } else {
            DeliveryState::Processed
        };
        let detail = review.and_then(|one| one.note.clone());
        Self { state, code: None, detail, effects, next_attempt_at: None }
    }

    /// It is set aside.
    pub(crate) fn failed(code: &str, detail: String) -> Self {
        let (code, detail) = (Some(code.to_owned()), Some(detail));
        Self { state: DeliveryState::Failed, code, detail, effects: Vec::new(), next_attempt_at: None }
    }

    /// It is tried again.
    pub(crate) fn again(code: &str, detail: String, at: Timestamp) -> Self {
        let next_attempt_at = Some(at);
        Self { state: DeliveryState::Waiting, next_attempt_at, ..Self::failed(code, detail) }
    }
}

/// The delivery that is being applied, for whoever writes down where something came from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source {
    pub(crate) delivery: InboxDeliveryId,
    /// When it came.
    pub(crate) received_at: Timestamp,
    /// When what it tells of happened, as far as the platform says.
    pub(crate) occurred_at: Option<Timestamp>,
}

/// The mapping that is in use.
pub(crate) const fn mapping() -> i64 {
    MAPPING_VERSION
}
