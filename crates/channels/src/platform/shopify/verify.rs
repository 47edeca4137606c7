//! Whether Shopify sent it.

use crate::encoding::from_base64;
use crate::scheme::SignatureHash;
use crate::shared_secret::any_signed;
use crate::{Credentials, Delivery, Keys, Rejection, Unverified};

/// Webhooks have the first, the newer events the second.
const SIGNATURE: [&str; 2] = ["X-Shopify-Hmac-Sha256", "shopify-hmac-sha256"];

/// For an hour after the client secret was changed Shopify may sign with the one before it. No time is signed: that a
/// delivery is not accepted twice is for its id.
pub(super) fn verify(delivery: &Delivery<'_>, credentials: &Credentials, _: &Keys) -> Result<(), Unverified> {
    let secrets = credentials.secrets()?;
    let signature = delivery.headers.required(&SIGNATURE)?;
    let tag = from_base64(signature).ok_or_else(|| {
        Rejection::malformed(
            "The header X-Shopify-Hmac-Sha256 is not base64, in which Shopify writes signatures.",
        )
    })?;
    if any_signed(SignatureHash::Sha256, &secrets, &[delivery.body], &tag) {
        return Ok(());
    }
    let hint = "The secret is the app's client secret; after a change of it, keep the one before it for an hour. Test \
                messages from a shop's page of notifications are signed with another secret and never verify.";
    Err(Rejection::wrong(hint).into())
}
