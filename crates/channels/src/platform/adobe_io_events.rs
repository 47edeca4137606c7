//! Adobe I/O Events: RSA over the body, with one of two keys that the delivery names.

mod challenge;
mod identify;
mod verify;

use super::Adapter;
use crate::connection::{Need, Needs, Other};
use crate::normalize::unknown;

pub(super) const ADAPTER: Adapter = Adapter {
    verify: verify::verify,
    identify: identify::identify,
    challenge: Some(challenge::answer),
    confirm: None,
    normalize: unknown,
    needs: Needs::secret(Need::Nothing).and(&[Other::Recipients]),
};
