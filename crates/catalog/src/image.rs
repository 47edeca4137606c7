//! Pictures of products.
//!
//! What arrives is decoded before it is believed, with a limit on what decoding may take, so that a small file that unpacks
//! to gigabytes is refused. It is shown only after a job has made it anew: turned the right way up, without what the camera
//! wrote into it (place, serial number), in sizes that a shop needs.

pub(crate) mod api;
mod decode;
mod jobs;
mod link;
mod sizes;
pub(crate) mod store;
mod view;

pub(crate) use jobs::PrepareImage;
pub use link::link_first;
pub(crate) use link::{FetchImage, Link, link};
pub(crate) use store::belongs;
pub(crate) use view::{ImageView, main_links, of_product};

use ::jobs::{NewJob, Queue};
use blobs::{Blob, ContentHash, MediaType};
use bytes::Bytes;
use db::Tx;
use identity::audit::{Record, record};
use kernel::{Entity, Error, Id, Json, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::product::{self, ProductId};

/// The largest file that is taken.
pub(crate) const FILE_MAX: u64 = 20 << 20;
const IMAGES_MAX: usize = 250;
const ALT_TEXT_MAX: usize = 500;

/// How far a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ImageState {
    /// Its sizes are being made.
    Pending,
    /// It can be shown.
    Ready,
    /// It cannot be shown; `failure` says why.
    Failed,
}

/// A size of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendition {
    /// Its width.
    pub width_px: u32,
    /// Its height.
    pub height_px: u32,
    /// Its type.
    pub media_type: MediaType,
    /// Its file.
    pub hash: ContentHash,
}

/// A picture of a product, as it is stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Image {
    /// The id.
    pub id: ImageId,
    /// Whose picture it is.
    pub product_id: ProductId,
    /// Its place among the product's pictures, from 0; the first is the main one.
    pub position: i64,
    /// What it shows, for those who cannot see it.
    pub alt_text: String,
    /// How far it is.
    pub state: ImageState,
    /// Why it cannot be shown.
    pub failure: Option<String>,
    /// Its file: as it arrived while it is pending, and made anew from then on.
    pub file_hash: Option<ContentHash>,
    /// The width of that.
    pub width_px: Option<i64>,
    /// The height of that.
    pub height_px: Option<i64>,
    /// The sizes that there are of it.
    pub renditions: Json<Vec<Rendition>>,
    /// When it arrived.
    pub created_at: Timestamp,
}

impl Entity for Image {
    const PREFIX: &'static str = "img";
}

/// The id of a picture.
pub type ImageId = Id<Image>;

/// Refuses what is no picture, or one that is too large to be unpacked. Decoding takes long: it happens beside the requests.
pub(crate) async fn examine(content: Bytes) -> Result<()> {
    run(move || decode::decode(&content).map(|_| ())).await
}

/// Runs what takes the processor for long where it holds up nobody.
async fn run<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

/// Adds a picture whose file was stored and examined, behind the product's others. Its sizes are made by a job in `queue`:
/// one picture that somebody is waiting for does not stand behind a thousand that came together.
pub async fn add(
    tx: &mut Tx,
    product: ProductId,
    blob: &Blob,
    alt_text: &str,
    queue: Queue,
) -> Result<Image> {
    product::get(tx, product).await?;
    let count = store::count(tx, product).await?;
    if usize::try_from(count).is_ok_and(|count| count >= IMAGES_MAX) {
        let detail = format!("A product has at most {IMAGES_MAX} pictures. Delete one first.");
        return Err(Error::conflict("too_many_images", detail));
    }
    let image = store::insert(tx, product, blob, check_alt_text(alt_text)?).await?;
    let tenant = tx.tenant()?;
    NewJob::of(&PrepareImage { image: image.id })?.among(queue).enqueue(tx, tenant).await?;
    product::store::touch(tx, product, None).await?;
    let entry = Record::new("product.image_added").target("product", product);
    record(tx, entry.after(json!({"image_id": image.id}))).await?;
    Ok(image)
}

pub(crate) fn check_alt_text(text: &str) -> Result<String> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    kernel::text::line("alt_text", text, ALT_TEXT_MAX)
}
