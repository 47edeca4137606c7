//! Inserting many rows of one table with few statements. One order and a million of them go the same way, so there is one
//! text for each table, and what holds for the one holds for the million.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use kernel::{Result, TenantId};

use crate::{DbKind, Query, Tx};

/// The most rows of one statement. Fewer go in halves of it, so that there are few texts and the databases remember them.
const ROWS_MAX: usize = 64;

/// A row that is inserted whole.
pub trait Row: Sized {
    /// The table.
    const TABLE: &'static str;
    /// Its columns beside `tenant_id`, in the order in which [`bind`](Self::bind) binds them.
    const COLUMNS: &'static [&'static str];
    /// What happens when there is such a row already; an error when left out.
    const ON_CONFLICT: &'static str = "";

    /// Binds the values.
    fn bind(self, query: Query<'_>) -> Query<'_>;
}

/// Inserts the rows in the transaction's organization.
pub async fn insert<R: Row>(tx: &mut Tx, rows: impl IntoIterator<Item = R>) -> Result<()> {
    let tenant = tx.tenant()?;
    insert_for(tx, tenant, rows).await
}

/// Inserts the rows in that organization, also from a transaction of the installation.
pub async fn insert_for<R: Row>(
    tx: &mut Tx,
    tenant: TenantId,
    rows: impl IntoIterator<Item = R>,
) -> Result<()> {
    insert_each(tx, rows.into_iter().map(|row| (tenant, row)).collect()).await
}

/// Inserts each row in its own organization, from a transaction of the installation.
pub async fn insert_each<R: Row>(tx: &mut Tx, mut rows: Vec<(TenantId, R)>) -> Result<()> {
    while !rows.is_empty() {
        let count = ROWS_MAX.min(1 << rows.len().ilog2());
        let rest = rows.split_off(count);
        let mut query = tx.global_query(text::<R>(tx.kind(), count));
        for (tenant, row) in rows {
            query = row.bind(query.bind(tenant));
        }
        query.execute().await?;
        rows = rest;
    }
    Ok(())
}

type Texts = HashMap<(&'static str, DbKind, usize), &'static str>;

/// Texts that were made, by table, database and number of rows: at most seven per table, kept for good.
static TEXTS: LazyLock<Mutex<Texts>> = LazyLock::new(Mutex::default);

fn text<R: Row>(kind: DbKind, rows: usize) -> &'static str {
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    texts.entry((R::TABLE, kind, rows)).or_insert_with(|| {
        let width = R::COLUMNS.len() + 1;
        let one = |row: usize| {
            let places: Vec<String> = (1..=width).map(|column| place(kind, row * width + column)).collect();
            format!("({})", places.join(", "))
        };
        let values: Vec<String> = (0..rows).map(one).collect();
        let columns = R::COLUMNS.join(", ");
        let (table, values, on_conflict) = (R::TABLE, values.join(", "), R::ON_CONFLICT);
        let text = format!("INSERT INTO {table} (tenant_id, {columns}) VALUES {values} {on_conflict}");
        Box::leak(text.into_boxed_str())
    })
}

/// Where a value is bound. SQLite looks through the names of all places to find one, for each value anew: with a thousand
/// of them that takes longer than inserting, so there the places have no names.
fn place(kind: DbKind, number: usize) -> String {
    match kind {
        DbKind::Sqlite => "?".to_owned(),
        DbKind::Postgres => format!("${number}"),
    }
}
