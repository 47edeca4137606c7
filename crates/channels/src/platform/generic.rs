//! Sources that are no known platform.

mod identify;
mod verify;

use super::{Adapter, standard_webhooks};
use crate::connection::{Need, Needs, Other};

pub(super) use verify::verify_by;

pub(super) const ADAPTER: Adapter = Adapter {
    verify: verify::verify,
    identify: identify::identify,
    challenge: None,
    confirm: None,
    normalize: standard_webhooks::normalize,
    needs: Needs::secret(Need::Made).and(&[Other::Scheme]),
};
