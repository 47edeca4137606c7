//! Standard Webhooks: HMAC or Ed25519 over id, time and body.

mod identify;
mod verify;

use super::Adapter;
use crate::connection::{Need, Needs};

pub(super) use identify::identify;
pub(super) use verify::verify_by;

pub(super) const ADAPTER: Adapter = Adapter {
    verify: verify::verify,
    identify: identify::identify,
    challenge: None,
    confirm: None,
    needs: Needs::secret(Need::Made),
};
