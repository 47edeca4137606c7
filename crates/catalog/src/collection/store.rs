//! SQL of collections.

use db::bulk::{self, Row};
use db::{OnForeignKey, OnUnique, Query, Tx};
use kernel::{Cursor, Error, Result, Timestamp};

use super::{Collection, CollectionId};
use crate::product::{Product, ProductId};
use crate::slug;

/// The merchant's collections, newest first.
pub(super) async fn list(tx: &mut Tx, after: Cursor, limit: i64) -> Result<Vec<Collection>> {
    tx.query(
        "SELECT * FROM collections WHERE tenant_id = $1 AND (created_at, id) < ($2, $3)
         ORDER BY created_at DESC, id DESC LIMIT $4",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(limit)
    .fetch_all()
    .await
}

pub(crate) async fn find(tx: &mut Tx, id: CollectionId) -> Result<Option<Collection>> {
    tx.query("SELECT * FROM collections WHERE tenant_id = $1 AND id = $2").bind(id).fetch_optional().await
}

pub(crate) async fn get(tx: &mut Tx, id: CollectionId) -> Result<Collection> {
    find(tx, id).await?.ok_or_else(|| Error::not_found("collection"))
}

/// Those that have a rule.
pub(super) async fn with_rule(tx: &mut Tx) -> Result<Vec<Collection>> {
    tx.query("SELECT * FROM collections WHERE tenant_id = $1 AND kind = 'rule'").fetch_all().await
}

pub(super) async fn has_slug(tx: &mut Tx, slug: &str) -> Result<bool> {
    let found: i64 = tx
        .query("SELECT count(*) FROM collections WHERE tenant_id = $1 AND slug = $2")
        .bind(slug.to_owned())
        .scalar()
        .await?;
    Ok(found > 0)
}

pub(super) async fn insert(tx: &mut Tx, new: Collection) -> Result<Collection> {
    tx.query(
        "INSERT INTO collections (tenant_id, id, kind, name, slug, description, rule, seo_title, seo_description,
             version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $10) RETURNING *",
    )
    .bind(new.id)
    .bind(new.kind)
    .bind(new.name)
    .bind(new.slug)
    .bind(new.description)
    .bind(new.rule)
    .bind(new.seo_title)
    .bind(new.seo_description)
    .bind(new.created_at)
    .fetch_one()
    .await
    .on_unique(("collections", "slug"), slug::taken)
}

/// Saves an edited collection; the version counts on. Nothing changes when somebody else was faster.
pub(super) async fn update(tx: &mut Tx, edited: Collection) -> Result<Collection> {
    let now = tx.now();
    let saved = tx
        .query(
            "UPDATE collections SET name = $3, slug = $4, description = $5, rule = $6, seo_title = $7,
                 seo_description = $8, version = version + 1, updated_at = $9
             WHERE tenant_id = $1 AND id = $2 AND version = $10 RETURNING *",
        )
        .bind(edited.id)
        .bind(edited.name)
        .bind(edited.slug)
        .bind(edited.description)
        .bind(edited.rule)
        .bind(edited.seo_title)
        .bind(edited.seo_description)
        .bind(now)
        .bind(edited.version)
        .fetch_optional()
        .await
        .on_unique(("collections", "slug"), slug::taken)?;
    saved.ok_or_else(Error::changed_meanwhile)
}

pub(super) async fn delete(tx: &mut Tx, id: CollectionId) -> Result<()> {
    tx.query("DELETE FROM collections WHERE tenant_id = $1 AND id = $2").bind(id).execute().await?;
    Ok(())
}

/// A product's place in a collection.
struct Place(CollectionId, ProductId, i64);

impl Row for Place {
    const TABLE: &'static str = "collection_products";
    const COLUMNS: &'static [&'static str] = &["collection_id", "product_id", "position"];
    const ON_CONFLICT: &'static str = "ON CONFLICT (tenant_id, collection_id, product_id) DO NOTHING";

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.0).bind(self.1).bind(self.2)
    }
}

/// Puts products into a collection; one that is there already stays where it is.
pub(super) async fn join(tx: &mut Tx, collection: CollectionId, products: &[ProductId]) -> Result<()> {
    bulk::insert(tx, products.iter().map(|product| Place(collection, *product, 0))).await
}

/// Takes products out of a collection.
pub(super) async fn leave(tx: &mut Tx, collection: CollectionId, products: &[ProductId]) -> Result<()> {
    let sql = concat!(
        "DELETE FROM collection_products WHERE tenant_id = $1 AND product_id IN (",
        db::ids!(),
        ") AND collection_id = $52"
    );
    for products in products.chunks(db::IDS) {
        tx.query(sql).bind_ids(products).bind(collection).execute().await?;
    }
    Ok(())
}

/// These products in this order, and no others.
pub(super) async fn replace_members(
    tx: &mut Tx,
    collection: CollectionId,
    products: &[ProductId],
) -> Result<()> {
    tx.query("DELETE FROM collection_products WHERE tenant_id = $1 AND collection_id = $2")
        .bind(collection)
        .execute()
        .await?;
    let places = (0_i64..).zip(products).map(|(position, product)| Place(collection, *product, position));
    bulk::insert(tx, places)
        .await
        .on_foreign_key(|| Error::invalid("product_ids", "unknown", "One of these products does not exist."))
}

pub(super) async fn count(tx: &mut Tx, id: CollectionId) -> Result<i64> {
    tx.query("SELECT count(*) FROM collection_products WHERE tenant_id = $1 AND collection_id = $2")
        .bind(id)
        .scalar()
        .await
}

/// A product at its place in a collection.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Member {
    pub(super) member_position: i64,
    #[sqlx(flatten)]
    pub(super) product: Product,
}

/// The products of a collection in its order.
pub(super) async fn members(tx: &mut Tx, id: CollectionId, after: Cursor, limit: i64) -> Result<Vec<Member>> {
    tx.query(
        "SELECT p.*, m.position AS member_position
         FROM collection_products m JOIN products p ON p.tenant_id = m.tenant_id AND p.id = m.product_id
         WHERE m.tenant_id = $1 AND m.collection_id = $2 AND (m.position, m.product_id) > ($3, $4)
         ORDER BY m.position, m.product_id LIMIT $5",
    )
    .bind(id)
    .bind(after.key)
    .bind(after.id)
    .bind(limit)
    .fetch_all()
    .await
}
