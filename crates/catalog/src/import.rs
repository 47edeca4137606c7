//! Imports of products from files: looked at first, tried without effect, run in the background, taken up again after an
//! interruption, and undone.
//!
//! A row that is wrong never stops the others; it is kept with the reason, and can be downloaded, mended and imported
//! again. The file itself is kept as it came, and read anew by whoever works on it, so that a look, a trial and the
//! import itself cannot see different things.

mod ahead;
pub(crate) mod api;
mod batch;
mod cells;
mod dialect;
mod draft;
mod failures;
mod group;
pub(crate) mod jobs;
pub(crate) mod lists;
mod make;
mod reading;
mod resolve;
mod run;
mod sheet;
pub mod shelves;
mod shopify;
mod store;
#[cfg(test)]
mod tests;
mod text;
mod tradepost;
mod undo;
mod update;
mod woocommerce;

pub(crate) use cells::quoted;
pub use dialect::Dialect;

use blobs::ContentHash;
use identity::audit::{Record, record};
use kernel::{Currency, Entity, Id, Json, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::shop::ShopId;

/// What an import is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ImportState {
    /// It was read, and waits to be started.
    Ready,
    /// It is under way.
    Running,
    /// It went through the whole file.
    Done,
    /// It was stopped on the way; what was imported by then is there.
    Canceled,
    /// What it did is being undone.
    Undoing,
    /// What it did was undone.
    Undone,
}

/// What happens to a product that is there already: one with the slug, or with a SKU, of a product in the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum OnExisting {
    /// It stays as it is.
    #[default]
    Skip,
    /// It gets the texts, states, tags, categories and attributes of the file, and its variants their prices, costs and
    /// measures; variants that only the file has are added.
    Update,
}

/// An import of products.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct ProductImport {
    /// The id.
    pub id: ProductImportId,
    /// What it is doing.
    pub state: ImportState,
    /// Which program wrote the file.
    pub dialect: Dialect,
    /// What the file is called.
    #[schema(example = "products.csv")]
    pub file_name: String,
    /// What was found out about the file.
    #[schema(example = "CSV, UTF-8, separated by ,")]
    pub format: String,
    #[serde(skip)]
    pub(crate) file_hash: ContentHash,
    /// Its length.
    pub file_size_bytes: i64,
    /// What its prices are in, unless a column says otherwise.
    pub currency: Currency,
    /// What happens to products that are there already.
    pub on_existing: OnExisting,
    /// Whether it only tries: everything is checked against what is there, and nothing is kept.
    pub dry_run: bool,
    /// The shops that list what it makes; every hosted shop in use when null.
    #[schema(value_type = Option<Vec<ShopId>>, required)]
    pub shop_ids: Option<Json<Vec<ShopId>>>,
    /// How many rows the file has below its header.
    pub rows: i64,
    /// How many products these rows are.
    pub products: i64,
    /// How many of them it has gone through.
    pub position: i64,
    /// How many were made.
    pub created: i64,
    /// How many were changed.
    pub updated: i64,
    /// How many stayed as they were.
    pub skipped: i64,
    /// How many were left out because something in their rows is wrong.
    pub failed: i64,
    /// Of those that were made or changed, how many were kept by undoing, because somebody has changed or sold them since.
    pub kept: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was started.
    #[schema(required)]
    pub started_at: Option<Timestamp>,
    /// When it ended.
    #[schema(required)]
    pub finished_at: Option<Timestamp>,
}

impl Entity for ProductImport {
    const PREFIX: &'static str = "imp";
}

/// The id of an import.
pub type ProductImportId = Id<ProductImport>;

/// Records that an import came to a point of its life, with how it went so far.
async fn tell(tx: &mut db::Tx, action: &'static str, id: ProductImportId) -> kernel::Result<()> {
    let import = store::get(tx, id).await?;
    record(tx, Record::new(action).target("product_import", id).after(&import)).await
}
