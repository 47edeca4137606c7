//! Why a delivery is not believed.

use std::fmt;

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Delivery, KeyRequest};

/// Why a delivery is not believed, as a word to program against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum RejectionCode {
    /// A header that carries the signature, or a part of what is signed, is not there.
    MissingHeader,
    /// Such a header is there twice and says two things.
    RepeatedHeader,
    /// What stands where the signature belongs is none.
    MalformedSignature,
    /// The body is not what carries this platform's signature.
    MalformedBody,
    /// The signature is one, but not of these bytes with this key.
    WrongSignature,
    /// A password or API key is not the one that is stored.
    WrongCredentials,
    /// Signed too long ago.
    TooOld,
    /// Signed in the future.
    TooNew,
    /// There is no secret to verify with, or it is empty.
    SecretMissing,
    /// The secret cannot be one of this platform.
    SecretMalformed,
    /// Something else that verifying needs is not stored.
    SettingMissing,
    /// The key or certificate cannot be used.
    KeyUnusable,
    /// A key or a confirmation is said to be where this platform keeps none.
    HostNotAllowed,
    /// The certificate was no longer valid.
    CertificateExpired,
    /// The certificate was not valid yet.
    CertificateNotYetValid,
    /// The certificate does not lead to an authority that the platform uses.
    CertificateNotTrusted,
    /// The certificate is somebody else's.
    CertificateWrongName,
    /// The delivery names an algorithm that this platform does not sign with.
    AlgorithmNotAllowed,
    /// It is genuine, and meant for somebody else.
    WrongRecipient,
    /// WooCommerce's ping, which nobody signs. It is answered with 200 and not stored.
    UnsignedPing,
}

impl RejectionCode {
    /// The word, as in the API and the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::MissingHeader => "missing_header",
            Self::RepeatedHeader => "repeated_header",
            Self::MalformedSignature => "malformed_signature",
            Self::MalformedBody => "malformed_body",
            Self::WrongSignature => "wrong_signature",
            Self::WrongCredentials => "wrong_credentials",
            Self::TooOld => "too_old",
            Self::TooNew => "too_new",
            Self::SecretMissing => "secret_missing",
            Self::SecretMalformed => "secret_malformed",
            Self::SettingMissing => "setting_missing",
            Self::KeyUnusable => "key_unusable",
            Self::HostNotAllowed => "host_not_allowed",
            Self::CertificateExpired => "certificate_expired",
            Self::CertificateNotYetValid => "certificate_not_yet_valid",
            Self::CertificateNotTrusted => "certificate_not_trusted",
            Self::CertificateWrongName => "certificate_wrong_name",
            Self::AlgorithmNotAllowed => "algorithm_not_allowed",
            Self::WrongRecipient => "wrong_recipient",
            Self::UnsignedPing => "unsigned_ping",
        }
    }
}

/// Why a delivery is not believed: a word for programs, and sentences for the person who finds out why. They hold
/// neither a secret nor the signature that would have been right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    code: RejectionCode,
    detail: String,
}

impl Rejection {
    pub(crate) fn new(code: RejectionCode, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }

    /// What stands where the signature belongs is none.
    pub(crate) fn malformed(detail: impl Into<String>) -> Self {
        Self::new(RejectionCode::MalformedSignature, detail)
    }

    /// The signature is not of these bytes with this key; `hint` says what is usually wrong.
    pub(crate) fn wrong(hint: &str) -> Self {
        let detail = format!(
            "The signature is not of this body with the key or secret given. {hint} The body must be exactly the bytes \
             that came, before anything parsed, formatted or re-encoded them."
        );
        Self::new(RejectionCode::WrongSignature, detail)
    }

    /// The word.
    pub fn code(&self) -> RejectionCode {
        self.code
    }

    /// What is wrong, and the way out.
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for Rejection {}

/// Why [`crate::verify`] did not say yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unverified {
    /// The delivery is not to be believed.
    Rejected(Rejection),
    /// It cannot be told without this key: fetch it, put it into [`crate::Keys`], and ask again.
    KeyNeeded(KeyRequest),
}

impl From<Rejection> for Unverified {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

/// Refuses what was signed more than `tolerance_s` seconds before or after it came.
pub(crate) fn check_age(delivery: &Delivery<'_>, sent_at_s: i64, tolerance_s: i64) -> Result<(), Rejection> {
    let age_s = delivery.age_s(sent_at_s);
    if age_s > tolerance_s {
        let detail = format!(
            "It was signed {age_s} s before it came, and {tolerance_s} s are allowed. Either it waited on the way, or \
             somebody sends an old delivery again. The signature itself is right."
        );
        return Err(Rejection::new(RejectionCode::TooOld, detail));
    }
    if age_s < -tolerance_s {
        let ahead_s = age_s.unsigned_abs();
        let detail = format!(
            "It was signed {ahead_s} s after it came, and {tolerance_s} s are allowed. One of the two clocks is wrong: \
             it is {} here. The signature itself is right.",
            delivery.received_at
        );
        return Err(Rejection::new(RejectionCode::TooNew, detail));
    }
    Ok(())
}

/// An instant in whole seconds as a person reads it.
pub(crate) fn instant(seconds: i64) -> Timestamp {
    Timestamp::from_micros(seconds.saturating_mul(1_000_000))
}
