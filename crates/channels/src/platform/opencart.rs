//! OpenCart, through Tradepost's extension: Standard Webhooks with its own words in the body.

use super::{Adapter, standard_webhooks};
use crate::connection::{Need, Needs};
use crate::normalize::unknown;

pub(super) const ADAPTER: Adapter = Adapter {
    verify: standard_webhooks::verify,
    identify: standard_webhooks::identify,
    challenge: None,
    confirm: None,
    normalize: unknown,
    needs: Needs::secret(Need::Made),
};
