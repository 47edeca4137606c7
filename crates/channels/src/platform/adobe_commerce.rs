//! Webhooks of Adobe Commerce, which waits for the answer: RSA over the body's base64.

mod identify;
mod normalize;
mod verify;

use super::Adapter;
use crate::connection::{Need, Needs, Other};

pub(super) const ADAPTER: Adapter = Adapter {
    verify: verify::verify,
    identify: identify::identify,
    challenge: None,
    confirm: None,
    normalize: normalize::normalize,
    needs: Needs::secret(Need::Nothing).and(&[Other::Key]),
};
