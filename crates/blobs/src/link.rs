//! Links to files that work for a while and for whoever holds them.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use kernel::{Error, ErrorKind, Result, TenantId, Timestamp};
use sha2::Sha256;

use crate::{ContentHash, MediaType};

/// The path below which links lie.
const PREFIX: &str = "/blobs/";

/// What a link says; all of it is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Whose file.
    pub tenant: TenantId,
    /// Which file.
    pub hash: ContentHash,
    /// The type that was recognized when it was stored.
    pub media_type: MediaType,
    /// The name under which a browser saves it.
    pub file_name: Option<String>,
    /// Until when it works, to the second.
    pub expires_at: Timestamp,
}

/// Signs and checks links with HMAC-SHA256. Every process of an installation needs the same key.
#[derive(Clone)]
pub struct LinkKey([u8; 32]);

impl fmt::Debug for LinkKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkKey(..)")
    }
}

impl LinkKey {
    /// A key of 32 secret bytes.
    pub fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// The link as path and query: `/blobs/org_…/…?expires=…&type=…&signature=…`.
    pub fn sign(&self, link: &Link) -> Result<String> {
        let expires_s = link.expires_at.as_millis() / 1_000;
        let signature = hex::encode(self.mac(link, expires_s)?.finalize().into_bytes());
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("expires", &expires_s.to_string());
        query.append_pair("type", link.media_type.as_str());
        if let Some(name) = &link.file_name {
            query.append_pair("name", name);
        }
        query.append_pair("signature", &signature);
        Ok(format!("{PREFIX}{}/{}?{}", link.tenant, link.hash, query.finish()))
    }

    /// What a link says, when it was signed with this key and still works. A forged link is answered like a link to
    /// nothing; a genuine one that has run out says so.
    pub fn verify(&self, path: &str, query: &str, now: Timestamp) -> Result<Link> {
        let (link, expires_s, signature) = read(path, query).ok_or_else(not_found)?;
        // `verify_slice` compares in constant time.
        self.mac(&link, expires_s)?.verify_slice(&signature).map_err(|_| not_found())?;
        if now >= link.expires_at {
            let detail = "This link has run out. Ask for a new one where you found it.";
            return Err(Error::new(ErrorKind::NotFound, "link_expired", detail));
        }
        Ok(link)
    }

    /// Each field is preceded by its length, so that no two links have the same input.
    fn mac(&self, link: &Link, expires_s: u64) -> Result<Hmac<Sha256>> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).map_err(|_| Error::internal("a bad link key"))?;
        let fields = [
            "tradepost blob link v1".to_owned(),
            link.tenant.to_string(),
            link.hash.to_string(),
            expires_s.to_string(),
            link.media_type.as_str().to_owned(),
            link.file_name.as_ref().map_or_else(String::new, |name| format!("={name}")),
        ];
        for field in fields {
            mac.update(&(field.len() as u64).to_be_bytes());
            mac.update(field.as_bytes());
        }
        Ok(mac)
    }
}

/// The fields of a link, before anything is known about its signature.
fn read(path: &str, query: &str) -> Option<(Link, u64, Vec<u8>)> {
    let (tenant, hash) = path.strip_prefix(PREFIX)?.split_once('/')?;
    let (mut expires_s, mut media_type, mut file_name, mut signature) = (None, None, None, None);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match name.as_ref() {
            "expires" => expires_s = value.parse::<u64>().ok(),
            "type" => media_type = Some(MediaType::from_signed(&value)),
            "name" => file_name = Some(value.into_owned()),
            "signature" => signature = hex::decode(value.as_ref()).ok(),
            _ => {}
        }
    }
    let expires_s = expires_s?;
    let expires_at = Timestamp::UNIX_EPOCH.plus(std::time::Duration::from_secs(expires_s));
    let (tenant, hash) = (tenant.parse().ok()?, hash.parse().ok()?);
    Some((Link { tenant, hash, media_type: media_type?, file_name, expires_at }, expires_s, signature?))
}

fn not_found() -> Error {
    Error::not_found("file")
}
