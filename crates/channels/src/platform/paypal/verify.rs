//! Whether PayPal sent it.

use crate::certificate::Certificate;
use crate::encoding::from_base64;
use crate::key::allowed_url;
use crate::public_key::{PublicKey, RsaHash};
use crate::rejection::{Rejection, RejectionCode};
use crate::{Credentials, Delivery, GivenKey, KeyAccess, KeyRequest, Keys, Unverified};

const HOSTS: [&str; 2] = ["api.paypal.com", "api.sandbox.paypal.com"];
const CERTIFICATE_URL: &str = "PAYPAL-CERT-URL";
const NAME: &str = ".paypal.com";

/// The body takes part by its CRC-32, in decimal digits. A certificate that was fetched must be PayPal's own, valid, and
/// lead to DigiCert; one that somebody gave is used as it is. A time is signed, but PayPal repeats a delivery for three
/// days without saying how old it may be: that it is not accepted twice is for its id.
pub(super) fn verify(
    delivery: &Delivery<'_>,
    credentials: &Credentials,
    keys: &Keys,
) -> Result<(), Unverified> {
    let webhook_id = credentials.webhook_id.as_deref().map(str::trim).filter(|id| !id.is_empty());
    let Some(webhook_id) = webhook_id else {
        let detail = "The id of the webhook is missing, which is part of what PayPal signs. The developer dashboard shows \
                      it with the webhook; for events of the simulator it is WEBHOOK_ID.";
        return Err(Rejection::new(RejectionCode::SettingMissing, detail).into());
    };
    let id = delivery.headers.required(&["PAYPAL-TRANSMISSION-ID"])?;
    let time = delivery.headers.required(&["PAYPAL-TRANSMISSION-TIME"])?;
    let signature = delivery.headers.required(&["PAYPAL-TRANSMISSION-SIG"])?;
    let signature = from_base64(signature)
        .ok_or_else(|| Rejection::malformed("The header PAYPAL-TRANSMISSION-SIG is not base64."))?;
    let algorithm = delivery.headers.required(&["PAYPAL-AUTH-ALGO"])?;
    if !algorithm.eq_ignore_ascii_case("SHA256withRSA") {
        let detail = "The header PAYPAL-AUTH-ALGO names another algorithm than SHA256withRSA, with which PayPal signs.";
        return Err(Rejection::new(RejectionCode::AlgorithmNotAllowed, detail).into());
    }
    let key = key(delivery, credentials, keys)?;
    let checksum = crc32fast::hash(delivery.body);
    let message = format!("{id}|{time}|{webhook_id}|{checksum}");
    if key.verifies_rsa(RsaHash::Sha256, message.as_bytes(), &signature)? {
        return Ok(());
    }
    let hint = "The id of the webhook takes part: it is the one that the developer dashboard shows for this address, and \
                WEBHOOK_ID for events of the simulator. The certificate must be the one at PAYPAL-CERT-URL.";
    Err(Rejection::wrong(hint).into())
}

fn key(delivery: &Delivery<'_>, credentials: &Credentials, keys: &Keys) -> Result<PublicKey, Unverified> {
    let named = delivery.headers.text(&[CERTIFICATE_URL])?;
    let allowed = |url| {
        let what = "address of the certificate, in the header PAYPAL-CERT-URL,";
        allowed_url(url, what, |host| HOSTS.contains(&host))
    };
    let url = named.map(allowed).transpose()?;
    match &credentials.key {
        Some(GivenKey::PublicKey(pem)) => return Ok(PublicKey::from_pem(pem)?),
        Some(GivenKey::Certificate(pem)) => return Ok(Certificate::from_pem(pem)?.key),
        None => {}
    }
    let url = match url {
        Some(url) => url,
        None => allowed(delivery.headers.required(&[CERTIFICATE_URL])?)?,
    };
    let request = KeyRequest { url: url.into(), access: KeyAccess::Open };
    let Some(pem) = keys.get(&request) else { return Err(Unverified::KeyNeeded(request)) };
    let chain = Certificate::chain_from_pem(pem)?;
    let Some((own, between)) = chain.split_first() else {
        return Err(Unverified::KeyNeeded(request));
    };
    if !own.common_name.as_deref().is_some_and(|name| name.ends_with(NAME)) {
        let detail = "The certificate is not PayPal's: its name does not end in .paypal.com. Do not believe the delivery.";
        return Err(Rejection::new(RejectionCode::CertificateWrongName, detail).into());
    }
    own.check_time(delivery.received_at)?;
    own.check_chain(between, keys.roots(), delivery.received_at)?;
    Ok(own.key.clone())
}
