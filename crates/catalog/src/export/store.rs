//! SQL of what only a file of products tells.

use blobs::{ContentHash, MediaType};
use db::Tx;
use kernel::Result;

use crate::product::ProductId;

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
