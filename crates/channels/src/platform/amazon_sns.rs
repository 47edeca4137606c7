//! Amazon relayed by SNS: RSA over chosen parts of the body, with a certificate that the body names.

mod confirm;
mod identify;
mod message;
mod normalize;
mod verify;

use super::Adapter;
use crate::connection::{Need, Needs, Other};

pub(super) const ADAPTER: Adapter = Adapter {
    verify: verify::verify,
    identify: identify::identify,
    challenge: None,
    confirm: Some(confirm::address),
    normalize: normalize::normalize,
    needs: Needs::secret(Need::Nothing).and(&[Other::Recipients]),
};
