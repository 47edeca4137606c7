//! PayPal: RSA over four facts of the delivery, one of which is the body's checksum.

mod identify;
mod verify;

use super::Adapter;
use crate::connection::{Need, Needs, Other};
use crate::normalize::unknown;

pub(super) const ADAPTER: Adapter = Adapter {
    verify: verify::verify,
    identify: identify::identify,
    challenge: None,
    confirm: None,
    normalize: unknown,
    needs: Needs::secret(Need::Nothing).and(&[Other::WebhookId]),
};
