//! Categories: the tree in which shoppers look for products.

use kernel::{Entity, Id, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

/// One category of the tree.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Category {
    /// The id.
    pub id: CategoryId,
    /// The category that it is a part of; null at the top.
    #[schema(required)]
    pub parent_id: Option<CategoryId>,
    /// Its place among its siblings, from 0.
    pub position: i64,
    /// What it is called.
    #[schema(example = "Rain jackets")]
    pub name: String,
    /// The words of its address.
    #[schema(example = "rain-jackets")]
    pub slug: String,
    /// HTML of which nothing can act.
    pub description: String,
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
}

impl Entity for Category {
    const PREFIX: &'static str = "cat";
}

/// The id of a category.
pub type CategoryId = Id<Category>;
