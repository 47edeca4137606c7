//! A secret while it is in use.

use std::fmt;

use kernel::{Error, Result};
use zeroize::Zeroizing;

/// A decrypted secret. It is wiped from memory when dropped, and neither printed nor cloned.
pub struct Plaintext(Zeroizing<Vec<u8>>);

impl Plaintext {
    /// A secret that somebody has just given.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The secret.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The secret as text, when it was stored as text.
    pub fn as_str(&self) -> Result<&str> {
        str::from_utf8(&self.0).map_err(|_| Error::internal("a secret that is no text was read as text"))
    }
}

impl fmt::Debug for Plaintext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Plaintext(..)")
    }
}
