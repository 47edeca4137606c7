//! One key of the ring.

use std::fmt;
use std::str::FromStr;

use kernel::{Env, Error, Result};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// What a key's text begins with, so that people and scanners know it for what it is.
const TEXT_PREFIX: &str = "tpk1_";

/// Which key of a ring sealed something: the first 8 bytes of a hash of the key. It tells nothing about the key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyId(pub(crate) [u8; 8]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A key that seals data keys.
#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) id: KeyId,
    pub(crate) bytes: Zeroizing<[u8; 32]>,
}

impl Key {
    fn new(bytes: Zeroizing<[u8; 32]>) -> Self {
        let hash: [u8; 32] = Sha256::new()
            .chain_update(b"tradepost key id v1")
            .chain_update(bytes.as_slice())
            .finalize()
            .into();
        let mut id = [0; 8];
        id.copy_from_slice(&hash[..8]);
        Self { id: KeyId(id), bytes }
    }

    pub(crate) fn generate(env: &Env) -> Self {
        Self::new(Zeroizing::new(env.bytes()))
    }

    pub(crate) fn text(&self) -> Zeroizing<String> {
        let digits = Zeroizing::new(hex::encode(self.bytes.as_slice()));
        Zeroizing::new([TEXT_PREFIX, digits.as_str()].concat())
    }
}

impl FromStr for Key {
    type Err = Error;

    /// The error does not repeat the text: it may be a key with one wrong letter.
    fn from_str(text: &str) -> Result<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        text.strip_prefix(TEXT_PREFIX)
            .and_then(|digits| hex::decode_to_slice(digits, bytes.as_mut_slice()).ok())
            .map(|()| Self::new(bytes))
            .ok_or_else(|| {
                let message = format!("A key is {TEXT_PREFIX} followed by 64 hexadecimal digits.");
                Error::invalid("secrets.key", "invalid", message)
            })
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.id)
    }
}

/// The text of a new random key, for an operator who keeps keys in the environment.
pub fn new_key_text(env: &Env) -> Zeroizing<String> {
    Key::generate(env).text()
}
