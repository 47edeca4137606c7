//! Whether Stripe sent it.

use crate::encoding::from_hex;
use crate::rejection::check_age;
use crate::scheme::SignatureHash;
use crate::shared_secret::any_signed;
use crate::{Credentials, Delivery, Keys, Rejection, Unverified};

const SIGNATURE: &str = "Stripe-Signature";
/// Stripe's own libraries allow as much.
const TOLERANCE_S: i64 = 300;
/// More than Stripe ever sends at once, so that nobody keeps us busy with a long list.
const MAX_SIGNATURES: usize = 32;

/// Any of several `v1` will do, as there are while a secret is being changed. `v0` comes with test events and is not for
/// verifying.
pub(super) fn verify(delivery: &Delivery<'_>, credentials: &Credentials, _: &Keys) -> Result<(), Unverified> {
    let secrets = credentials.secrets()?;
    let header = delivery.headers.required(&[SIGNATURE])?;
    let (mut sent_at, mut tags) = (None, Vec::new());
    for item in header.split(',') {
        match item.trim().split_once('=') {
            Some(("t", value)) if sent_at.is_none() => sent_at = Some(value),
            Some(("v1", value)) if tags.len() < MAX_SIGNATURES => tags.extend(from_hex(value)),
            _ => {}
        }
    }
    let time = sent_at.and_then(|text| Some((text, text.parse::<i64>().ok()?)));
    let Some((text, sent_at_s)) = time else {
        let detail = "The header Stripe-Signature holds no time: it looks like t=1492774577,v1=5257a869….";
        return Err(Rejection::malformed(detail).into());
    };
    if tags.is_empty() {
        let detail = "The header Stripe-Signature holds no v1 in hexadecimal digits: it looks like \
                      t=1492774577,v1=5257a869…. A v0 is not for verifying.";
        return Err(Rejection::malformed(detail).into());
    }
    let parts = [text.as_bytes(), b".", delivery.body];
    if !tags.iter().any(|tag| any_signed(SignatureHash::Sha256, &secrets, &parts, tag)) {
        let hint = "The secret is the one of this endpoint, all of whsec_…; each endpoint has its own, the test mode and \
                    the command line of Stripe too.";
        return Err(Rejection::wrong(hint).into());
    }
    Ok(check_age(delivery, sent_at_s, TOLERANCE_S)?)
}
