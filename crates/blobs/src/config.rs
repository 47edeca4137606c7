//! Where files are kept and how large they may be.

use std::fmt;
use std::path::PathBuf;

/// Where files are kept and how large they may be.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where files are kept.
    pub location: Location,
    /// The largest file that is accepted.
    pub max_bytes: u64,
}

impl Config {
    /// Files in a local folder, up to 100 MiB each.
    pub fn local(folder: impl Into<PathBuf>) -> Self {
        Self { location: Location::Local(folder.into()), max_bytes: 100 << 20 }
    }

    /// Files in a bucket, up to 100 MiB each.
    pub fn s3(bucket: S3Config) -> Self {
        Self { location: Location::S3(Box::new(bucket)), max_bytes: 100 << 20 }
    }
}

/// Where files are kept.
#[derive(Debug, Clone)]
pub enum Location {
    /// A folder on this machine; it is made when missing.
    Local(PathBuf),
    /// A bucket of S3 or of anything that speaks its protocol.
    S3(Box<S3Config>),
}

/// How to reach a bucket.
#[derive(Clone)]
pub struct S3Config {
    /// The bucket.
    pub bucket: String,
    /// The region; storage that has none accepts `us-east-1`.
    pub region: String,
    /// The server, for storage other than AWS: `https://minio.internal:9000`. Plain `http` is possible, for a server on
    /// the same machine or network.
    pub endpoint: Option<String>,
    /// The public half of the credentials.
    pub access_key_id: String,
    /// The secret half.
    pub secret_access_key: String,
}

impl fmt::Debug for S3Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Config")
            .field("bucket", &self.bucket)
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}
