//! XChaCha20-Poly1305, and what is authenticated along with a secret.

use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use kernel::{Error, Result, TenantId};
use zeroize::Zeroizing;

use crate::sealed::{NONCE_LEN, unreadable};

/// What a sealed secret belongs to. It opens only for the same organization and purpose.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Belonging<'a> {
    pub(crate) tenant: TenantId,
    pub(crate) purpose: &'a str,
}

impl Belonging<'_> {
    /// The parts have fixed lengths but for the last, so no two belongings are written alike.
    fn bytes(&self, layer: u8) -> Vec<u8> {
        [b"tradepost secret v1".as_slice(), &[layer], self.tenant.uuid().as_bytes(), self.purpose.as_bytes()]
            .concat()
    }

    /// Authenticated with the data key.
    pub(crate) fn of_key(&self) -> Vec<u8> {
        self.bytes(b'k')
    }

    /// Authenticated with the secret.
    pub(crate) fn of_secret(&self) -> Vec<u8> {
        self.bytes(b's')
    }
}

pub(crate) fn encrypt(
    key: &[u8; 32],
    nonce: &[u8; NONCE_LEN],
    text: &[u8],
    belonging: &[u8],
) -> Result<Vec<u8>> {
    XChaCha20Poly1305::new(key.into())
        .encrypt(nonce.into(), Payload { msg: text, aad: belonging })
        .map_err(|_| Error::internal("a secret is too long to be sealed"))
}

pub(crate) fn decrypt(
    key: &[u8; 32],
    nonce: &[u8; NONCE_LEN],
    sealed: &[u8],
    belonging: &[u8],
) -> Result<Zeroizing<Vec<u8>>> {
    XChaCha20Poly1305::new(key.into())
        .decrypt(nonce.into(), Payload { msg: sealed, aad: belonging })
        .map(Zeroizing::new)
        .map_err(|_| unreadable())
}
