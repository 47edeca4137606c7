//! SQL of categories.

use std::collections::HashSet;

use db::{OnForeignKey, OnUnique, Tx};
use kernel::{Error, Result};

use super::{Category, CategoryId};
use crate::slug;

/// The whole tree: parents may come after their children, siblings are in their order.
pub async fn all(tx: &mut Tx) -> Result<Vec<Category>> {
    tx.query("SELECT * FROM categories WHERE tenant_id = $1 ORDER BY parent_id, position, id")
        .fetch_all()
        .await
}

/// The category, if the merchant has it.
pub async fn find(tx: &mut Tx, id: CategoryId) -> Result<Option<Category>> {
    tx.query("SELECT * FROM categories WHERE tenant_id = $1 AND id = $2").bind(id).fetch_optional().await
}

/// The category; an error when the merchant has no such category.
pub async fn get(tx: &mut Tx, id: CategoryId) -> Result<Category> {
    find(tx, id).await?.ok_or_else(|| Error::not_found("category"))
}

/// How many products stand in each category itself.
pub(super) async fn counts(tx: &mut Tx) -> Result<Vec<(CategoryId, i64)>> {
    tx.query("SELECT category_id, count(*) FROM product_categories WHERE tenant_id = $1 GROUP BY category_id")
        .fetch_all()
        .await
}

pub(super) async fn has_slug(tx: &mut Tx, slug: &str) -> Result<bool> {
    let found: i64 = tx
        .query("SELECT count(*) FROM categories WHERE tenant_id = $1 AND slug = $2")
        .bind(slug.to_owned())
        .scalar()
        .await?;
    Ok(found > 0)
}

pub(super) async fn insert(tx: &mut Tx, new: Category) -> Result<Category> {
    tx.query(
        "INSERT INTO categories (tenant_id, id, parent_id, position, name, slug, description, seo_title,
             seo_description, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $10) RETURNING *",
    )
    .bind(new.id)
    .bind(new.parent_id)
    .bind(new.position)
    .bind(new.name)
    .bind(new.slug)
    .bind(new.description)
    .bind(new.seo_title)
    .bind(new.seo_description)
    .bind(new.created_at)
    .fetch_one()
    .await
    .on_unique(("categories", "slug"), slug::taken)
}

/// Saves an edited category; the version counts on. Nothing changes when somebody else was faster.
pub(super) async fn update(tx: &mut Tx, edited: Category) -> Result<Category> {
    let now = tx.now();
    let saved = tx
        .query(
            "UPDATE categories SET name = $3, slug = $4, description = $5, seo_title = $6, seo_description = $7,
                 version = version + 1, updated_at = $8
             WHERE tenant_id = $1 AND id = $2 AND version = $9 RETURNING *",
        )
        .bind(edited.id)
        .bind(edited.name)
        .bind(edited.slug)
        .bind(edited.description)
        .bind(edited.seo_title)
        .bind(edited.seo_description)
        .bind(now)
        .bind(edited.version)
        .fetch_optional()
        .await
        .on_unique(("categories", "slug"), slug::taken)?;
    saved.ok_or_else(Error::changed_meanwhile)
}

pub(super) async fn place(
    tx: &mut Tx,
    id: CategoryId,
    parent: Option<CategoryId>,
    position: i64,
) -> Result<()> {
    let now = tx.now();
    tx.query("UPDATE categories SET parent_id = $3, position = $4, updated_at = $5 WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .bind(parent)
        .bind(position)
        .bind(now)
        .execute()
        .await?;
    Ok(())
}

/// Products that stood in it stand there no more.
pub(super) async fn delete(tx: &mut Tx, id: CategoryId) -> Result<()> {
    tx.query("DELETE FROM product_categories WHERE tenant_id = $1 AND category_id = $2")
        .bind(id)
        .execute()
        .await?;
    tx.query("DELETE FROM categories WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .execute()
        .await
        .on_foreign_key(|| {
            let detail = "There are categories below this one. Move or delete them first.";
            Error::conflict("category_in_use", detail)
        })?;
    Ok(())
}

/// Of these categories those that there are.
pub(crate) async fn of_ids(tx: &mut Tx, ids: &[CategoryId]) -> Result<HashSet<CategoryId>> {
    let sql = concat!("SELECT id FROM categories WHERE tenant_id = $1 AND id IN (", db::ids!(), ")");
    let mut found = HashSet::new();
    for ids in ids.chunks(db::IDS) {
        let rows: Vec<(CategoryId,)> = tx.query(sql).bind_ids(ids).fetch_all().await?;
        found.extend(rows.into_iter().map(|(id,)| id));
    }
    Ok(found)
}

/// A category with what it is a part of, and what it is called.
pub(super) type Named = (CategoryId, Option<CategoryId>, String);

/// The categories that have one of these names, siblings in their order.
pub(super) async fn named(tx: &mut Tx, names: &[String]) -> Result<Vec<Named>> {
    let sql = concat!(
        "SELECT id, parent_id, name FROM categories WHERE tenant_id = $1 AND name IN (",
        db::ids!(),
        ") ORDER BY position, id"
    );
    let mut found = Vec::new();
    for names in names.chunks(db::IDS) {
        let rows: Vec<Named> = tx.query(sql).bind_texts(names).fetch_all().await?;
        found.extend(rows);
    }
    Ok(found)
}
