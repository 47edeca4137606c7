//! Pictures as the API shows them: with links that work for a while.

use std::collections::HashMap;
use std::time::Duration;

use blobs::Files;
use db::Tx;
use kernel::{Result, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Image, ImageId, ImageState, Rendition, store};
use crate::product::ProductId;

/// How long a link works at least.
const LINK: Duration = Duration::from_hours(24);
/// The width of a picture in a list, at most.
const THUMBNAIL_PX: u32 = 400;

/// A picture of a product.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Image)]
pub struct ImageView {
    /// The id.
    id: ImageId,
    /// Its place, from 0; the first is the main one.
    position: i64,
    /// What it shows, for those who cannot see it.
    alt_text: String,
    /// How far it is.
    state: ImageState,
    /// Why it cannot be shown; null unless it failed.
    #[schema(required)]
    failure: Option<String>,
    /// Its sizes, from small to large, each as WebP and as JPEG; none while it is pending.
    sizes: Vec<ImageSize>,
    /// When it arrived.
    created_at: Timestamp,
}

/// A size of a picture.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImageSize {
    /// Its width.
    width_px: u32,
    /// Its height.
    height_px: u32,
    /// Its type.
    #[schema(example = "image/webp")]
    media_type: String,
    /// Where it is, for a day at least.
    url: String,
}

impl ImageView {
    pub(crate) fn new(tx: &Tx, files: &Files, image: Image) -> Result<Self> {
        let size = |size: &Rendition| {
            Ok(ImageSize {
                width_px: size.width_px,
                height_px: size.height_px,
                media_type: size.media_type.as_str().to_owned(),
                url: link(tx, files, size)?,
            })
        };
        Ok(Self {
            sizes: image.renditions.0.iter().map(size).collect::<Result<_>>()?,
            id: image.id,
            position: image.position,
            alt_text: image.alt_text,
            state: image.state,
            failure: image.failure,
            created_at: image.created_at,
        })
    }
}

fn link(tx: &Tx, files: &Files, size: &Rendition) -> Result<String> {
    files.link(tx.tenant()?, size.hash, &size.media_type, None, LINK, tx.now())
}

/// The pictures of a product in their order.
pub(crate) async fn of_product(tx: &mut Tx, files: &Files, product: ProductId) -> Result<Vec<ImageView>> {
    let images = store::of_product(tx, product).await?;
    images.into_iter().map(|image| ImageView::new(tx, files, image)).collect()
}

/// A small size of the main picture of each of these products that has one.
pub(crate) async fn main_links(
    tx: &mut Tx,
    files: &Files,
    products: &[ProductId],
) -> Result<HashMap<ProductId, String>> {
    let mut links = HashMap::new();
    for image in store::ready_of(tx, products).await? {
        if links.contains_key(&image.product_id) {
            continue;
        }
        let small = image.renditions.0.iter().find(|size| size.width_px <= THUMBNAIL_PX);
        if let Some(size) = small.or(image.renditions.0.first()) {
            links.insert(image.product_id, link(tx, files, size)?);
        }
    }
    Ok(links)
}
