use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};
use kernel::{Error, ErrorKind};

use super::{in_chunks, local, noise, tenant};
use crate::error::from_store;
use crate::{Blobs, Config, ContentHash};

/// Every file below `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

#[tokio::test]
async fn a_file_is_named_by_its_organization_and_content_and_kept_once() {
    let (folder, blobs) = local();
    let content = Bytes::from_static(b"hello");
    let first = blobs.put(tenant(1), content.clone()).await.unwrap();
    assert_eq!(first, blobs.put(tenant(1), content.clone()).await.unwrap());
    assert_eq!(first, blobs.put_stream(tenant(1), in_chunks(&content, 2)).await.unwrap());
    let hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    assert_eq!(first.hash.to_string(), hash);
    let place = folder.path().join("files").join(tenant(1).to_string()).join("2c/f2").join(hash);
    assert_eq!(files(folder.path()), [place]);
    assert_eq!(blobs.get(tenant(1), &first.hash).await.unwrap(), content);
}

#[tokio::test]
async fn organizations_do_not_see_each_others_files() {
    let (_folder, blobs) = local();
    let blob = blobs.put(tenant(1), Bytes::from_static(b"mine")).await.unwrap();
    assert!(blobs.exists(tenant(1), &blob.hash).await.unwrap());
    assert!(!blobs.exists(tenant(2), &blob.hash).await.unwrap());
    assert_eq!(blobs.get(tenant(2), &blob.hash).await.unwrap_err().kind(), ErrorKind::NotFound);
    blobs.delete(tenant(2), &blob.hash).await.unwrap();
    blobs.put(tenant(2), Bytes::from_static(b"theirs")).await.unwrap();
    assert_eq!(blobs.delete_all(tenant(2)).await.unwrap(), 1);
    assert_eq!(blobs.delete_all(tenant(2)).await.unwrap(), 0);
    assert!(blobs.exists(tenant(1), &blob.hash).await.unwrap());
    blobs.delete(tenant(1), &blob.hash).await.unwrap();
    assert_eq!(blobs.size(tenant(1), &blob.hash).await.unwrap(), None);
    blobs.delete(tenant(1), &blob.hash).await.unwrap();
}

#[tokio::test]
async fn large_streams_arrive_whole_and_leave_nothing_else_behind() {
    let (folder, blobs) = local();
    for length in [0, 1, 1 << 20, (1 << 20) + 1, 12_345_678] {
        let content = noise(length);
        let blob = blobs.put_stream(tenant(1), in_chunks(&content, 70_001)).await.unwrap();
        assert_eq!((blob.size, blob.hash), (length as u64, ContentHash::of(&content)));
        assert_eq!(blobs.get(tenant(1), &blob.hash).await.unwrap(), content);
    }
    assert_eq!(files(folder.path()).len(), 5);
}

#[tokio::test]
async fn parts_can_be_read() {
    let (_folder, blobs) = local();
    let content = noise(3 << 20);
    let hash = blobs.put(tenant(1), content.clone()).await.unwrap().hash;
    let part = |range: std::ops::Range<u64>| blobs.get_range(tenant(1), &hash, range);
    assert_eq!(part(0..5).await.unwrap(), content.slice(0..5));
    assert_eq!(part(1_000_000..3 << 20).await.unwrap(), content.slice(1_000_000..3 << 20));
    for range in [0..(3 << 20) + 1, 5..5, 4 << 20..5 << 20] {
        assert_eq!(part(range).await.unwrap_err().code(), "invalid_range");
    }
    let reading = blobs.read(tenant(1), &hash, None).await.unwrap();
    assert_eq!((reading.size, reading.range.clone()), (3 << 20, 0..3 << 20));
    let parts: Vec<Bytes> = reading.stream.try_collect().await.unwrap();
    assert_eq!(parts.concat(), content);
}

#[tokio::test]
async fn what_is_too_large_or_breaks_off_is_not_stored() {
    let (folder, _) = local();
    let blobs =
        Blobs::open(&Config { max_bytes: 2 << 20, ..Config::local(folder.path().join("files")) }).unwrap();
    let large = noise((2 << 20) + 1);
    assert_eq!(blobs.put(tenant(1), large.clone()).await.unwrap_err().code(), "file_too_large");
    let error = blobs.put_stream(tenant(1), in_chunks(&large, 1 << 16)).await.unwrap_err();
    assert_eq!(error.code(), "file_too_large");
    let broken = in_chunks(&noise(1_500_000), 1 << 16).chain(stream::iter([Err(Error::new(
        ErrorKind::Invalid,
        "upload_broken",
        "The upload broke off.",
    ))]));
    assert_eq!(blobs.put_stream(tenant(1), broken).await.unwrap_err().code(), "upload_broken");
    assert!(files(folder.path()).is_empty());
}

#[tokio::test]
async fn a_damaged_file_is_noticed_and_mended_by_storing_it_again() {
    let (folder, blobs) = local();
    let content = Bytes::from_static(b"precious");
    let hash = blobs.put(tenant(1), content.clone()).await.unwrap().hash;
    let path = files(folder.path()).remove(0);
    std::fs::write(&path, b"preci").unwrap();
    assert_eq!(blobs.get(tenant(1), &hash).await.unwrap_err().kind(), ErrorKind::Internal);
    blobs.put(tenant(1), content.clone()).await.unwrap();
    assert_eq!(blobs.get(tenant(1), &hash).await.unwrap(), content);
}

#[tokio::test]
async fn many_writers_of_one_content_agree() {
    let (folder, blobs) = local();
    let content = noise(300_000);
    let writers = (0..16).map(|_| blobs.put(tenant(1), content.clone()));
    for written in futures_util::future::join_all(writers).await {
        written.unwrap();
    }
    assert_eq!(files(folder.path()).len(), 1);
    assert_eq!(blobs.get(tenant(1), &ContentHash::of(&content)).await.unwrap(), content);
}

#[test]
fn the_folder_is_for_the_operator_alone() {
    let (folder, _blobs) = local();
    let mode = std::fs::metadata(folder.path().join("files")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[test]
fn a_full_disk_says_so() {
    for kind in [std::io::ErrorKind::StorageFull, std::io::ErrorKind::QuotaExceeded] {
        let source = Box::new(std::io::Error::from(kind));
        let error = from_store(object_store::Error::Generic { store: "LocalFileSystem", source });
        assert_eq!((error.kind(), error.code()), (ErrorKind::Unavailable, "disk_full"));
    }
}

/// Needs a small file system: `mount -t tmpfs -o size=256k tmpfs DIR`, then `TRADEPOST_TEST_SMALL_DISK=DIR`.
#[tokio::test]
async fn a_disk_that_is_really_full_says_so_and_keeps_nothing() {
    let Some(folder) = std::env::var_os("TRADEPOST_TEST_SMALL_DISK").map(PathBuf::from) else { return };
    let blobs = Blobs::open(&Config::local(folder.join("files"))).unwrap();
    let content = noise(4 << 20);
    assert_eq!(blobs.put(tenant(1), content.clone()).await.unwrap_err().code(), "disk_full");
    let error = blobs.put_stream(tenant(1), in_chunks(&content, 1 << 16)).await.unwrap_err();
    assert_eq!(error.code(), "disk_full");
    assert!(files(&folder).is_empty());
    blobs.put(tenant(1), Bytes::from_static(b"small")).await.unwrap();
}
