//! SQL of products and of what hangs on them by the product alone.

use std::collections::HashMap;
use std::sync::LazyLock;

use db::{OnForeignKey, OnUnique, Tx, bulk};
use kernel::{Currency, Cursor, Error, Json, Result, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Attribute, Product, ProductId, ProductOption, rows};
use crate::category::CategoryId;
use crate::search::filter::{AROUND, Filter, OWN};
use crate::slug;

/// The product, if the merchant has it.
pub async fn find(tx: &mut Tx, id: ProductId) -> Result<Option<Product>> {
    tx.query("SELECT * FROM products WHERE tenant_id = $1 AND id = $2").bind(id).fetch_optional().await
}

/// The product; an error when the merchant has no such product.
pub async fn get(tx: &mut Tx, id: ProductId) -> Result<Product> {
    find(tx, id).await?.ok_or_else(|| Error::not_found("product"))
}

/// The product at this address, if there is one.
pub async fn find_by_slug(tx: &mut Tx, slug: &str) -> Result<Option<Product>> {
    tx.query("SELECT * FROM products WHERE tenant_id = $1 AND slug = $2")
        .bind(slug.to_owned())
        .fetch_optional()
        .await
}

/// Which products live at these addresses.
pub(crate) async fn by_slugs(tx: &mut Tx, slugs: &[String]) -> Result<HashMap<String, ProductId>> {
    let sql = concat!("SELECT slug, id FROM products WHERE tenant_id = $1 AND slug IN (", db::ids!(), ")");
    let mut found = HashMap::new();
    for slugs in slugs.chunks(db::IDS) {
        let rows: Vec<(String, ProductId)> = tx.query(sql).bind_texts(slugs).fetch_all().await?;
        found.extend(rows);
    }
    Ok(found)
}

pub(crate) async fn replace_tags(tx: &mut Tx, id: ProductId, tags: &[String]) -> Result<()> {
    tx.query("DELETE FROM product_tags WHERE tenant_id = $1 AND product_id = $2").bind(id).execute().await?;
    bulk::insert(tx, rows::tags(id, tags)).await
}

pub(crate) async fn replace_attributes(tx: &mut Tx, id: ProductId, attributes: &[Attribute]) -> Result<()> {
    tx.query("DELETE FROM product_attributes WHERE tenant_id = $1 AND product_id = $2")
        .bind(id)
        .execute()
        .await?;
    bulk::insert(tx, rows::attributes(id, attributes)).await
}

pub(crate) async fn replace_categories(tx: &mut Tx, id: ProductId, categories: &[CategoryId]) -> Result<()> {
    tx.query("DELETE FROM product_categories WHERE tenant_id = $1 AND product_id = $2")
        .bind(id)
        .execute()
        .await?;
    bulk::insert(tx, rows::in_categories(id, categories)).await.on_foreign_key(unknown_category)
}

pub(crate) fn unknown_category() -> Error {
    Error::invalid("category_ids", "unknown", "One of these categories does not exist.")
}

/// The products that pass the filter, newest first.
pub(crate) async fn list(tx: &mut Tx, filter: &Filter, after: Cursor, limit: i64) -> Result<Vec<Product>> {
    static LIST: LazyLock<String> = LazyLock::new(|| {
        format!(
            "SELECT p.* FROM products p
             WHERE p.tenant_id = $1 AND (p.created_at, p.id) < ($20, $21) AND {OWN} AND {}
             ORDER BY p.created_at DESC, p.id DESC LIMIT $22",
            AROUND.replace("f.product_id", "p.id")
        )
    });
    filter
        .bind(tx.query(&LIST))
        .bind(Timestamp::from_micros(after.key))
        .bind(after.id)
        .bind(limit)
        .fetch_all()
        .await
}

/// The words by which a product is found, in order.
pub async fn tags(tx: &mut Tx, id: ProductId) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx
        .query("SELECT tag FROM product_tags WHERE tenant_id = $1 AND product_id = $2 ORDER BY tag_key")
        .bind(id)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(tag,)| tag).collect())
}

pub(crate) async fn attributes(tx: &mut Tx, id: ProductId) -> Result<Vec<Attribute>> {
    tx.query("SELECT name, value FROM product_attributes WHERE tenant_id = $1 AND product_id = $2 ORDER BY position")
        .bind(id)
        .fetch_all()
        .await
}

pub(crate) async fn category_ids(tx: &mut Tx, id: ProductId) -> Result<Vec<CategoryId>> {
    let rows: Vec<(CategoryId,)> = tx
        .query("SELECT category_id FROM product_categories WHERE tenant_id = $1 AND product_id = $2 ORDER BY position")
        .bind(id)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// What a line of a list says of a product's variants.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Sum {
    pub(crate) product_id: ProductId,
    pub(crate) variant_count: i64,
    pub(crate) min_minor: Option<i64>,
    pub(crate) max_minor: Option<i64>,
}

/// Variants and prices by the base list of the currency, per product.
pub(crate) async fn sums(tx: &mut Tx, ids: &[ProductId], currency: Currency) -> Result<Vec<Sum>> {
    let mut sums = Vec::with_capacity(ids.len());
    for ids in ids.chunks(db::IDS) {
        let rows: Vec<Sum> = tx
            .query(concat!(
                "SELECT v.product_id, count(*) AS variant_count, min(c.amount_minor) AS min_minor,
                     max(c.amount_minor) AS max_minor
                 FROM variants v
                 LEFT JOIN price_lists l ON l.tenant_id = v.tenant_id AND l.currency = $52 AND l.is_base
                 LEFT JOIN prices c ON c.tenant_id = v.tenant_id AND c.variant_id = v.id AND c.price_list_id = l.id
                 WHERE v.tenant_id = $1 AND v.state = 'active' AND v.product_id IN (",
                db::ids!(),
                ") GROUP BY v.product_id"
            ))
            .bind_ids(ids)
            .bind(currency)
            .fetch_all()
            .await?;
        sums.extend(rows);
    }
    Ok(sums)
}

/// Saves an edited product; the version counts on. Nothing changes when somebody else was faster.
pub(super) async fn update(tx: &mut Tx, edited: Product) -> Result<Product> {
    let now = tx.now();
    let saved = tx
        .query(
            "UPDATE products SET state = $3, title = $4, slug = $5, description = $6, vendor = $7, options = $8,
                 seo_title = $9, seo_description = $10, version = version + 1, updated_at = $11
             WHERE tenant_id = $1 AND id = $2 AND version = $12 RETURNING *",
        )
        .bind(edited.id)
        .bind(edited.state)
        .bind(edited.title)
        .bind(edited.slug)
        .bind(edited.description)
        .bind(edited.vendor)
        .bind(edited.options)
        .bind(edited.seo_title)
        .bind(edited.seo_description)
        .bind(now)
        .bind(edited.version)
        .fetch_optional()
        .await
        .on_unique(("products", "slug"), slug::taken)?;
    saved.ok_or_else(Error::changed_meanwhile)
}

/// Something that belongs to the product changed: its version counts on, also when its own row says the same.
pub(crate) async fn touch(
    tx: &mut Tx,
    id: ProductId,
    options: Option<Json<Vec<ProductOption>>>,
) -> Result<()> {
    let now = tx.now();
    tx.query(
        "UPDATE products SET version = version + 1, updated_at = $3, options = coalesce($4, options)
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(id)
    .bind(now)
    .bind(options)
    .execute()
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: ProductId) -> Result<()> {
    tx.query("DELETE FROM products WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .execute()
        .await
        .on_foreign_key(|| {
            let detail = "Orders, stock or bundles refer to this product. Archive it instead.";
            Error::conflict("product_in_use", detail)
        })?;
    Ok(())
}

/// A value with how many products have it.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct Counted {
    /// The value.
    pub value: String,
    /// How many products have it.
    pub count: i64,
}

/// The merchant's tags, the most used first.
pub(crate) async fn all_tags(tx: &mut Tx, limit: i64) -> Result<Vec<Counted>> {
    tx.query(
        "SELECT min(tag) AS value, count(*) AS count FROM product_tags WHERE tenant_id = $1
         GROUP BY tag_key ORDER BY count(*) DESC, tag_key LIMIT $2",
    )
    .bind(limit)
    .fetch_all()
    .await
}

/// The merchant's vendors, the most used first.
pub(crate) async fn all_vendors(tx: &mut Tx, limit: i64) -> Result<Vec<Counted>> {
    tx.query(
        "SELECT vendor AS value, count(*) AS count FROM products WHERE tenant_id = $1 AND vendor IS NOT NULL
         GROUP BY vendor ORDER BY count(*) DESC, vendor LIMIT $2",
    )
    .bind(limit)
    .fetch_all()
    .await
}
