//! Products: what shops show. What is sold of one is a [`variant`](crate::variant), and every product has at least one.

pub(crate) mod api;
mod change;
pub(crate) mod check;
mod create;
pub mod listing;
pub(crate) mod many;
mod options;
mod rows;
pub(crate) mod store;
mod view;

pub(crate) use api::{ProductFilter, Wanted};
pub use change::{ProductChange, change, delete};
pub(crate) use create::VARIANTS_MAX;
pub use create::{Made, NewProduct, create, create_many};
pub use options::{OptionChange, RenamedValue};
pub use store::{find, find_by_slug, get, tags};
pub(crate) use view::{PriceSpan, ProductLine, lines};

use db::Tx;
use kernel::{Entity, Id, Json, Result, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a product comes to be in a parcel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ProductKind {
    /// It is a thing of its own.
    #[default]
    Simple,
    /// It consists of variants of other products, and has no stock of its own.
    Bundle,
}

/// Whether a product can be bought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ProductState {
    /// Not yet.
    #[default]
    Draft,
    /// In the shops that list it.
    Active,
    /// No more; its history stays.
    Archived,
}

/// What the variants of a product differ in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductOption {
    /// What it is.
    #[schema(example = "Size")]
    pub name: String,
    /// What it can be, in the order in which it is shown.
    #[serde(default)]
    pub values: Vec<String>,
}

/// Something to filter products by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::FromRow)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// What it is.
    #[schema(example = "Material")]
    pub name: String,
    /// What it is here.
    #[schema(example = "Merino wool")]
    pub value: String,
}

/// A product as it is stored.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Product {
    /// The id.
    pub id: ProductId,
    /// How it comes to be in a parcel.
    pub kind: ProductKind,
    /// Whether it can be bought.
    pub state: ProductState,
    /// What it is called.
    #[schema(example = "Fjell rain jacket")]
    pub title: String,
    /// The words of its address; no two products of a merchant share one.
    #[schema(example = "fjell-rain-jacket")]
    pub slug: String,
    /// HTML of which nothing can act.
    pub description: String,
    /// Who makes it.
    #[schema(required)]
    pub vendor: Option<String>,
    /// What its variants differ in; none when it has only one.
    #[schema(value_type = Vec<ProductOption>)]
    pub options: Json<Vec<ProductOption>>,
    /// The title for search engines, when it is another one.
    #[schema(required)]
    pub seo_title: Option<String>,
    /// The description for search engines.
    #[schema(required)]
    pub seo_description: Option<String>,
    /// Counts changes; the `ETag`.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Entity for Product {
    const PREFIX: &'static str = "prod";
}

/// The id of a product.
pub type ProductId = Id<Product>;

/// Brings up to date what is derived from a product: the collections whose rule it meets, and the words by which it is
/// found. Called by whatever changes one.
pub(crate) async fn refresh(tx: &mut Tx, id: ProductId) -> Result<()> {
    crate::collection::refresh(tx, id, id).await?;
    crate::search::changed(tx, id);
    Ok(())
}
