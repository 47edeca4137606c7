//! Public keys, and signatures that they verify.

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use p256::ecdsa::{Signature, VerifyingKey};
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use ring::signature::{
    ED25519, RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey,
};
use x509_cert::der::Decode;
use x509_cert::der::oid::ObjectIdentifier;
use x509_cert::spki::SubjectPublicKeyInfoRef;

use crate::certificate::Certificate;
use crate::pem;
use crate::rejection::{Rejection, RejectionCode};

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const EDWARDS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

/// Shorter keys of RSA, in bits, are refused: ring does not take them, and nobody should.
const MIN_RSA_BITS: usize = 2048;

/// A public key of one of the kinds that platforms sign with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PublicKey {
    /// RSA, as PKCS#1 has it.
    Rsa(Vec<u8>),
    /// A point of the curve P-256.
    P256(Vec<u8>),
    /// Ed25519.
    Ed25519(Vec<u8>),
}

/// The hash function of a signature with RSA.
#[derive(Debug, Clone, Copy)]
pub(crate) enum RsaHash {
    /// SHA-1, of SNS's first version of signatures.
    Sha1,
    /// SHA-256.
    Sha256,
}

impl PublicKey {
    /// The key in a PEM text: a public key, or the one of a certificate.
    pub(crate) fn from_pem(text: &[u8]) -> Result<Self, Rejection> {
        let blocks = pem::blocks(text);
        let Some(block) = blocks.first() else {
            return Err(unusable("holds no PEM block such as -----BEGIN PUBLIC KEY-----"));
        };
        match block.label.as_str() {
            "PUBLIC KEY" => Self::from_spki(&block.der),
            "RSA PUBLIC KEY" => Ok(Self::Rsa(block.der.clone())),
            "CERTIFICATE" => Certificate::from_der(&block.der).map(|certificate| certificate.key),
            label if label.contains("PRIVATE") => Err(unusable(
                "holds a private key, which nobody but the sender should have; give the public one",
            )),
            label => Err(unusable(&format!("holds a “{label}”, not a public key"))),
        }
    }

    /// The key in a SubjectPublicKeyInfo.
    pub(crate) fn from_spki(der: &[u8]) -> Result<Self, Rejection> {
        let info = SubjectPublicKeyInfoRef::from_der(der).map_err(|_| unusable("is damaged"))?;
        let bytes = info.subject_public_key.as_bytes().ok_or_else(|| unusable("is damaged"))?.to_vec();
        let curve = info.algorithm.parameters_oid().ok();
        match (info.algorithm.oid, curve) {
            (RSA, _) => Ok(Self::Rsa(bytes)),
            (EC, Some(P256)) => Ok(Self::P256(bytes)),
            (EDWARDS, _) => Ok(Self::Ed25519(bytes)),
            _ => Err(unusable("is of a kind that no platform here signs with")),
        }
    }

    /// Whether an RSA signature (PKCS#1 v1.5) is of this message.
    pub(crate) fn verifies_rsa(
        &self,
        hash: RsaHash,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, Rejection> {
        let Self::Rsa(key) = self else {
            return Err(unusable("is not an RSA key, which this platform signs with"));
        };
        // What holds the number is a few bytes longer than the number.
        if key.len() * 8 < MIN_RSA_BITS {
            return Err(unusable("is an RSA key of fewer than 2048 bits, which is not safe any more"));
        }
        let outcome = match hash {
            RsaHash::Sha1 => UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, key)
                .verify(message, signature),
            RsaHash::Sha256 => {
                UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key).verify(message, signature)
            }
        };
        Ok(outcome.is_ok())
    }

    /// Whether an ECDSA signature (DER) is of this message's SHA-1. eBay alone signs so; ring knows P-256 only with
    /// stronger hashes.
    pub(crate) fn verifies_p256_sha1(&self, message: &[u8], signature: &[u8]) -> Result<bool, Rejection> {
        let Self::P256(point) = self else {
            return Err(unusable("is not a key on the curve P-256, which this platform signs with"));
        };
        let key = VerifyingKey::from_sec1_bytes(point).map_err(|_| unusable("is damaged"))?;
        let signature = Signature::from_der(signature)
            .map_err(|_| Rejection::malformed("The signature is not an ECDSA signature in DER."))?;
        let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, message);
        Ok(key.verify_prehash(hash.as_ref(), &signature).is_ok())
    }

    /// Whether an Ed25519 signature is of this message.
    pub(crate) fn verifies_ed25519(&self, message: &[u8], signature: &[u8]) -> Result<bool, Rejection> {
        let Self::Ed25519(key) = self else { return Err(unusable("is not an Ed25519 key")) };
        Ok(UnparsedPublicKey::new(&ED25519, key).verify(message, signature).is_ok())
    }
}

/// The key or certificate cannot be used; `why` goes on from “The key”.
pub(crate) fn unusable(why: &str) -> Rejection {
    Rejection::new(RejectionCode::KeyUnusable, format!("The key {why}."))
}
