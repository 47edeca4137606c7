//! SQL that reads what belongs to many products at once.

use blobs::{ContentHash, MediaType};
use db::Tx;
use kernel::Result;

use crate::category::CategoryId;
use crate::product::{Attribute, ProductId};
use crate::variant::Variant;

/// As many products as one of these queries takes.
pub(super) const CHUNK: usize = db::IDS;

pub(super) async fn tags(tx: &mut Tx, products: &[ProductId]) -> Result<Vec<(ProductId, String)>> {
    tx.query(concat!(
        "SELECT product_id, tag FROM product_tags WHERE tenant_id = $1 AND product_id IN (",
        db::ids!(),
        ") ORDER BY product_id, tag_key"
    ))
    .bind_ids(products)
    .fetch_all()
    .await
}

pub(super) async fn attributes(tx: &mut Tx, products: &[ProductId]) -> Result<Vec<(ProductId, Attribute)>> {
    let rows: Vec<(ProductId, String, String)> = tx
        .query(concat!(
            "SELECT product_id, name, value FROM product_attributes WHERE tenant_id = $1 AND product_id IN (",
            db::ids!(),
            ") ORDER BY product_id, position"
        ))
        .bind_ids(products)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(id, name, value)| (id, Attribute { name, value })).collect())
}

pub(super) async fn categories(tx: &mut Tx, products: &[ProductId]) -> Result<Vec<(ProductId, CategoryId)>> {
    tx.query(concat!(
        "SELECT product_id, category_id FROM product_categories WHERE tenant_id = $1 AND product_id IN (",
        db::ids!(),
        ") ORDER BY product_id, position"
    ))
    .bind_ids(products)
    .fetch_all()
    .await
}

pub(super) async fn variants(tx: &mut Tx, products: &[ProductId]) -> Result<Vec<Variant>> {
    tx.query(concat!(
        "SELECT * FROM variants WHERE tenant_id = $1 AND product_id IN (",
        db::ids!(),
        ") ORDER BY product_id, position, id"
    ))
    .bind_ids(products)
    .fetch_all()
    .await
}

/// Where a picture is.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Picture {
    pub(super) product_id: ProductId,
    pub(super) source_url: Option<String>,
    pub(super) file_hash: Option<ContentHash>,
    pub(super) media_type: Option<MediaType>,
    pub(super) alt_text: String,
}

pub(super) async fn pictures(tx: &mut Tx, products: &[ProductId]) -> Result<Vec<Picture>> {
    tx.query(concat!(
        "SELECT product_id, source_url, file_hash, media_type, alt_text FROM product_images
         WHERE tenant_id = $1 AND state <> 'failed' AND product_id IN (",
        db::ids!(),
        ") ORDER BY product_id, position, id"
    ))
    .bind_ids(products)
    .fetch_all()
    .await
}

pub(super) async fn variant_count(tx: &mut Tx) -> Result<i64> {
    tx.query("SELECT count(*) FROM variants WHERE tenant_id = $1").scalar().await
}
