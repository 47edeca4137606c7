//! Whether eBay sent it.

use serde::Deserialize;

use crate::encoding::from_base64;
use crate::public_key::{PublicKey, unusable};
use crate::rejection::{Rejection, RejectionCode};
use crate::{Credentials, Delivery, GivenKey, KeyAccess, KeyRequest, Keys, Unverified};

const SIGNATURE: &str = "X-EBAY-SIGNATURE";
const KEYS: &str = "https://api.ebay.com/commerce/notification/v1/public_key/";

/// What the header holds, as JSON in base64.
#[derive(Deserialize)]
struct Signature {
    alg: String,
    kid: String,
    signature: String,
    digest: String,
}

/// What eBay answers when it is asked for a key.
#[derive(Deserialize)]
struct PublishedKey {
    key: String,
}

/// eBay's own library signs over JSON that it wrote anew; what it sends is that JSON, so the raw body is what counts.
pub(super) fn verify(
    delivery: &Delivery<'_>,
    credentials: &Credentials,
    keys: &Keys,
) -> Result<(), Unverified> {
    let header = delivery.headers.required(&[SIGNATURE])?;
    let parts: Option<Signature> = from_base64(header).and_then(|json| serde_json::from_slice(&json).ok());
    let Some(parts) = parts else {
        let detail =
            "The header X-EBAY-SIGNATURE is not the base64 of JSON with alg, kid, signature and digest.";
        return Err(Rejection::malformed(detail).into());
    };
    let is_known = parts.alg.eq_ignore_ascii_case("ecdsa") && parts.digest.eq_ignore_ascii_case("sha1");
    if !is_known {
        let detail = "The header X-EBAY-SIGNATURE names another algorithm than ECDSA with SHA-1, with which eBay signs.";
        return Err(Rejection::new(RejectionCode::AlgorithmNotAllowed, detail).into());
    }
    let signature = from_base64(&parts.signature)
        .ok_or_else(|| Rejection::malformed("The signature in X-EBAY-SIGNATURE is not base64."))?;
    let key = key(&parts.kid, credentials, keys)?;
    if key.verifies_p256_sha1(delivery.body, &signature)? {
        return Ok(());
    }
    let hint = "The key must be the one that eBay publishes for the kid in the header.";
    Err(Rejection::wrong(hint).into())
}

fn key(kid: &str, credentials: &Credentials, keys: &Keys) -> Result<PublicKey, Unverified> {
    if let Some(GivenKey::PublicKey(pem) | GivenKey::Certificate(pem)) = &credentials.key {
        return Ok(PublicKey::from_pem(pem)?);
    }
    // It becomes a part of an address that we call with a token of ours.
    let is_id = !kid.is_empty()
        && kid.len() <= 128
        && kid.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if !is_id {
        let detail = "The kid in X-EBAY-SIGNATURE is no id of a key: it has other letters than eBay's ids.";
        return Err(Rejection::malformed(detail).into());
    }
    let request = KeyRequest { url: format!("{KEYS}{kid}"), access: KeyAccess::EbayToken };
    let Some(answer) = keys.get(&request) else { return Err(Unverified::KeyNeeded(request)) };
    let published: PublishedKey = serde_json::from_slice(answer)
        .map_err(|_| unusable("is not in what eBay answered when it was asked for it"))?;
    Ok(PublicKey::from_pem(published.key.as_bytes())?)
}
