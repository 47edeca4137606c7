//! What a sealed secret looks like in the database.
//!
//! `version (1) · key id (8) · nonce (24) · sealed data key (32 + 16) · nonce (24) · sealed secret (n + 16)`

use kernel::{Error, ErrorKind, Result};

use crate::KeyId;

pub(crate) const VERSION: u8 = 1;
pub(crate) const NONCE_LEN: usize = 24;
pub(crate) const WRAPPED_LEN: usize = 32 + 16;
const HEADER_LEN: usize = 1 + 8 + NONCE_LEN + WRAPPED_LEN + NONCE_LEN;

/// A sealed secret. It may be stored and copied anywhere; without the ring it says nothing but its length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

/// The parts of a sealed secret.
pub(crate) struct Parts<'a> {
    pub(crate) key_id: KeyId,
    pub(crate) wrap_nonce: [u8; NONCE_LEN],
    pub(crate) wrapped_key: &'a [u8],
    pub(crate) nonce: [u8; NONCE_LEN],
    pub(crate) ciphertext: &'a [u8],
}

impl Sealed {
    /// What was stored before. Whether it is whole is found out when it is opened.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes to store.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes to store.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// The key of the ring that opens it.
    pub fn key_id(&self) -> Result<KeyId> {
        Ok(self.parts()?.key_id)
    }

    pub(crate) fn assemble(parts: &Parts<'_>) -> Self {
        let mut bytes = Vec::with_capacity(HEADER_LEN + parts.ciphertext.len());
        bytes.push(VERSION);
        bytes.extend_from_slice(&parts.key_id.0);
        bytes.extend_from_slice(&parts.wrap_nonce);
        bytes.extend_from_slice(parts.wrapped_key);
        bytes.extend_from_slice(&parts.nonce);
        bytes.extend_from_slice(parts.ciphertext);
        Self(bytes)
    }

    pub(crate) fn parts(&self) -> Result<Parts<'_>> {
        self.split().ok_or_else(unreadable)
    }

    fn split(&self) -> Option<Parts<'_>> {
        let (version, rest) = self.0.split_first()?;
        let (key_id, rest) = rest.split_first_chunk()?;
        let (wrap_nonce, rest) = rest.split_first_chunk()?;
        let (wrapped_key, rest) = rest.split_at_checked(WRAPPED_LEN)?;
        let (nonce, ciphertext) = rest.split_first_chunk()?;
        (*version == VERSION).then_some(Parts {
            key_id: KeyId(*key_id),
            wrap_nonce: *wrap_nonce,
            wrapped_key,
            nonce: *nonce,
            ciphertext,
        })
    }
}

/// It was altered, cut, moved, or is none of ours.
pub(crate) fn unreadable() -> Error {
    let detail = "A stored credential cannot be read. Enter it again, or restore it from a backup.";
    Error::new(ErrorKind::Internal, "secret_unreadable", detail)
}
