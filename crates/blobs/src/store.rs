//! Storing, reading and deleting files.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt};
use kernel::{Error, Result, TenantId, Timestamp};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectMeta, ObjectStore, ObjectStoreExt, WriteMultipart};

use crate::error::{from_io, from_store, invalid_range, too_large};
use crate::name::{folder_of, path_of};
use crate::spool::Spooled;
use crate::{Config, ContentHash, Location, MediaType, s3};

/// Parts of a large file that are under way to the store at once.
const PARTS_AT_ONCE: usize = 4;

/// A file that is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// Its name within its organization.
    pub hash: ContentHash,
    /// Its length.
    pub size: u64,
    /// Its type, recognized by its content.
    pub media_type: MediaType,
}

/// A file, or a part of it, that is being read.
pub struct Reading {
    /// The length of the whole file.
    pub size: u64,
    /// The part that is read.
    pub range: Range<u64>,
    /// The bytes.
    pub stream: BoxStream<'static, Result<Bytes>>,
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading")
            .field("size", &self.size)
            .field("range", &self.range)
            .finish_non_exhaustive()
    }
}

/// The files of all organizations. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    spool_folder: PathBuf,
    max_bytes: u64,
}

impl Blobs {
    /// Opens the store. A local folder is made when missing, readable by nobody else.
    pub fn open(config: &Config) -> Result<Self> {
        let (store, spool_folder): (Arc<dyn ObjectStore>, _) = match &config.location {
            Location::Local(folder) => {
                make_private_folder(folder)?;
                let store = LocalFileSystem::new_with_prefix(folder).map_err(from_store)?.with_fsync(true);
                (Arc::new(store), folder.clone())
            }
            Location::S3(bucket) => (Arc::new(s3::open(bucket)?), std::env::temp_dir()),
        };
        Ok(Self { store, spool_folder, max_bytes: config.max_bytes })
    }

    /// The largest file that is accepted.
    pub fn max_bytes(&self) -> u64 {
        self.max_bytes
    }

    /// Stores these bytes. Storing the same again only makes the file young: whoever collects what nobody needs leaves it
    /// alone until this caller had the time to write down that it is needed.
    pub async fn put(&self, tenant: TenantId, content: Bytes) -> Result<Blob> {
        let size = content.len() as u64;
        if size > self.max_bytes {
            return Err(too_large(self.max_bytes));
        }
        let blob = Blob { hash: ContentHash::of(&content), size, media_type: MediaType::sniff(&content) };
        let path = path_of(tenant, &blob.hash);
        self.store.put(&path, content.into()).await.map_err(from_store)?;
        Ok(blob)
    }

    /// Stores what the stream brings, without holding it in memory. An error of the stream stores nothing.
    pub async fn put_stream(
        &self,
        tenant: TenantId,
        stream: impl Stream<Item = Result<Bytes>>,
    ) -> Result<Blob> {
        self.put_stream_up_to(tenant, stream, self.max_bytes).await
    }

    /// The same, with a bound of its own.
    pub(crate) async fn put_stream_up_to(
        &self,
        tenant: TenantId,
        stream: impl Stream<Item = Result<Bytes>>,
        max_bytes: u64,
    ) -> Result<Blob> {
        let mut spooled = Spooled::receive(stream, max_bytes, &self.spool_folder).await?;
        if let Some(content) = spooled.in_memory() {
            return self.put(tenant, content).await;
        }
        let path = path_of(tenant, &spooled.hash);
        self.upload(&path, &mut spooled).await?;
        Ok(Blob { hash: spooled.hash, size: spooled.size, media_type: spooled.media_type })
    }

    async fn upload(&self, path: &Path, spooled: &mut Spooled) -> Result<()> {
        let mut upload = WriteMultipart::new(self.store.put_multipart(path).await.map_err(from_store)?);
        let copied = async {
            while let Some(part) = spooled.next_part().await? {
                upload.wait_for_capacity(PARTS_AT_ONCE).await.map_err(from_store)?;
                upload.put(part);
            }
            Ok(())
        };
        if let Err(error) = copied.await {
            if let Err(error) = upload.abort().await {
                tracing::warn!(%error, "a broken upload could not be removed from the file store");
            }
            return Err(error);
        }
        upload.finish().await.map_err(from_store)?;
        Ok(())
    }

    /// The length of the file; `None` when this organization has no such file.
    pub async fn size(&self, tenant: TenantId, hash: &ContentHash) -> Result<Option<u64>> {
        self.size_at(&path_of(tenant, hash)).await
    }

    /// Whether this organization has such a file.
    pub async fn exists(&self, tenant: TenantId, hash: &ContentHash) -> Result<bool> {
        Ok(self.size(tenant, hash).await?.is_some())
    }

    async fn size_at(&self, path: &Path) -> Result<Option<u64>> {
        match self.store.head(path).await {
            Ok(meta) => Ok(Some(meta.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(from_store(error)),
        }
    }

    /// The whole file. What the store returns is checked against its name, so a damaged file is an internal error and
    /// never a wrong answer.
    pub async fn get(&self, tenant: TenantId, hash: &ContentHash) -> Result<Bytes> {
        let found = self.store.get(&path_of(tenant, hash)).await.map_err(from_store)?;
        let content = found.bytes().await.map_err(from_store)?;
        if ContentHash::of(&content) != *hash {
            return Err(Error::internal(format!("the stored file {hash} of {tenant} is damaged")));
        }
        Ok(content)
    }

    /// A part of the file; `invalid_range` when it does not lie within it.
    pub async fn get_range(&self, tenant: TenantId, hash: &ContentHash, range: Range<u64>) -> Result<Bytes> {
        let reading = self.read(tenant, hash, Some(range)).await?;
        let parts: Vec<Bytes> = reading.stream.try_collect().await?;
        Ok(parts.concat().into())
    }

    /// The file, or a part of it, as a stream.
    pub async fn read(
        &self,
        tenant: TenantId,
        hash: &ContentHash,
        range: Option<Range<u64>>,
    ) -> Result<Reading> {
        let path = path_of(tenant, hash);
        let mut options = GetOptions::default();
        if let Some(range) = range {
            let size = self.size_at(&path).await?.ok_or_else(|| Error::not_found("file"))?;
            if range.start >= range.end || range.end > size {
                return Err(invalid_range());
            }
            options.range = Some(GetRange::Bounded(range));
        }
        let found = self.store.get_opts(&path, options).await.map_err(from_store)?;
        let (size, range) = (found.meta.size, found.range.clone());
        Ok(Reading { size, range, stream: found.into_stream().map_err(from_store).boxed() })
    }

    /// Deletes the file; deleting what is not there is no error.
    pub async fn delete(&self, tenant: TenantId, hash: &ContentHash) -> Result<()> {
        self.delete_at(&path_of(tenant, hash)).await
    }

    /// Deletes all files of an organization, and answers how many they were.
    pub async fn delete_all(&self, tenant: TenantId) -> Result<u64> {
        let mut deleted = 0;
        let mut listed = self.store.list(Some(&folder_of(tenant)));
        while let Some(meta) = listed.next().await {
            self.delete_at(&meta.map_err(from_store)?.location).await?;
            deleted += 1;
        }
        Ok(deleted)
    }

    /// The organizations that have files, or had some.
    pub async fn organizations(&self) -> Result<Vec<TenantId>> {
        let listed = self.store.list_with_delimiter(None).await.map_err(from_store)?;
        // What else lies in the folder is not ours.
        Ok(listed.common_prefixes.iter().filter_map(|folder| folder.as_ref().parse().ok()).collect())
    }

    /// The files of an organization that nobody has stored since then, neither for the first time nor again.
    pub fn stored_before(
        &self,
        tenant: TenantId,
        then: Timestamp,
    ) -> BoxStream<'static, Result<ContentHash>> {
        let listed = self.store.list(Some(&folder_of(tenant)));
        let old = listed.try_filter_map(move |file| {
            let hash = file.location.filename().and_then(|name| name.parse().ok());
            std::future::ready(Ok(hash.filter(|_| is_before(&file, then))))
        });
        old.map_err(from_store).boxed()
    }

    /// Deletes the file unless somebody has stored it since then; answers whether it did.
    pub async fn delete_stored_before(
        &self,
        tenant: TenantId,
        hash: &ContentHash,
        then: Timestamp,
    ) -> Result<bool> {
        let path = path_of(tenant, hash);
        match self.store.head(&path).await {
            Ok(file) if is_before(&file, then) => self.delete_at(&path).await.map(|()| true),
            Ok(_) | Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(from_store(error)),
        }
    }

    async fn delete_at(&self, path: &Path) -> Result<()> {
        match self.store.delete(path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(from_store(error)),
        }
    }
}

fn is_before(file: &ObjectMeta, then: Timestamp) -> bool {
    file.last_modified.timestamp_micros() < then.as_micros()
}

#[cfg(unix)]
fn make_private_folder(folder: &std::path::Path) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(from_io)
}

#[cfg(not(unix))]
fn make_private_folder(folder: &std::path::Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(from_io)
}
