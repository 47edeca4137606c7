//! Files as domains use them: receive an upload, hand out a link.

use std::time::Duration;

use kernel::{Error, Result, TenantId, Timestamp};
use web::Upload;

use crate::error::too_large;
use crate::{Blob, Blobs, ContentHash, Link, LinkKey, MediaType};

/// The files of all organizations with the key to their links: the service that handlers ask for. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Files {
    blobs: Blobs,
    links: LinkKey,
}

impl Files {
    /// Files in this store, with links signed by this key.
    pub fn new(blobs: Blobs, links: LinkKey) -> Self {
        Self { blobs, links }
    }

    /// The store, to read, put and delete.
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// Stores an upload of at most `max_bytes`, and never more than the configuration allows. Nothing is kept of one
    /// that is too large, empty, or breaks off.
    pub async fn receive(&self, tenant: TenantId, upload: Upload, max_bytes: u64) -> Result<Blob> {
        let max_bytes = max_bytes.min(self.blobs.max_bytes());
        match upload.length() {
            // Said before anything is sent, when the client waits for it.
            Some(length) if length > max_bytes => return Err(too_large(max_bytes)),
            Some(0) => return Err(empty()),
            _ => {}
        }
        let blob = self.blobs.put_stream_up_to(tenant, upload.into_stream(), max_bytes).await?;
        if blob.size == 0 { Err(empty()) } else { Ok(blob) }
    }

    /// A link to a file, as path and query. It works for at least `ttl` and less than twice as long: within one `ttl` it
    /// stays the same, so that browsers find again what they have. `file_name` is what a browser saves it under.
    pub fn link(
        &self,
        tenant: TenantId,
        hash: ContentHash,
        media_type: &MediaType,
        file_name: Option<&str>,
        ttl: Duration,
        now: Timestamp,
    ) -> Result<String> {
        let step_s = ttl.as_secs().max(1);
        let expires_s = (now.as_millis() / 1_000 / step_s + 2) * step_s;
        self.links.sign(&Link {
            tenant,
            hash,
            media_type: media_type.clone(),
            file_name: file_name.map(str::to_owned),
            expires_at: Timestamp::UNIX_EPOCH.plus(Duration::from_secs(expires_s)),
        })
    }

    pub(crate) fn links(&self) -> &LinkKey {
        &self.links
    }
}

fn empty() -> Error {
    Error::invalid("file", "file_empty", "The file is empty. Choose another one.")
}
