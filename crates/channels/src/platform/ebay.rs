//! eBay: ECDSA over the body, with a key that the delivery names.

mod challenge;
mod identify;
mod verify;

use super::Adapter;

pub(super) const ADAPTER: Adapter = Adapter {
    verify: verify::verify,
    identify: identify::identify,
    challenge: Some(challenge::answer),
    confirm: None,
};
