//! What a database failure means to the caller.

use kernel::{Error, ErrorKind, Result};

/// Marks an error that came from a unique key, so that [`OnUnique`] can recognise it.
#[derive(Debug, thiserror::Error)]
#[error("{table} {columns}: {source}")]
struct UniqueViolation {
    table: String,
    /// Text that contains the names of the key's columns: the constraint's name, or SQLite's list of columns.
    columns: String,
    source: sqlx::Error,
}

/// Turns sqlx's error into ours: what may pass by itself is `Unavailable`, the rest is `Internal` until a caller
/// that knows better (with [`OnUnique`]) says so.
pub fn from_sqlx(error: sqlx::Error) -> Error {
    use sqlx::Error as E;
    match &error {
        E::PoolTimedOut | E::PoolClosed => {
            Error::unavailable("database_busy", "The database is busy. Try again in a moment.")
                .with_source(error)
        }
        E::Io(_) | E::Tls(_) | E::WorkerCrashed => down(error),
        E::Database(database) => {
            let code = database.code().unwrap_or_default().into_owned();
            if database.is_unique_violation() {
                return unique(error);
            }
            if database.is_foreign_key_violation() {
                return foreign_key(error);
            }
            match code.as_str() {
                // SQLITE_FULL; PostgreSQL disk_full.
                "13" | "53100" => Error::unavailable(
                    "disk_full",
                    "The disk that holds the database is full. Nothing was changed; make room and try again.",
                )
                .with_source(error),
                // SQLITE_BUSY and its extended codes, SQLITE_LOCKED; deadlock, serialization, lock and statement timeouts.
                "5" | "261" | "517" | "6" | "40P01" | "40001" | "55P03" | "57014" => {
                    Error::unavailable("database_busy", "The database is busy. Try again in a moment.")
                        .with_source(error)
                }
                // The server is starting, stopping, or out of connections.
                "57P01" | "57P02" | "57P03" | "53300" | "08006" | "08003" => down(error),
                // SQLITE_IOERR and extended codes: the disk failed or is gone.
                _ if database.message().contains("disk I/O error") => down(error),
                _ => Error::internal(error),
            }
        }
        _ => Error::internal(error),
    }
}

fn down(error: sqlx::Error) -> Error {
    Error::unavailable("database_unavailable", "The database cannot be reached. Try again in a moment.")
        .with_source(error)
}

fn unique(error: sqlx::Error) -> Error {
    let Some(database) = error.as_database_error() else { return Error::internal(error) };
    // PostgreSQL names table and constraint; SQLite says "UNIQUE constraint failed: table.a, table.b" or names the index.
    let (table, columns) = if let (Some(table), Some(constraint)) = (database.table(), database.constraint())
    {
        (table.to_owned(), constraint.to_owned())
    } else {
        let message = database.message();
        let list = message.rsplit(": ").next().unwrap_or(message);
        let table = list.split('.').next().unwrap_or(list);
        (table.trim_start_matches("index '").to_owned(), list.to_owned())
    };
    let source = UniqueViolation { table, columns, source: error };
    Error::new(ErrorKind::Conflict, "already_exists", "This exists already.").with_source(source)
}

/// Gives a unique violation the meaning that the caller knows.
pub trait OnUnique<T> {
    /// Replaces the error when it is a violation of a unique key of `table` that contains `column`.
    fn on_unique(self, key: (&str, &str), replacement: impl FnOnce() -> Error) -> Result<T>;
}

impl<T> OnUnique<T> for Result<T> {
    fn on_unique(self, (table, column): (&str, &str), replacement: impl FnOnce() -> Error) -> Self {
        self.map_err(|error| {
            let source = std::error::Error::source(&error).and_then(|s| s.downcast_ref::<UniqueViolation>());
            match source {
                Some(violation)
                    if violation.table.starts_with(table) && violation.columns.contains(column) =>
                {
                    replacement()
                }
                _ => error,
            }
        })
    }
}

/// Marks an error that came from a foreign key, so that [`OnForeignKey`] can recognise it.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct ForeignKeyViolation(sqlx::Error);

fn foreign_key(error: sqlx::Error) -> Error {
    Error::internal(ForeignKeyViolation(error))
}

/// Gives a broken reference the meaning that the caller knows. SQLite does not say which key it was.
pub trait OnForeignKey<T> {
    /// Replaces the error when a row refers to what is deleted, or to what is not there.
    fn on_foreign_key(self, replacement: impl FnOnce() -> Error) -> Result<T>;
}

impl<T> OnForeignKey<T> for Result<T> {
    fn on_foreign_key(self, replacement: impl FnOnce() -> Error) -> Self {
        self.map_err(|error| {
            let source = std::error::Error::source(&error);
            if source.is_some_and(<dyn std::error::Error>::is::<ForeignKeyViolation>) {
                replacement()
            } else {
                error
            }
        })
    }
}
