//! Amazon through an API destination of EventBridge: an API key in a header.

mod identify;
mod normalize;
mod verify;

use super::Adapter;
use crate::connection::{Need, Needs};

pub(super) const ADAPTER: Adapter = Adapter {
    verify: verify::verify,
    identify: identify::identify,
    challenge: None,
    confirm: None,
    normalize: normalize::normalize,
    needs: Needs::secret(Need::Made),
};
