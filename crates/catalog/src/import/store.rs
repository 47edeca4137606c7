//! SQL of imports.

use std::collections::HashSet;

use db::bulk::{self, Row};
use db::{Query, Tx};
use kernel::{Cursor, Error, Json, Result, Timestamp};

use super::failures::{ImportFailure, Problem};
use super::shelves::Booking;
use super::undo::Before;
use super::{ImportState, ProductImport, ProductImportId};
use crate::product::ProductId;

pub(super) async fn list(tx: &mut Tx, after: Cursor, limit: i64) -> Result<Vec<ProductImport>> {
    tx.query(
        "SELECT * FROM product_imports WHERE tenant_id = $1 AND (created_at, id) < ($2, $3)
         ORDER BY created_at DESC, id DESC LIMIT $4",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(limit)
    .fetch_all()
    .await
}

pub(super) async fn get(tx: &mut Tx, id: ProductImportId) -> Result<ProductImport> {
    let row =
        tx.query("SELECT * FROM product_imports WHERE tenant_id = $1 AND id = $2").bind(id).fetch_optional();
    row.await?.ok_or_else(|| Error::not_found("import"))
}

pub(super) async fn insert(tx: &mut Tx, new: ProductImport) -> Result<ProductImport> {
    tx.query(
        "INSERT INTO product_imports (tenant_id, id, state, dialect, file_name, format, file_hash, file_size_bytes,
             currency, on_existing, dry_run, rows, products, position, created, updated, skipped, failed, kept,
             created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, 0, 0, 0, 0, 0, $14) RETURNING *",
    )
    .bind(new.id)
    .bind(new.state)
    .bind(new.dialect)
    .bind(new.file_name)
    .bind(new.format)
    .bind(new.file_hash)
    .bind(new.file_size_bytes)
    .bind(new.currency)
    .bind(new.on_existing)
    .bind(new.dry_run)
    .bind(new.rows)
    .bind(new.products)
    .bind(new.created_at)
    .fetch_one()
    .await
}

/// Begins anew from the first product, with these choices. Nothing happens, and `None` is answered, when the import is
/// in a state from which it cannot start.
pub(super) async fn start(tx: &mut Tx, chosen: &ProductImport) -> Result<Option<ProductImport>> {
    let now = tx.now();
    tx.query(
        "UPDATE product_imports SET state = 'running', currency = $3, on_existing = $4, dry_run = $5, shop_ids = $6,
             products = $7, position = 0, created = 0, updated = 0, skipped = 0, failed = 0, started_at = $8,
             finished_at = NULL
         WHERE tenant_id = $1 AND id = $2 AND (state = 'ready' OR dry_run AND state IN ('done', 'canceled'))
         RETURNING *",
    )
    .bind(chosen.id)
    .bind(chosen.currency)
    .bind(chosen.on_existing)
    .bind(chosen.dry_run)
    .bind(chosen.shop_ids.clone())
    .bind(chosen.products)
    .bind(now)
    .fetch_optional()
    .await
}

/// Moves on from one of the states `from`; answers whether it was in one.
pub(super) async fn move_on(
    tx: &mut Tx,
    id: ProductImportId,
    from: [ImportState; 2],
    to: ImportState,
) -> Result<bool> {
    let now = tx.now();
    let ended = !matches!(to, ImportState::Running | ImportState::Undoing);
    let moved = tx
        .query(
            "UPDATE product_imports SET state = $3, finished_at = CASE WHEN $4 THEN $5 ELSE finished_at END
             WHERE tenant_id = $1 AND id = $2 AND state IN ($6, $7)",
        )
        .bind(id)
        .bind(to)
        .bind(ended)
        .bind(now)
        .bind(from[0])
        .bind(from[1])
        .execute()
        .await?;
    Ok(moved == 1)
}

/// What became of a few products of the file.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Progress {
    pub(super) created: i64,
    pub(super) updated: i64,
    pub(super) skipped: i64,
    pub(super) failed: i64,
}

/// Takes the products from one place to another for this transaction. Answers whether the import still runs and stood at
/// `from`: another worker may have gone on with it, or somebody may have stopped it. From here to the end of the
/// transaction neither happens.
pub(super) async fn claim(tx: &mut Tx, id: ProductImportId, from: i64, to: i64) -> Result<bool> {
    let sql = "UPDATE product_imports SET position = $4
               WHERE tenant_id = $1 AND id = $2 AND state = 'running' AND position = $3";
    Ok(tx.query(sql).bind(id).bind(from).bind(to).execute().await? == 1)
}

/// Counts what became of them.
pub(super) async fn count(tx: &mut Tx, id: ProductImportId, progress: Progress) -> Result<()> {
    let sql =
        "UPDATE product_imports SET created = created + $3, updated = updated + $4, skipped = skipped + $5,
                   failed = failed + $6
               WHERE tenant_id = $1 AND id = $2";
    tx.query(sql)
        .bind(id)
        .bind(progress.created)
        .bind(progress.updated)
        .bind(progress.skipped)
        .bind(progress.failed)
        .execute()
        .await
        .map(drop)
}

/// Keeps why a row was left out. `product_row` is the first row of its product.
pub(super) async fn insert_failure(
    tx: &mut Tx,
    id: ProductImportId,
    product_row: i64,
    row_number: i64,
    problems: Vec<Problem>,
) -> Result<()> {
    tx.query(
        "INSERT INTO product_import_failures (tenant_id, import_id, row_number, product_row, problems)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
    )
    .bind(id)
    .bind(row_number)
    .bind(product_row)
    .bind(Json(problems))
    .execute()
    .await?;
    Ok(())
}

pub(super) async fn forget_failures(tx: &mut Tx, id: ProductImportId) -> Result<()> {
    let sql = "DELETE FROM product_import_failures WHERE tenant_id = $1 AND import_id = $2";
    tx.query(sql).bind(id).execute().await.map(drop)
}

/// Failures in the order of the file, those behind the given row.
pub(super) async fn failures(
    tx: &mut Tx,
    id: ProductImportId,
    after_row: i64,
    limit: i64,
) -> Result<Vec<ImportFailure>> {
    tx.query(
        "SELECT row_number, product_row, problems FROM product_import_failures
         WHERE tenant_id = $1 AND import_id = $2 AND row_number > $3 ORDER BY row_number LIMIT $4",
    )
    .bind(id)
    .bind(after_row)
    .bind(limit)
    .fetch_all()
    .await
}

/// What an import did to a product.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Change {
    pub(super) product_id: ProductId,
    pub(super) before: Option<Json<Before>>,
    pub(super) bookings: Json<Vec<Booking>>,
    pub(super) version: i64,
}

/// Keeps what the import did to a product, so that it can be undone. Of several changes the first knows what was there
/// before, the last which version the import left, and each what it booked.
pub(super) async fn insert_change(
    tx: &mut Tx,
    id: ProductImportId,
    product: ProductId,
    before: Option<Before>,
    mut bookings: Vec<Booking>,
) -> Result<()> {
    let earlier = "SELECT bookings FROM product_import_changes
                   WHERE tenant_id = $1 AND import_id = $2 AND product_id = $3";
    let earlier: Option<Json<Vec<Booking>>> =
        tx.query(earlier).bind(id).bind(product).scalar_optional().await?;
    if let Some(Json(earlier)) = earlier {
        bookings.splice(0..0, earlier);
    }
    tx.query(
        "INSERT INTO product_import_changes (tenant_id, import_id, product_id, before, bookings, archived, version)
         SELECT $1, $2, id, $4, $5, FALSE, version FROM products WHERE tenant_id = $1 AND id = $3
         ON CONFLICT (tenant_id, import_id, product_id) DO UPDATE
         SET bookings = excluded.bookings, version = excluded.version",
    )
    .bind(id)
    .bind(product)
    .bind(before.map(Json))
    .bind(Json(bookings))
    .execute()
    .await?;
    Ok(())
}

/// A product that an import made.
pub(super) struct Creation {
    pub(super) import: ProductImportId,
    pub(super) product: ProductId,
    pub(super) version: i64,
    pub(super) bookings: Vec<Booking>,
}

impl Row for Creation {
    const TABLE: &'static str = "product_import_changes";
    const COLUMNS: &'static [&'static str] = &["import_id", "product_id", "bookings", "archived", "version"];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        let query = query.bind(self.import).bind(self.product).bind(Json(self.bookings));
        query.bind(false).bind(self.version)
    }
}

/// Keeps that the import made these products: there is nothing before that, and nothing earlier that it did to them.
pub(super) async fn insert_creations(tx: &mut Tx, creations: Vec<Creation>) -> Result<()> {
    bulk::insert(tx, creations).await
}

/// Holds the product until the transaction ends, unless it has another version by now.
pub(super) async fn hold(tx: &mut Tx, product: ProductId, version: i64) -> Result<bool> {
    let sql = "UPDATE products SET version = version + 1 WHERE tenant_id = $1 AND id = $2 AND version = $3";
    Ok(tx.query(sql).bind(product).bind(version).execute().await? == 1)
}

/// Of these products those that are there only because undoing an import could archive them and no more, and that nobody has
/// touched since.
pub(super) async fn undone(tx: &mut Tx, products: &[ProductId]) -> Result<HashSet<ProductId>> {
    let sql = concat!(
        "SELECT DISTINCT c.product_id FROM product_import_changes c
         JOIN products p ON p.tenant_id = c.tenant_id AND p.id = c.product_id
         WHERE c.tenant_id = $1 AND c.archived AND c.version = p.version AND p.state = 'archived'
             AND c.product_id IN (",
        db::ids!(),
        ")"
    );
    let mut undone = HashSet::new();
    for products in products.chunks(db::IDS) {
        let rows: Vec<(ProductId,)> = tx.query(sql).bind_ids(products).fetch_all().await?;
        undone.extend(rows.into_iter().map(|(id,)| id));
    }
    Ok(undone)
}

/// The product was archived by the undoing.
pub(super) async fn mark_archived(tx: &mut Tx, id: ProductImportId, product: ProductId) -> Result<()> {
    let sql = "UPDATE product_import_changes SET archived = TRUE,
                   version = (SELECT version FROM products WHERE tenant_id = $1 AND id = $3)
               WHERE tenant_id = $1 AND import_id = $2 AND product_id = $3";
    tx.query(sql).bind(id).bind(product).execute().await.map(drop)
}

/// Some of the changes that were not undone yet.
pub(super) async fn changes(tx: &mut Tx, id: ProductImportId, limit: i64) -> Result<Vec<Change>> {
    tx.query(
        "SELECT product_id, before, bookings, version FROM product_import_changes
         WHERE tenant_id = $1 AND import_id = $2 AND NOT archived ORDER BY product_id LIMIT $3",
    )
    .bind(id)
    .bind(limit)
    .fetch_all()
    .await
}

pub(super) async fn forget_change(tx: &mut Tx, id: ProductImportId, product: ProductId) -> Result<()> {
    let sql =
        "DELETE FROM product_import_changes WHERE tenant_id = $1 AND import_id = $2 AND product_id = $3";
    tx.query(sql).bind(id).bind(product).execute().await.map(drop)
}

pub(super) async fn count_kept(tx: &mut Tx, id: ProductImportId, kept: i64) -> Result<()> {
    let sql = "UPDATE product_imports SET kept = kept + $3 WHERE tenant_id = $1 AND id = $2";
    tx.query(sql).bind(id).bind(kept).execute().await.map(drop)
}
