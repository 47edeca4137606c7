//! Bringing the schema up to date, once, however many processes start at the same time.

use kernel::{Error, Result};
use sqlx::migrate::{MigrateError, Migrator};

use crate::connect::Pool;
use crate::error::from_sqlx;
use crate::sqlite_lock::SqliteLock;
use crate::{Db, DbKind};

static SQLITE: Migrator = sqlx::migrate!("../../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../../migrations/postgres");

/// How far the schema is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MigrationStatus {
    /// Migrations that this program brings and the database has.
    pub applied: usize,
    /// Migrations that this program brings and the database lacks.
    pub pending: usize,
}

impl Db {
    /// Applies what is missing. Processes that start together wait for one another: PostgreSQL by an advisory lock,
    /// SQLite by a lock on a file beside the database.
    pub async fn migrate(&self) -> Result<()> {
        match self.pool() {
            Pool::Sqlite { writer, .. } => {
                let lock = SqliteLock::acquire(self.config()).await?;
                let outcome = SQLITE.run(writer).await.map_err(from_migrate);
                drop(lock);
                outcome
            }
            Pool::Postgres(pool) => POSTGRES.run(pool).await.map_err(from_migrate),
        }
    }

    /// Compares the database with what this program brings.
    pub async fn migration_status(&self) -> Result<MigrationStatus> {
        let brought = match self.kind() {
            DbKind::Sqlite => SQLITE.iter().count(),
            DbKind::Postgres => POSTGRES.iter().count(),
        };
        let sql = "SELECT count(*) FROM _sqlx_migrations WHERE success = true";
        let counted = match self.pool() {
            Pool::Sqlite { readers, .. } => sqlx::query_scalar::<_, i64>(sql).fetch_one(readers).await,
            Pool::Postgres(pool) => sqlx::query_scalar::<_, i64>(sql).fetch_one(pool).await,
        };
        let applied = match counted {
            Ok(count) => usize::try_from(count).unwrap_or(0).min(brought),
            // No table yet: nothing was ever applied.
            Err(sqlx::Error::Database(_)) => 0,
            Err(error) => return Err(from_sqlx(error)),
        };
        Ok(MigrationStatus { applied, pending: brought - applied })
    }
}

fn from_migrate(error: MigrateError) -> Error {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => from_sqlx(error),
        MigrateError::VersionMissing(version) => Error::conflict(
            "database_is_newer",
            format!(
                "The database has migration {version}, which this version of Tradepost does not know. \
                 Start the version that made it, or a later one."
            ),
        ),
        MigrateError::VersionMismatch(version) => Error::conflict(
            "migration_changed",
            format!(
                "Migration {version} is not the one that was applied to this database. Restore a released version."
            ),
        ),
        error => Error::internal(error),
    }
}

#[cfg(any(test, feature = "testing"))]
pub(crate) fn postgres_texts() -> impl Iterator<Item = &'static str> {
    POSTGRES.iter().map(|migration| migration.sql.as_str())
}
