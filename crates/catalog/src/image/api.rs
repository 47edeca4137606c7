//! Pictures over HTTP.

use ::jobs::Queue;
use blobs::Files;
use identity::audit::{Record, record};
use identity::permission::PRODUCTS_MANAGE;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{Created, Ctx, Json, NoContent, Path, Result, Routes, Upload};

use super::{FILE_MAX, ImageId, ImageView, check_alt_text, examine, store};
use crate::files::sweep;
use crate::product::{self, ProductId};
use crate::variant;

/// What to change of a picture. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImageChange {
    /// What it shows, for those who cannot see it.
    alt_text: Option<String>,
    /// Its place, from 0; the first is the main one.
    position: Option<usize>,
}

pub(crate) fn routes() -> Routes {
    web::routes![add, update, delete]
}

/// Add a picture to a product
///
/// A JPEG, PNG, WebP or GIF of at most 20 MB and 50 million pixels. What the camera wrote into it is taken out, and its
/// sizes are made within moments.
#[utoipa::path(post, path = "/api/v1/products/{product_id}/images", tag = "Products")]
async fn add(ctx: Ctx, Path(id): Path<ProductId>, upload: Upload) -> Result<Created<ImageView>> {
    ctx.require(PRODUCTS_MANAGE)?;
    // Nothing is taken for a product that is not there.
    ctx.read(async |tx| product::get(tx, id).await).await?;
    let files = ctx.service::<Files>()?;
    let blob = files.receive(ctx.tenant(), upload, FILE_MAX).await?;
    let content = files.blobs().get(ctx.tenant(), &blob.hash).await?;
    let added = match examine(content).await {
        Ok(()) => {
            ctx.write(async |tx| {
                let image = super::add(tx, id, &blob, "", Queue::Default).await?;
                ImageView::new(tx, files, image)
            })
            .await
        }
        Err(error) => Err(error),
    };
    if added.is_err() {
        sweep(ctx.app().db(), files, ctx.tenant(), vec![blob.hash]).await?;
    }
    Ok(Created(added?))
}

/// Change a picture
///
/// Its words for those who cannot see it, and its place among the product's pictures.
#[utoipa::path(patch, path = "/api/v1/images/{image_id}", tag = "Products")]
async fn update(
    ctx: Ctx,
    Path(id): Path<ImageId>,
    Json(change): Json<ImageChange>,
) -> Result<Json<ImageView>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let files = ctx.service::<Files>()?;
    let view = ctx
        .write(async |tx| {
            let image = store::get(tx, id).await?;
            if let Some(text) = change.alt_text {
                store::set_alt_text(tx, id, check_alt_text(&text)?).await?;
            }
            if let Some(position) = change.position {
                let others = store::of_product(tx, image.product_id).await?;
                let mut order: Vec<_> =
                    others.iter().map(|other| other.id).filter(|other| *other != id).collect();
                order.insert(position.min(order.len()), id);
                for (position, image) in (0_i64..).zip(order) {
                    store::set_position(tx, image, position).await?;
                }
            }
            product::store::touch(tx, image.product_id, None).await?;
            let image = store::get(tx, id).await?;
            let entry = Record::new("product.image_changed").target("product", image.product_id);
            let after = json!({"image_id": id, "alt_text": image.alt_text, "position": image.position});
            record(tx, entry.after(after)).await?;
            ImageView::new(tx, files, image)
        })
        .await?;
    Ok(Json(view))
}

/// Delete a picture
#[utoipa::path(delete, path = "/api/v1/images/{image_id}", tag = "Products")]
async fn delete(ctx: Ctx, Path(id): Path<ImageId>) -> Result<NoContent> {
    ctx.require(PRODUCTS_MANAGE)?;
    let image = ctx
        .write(async |tx| {
            let image = store::get(tx, id).await?;
            variant::forget_image(tx, id).await?;
            store::delete(tx, id).await?;
            product::store::touch(tx, image.product_id, None).await?;
            let entry = Record::new("product.image_deleted").target("product", image.product_id);
            record(tx, entry.after(json!({"image_id": id}))).await?;
            Ok(image)
        })
        .await?;
    let mut hashes: Vec<_> = image.renditions.0.iter().map(|size| size.hash).collect();
    hashes.extend(image.file_hash);
    sweep(ctx.app().db(), ctx.service::<Files>()?, ctx.tenant(), hashes).await?;
    Ok(NoContent)
}
