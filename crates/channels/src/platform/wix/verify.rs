//! Whether Wix sent it.

use serde_json::Value;

use super::token::Token;
use crate::public_key::{PublicKey, RsaHash};
use crate::rejection::{Rejection, RejectionCode, instant};
use crate::{Credentials, Delivery, GivenKey, Keys, Unverified};

/// How far Wix's clock may be ahead of ours.
const TOLERANCE_S: i64 = 300;

/// The algorithm is ours to name and not the token's: otherwise a sender could sign with the public key as a secret, or
/// not at all.
pub(super) fn verify(delivery: &Delivery<'_>, credentials: &Credentials, _: &Keys) -> Result<(), Unverified> {
    let key = match &credentials.key {
        Some(GivenKey::PublicKey(pem) | GivenKey::Certificate(pem)) => PublicKey::from_pem(pem)?,
        None => {
            let detail =
                "The public key is missing. The page of webhooks in the app's dashboard at Wix shows it.";
            return Err(Rejection::new(RejectionCode::SettingMissing, detail).into());
        }
    };
    let Some(token) = Token::read(delivery.body) else {
        let detail = "The body is not a JWT: three parts in base64url with dots between them, the first two of them JSON.";
        return Err(Rejection::malformed(detail).into());
    };
    if token.header.get("alg").and_then(Value::as_str) != Some("RS256") || token.header.get("crit").is_some()
    {
        let detail = "The token's header names another algorithm than RS256, with which Wix signs.";
        return Err(Rejection::new(RejectionCode::AlgorithmNotAllowed, detail).into());
    }
    if !key.verifies_rsa(RsaHash::Sha256, token.signed.as_bytes(), &token.signature)? {
        let hint = "The public key is the one of this app; each app has its own.";
        return Err(Rejection::wrong(hint).into());
    }
    Ok(check_claims(&token.claims, delivery)?)
}

/// Refuses a token that has expired, or that is from the future.
fn check_claims(claims: &Value, delivery: &Delivery<'_>) -> Result<(), Rejection> {
    let seconds = |name: &str| -> Result<Option<i64>, Rejection> {
        let Some(claim) = claims.get(name).filter(|claim| !claim.is_null()) else { return Ok(None) };
        // A fraction of a second is allowed, and is none of ours.
        let text = claim.to_string();
        let whole = text.split('.').next().and_then(|whole| whole.parse().ok());
        let detail = format!("The token's {name} is not a time in seconds since 1970.");
        whole.map(Some).ok_or_else(|| Rejection::malformed(detail))
    };
    if let Some(until_s) = seconds("exp")? {
        let late_s = delivery.age_s(until_s);
        if late_s >= 0 {
            let detail = format!(
                "The token was valid until {}, {late_s} s before it came. Either it waited on the way, or somebody sends \
                 an old delivery again. The signature itself is right.",
                instant(until_s)
            );
            return Err(Rejection::new(RejectionCode::TooOld, detail));
        }
    }
    for name in ["iat", "nbf"] {
        let Some(from_s) = seconds(name)? else { continue };
        let early_s = delivery.age_s(from_s).saturating_neg();
        if early_s > TOLERANCE_S {
            let detail = format!(
                "The token is from {}, {early_s} s after it came: one of the two clocks is wrong. It is {} here. The \
                 signature itself is right.",
                instant(from_s),
                delivery.received_at
            );
            return Err(Rejection::new(RejectionCode::TooNew, detail));
        }
    }
    Ok(())
}
