//! What is secret about a connection: sealed before it reaches the database, opened when a delivery is verified.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use db::Tx;
use kernel::{Env, Error, Result, Timestamp};
use secrets::{KeyRing, Plaintext, SecretId};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::{Connection, ConnectionId};
use crate::{Credentials, GivenKey, Platform};

const PURPOSE: &str = "channels.connection";
/// How long the secret before the present one goes on being right: Shopify signs with the old one for up to an hour, and
/// Stripe lets both stand for up to a day.
const OVERLAP: Duration = Duration::from_secs(24 * 3_600);
/// Standard Webhooks asks for 24 to 64 random bytes.
const SECRET_BYTES: usize = 32;

/// What is secret about a connection.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// The newest first.
    secrets: Vec<KeptSecret>,
    /// A public key or certificate that was brought. It is no secret, and kept beside them because it has the same use.
    #[serde(default)]
    key: Option<KeptKey>,
}

#[derive(Serialize, Deserialize)]
struct KeptSecret {
    secret: String,
    /// Until when it is right; the newest one has no end.
    ends_at: Option<Timestamp>,
}

impl Drop for KeptSecret {
    fn drop(&mut self) {
        self.secret.zeroize();
    }
}

/// A key that was brought, as PEM.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KeptKey {
    PublicKey(String),
    Certificate(String),
}

impl Kept {
    /// Reads what is kept for a connection.
    pub(crate) async fn read(tx: &mut Tx, ring: &KeyRing, id: ConnectionId) -> Result<Self> {
        let sealed = secrets::get(tx, ring, secret_id(id), PURPOSE).await?;
        serde_json::from_slice(sealed.as_bytes()).map_err(Error::internal)
    }

    /// Keeps it.
    pub(crate) async fn write(&self, tx: &mut Tx, ring: &KeyRing, id: ConnectionId) -> Result<()> {
        let text = Zeroizing::new(serde_json::to_vec(self).map_err(Error::internal)?);
        secrets::put(tx, ring, secret_id(id), PURPOSE, &text).await
    }

    /// From now on `secret` is right, and the one before it for a while.
    pub(crate) fn replace_secret(&mut self, secret: String, now: Timestamp) {
        self.secrets.retain(|kept| kept.ends_at.is_none_or(|ends_at| ends_at > now));
        for kept in &mut self.secrets {
            kept.ends_at.get_or_insert(now.plus(OVERLAP));
        }
        self.secrets.insert(0, KeptSecret { secret, ends_at: None });
    }

    /// From now on this key is right.
    pub(crate) fn replace_key(&mut self, key: KeptKey) {
        self.key = Some(key);
    }

    /// Whether there is a shared secret.
    pub(crate) fn has_secret(&self) -> bool {
        !self.secrets.is_empty()
    }

    /// Whether a key was brought.
    pub(crate) fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// Until when a secret before the present one is right, when there is such.
    pub(crate) fn old_secret_ends_at(&self, now: Timestamp) -> Option<Timestamp> {
        self.secrets.iter().filter_map(|kept| kept.ends_at).filter(|ends_at| *ends_at > now).max()
    }

    /// What a delivery that came at `now` is verified with.
    pub(crate) fn credentials(&self, connection: &Connection, now: Timestamp) -> Credentials {
        let right = self.secrets.iter().filter(|kept| kept.ends_at.is_none_or(|ends_at| ends_at > now));
        Credentials {
            secrets: right.map(|kept| Plaintext::new(kept.secret.as_bytes().to_vec())).collect(),
            key: self.key.as_ref().map(|key| match key {
                KeptKey::PublicKey(pem) => GivenKey::PublicKey(pem.as_bytes().to_vec()),
                KeptKey::Certificate(pem) => GivenKey::Certificate(pem.as_bytes().to_vec()),
            }),
            webhook_id: connection.settings.0.webhook_id.clone(),
            recipients: connection.settings.0.recipients(),
            scheme: connection.settings.0.scheme.clone(),
        }
    }
}

/// The row among the sealed secrets: a connection has one.
fn secret_id(id: ConnectionId) -> SecretId {
    SecretId::from_uuid(id.uuid())
}

/// A new shared secret in the form of Standard Webhooks; eBay takes letters, digits, `-` and `_` only.
pub(crate) fn new_secret(platform: Platform, env: &Env) -> String {
    if platform == Platform::Ebay {
        return hex::encode(env.bytes::<SECRET_BYTES>());
    }
    format!("whsec_{}", STANDARD.encode(env.bytes::<SECRET_BYTES>()))
}
