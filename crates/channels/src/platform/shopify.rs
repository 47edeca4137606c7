//! Shopify: HMAC over the body with the app's client secret, in headers of two families.

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
