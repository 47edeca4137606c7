//! Standard Webhooks: HMAC or Ed25519 over id, time and body.

mod identify;
mod normalize;
mod verify;

use super::Adapter;
use crate::connection::{Need, Needs};

pub(super) use identify::identify;
pub(super) use normalize::normalize;
pub(super) use verify::{verify, verify_by};

pub(super) const ADAPTER: Adapter =
    Adapter { verify, identify, challenge: None, confirm: None, normalize, needs: Needs::secret(Need::Made) };
