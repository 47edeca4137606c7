//! Whether Adobe Commerce sent it.

use crate::encoding::{from_base64, to_base64};
use crate::public_key::{PublicKey, RsaHash};
use crate::rejection::{Rejection, RejectionCode};
use crate::{Credentials, Delivery, GivenKey, Keys, Unverified};

const SIGNATURE: &str = "x-adobe-commerce-webhook-signature";

/// What is signed is the base64 of the body; that the documentation calls it an HMAC does not make it one. No time and no
/// id is signed: two calls that are alike cannot be told apart.
pub(super) fn verify(delivery: &Delivery<'_>, credentials: &Credentials, _: &Keys) -> Result<(), Unverified> {
    let key = match &credentials.key {
        Some(GivenKey::PublicKey(pem) | GivenKey::Certificate(pem)) => PublicKey::from_pem(pem)?,
        None => {
            let detail = "The public key is missing. Adobe Commerce makes it under Stores, Settings, Configuration, Adobe \
                          Services, Webhooks, and signs only once that is switched on.";
            return Err(Rejection::new(RejectionCode::SettingMissing, detail).into());
        }
    };
    let header = delivery.headers.required(&[SIGNATURE])?;
    let signature = from_base64(header).ok_or_else(|| {
        Rejection::malformed("The header x-adobe-commerce-webhook-signature is not base64.")
    })?;
    if key.verifies_rsa(RsaHash::Sha256, to_base64(delivery.body).as_bytes(), &signature)? {
        return Ok(());
    }
    let hint = "The public key is the one that this installation of Adobe Commerce shows; making a new one there ends the \
                one before it.";
    Err(Rejection::wrong(hint).into())
}
