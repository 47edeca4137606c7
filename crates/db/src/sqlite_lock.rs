//! A lock on a file beside a SQLite database, for the little that must not happen in two processes at once.

use std::fs::{File, OpenOptions};

use kernel::{Error, Result};

use crate::DbConfig;

/// Held until dropped; the operating system releases it when the process dies.
#[derive(Debug)]
pub(crate) struct SqliteLock(File);

impl SqliteLock {
    /// Waits for the lock off the async threads.
    pub(crate) async fn acquire(config: &DbConfig) -> Result<Self> {
        let path = config.sqlite_path().ok_or_else(|| Error::internal("not a SQLite database"))?;
        let path = path.with_extension("lock");
        let file = tokio::task::spawn_blocking(move || {
            let file = OpenOptions::new().create(true).append(true).open(path)?;
            file.lock()?;
            Ok::<_, std::io::Error>(file)
        });
        let file = file.await.map_err(Error::internal)?;
        Ok(Self(file.map_err(|error| {
            Error::unavailable("database_unavailable", "The folder of the database cannot be written.")
                .with_source(error)
        })?))
    }
}

impl Drop for SqliteLock {
    fn drop(&mut self) {
        // Closing the file unlocks it anyway; this only does it at once.
        drop(self.0.unlock());
    }
}
