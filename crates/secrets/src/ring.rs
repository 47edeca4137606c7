//! The keys of the installation, and sealing with them.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use kernel::{Env, Error, ErrorKind, Result, TenantId};
use zeroize::Zeroizing;

use crate::cipher::{Belonging, decrypt, encrypt};
use crate::key::Key;
use crate::sealed::{Parts, unreadable};
use crate::{KeyId, Plaintext, Sealed, key_file};

/// Where the keys come from.
#[derive(Clone)]
pub enum KeySource {
    /// A file, which is made with a new key on first start.
    File(PathBuf),
    /// Keys as text, from the environment or a secret store: separated by commas, the newest last.
    Text(Zeroizing<String>),
}

impl fmt::Debug for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
            Self::Text(_) => f.write_str("Text(..)"),
        }
    }
}

/// The keys of the installation. Cheap to clone; clones see each other's changes.
#[derive(Debug, Clone)]
pub struct KeyRing {
    env: Env,
    source: Arc<KeySource>,
    /// Never empty; the last key is the active one.
    keys: Arc<RwLock<Vec<Key>>>,
}

impl KeyRing {
    /// Opens the ring. Reads a file, so call it at start and not in a request.
    pub fn open(source: KeySource, env: Env) -> Result<Self> {
        let keys = match &source {
            KeySource::File(path) => key_file::read_or_create(path, &env)?,
            KeySource::Text(text) => key_file::parse(text)?,
        };
        Ok(Self { env, source: Arc::new(source), keys: Arc::new(RwLock::new(keys)) })
    }

    /// Adds a new key and makes it the active one. Only a key file can be added to; keys from the environment are
    /// added there, by the operator.
    pub fn add_key(&self) -> Result<KeyId> {
        let KeySource::File(path) = self.source.as_ref() else {
            let detail =
                "The keys come from the environment. Append a new one there, after a comma, and restart.";
            return Err(Error::conflict("keys_in_environment", detail));
        };
        self.replace_keys(key_file::add_key(path, &self.env)?);
        self.active_id()
    }

    /// The key that seals what is sealed now.
    pub fn active_id(&self) -> Result<KeyId> {
        Ok(self.active()?.id)
    }

    /// Whether the ring has this key.
    pub fn has(&self, id: KeyId) -> bool {
        self.known(id).is_some()
    }

    /// Seals a secret for an organization and a purpose such as `channels.access_token`.
    pub fn seal(&self, tenant: TenantId, purpose: &str, secret: &[u8]) -> Result<Sealed> {
        let belonging = Belonging { tenant, purpose };
        let data_key = Zeroizing::new(self.env.bytes::<32>());
        let nonce = self.env.bytes();
        let ciphertext = encrypt(&data_key, &nonce, secret, &belonging.of_secret())?;
        self.wrap(&belonging, data_key.as_slice(), nonce, &ciphertext)
    }

    /// Opens a sealed secret; `secret_unreadable` when it was sealed for another organization or purpose, or altered.
    pub fn unseal(&self, tenant: TenantId, purpose: &str, sealed: &Sealed) -> Result<Plaintext> {
        let belonging = Belonging { tenant, purpose };
        let parts = sealed.parts()?;
        let data_key = self.unwrap(&belonging, &parts)?;
        let data_key: &[u8; 32] = data_key.as_slice().try_into().map_err(|_| unreadable())?;
        let mut secret = decrypt(data_key, &parts.nonce, parts.ciphertext, &belonging.of_secret())?;
        Ok(Plaintext::new(std::mem::take(&mut *secret)))
    }

    /// Whether it was sealed with another key than the active one.
    pub fn needs_rotation(&self, sealed: &Sealed) -> Result<bool> {
        Ok(sealed.key_id()? != self.active_id()?)
    }

    /// The same secret, its data key sealed with the active key. The secret itself stays encrypted.
    pub fn rotate(&self, tenant: TenantId, purpose: &str, sealed: &Sealed) -> Result<Sealed> {
        let belonging = Belonging { tenant, purpose };
        let parts = sealed.parts()?;
        let data_key = self.unwrap(&belonging, &parts)?;
        self.wrap(&belonging, &data_key, parts.nonce, parts.ciphertext)
    }

    fn wrap(
        &self,
        belonging: &Belonging<'_>,
        data_key: &[u8],
        nonce: [u8; 24],
        secret: &[u8],
    ) -> Result<Sealed> {
        let key = self.active()?;
        let wrap_nonce = self.env.bytes();
        let wrapped_key = encrypt(&key.bytes, &wrap_nonce, data_key, &belonging.of_key())?;
        let (wrapped_key, key_id) = (wrapped_key.as_slice(), key.id);
        Ok(Sealed::assemble(&Parts { key_id, wrap_nonce, wrapped_key, nonce, ciphertext: secret }))
    }

    fn unwrap(&self, belonging: &Belonging<'_>, parts: &Parts<'_>) -> Result<Zeroizing<Vec<u8>>> {
        let key = self.find(parts.key_id)?;
        decrypt(&key.bytes, &parts.wrap_nonce, parts.wrapped_key, &belonging.of_key())
    }

    /// The key of this id. A key that is not known may have been added by another process, so the file is read again.
    fn find(&self, id: KeyId) -> Result<Key> {
        if let Some(key) = self.known(id) {
            return Ok(key);
        }
        if let KeySource::File(path) = self.source.as_ref() {
            self.replace_keys(key_file::read(path)?);
        }
        self.known(id).ok_or_else(|| key_missing(&id.to_string()))
    }

    fn known(&self, id: KeyId) -> Option<Key> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).iter().find(|key| key.id == id).cloned()
    }

    fn active(&self) -> Result<Key> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.last().cloned().ok_or_else(|| Error::internal("the key ring is empty"))
    }

    fn replace_keys(&self, keys: Vec<Key>) {
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
    }
}

/// Something was sealed with a key that the ring does not have.
pub(crate) fn key_missing(id: &str) -> Error {
    let detail = format!(
        "Stored credentials need the key {id}, which is not there. Put back the key file that belongs to this database."
    );
    Error::new(ErrorKind::Internal, "secret_key_missing", detail)
}
