//! What an adapter makes of a delivery.

use crate::change::Change;
use crate::reading::{Coverage, Reading, Unreadable};
use crate::{Delivery, Platform};

/// The mapping of all platforms. It is stored with every delivery that was processed: raise it when a mapping gets better,
/// so that what was read by an older one can be found and replayed.
pub const MAPPING_VERSION: i64 = 1;

/// A delivery in our words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Normalized {
    /// What it says has changed, in the order in which that is to be done.
    pub changes: Vec<Change>,
    /// What became of the fields of its body.
    pub coverage: Coverage,
}

/// What an adapter's `normalize` is given: the delivery, its topic in the platform's words, and the reading of its body.
pub(crate) struct Topic<'d> {
    /// The delivery.
    pub(crate) delivery: &'d Delivery<'d>,
    /// What happened, in the platform's words; empty where nobody says.
    pub(crate) name: String,
}

/// What a delivery says has changed. A topic that nobody knows has no changes, and all its fields are left over; an error
/// says that a body is not what its topic promises.
pub fn normalize(platform: Platform, delivery: &Delivery<'_>) -> Result<Normalized, Unreadable> {
    let name = crate::identify(platform, delivery).topic.unwrap_or_default();
    let (reading, changes) = platform.normalizer()(&Topic { delivery, name })?;
    Ok(Normalized { changes, coverage: reading.coverage() })
}

/// What an adapter answers: the body as it was read, and what it says.
pub(crate) type Read = Result<(Reading, Vec<Change>), Unreadable>;
