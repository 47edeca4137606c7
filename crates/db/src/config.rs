//! Where the database is and how hard it may be used.

use std::path::PathBuf;
use std::time::Duration;

use kernel::{Error, Result};

/// Which database stands behind a [`Db`](crate::Db).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DbKind {
    /// One file, one writer, any number of readers.
    Sqlite,
    /// A PostgreSQL server, version 15 or later.
    Postgres,
}

impl DbKind {
    /// The name as configuration and health pages show it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// How to reach the database.
#[derive(Debug, Clone)]
pub struct DbConfig {
    /// `sqlite:path/to/file.db` or `postgres://user:password@host:port/name`.
    pub url: String,
    /// Connections at most: PostgreSQL's pool, or SQLite's readers beside its one writer.
    pub max_connections: u32,
    /// How long a caller waits for a connection before it gets `database_busy`.
    pub acquire_timeout: Duration,
    /// Whether a commit waits for the disk. Only throw-away databases turn it off.
    pub durable: bool,
}

impl DbConfig {
    /// The given URL with defaults that suit a small machine.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), max_connections: 10, acquire_timeout: Duration::from_secs(5), durable: true }
    }

    /// Which database the URL names.
    pub fn kind(&self) -> Result<DbKind> {
        if self.url.starts_with("sqlite:") {
            Ok(DbKind::Sqlite)
        } else if self.url.starts_with("postgres:") || self.url.starts_with("postgresql:") {
            Ok(DbKind::Postgres)
        } else {
            Err(Error::invalid(
                "database_url",
                "invalid",
                "Use sqlite:path/to/tradepost.db or postgres://user:password@host/name.",
            ))
        }
    }

    /// The file of a SQLite database.
    pub fn sqlite_path(&self) -> Option<PathBuf> {
        let rest = self.url.strip_prefix("sqlite:")?;
        let path = rest.strip_prefix("//").unwrap_or(rest);
        Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
    }
}
