//! Signatures with a secret that both sides know.

use ring::hmac::{
    Algorithm, Context, HMAC_SHA1_FOR_LEGACY_USE_ONLY, HMAC_SHA256, HMAC_SHA512, Key as HmacKey,
};
use subtle::ConstantTimeEq;

use crate::scheme::SignatureHash;

impl SignatureHash {
    fn algorithm(self) -> Algorithm {
        match self {
            Self::Sha1 => HMAC_SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => HMAC_SHA256,
            Self::Sha512 => HMAC_SHA512,
        }
    }
}

/// Whether the tag is of these parts, one behind the other, with one of the secrets.
pub(crate) fn any_signed(hash: SignatureHash, secrets: &[&[u8]], parts: &[&[u8]], tag: &[u8]) -> bool {
    secrets.iter().any(|secret| same(&sign(hash, secret, parts), tag))
}

/// The tag of these parts.
pub(crate) fn sign(hash: SignatureHash, secret: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut context = Context::with_key(&HmacKey::new(hash.algorithm(), secret));
    for part in parts {
        context.update(part);
    }
    context.sign().as_ref().to_vec()
}

/// Whether both are the same; the time that it takes tells nothing of where they differ.
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}
