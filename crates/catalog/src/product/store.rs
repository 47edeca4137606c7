//! SQL of products and of what hangs on them by the product alone.

use db::{OnForeignKey, OnUnique, Tx};
use kernel::{Error, Result};

use super::{Attribute, Product, ProductId, check};
use crate::category::CategoryId;
use crate::shop::ShopId;
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

pub(crate) async fn has_slug(tx: &mut Tx, slug: &str) -> Result<bool> {
    let found: i64 = tx
        .query("SELECT count(*) FROM products WHERE tenant_id = $1 AND slug = $2")
        .bind(slug.to_owned())
        .scalar()
        .await?;
    Ok(found > 0)
}

pub(super) async fn insert(tx: &mut Tx, new: Product) -> Result<Product> {
    tx.query(
        "INSERT INTO products (tenant_id, id, kind, state, title, slug, description, vendor, options, seo_title,
             seo_description, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $12) RETURNING *",
    )
    .bind(new.id)
    .bind(new.kind)
    .bind(new.state)
    .bind(new.title)
    .bind(new.slug)
    .bind(new.description)
    .bind(new.vendor)
    .bind(new.options)
    .bind(new.seo_title)
    .bind(new.seo_description)
    .bind(new.created_at)
    .fetch_one()
    .await
    .on_unique(("products", "slug"), slug::taken)
}

pub(crate) async fn replace_tags(tx: &mut Tx, id: ProductId, tags: &[String]) -> Result<()> {
    tx.query("DELETE FROM product_tags WHERE tenant_id = $1 AND product_id = $2").bind(id).execute().await?;
    for tag in tags {
        tx.query("INSERT INTO product_tags (tenant_id, product_id, tag_key, tag) VALUES ($1, $2, $3, $4)")
            .bind(id)
            .bind(check::tag_key(tag))
            .bind(tag.clone())
            .execute()
            .await?;
    }
    Ok(())
}

pub(crate) async fn replace_attributes(tx: &mut Tx, id: ProductId, attributes: &[Attribute]) -> Result<()> {
    tx.query("DELETE FROM product_attributes WHERE tenant_id = $1 AND product_id = $2")
        .bind(id)
        .execute()
        .await?;
    for (position, attribute) in (0_i64..).zip(attributes) {
        tx.query(
            "INSERT INTO product_attributes (tenant_id, product_id, name, value, position)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(id)
        .bind(attribute.name.clone())
        .bind(attribute.value.clone())
        .bind(position)
        .execute()
        .await?;
    }
    Ok(())
}

pub(crate) async fn replace_categories(tx: &mut Tx, id: ProductId, categories: &[CategoryId]) -> Result<()> {
    tx.query("DELETE FROM product_categories WHERE tenant_id = $1 AND product_id = $2")
        .bind(id)
        .execute()
        .await?;
    for (position, category) in (0_i64..).zip(categories) {
        tx.query(
            "INSERT INTO product_categories (tenant_id, product_id, category_id, position) VALUES ($1, $2, $3, $4)
             ON CONFLICT (tenant_id, product_id, category_id) DO NOTHING",
        )
        .bind(id)
        .bind(*category)
        .bind(position)
        .execute()
        .await
        .on_foreign_key(|| {
            Error::invalid("category_ids", "unknown", "One of these categories does not exist.")
        })?;
    }
    Ok(())
}

/// The shop shows the product from now on, if it did not before.
pub(crate) async fn list_in_shop(tx: &mut Tx, id: ProductId, shop: ShopId) -> Result<()> {
    let now = tx.now();
    tx.query(
        "INSERT INTO product_listings (tenant_id, shop_id, product_id, state, created_at, updated_at)
         VALUES ($1, $2, $3, 'published', $4, $4)
         ON CONFLICT (tenant_id, shop_id, product_id) DO NOTHING",
    )
    .bind(shop)
    .bind(id)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}
