//! Wix: the body is a JWT.

mod identify;
mod token;
mod verify;

use super::Adapter;

pub(super) const ADAPTER: Adapter =
    Adapter { verify: verify::verify, identify: identify::identify, challenge: None, confirm: None };
