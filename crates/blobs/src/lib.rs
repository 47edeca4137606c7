//! Files of organizations: a local folder by default, S3-compatible storage by configuration.
//!
//! What is guaranteed:
//! - A file is named by its organization and the SHA-256 of its content, so storing it twice keeps one copy, a name
//!   never changes its content, and no organization's files lie under another's name.
//! - A file is there whole or not at all: it is written beside its place, flushed to the disk, and renamed.
//! - The type is read from the bytes, never believed from the client. Only types that no browser runs scripts from are
//!   shown in the browser; everything else is downloaded.
//! - A link names one file, one type and one moment until which it works, and cannot be altered.
//!
//! Whoever stores a file also counts who refers to it: two records of one organization with the same content share it,
//! so delete it when the last of them goes.
//!
//! How a domain takes and gives files, in a handler:
//!
//! ```ignore
//! async fn upload(ctx: Ctx, upload: Upload) -> Result<…> {            // web::Upload is the last argument
//!     ctx.require(CATALOG_MANAGE)?;
//!     let files = ctx.service::<Files>()?;
//!     let blob = files.receive(ctx.tenant(), upload, 10 << 20).await?;  // before the transaction, never inside
//!     if !blob.media_type.is_image() { … }
//!     ctx.write(async |tx| store::insert(tx, blob.hash, blob.media_type, blob.size).await).await?;
//! }
//!
//! let url = files.link(ctx.tenant(), image.hash, &image.media_type, None, Duration::from_secs(3_600), ctx.now())?;
//! ```
//!
//! [`ContentHash`] and [`MediaType`] are columns of the type `text` on both databases. The link is a path on this
//! installation, served by [`routes`]; what is behind it may be kept by browsers.
//!
//! Stable error codes: `file_too_large` (413), `file_empty`, `disk_full`, `storage_unavailable`, `invalid_range` (416),
//! `link_expired`, and `upload_interrupted` of [`web::Upload`].

mod config;
mod download;
mod error;
mod files;
mod hash;
mod link;
mod media_type;
mod name;
mod s3;
mod spool;
mod store;

pub use config::{Config, Location, S3Config};
pub use download::routes;
pub use files::Files;
pub use hash::ContentHash;
pub use link::{Link, LinkKey};
pub use media_type::{MediaType, response_headers};
pub use store::{Blob, Blobs, Reading};

#[cfg(test)]
mod tests;
