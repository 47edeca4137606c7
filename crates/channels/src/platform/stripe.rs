//! Stripe: HMAC over time and body with the endpoint's secret.

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
