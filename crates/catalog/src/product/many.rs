//! SQL that reads what belongs to many products at once: at most [`CHUNK`] of them.

use db::Tx;
use kernel::Result;

use super::{Attribute, ProductId};
use crate::category::CategoryId;
use crate::variant::Variant;

/// As many products as one of these queries takes.
pub(crate) const CHUNK: usize = db::IDS;

pub(crate) async fn tags(tx: &mut Tx, products: &[ProductId]) -> Result<Vec<(ProductId, String)>> {
    tx.query(concat!(
        "SELECT product_id, tag FROM product_tags WHERE tenant_id = $1 AND product_id IN (",
        db::ids!(),
        ") ORDER BY product_id, tag_key"
    ))
    .bind_ids(products)
    .fetch_all()
    .await
}

pub(crate) async fn attributes(tx: &mut Tx, products: &[ProductId]) -> Result<Vec<(ProductId, Attribute)>> {
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

pub(crate) async fn categories(tx: &mut Tx, products: &[ProductId]) -> Result<Vec<(ProductId, CategoryId)>> {
    tx.query(concat!(
        "SELECT product_id, category_id FROM product_categories WHERE tenant_id = $1 AND product_id IN (",
        db::ids!(),
        ") ORDER BY product_id, position"
    ))
    .bind_ids(products)
    .fetch_all()
    .await
}

pub(crate) async fn variants(tx: &mut Tx, products: &[ProductId]) -> Result<Vec<Variant>> {
    tx.query(concat!(
        "SELECT * FROM variants WHERE tenant_id = $1 AND product_id IN (",
        db::ids!(),
        ") ORDER BY product_id, position, id"
    ))
    .bind_ids(products)
    .fetch_all()
    .await
}
