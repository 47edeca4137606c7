//! eBay: ECDSA over the body, with a key that the delivery names.

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
    // What eBay calls the verification token is of the merchant's own making; its keys are told apart by their id, and the
    // one in use is brought.
    needs: Needs::secret(Need::Made).and(&[Other::Key]),
};
