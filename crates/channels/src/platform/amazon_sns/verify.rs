//! Whether SNS sent it.

use super::message::{Message, is_sns};
use crate::certificate::Certificate;
use crate::encoding::from_base64;
use crate::key::allowed_url;
use crate::public_key::{PublicKey, RsaHash};
use crate::rejection::{Rejection, RejectionCode};
use crate::{Credentials, Delivery, GivenKey, KeyAccess, KeyRequest, Keys, Unverified};

/// SNS signs for everybody, so the topic must be one of ours. A time is signed; how old it may be is not said, and SNS
/// repeats for up to an hour: that a message is not accepted twice is for its id.
pub(super) fn verify(
    delivery: &Delivery<'_>,
    credentials: &Credentials,
    keys: &Keys,
) -> Result<(), Unverified> {
    let message = Message::read(delivery.body)?;
    let hash = match message.signature_version.as_str() {
        "1" => RsaHash::Sha1,
        "2" => RsaHash::Sha256,
        _ => {
            let detail = "The SignatureVersion is neither 1 (SHA-1) nor 2 (SHA-256), with which SNS signs.";
            return Err(Rejection::new(RejectionCode::AlgorithmNotAllowed, detail).into());
        }
    };
    let signature = from_base64(&message.signature)
        .ok_or_else(|| Rejection::malformed("The message's Signature is not base64."))?;
    let signed = message.signed_text()?;
    let key = key(&message, delivery, credentials, keys)?;
    if !key.verifies_rsa(hash, signed.as_bytes(), &signature)? {
        let hint = "Something between SNS and here has changed Message, MessageId, Subject, Timestamp, TopicArn or Type, \
                    or the certificate is not the one at SigningCertURL.";
        return Err(Rejection::wrong(hint).into());
    }
    Ok(credentials.recipients.check("SNS topic", Some(&message.topic_arn))?)
}

/// The address must be SNS's own even if a key was given, because a confirmation goes by what the message names.
fn key(
    message: &Message,
    delivery: &Delivery<'_>,
    credentials: &Credentials,
    keys: &Keys,
) -> Result<PublicKey, Unverified> {
    let url = message.signing_cert_url.as_deref().map(certificate_address).transpose()?;
    let certificate = match &credentials.key {
        Some(GivenKey::PublicKey(pem)) => return Ok(PublicKey::from_pem(pem)?),
        Some(GivenKey::Certificate(pem)) => Certificate::from_pem(pem)?,
        None => {
            let Some(url) = url else {
                let detail =
                    "The message has no SigningCertURL, which names the certificate that it is signed with.";
                return Err(Rejection::new(RejectionCode::MalformedBody, detail).into());
            };
            let request = KeyRequest { url, access: KeyAccess::Open };
            let Some(pem) = keys.get(&request) else { return Err(Unverified::KeyNeeded(request)) };
            Certificate::from_pem(pem)?
        }
    };
    certificate.check_time(delivery.received_at)?;
    Ok(certificate.key)
}

fn certificate_address(url: &str) -> Result<String, Rejection> {
    let url = allowed_url(url, "address of the certificate, SigningCertURL,", is_sns)?;
    if url.path().strip_suffix(".pem").is_some() {
        return Ok(url.into());
    }
    let detail = "The SigningCertURL does not end in .pem, as addresses of SNS's certificates do. Nothing was fetched.";
    Err(Rejection::new(RejectionCode::HostNotAllowed, detail))
}
