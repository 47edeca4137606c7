//! A stream's content while its name is not known yet: in memory while small, then in a file without a name, which the
//! system removes even when the process is killed.

use std::io::SeekFrom;
use std::path::Path;

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use kernel::Result;
use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

use crate::error::{from_io, too_large};
use crate::media_type::HEAD_LEN;
use crate::{ContentHash, MediaType};

/// Contents up to this size stay in memory.
const MAX_IN_MEMORY: usize = 1 << 20;

/// How much of a spooled file is read at once.
const READ_LEN: usize = 1 << 20;

/// A content that has been received whole.
pub(crate) struct Spooled {
    pub(crate) hash: ContentHash,
    pub(crate) size: u64,
    pub(crate) media_type: MediaType,
    memory: Bytes,
    file: Option<File>,
}

impl Spooled {
    /// Receives the stream; stops with `file_too_large` as soon as it exceeds `max_bytes`.
    pub(crate) async fn receive(
        stream: impl Stream<Item = Result<Bytes>>,
        max_bytes: u64,
        folder: &Path,
    ) -> Result<Self> {
        let mut stream = std::pin::pin!(stream);
        let mut hasher = Sha256::new();
        let (mut head, mut memory) = (Vec::new(), BytesMut::new());
        let (mut file, mut size) = (None::<File>, 0_u64);
        while let Some(chunk) = stream.next().await {
            let chunk = chunk?;
            size += chunk.len() as u64;
            if size > max_bytes {
                return Err(too_large(max_bytes));
            }
            hasher.update(&chunk);
            head.extend(chunk.iter().take(HEAD_LEN - head.len()));
            memory.extend_from_slice(&chunk);
            if memory.len() > MAX_IN_MEMORY {
                let mut target = match file.take() {
                    Some(file) => file,
                    None => File::from_std(tempfile::tempfile_in(folder).map_err(from_io)?),
                };
                target.write_all(&memory.split()).await.map_err(from_io)?;
                file = Some(target);
            }
        }
        if let Some(file) = &mut file {
            file.write_all(&memory.split()).await.map_err(from_io)?;
            file.flush().await.map_err(from_io)?;
            file.seek(SeekFrom::Start(0)).await.map_err(from_io)?;
        }
        let (hash, media_type) = (ContentHash::finish(hasher), MediaType::sniff(&head));
        Ok(Self { hash, size, media_type, memory: memory.freeze(), file })
    }

    /// The whole content, when it stayed in memory.
    pub(crate) fn in_memory(&self) -> Option<Bytes> {
        self.file.is_none().then(|| self.memory.clone())
    }

    /// The next part of a content that did not stay in memory; `None` at its end.
    pub(crate) async fn next_part(&mut self) -> Result<Option<Bytes>> {
        let Some(file) = &mut self.file else { return Ok(None) };
        let mut part = BytesMut::with_capacity(READ_LEN);
        file.read_buf(&mut part).await.map_err(from_io)?;
        Ok((!part.is_empty()).then(|| part.freeze()))
    }
}
