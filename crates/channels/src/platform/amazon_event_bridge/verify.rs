//! Whether our destination of EventBridge sent it.

use crate::platform::generic;
use crate::{Credentials, Delivery, Keys, Scheme, Unverified};

/// The header that AWS's documentation gives as an example for connections with an API key.
const HEADER: &str = "x-api-key";

/// EventBridge signs nothing. Its connection sends what was set up for it: an API key in a header, or a user name and a
/// password.
pub(super) fn verify(delivery: &Delivery<'_>, credentials: &Credentials, _: &Keys) -> Result<(), Unverified> {
    let default = Scheme::ApiKey { header: HEADER.to_owned(), prefix: String::new() };
    generic::verify_by(credentials.scheme.as_ref().unwrap_or(&default), delivery, credentials)
}
