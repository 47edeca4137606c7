//! What is known of a sender: the other half of verifying.

use secrets::Plaintext;

use crate::rejection::{Rejection, RejectionCode};
use crate::scheme::Scheme;

/// What is known of a sender. Each platform uses its part; the default verifies nothing.
#[derive(Debug, Default)]
pub struct Credentials {
    /// Shared secrets, the newest first. While a secret is being changed, the one before it stands behind it.
    pub secrets: Vec<Plaintext>,
    /// A key or certificate that somebody gave; then none is fetched.
    pub key: Option<GivenKey>,
    /// The id that PayPal gave the webhook; it is part of what is signed.
    pub webhook_id: Option<String>,
    /// To whom a delivery may be addressed: SNS topics by ARN, Adobe client ids.
    pub recipients: Recipients,
    /// How a generic source proves itself, and in which header an EventBridge destination sends its API key.
    pub scheme: Option<Scheme>,
}

/// A public key that somebody gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenKey {
    /// A public key as PEM, or the `whpk_…` of Standard Webhooks.
    PublicKey(Vec<u8>),
    /// A certificate as PEM.
    Certificate(Vec<u8>),
}

/// To whom a delivery may be addressed. Amazon and Adobe sign for all their customers with the same keys, so a genuine
/// signature does not say that a delivery is meant for us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipients {
    /// To these; to nobody when there are none.
    Only(Vec<String>),
    /// To anyone: for a person who looks at a delivery, never for an inbox.
    Anyone,
}

impl Default for Recipients {
    fn default() -> Self {
        Self::Only(Vec::new())
    }
}

impl Recipients {
    /// Refuses what is addressed to somebody else. `what` is the platform's word for an address.
    pub(crate) fn check(&self, what: &str, named: Option<&str>) -> Result<(), Rejection> {
        let Self::Only(ours) = self else { return Ok(()) };
        if named.is_some_and(|named| ours.iter().any(|own| own == named)) {
            return Ok(());
        }
        let named = named.unwrap_or("(none)");
        let detail = format!(
            "The signature is genuine, but the delivery is addressed to the {what} {named}, which is not stored for this \
             connection. Store it if it is yours."
        );
        Err(Rejection::new(RejectionCode::WrongRecipient, detail))
    }
}

impl Credentials {
    /// The secrets that are not empty: with an empty one anybody could sign.
    pub(crate) fn secrets(&self) -> Result<Vec<&[u8]>, Rejection> {
        let secrets: Vec<_> =
            self.secrets.iter().map(Plaintext::as_bytes).filter(|secret| !secret.is_empty()).collect();
        if secrets.is_empty() {
            let detail = "There is no secret to verify with, or it is empty, and with an empty secret anybody could \
                          sign. Store the one that the platform shows.";
            return Err(Rejection::new(RejectionCode::SecretMissing, detail));
        }
        Ok(secrets)
    }
}
