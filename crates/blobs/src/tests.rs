mod link;
mod local;
mod media_type;
mod s3;

use bytes::Bytes;
use futures_util::{Stream, stream};
use kernel::{Id, Result, TenantId};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{Blobs, Config};

fn tenant(number: u128) -> TenantId {
    Id::from_uuid(Uuid::from_u128(number))
}

fn local() -> (TempDir, Blobs) {
    let folder = TempDir::new().unwrap();
    let blobs = Blobs::open(&Config::local(folder.path().join("files"))).unwrap();
    (folder, blobs)
}

/// `length` bytes that do not repeat soon.
fn noise(length: usize) -> Bytes {
    let random = kernel::SeededRandom::new(length as u64);
    let mut bytes = vec![0; length];
    kernel::Random::fill(&random, &mut bytes);
    bytes.into()
}

fn in_chunks(content: &Bytes, length: usize) -> impl Stream<Item = Result<Bytes>> + use<> {
    let chunks: Vec<_> = content.chunks(length).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
    stream::iter(chunks)
}
