//! The few texts that cannot be the same for both databases, each behind a function that says what it does.

use kernel::{Result, Timestamp};

use crate::{DbKind, Tx};

pub mod jobs;

/// Picks the text for the database at hand.
fn text(tx: &Tx, sqlite: &'static str, postgres: &'static str) -> &'static str {
    match tx.kind() {
        DbKind::Sqlite => sqlite,
        DbKind::Postgres => postgres,
    }
}

/// Adds `deltas` (microseconds) to the theoretical arrival times of the rate-limit `keys`, and answers
/// the new ones. PostgreSQL only: with SQLite one process counts for itself.
pub async fn merge_rate_limits(
    tx: &mut Tx,
    keys: Vec<Vec<u8>>,
    deltas: Vec<i64>,
) -> Result<Vec<(Vec<u8>, Timestamp)>> {
    if tx.kind() == DbKind::Sqlite {
        return Ok(Vec::new());
    }
    // Keys in one order in every process, so that two batches never wait for each other in a circle.
    let mut pairs: Vec<(Vec<u8>, i64)> = keys.into_iter().zip(deltas).collect();
    pairs.sort_unstable();
    let now = tx.now();
    let mut merged = Vec::with_capacity(pairs.len());
    for (key, delta) in pairs {
        let row = tx
            .global_query(
                "INSERT INTO rate_limits AS r (key, tat) VALUES ($1, $2::timestamptz + $3 * interval '1 microsecond')
                 ON CONFLICT (key) DO UPDATE
                 SET tat = greatest(r.tat, $2::timestamptz) + $3 * interval '1 microsecond'
                 RETURNING key, tat",
            )
            .bind(key)
            .bind(now)
            .bind(delta)
            .fetch_one()
            .await?;
        merged.push(row);
    }
    Ok(merged)
}

/// The text of a query that also locks the rows which it finds, in the order in which it finds them, until the
/// transaction ends. On SQLite a writing transaction is alone anyway.
#[macro_export]
macro_rules! locking {
    ($tx:expr, $sql:literal) => {
        match $tx.kind() {
            $crate::DbKind::Sqlite => $sql,
            $crate::DbKind::Postgres => concat!($sql, " FOR UPDATE"),
        }
    };
}
