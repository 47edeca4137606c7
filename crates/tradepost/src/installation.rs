//! What every long-running command begins with: folder, database, schema, the list of processes.

use std::fs;
use std::path::Path;

use db::{Db, DbKind};
use kernel::{Env, Error, Result};

use crate::config::Config;

/// Makes `data_dir` and opens the database, without looking at its schema.
pub(crate) async fn connect(config: &Config) -> Result<Db> {
    make_folder(&config.files.data_dir)?;
    let database = config.database();
    if let Some(folder) = database.sqlite_path().as_deref().and_then(Path::parent) {
        make_folder(folder)?;
    }
    Db::connect(database, Env::system()).await
}

/// Opens the database and sees to it that its schema is this program's.
pub(crate) async fn open(config: &Config) -> Result<Db> {
    let db = connect(config).await?;
    let status = db.migration_status().await?;
    if status.pending == 0 {
        return Ok(db);
    }
    if config.migrates_at_start() {
        db.migrate().await?;
        tracing::info!(
            applied = status.pending,
            database = db.kind().as_str(),
            "the schema is up to date now"
        );
        return Ok(db);
    }
    debug_assert_eq!(db.kind(), DbKind::Postgres, "SQLite's schema is always brought up to date");
    Err(Error::unavailable(
        "migrations_pending",
        format!(
            "The database lacks {} of {} migrations. Run `tradepost migrate`, or set database.auto_migrate.",
            status.pending,
            status.pending + status.applied
        ),
    ))
}

/// Makes a folder that only this user may look into; one that exists keeps its mode.
fn make_folder(path: &Path) -> Result<()> {
    if path.as_os_str().is_empty() || path.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| {
        let detail = format!("The folder {} cannot be made. Set data_dir to one that can.", path.display());
        Error::unavailable("data_dir", detail).with_source(error)
    })
}
