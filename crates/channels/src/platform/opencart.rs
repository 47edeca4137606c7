//! OpenCart, through Tradepost's extension: Standard Webhooks with its own words in the body.

mod normalize;

use super::{Adapter, standard_webhooks};
use crate::connection::{Need, Needs};

pub(super) const ADAPTER: Adapter = Adapter {
    verify: standard_webhooks::verify,
    identify: standard_webhooks::identify,
    challenge: None,
    confirm: None,
    normalize: normalize::normalize,
    needs: Needs::secret(Need::Made),
};
