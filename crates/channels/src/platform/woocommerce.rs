//! WooCommerce: HMAC over the body with the webhook's secret. It sends once, and never again.

mod identify;
mod verify;

use super::Adapter;
use crate::connection::{Need, Needs};
use crate::normalize::unknown;

pub(super) const ADAPTER: Adapter = Adapter {
    verify: verify::verify,
    identify: identify::identify,
    challenge: None,
    confirm: None,
    normalize: unknown,
    needs: Needs::secret(Need::Brought),
};
