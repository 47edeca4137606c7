//! Whether a source that is no known platform sent it, by the scheme that its connection names.

use crate::encoding::{from_base64, from_hex};
use crate::platform::standard_webhooks;
use crate::rejection::{Rejection, RejectionCode};
use crate::shared_secret::{any_signed, same};
use crate::{Credentials, Delivery, HmacScheme, Keys, Scheme, SignatureEncoding, SignedContent, Unverified};

pub(super) fn verify(delivery: &Delivery<'_>, credentials: &Credentials, _: &Keys) -> Result<(), Unverified> {
    let Some(scheme) = &credentials.scheme else {
        let detail = "It is not stored how this source proves itself: by HMAC, Standard Webhooks, a password or an API key.";
        return Err(Rejection::new(RejectionCode::SettingMissing, detail).into());
    };
    verify_by(scheme, delivery, credentials)
}

/// The same by a scheme that is known.
pub(in crate::platform) fn verify_by(
    scheme: &Scheme,
    delivery: &Delivery<'_>,
    credentials: &Credentials,
) -> Result<(), Unverified> {
    match scheme {
        Scheme::Hmac(scheme) => verify_hmac(scheme, delivery, credentials),
        Scheme::StandardWebhooks => standard_webhooks::verify_by(delivery, credentials),
        Scheme::Basic { username } => verify_basic(username, delivery, credentials),
        Scheme::ApiKey { header, prefix } => verify_api_key(header, prefix, delivery, credentials),
    }
}

fn verify_hmac(
    scheme: &HmacScheme,
    delivery: &Delivery<'_>,
    credentials: &Credentials,
) -> Result<(), Unverified> {
    let secrets = credentials.secrets()?;
    let header = delivery.headers.required(&[&scheme.header])?;
    let tag = header.strip_prefix(&scheme.prefix).and_then(|text| match scheme.encoding {
        SignatureEncoding::Hex => from_hex(text),
        SignatureEncoding::Base64 => from_base64(text),
    });
    let Some(tag) = tag else {
        let encoding = match scheme.encoding {
            SignatureEncoding::Hex => "hexadecimal digits",
            SignatureEncoding::Base64 => "base64",
        };
        let (name, prefix) = (&scheme.header, &scheme.prefix);
        let behind = if prefix.is_empty() { String::new() } else { format!(" behind “{prefix}”") };
        let detail =
            format!("The header {name} does not hold {encoding}{behind}, as this source is set up to sign.");
        return Err(Rejection::malformed(detail).into());
    };
    let url = match (scheme.signed, delivery.url) {
        (SignedContent::Body, _) => "",
        (SignedContent::UrlAndBody, Some(url)) => url,
        (SignedContent::UrlAndBody, None) => {
            let detail =
                "The address of the inbox as it was registered is missing, which this source signs too.";
            return Err(Rejection::new(RejectionCode::SettingMissing, detail).into());
        }
    };
    if any_signed(scheme.hash, &secrets, &[url.as_bytes(), delivery.body], &tag) {
        return Ok(());
    }
    Err(Rejection::wrong(
        "Compare the secret, the hash function and what is signed with the sender's settings.",
    )
    .into())
}

fn verify_basic(
    username: &str,
    delivery: &Delivery<'_>,
    credentials: &Credentials,
) -> Result<(), Unverified> {
    let secrets = credentials.secrets()?;
    let header = delivery.headers.required(&["Authorization"])?;
    let given = header
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"))
        .and_then(|(_, text)| from_base64(text.trim()));
    let Some(given) = given else {
        let detail = "The header Authorization is not `Basic` with base64 behind it.";
        return Err(Rejection::malformed(detail).into());
    };
    let is_right = |secret: &&[u8]| same(&[username.as_bytes(), b":", *secret].concat(), &given);
    accept(secrets.iter().any(is_right), "user name and password in the header Authorization are")
}

fn verify_api_key(
    header: &str,
    prefix: &str,
    delivery: &Delivery<'_>,
    credentials: &Credentials,
) -> Result<(), Unverified> {
    let secrets = credentials.secrets()?;
    let given = delivery.headers.required(&[header])?;
    let key = given.strip_prefix(prefix).unwrap_or_default().as_bytes();
    let what = format!("key in the header {header} is");
    accept(secrets.iter().any(|secret| same(secret, key)), &what)
}

fn accept(is_right: bool, what: &str) -> Result<(), Unverified> {
    if is_right {
        return Ok(());
    }
    let detail =
        format!("The {what} not what is stored. Compare the sender's settings with the connection's.");
    Err(Rejection::new(RejectionCode::WrongCredentials, detail).into())
}
