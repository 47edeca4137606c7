//! Wix: the body is a JWT.

mod identify;
mod token;
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
    needs: Needs::secret(Need::Nothing).and(&[Other::Key]),
};
