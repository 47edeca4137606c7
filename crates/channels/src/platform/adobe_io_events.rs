//! Adobe I/O Events: RSA over the body, with one of two keys that the delivery names.

mod challenge;
mod identify;
mod normalize;
mod verify;

use super::Adapter;
use crate::connection::{Need, Needs, Other};

pub(super) const ADAPTER: Adapter = Adapter {
    verify: verify::verify,
    identify: identify::identify,
    challenge: Some(challenge::answer),
    confirm: None,
    normalize: normalize::normalize,
    needs: Needs::secret(Need::Nothing).and(&[Other::Recipients]),
};
