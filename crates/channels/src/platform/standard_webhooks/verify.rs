//! Whether it is signed as Standard Webhooks says.

use kernel::Timestamp;

use crate::encoding::{from_base64, from_unpadded_base64};
use crate::public_key::{PublicKey, unusable};
use crate::rejection::{Rejection, RejectionCode, check_age};
use crate::scheme::SignatureHash;
use crate::shared_secret::any_signed;
use crate::{Credentials, Delivery, GivenKey, Keys, Unverified};

/// The libraries of the specification allow as much, each way.
const TOLERANCE_S: i64 = 300;
/// More than anybody sends while changing keys, so that nobody keeps us busy with a long list.
const MAX_SIGNATURES: usize = 32;

pub(in crate::platform) fn verify(
    delivery: &Delivery<'_>,
    credentials: &Credentials,
    _: &Keys,
) -> Result<(), Unverified> {
    verify_by(delivery, credentials)
}

/// The header is a list, because a sender may sign with two keys while it changes them: one that verifies is enough. `v1`
/// goes with the shared secret, `v1a` with the public key.
pub(in crate::platform) fn verify_by(
    delivery: &Delivery<'_>,
    credentials: &Credentials,
) -> Result<(), Unverified> {
    let checker = Checker::of(credentials)?;
    let id = delivery.headers.required(&["webhook-id"])?;
    let time = delivery.headers.required(&["webhook-timestamp"])?;
    let list = delivery.headers.required(&["webhook-signature"])?;
    let Ok(sent_at_s) = time.parse::<i64>() else {
        let detail = "The header webhook-timestamp is not a time in seconds since 1970.";
        return Err(Rejection::malformed(detail).into());
    };
    let version = checker.version();
    let signatures: Vec<_> = list
        .split_ascii_whitespace()
        .filter_map(|item| item.split_once(','))
        .filter(|(own, _)| *own == version)
        .filter_map(|(_, text)| from_base64(text))
        .take(MAX_SIGNATURES)
        .collect();
    if signatures.is_empty() {
        let detail = format!(
            "The header webhook-signature holds no {version} in base64, which goes with the key that is stored: it looks \
             like {version},K5oZfzN95Z9UVu1…, several with spaces between them."
        );
        return Err(Rejection::malformed(detail).into());
    }
    let start = format!("{id}.{time}.");
    for signature in &signatures {
        if checker.accepts(start.as_bytes(), delivery.body, signature)? {
            return Ok(check_age(delivery, sent_at_s, TOLERANCE_S)?);
        }
    }
    let hint = "The secret is all of whsec_…, the public key all of whpk_….";
    Err(Rejection::wrong(hint).into())
}

/// What signatures are checked with.
enum Checker {
    Secrets(Vec<Vec<u8>>),
    Key(PublicKey),
}

impl Checker {
    fn of(credentials: &Credentials) -> Result<Self, Rejection> {
        if let Some(GivenKey::PublicKey(text) | GivenKey::Certificate(text)) = &credentials.key {
            return public_key(text).map(Self::Key);
        }
        credentials.secrets()?.into_iter().map(secret).collect::<Result<_, _>>().map(Self::Secrets)
    }

    fn version(&self) -> &'static str {
        match self {
            Self::Secrets(_) => "v1",
            Self::Key(_) => "v1a",
        }
    }

    fn accepts(&self, start: &[u8], body: &[u8], signature: &[u8]) -> Result<bool, Rejection> {
        match self {
            Self::Secrets(secrets) => {
                let secrets: Vec<_> = secrets.iter().map(Vec::as_slice).collect();
                Ok(any_signed(SignatureHash::Sha256, &secrets, &[start, body], signature))
            }
            Self::Key(key) => key.verifies_ed25519(&[start, body].concat(), signature),
        }
    }
}

/// The key in a secret: base64, with or without what it begins with.
fn secret(text: &[u8]) -> Result<Vec<u8>, Rejection> {
    let text = str::from_utf8(text).ok().map(str::trim);
    text.map(|text| text.strip_prefix("whsec_").unwrap_or(text))
        .and_then(from_unpadded_base64)
        .filter(|key| !key.is_empty())
        .ok_or_else(|| {
            let detail =
                "The secret is not whsec_ with base64 behind it, as secrets of Standard Webhooks are.";
            Rejection::new(RejectionCode::SecretMalformed, detail)
        })
}

/// The key in `whpk_…`, or in PEM.
fn public_key(text: &[u8]) -> Result<PublicKey, Rejection> {
    let Some(digits) = text.trim_ascii().strip_prefix(b"whpk_") else { return PublicKey::from_pem(text) };
    let key = str::from_utf8(digits).ok().and_then(from_unpadded_base64).filter(|key| key.len() == 32);
    key.map(PublicKey::Ed25519).ok_or_else(|| unusable("is not whpk_ with 32 bytes in base64 behind it"))
}

/// When it was signed.
pub(super) fn signed_at(delivery: &Delivery<'_>) -> Option<Timestamp> {
    let seconds = delivery.headers.known(&["webhook-timestamp"])?.parse().ok()?;
    jiff::Timestamp::from_second(seconds).ok().map(Timestamp::from)
}
