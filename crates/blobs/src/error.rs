//! What a failure of the store means.

use std::error::Error as StdError;
use std::io;

use kernel::{Error, ErrorKind};

/// Turns a failure of the store into an error of ours.
pub(crate) fn from_store(error: object_store::Error) -> Error {
    if is_disk_full(&error) {
        return disk_full().with_source(error);
    }
    match error {
        object_store::Error::NotFound { .. } => Error::not_found("file"),
        // The detail of the storage's answer goes to the log only: it may name the bucket.
        error => Error::unavailable("storage_unavailable", "Files cannot be stored or read just now.")
            .with_source(error),
    }
}

/// Turns a failure of the local spool file into an error of ours.
pub(crate) fn from_io(error: io::Error) -> Error {
    if is_full(&error) { disk_full().with_source(error) } else { Error::internal(error) }
}

pub(crate) fn too_large(max_bytes: u64) -> Error {
    let detail = format!("The file is larger than {} MiB, the most that is accepted.", max_bytes >> 20);
    Error::new(ErrorKind::Invalid, "file_too_large", detail)
}

pub(crate) fn invalid_range() -> Error {
    Error::new(ErrorKind::Invalid, "invalid_range", "The file is shorter than the part that was asked for.")
}

fn disk_full() -> Error {
    Error::unavailable("disk_full", "There is no room left for files. The operator has to make some.")
}

fn is_disk_full(error: &object_store::Error) -> bool {
    let mut cause: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(source) = cause {
        if source.downcast_ref::<io::Error>().is_some_and(is_full) {
            return true;
        }
        cause = source.source();
    }
    false
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}
