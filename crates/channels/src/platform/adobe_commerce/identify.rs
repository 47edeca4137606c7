//! What a call of Adobe Commerce is about.

use crate::body::{json, text};
use crate::{Delivery, Identity};

/// Which fields a call has is set up in Adobe Commerce, and nothing in it tells two calls apart.
pub(super) fn identify(delivery: &Delivery<'_>) -> Identity {
    let body = json(delivery.body);
    Identity { topic: text(&body, &["eventName"]), ..Identity::default() }
}
