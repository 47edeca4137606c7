//! SQL of pictures.

use std::collections::BTreeSet;

use blobs::{Blob, ContentHash};
use db::bulk::{self, Row};
use db::{Query, Tx};
use kernel::{Error, Json, Result, Timestamp};

use super::{Image, ImageId, ImageState, Rendition};
use crate::product::ProductId;

pub(super) async fn find(tx: &mut Tx, id: ImageId) -> Result<Option<Image>> {
    tx.query("SELECT * FROM product_images WHERE tenant_id = $1 AND id = $2").bind(id).fetch_optional().await
}

pub(super) async fn get(tx: &mut Tx, id: ImageId) -> Result<Image> {
    find(tx, id).await?.ok_or_else(|| Error::not_found("picture"))
}

/// The pictures of a product in their order.
pub(crate) async fn of_product(tx: &mut Tx, product: ProductId) -> Result<Vec<Image>> {
    tx.query("SELECT * FROM product_images WHERE tenant_id = $1 AND product_id = $2 ORDER BY position, id")
        .bind(product)
        .fetch_all()
        .await
}

/// Of these products the pictures that can be shown, in their order.
pub(super) async fn ready_of(tx: &mut Tx, products: &[ProductId]) -> Result<Vec<Image>> {
    let mut images = Vec::new();
    for products in products.chunks(db::IDS) {
        let rows: Vec<Image> = tx
            .query(concat!(
                "SELECT * FROM product_images WHERE tenant_id = $1 AND state = 'ready' AND product_id IN (",
                db::ids!(),
                ") ORDER BY product_id, position, id"
            ))
            .bind_ids(products)
            .fetch_all()
            .await?;
        images.extend(rows);
    }
    Ok(images)
}

pub(super) async fn count(tx: &mut Tx, product: ProductId) -> Result<i64> {
    tx.query("SELECT count(*) FROM product_images WHERE tenant_id = $1 AND product_id = $2")
        .bind(product)
        .scalar()
        .await
}

/// Whether it is a picture of this product.
pub(crate) async fn belongs(tx: &mut Tx, id: ImageId, product: ProductId) -> Result<bool> {
    Ok(find(tx, id).await?.is_some_and(|image| image.product_id == product))
}

pub(super) async fn insert(tx: &mut Tx, product: ProductId, blob: &Blob, alt_text: String) -> Result<Image> {
    let (id, now): (ImageId, _) = (tx.new_id(), tx.now());
    let image = tx
        .query(
        "INSERT INTO product_images (tenant_id, id, product_id, position, alt_text, state, file_hash, media_type,
             size_bytes, renditions, created_at, updated_at)
         VALUES ($1, $2, $3, (SELECT coalesce(max(position) + 1, 0) FROM product_images
             WHERE tenant_id = $1 AND product_id = $3), $4, 'pending', $5, $6, $7, $8, $9, $9) RETURNING *",
    )
    .bind(id)
    .bind(product)
    .bind(alt_text)
    .bind(blob.hash)
    .bind(blob.media_type.clone())
    .bind(i64::try_from(blob.size).map_err(Error::internal)?)
    .bind(Json(Vec::<Rendition>::new()))
    .bind(now)
    .fetch_one()
    .await?;
    set_files(tx, id, [blob.hash]).await?;
    Ok(image)
}

/// A picture that has to be fetched from an address first.
pub(super) struct Linked {
    pub(super) id: ImageId,
    pub(super) product: ProductId,
    pub(super) position: i64,
    pub(super) alt_text: String,
    pub(super) url: String,
    pub(super) since: Timestamp,
}

impl Row for Linked {
    const TABLE: &'static str = "product_images";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "product_id",
        "position",
        "alt_text",
        "state",
        "source_url",
        "renditions",
        "created_at",
        "updated_at",
    ];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        let query = query.bind(self.id).bind(self.product).bind(self.position).bind(self.alt_text);
        let query = query.bind(ImageState::Pending).bind(self.url).bind(Json(Vec::<Rendition>::new()));
        query.bind(self.since).bind(self.since)
    }
}

/// Where a picture that was not fetched yet is to be had.
pub(super) async fn link(tx: &mut Tx, id: ImageId) -> Result<Option<String>> {
    let sql = "SELECT source_url FROM product_images
               WHERE tenant_id = $1 AND id = $2 AND state = 'pending' AND file_hash IS NULL";
    let row: Option<(Option<String>,)> = tx.query(sql).bind(id).fetch_optional().await?;
    Ok(row.and_then(|(url,)| url))
}

/// Its file was fetched; answers whether it is still wanted.
pub(super) async fn arrive(tx: &mut Tx, id: ImageId, blob: &Blob) -> Result<bool> {
    let now = tx.now();
    let arrived = tx
        .query(
            "UPDATE product_images SET file_hash = $3, media_type = $4, size_bytes = $5, updated_at = $6
             WHERE tenant_id = $1 AND id = $2 AND state = 'pending' AND file_hash IS NULL",
        )
        .bind(id)
        .bind(blob.hash)
        .bind(blob.media_type.clone())
        .bind(i64::try_from(blob.size).map_err(Error::internal)?)
        .bind(now)
        .execute()
        .await?;
    if arrived == 1 {
        set_files(tx, id, [blob.hash]).await?;
    }
    Ok(arrived == 1)
}

/// It can be shown from now on; answers whether it was still wanted, with the file that was made anew.
pub(super) async fn finish(
    tx: &mut Tx,
    id: ImageId,
    arrived: ContentHash,
    whole: &Rendition,
    renditions: Json<Vec<Rendition>>,
) -> Result<bool> {
    let now = tx.now();
    let sizes: Vec<_> = renditions.0.iter().map(|size| size.hash).collect();
    let finished = tx
        .query(
            "UPDATE product_images SET state = 'ready', file_hash = $3, media_type = $4, width_px = $5,
                 height_px = $6, renditions = $7, updated_at = $8
             WHERE tenant_id = $1 AND id = $2 AND state = 'pending' AND file_hash = $9",
        )
        .bind(id)
        .bind(whole.hash)
        .bind(whole.media_type.clone())
        .bind(i64::from(whole.width_px))
        .bind(i64::from(whole.height_px))
        .bind(renditions)
        .bind(now)
        .bind(arrived)
        .execute()
        .await?;
    if finished > 0 {
        set_files(tx, id, sizes.into_iter().chain([whole.hash])).await?;
    }
    Ok(finished > 0)
}

pub(super) async fn fail(tx: &mut Tx, id: ImageId, failure: String) -> Result<()> {
    let now = tx.now();
    tx.query("UPDATE product_images SET state = 'failed', failure = $3, updated_at = $4 WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .bind(failure)
        .bind(now)
        .execute()
        .await?;
    Ok(())
}

pub(super) async fn set_alt_text(tx: &mut Tx, id: ImageId, alt_text: String) -> Result<()> {
    let now = tx.now();
    tx.query("UPDATE product_images SET alt_text = $3, updated_at = $4 WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .bind(alt_text)
        .bind(now)
        .execute()
        .await?;
    Ok(())
}

pub(super) async fn set_position(tx: &mut Tx, id: ImageId, position: i64) -> Result<()> {
    tx.query("UPDATE product_images SET position = $3 WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .bind(position)
        .execute()
        .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: ImageId) -> Result<()> {
    tx.query("DELETE FROM product_images WHERE tenant_id = $1 AND id = $2").bind(id).execute().await?;
    Ok(())
}

struct NeededFile(ImageId, ContentHash);

impl Row for NeededFile {
    const TABLE: &'static str = "product_image_files";
    const COLUMNS: &'static [&'static str] = &["image_id", "file_hash"];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.0).bind(self.1)
    }
}

/// From now on the picture needs these files, and no others.
async fn set_files(tx: &mut Tx, id: ImageId, hashes: impl IntoIterator<Item = ContentHash>) -> Result<()> {
    let sql = "DELETE FROM product_image_files WHERE tenant_id = $1 AND image_id = $2";
    tx.query(sql).bind(id).execute().await?;
    let hashes: BTreeSet<_> = hashes.into_iter().collect();
    bulk::insert(tx, hashes.into_iter().map(|hash| NeededFile(id, hash))).await
}
