//! Sources that are no known platform.

mod identify;
mod verify;

use super::Adapter;
use crate::connection::{Need, Needs, Other};
use crate::normalize::unknown;

pub(super) use verify::verify_by;

pub(super) const ADAPTER: Adapter = Adapter {
    verify: verify::verify,
    identify: identify::identify,
    challenge: None,
    confirm: None,
    normalize: unknown,
    needs: Needs::secret(Need::Made).and(&[Other::Scheme]),
};
