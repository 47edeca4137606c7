//! How a source that is no known platform proves itself.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a source proves itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Scheme {
    /// It signs with a shared secret.
    Hmac(HmacScheme),
    /// It signs as Standard Webhooks does.
    StandardWebhooks,
    /// It sends a user name and a password, which is the stored secret.
    Basic {
        /// The user name.
        username: String,
    },
    /// It sends a key, which is the stored secret, in a header.
    ApiKey {
        /// The header.
        header: String,
        /// What stands before the key, such as `Bearer `.
        #[serde(default)]
        prefix: String,
    },
}

/// How a source signs with a shared secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HmacScheme {
    /// The header with the signature.
    pub header: String,
    /// The hash function.
    pub hash: SignatureHash,
    /// How the signature is written.
    pub encoding: SignatureEncoding,
    /// What stands before the signature, such as `sha256=`.
    #[serde(default)]
    pub prefix: String,
    /// What is signed.
    #[serde(default)]
    pub signed: SignedContent,
}

/// The hash function of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignatureHash {
    /// SHA-1, for senders that know nothing better.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

/// How a signature is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignatureEncoding {
    /// Hexadecimal digits.
    Hex,
    /// Base64.
    Base64,
}

/// What is signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignedContent {
    /// The body.
    #[default]
    Body,
    /// The inbox's address as it was registered, and the body right behind it.
    UrlAndBody,
}
