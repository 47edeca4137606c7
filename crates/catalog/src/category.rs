//! Categories: the tree in which shoppers look for products.

pub(crate) mod api;
mod paths;
pub(crate) mod store;
pub(crate) mod tree;

pub(crate) use paths::{Ways, of_paths};
pub use store::{all, find, get};

use db::Tx;
use identity::audit::{Record, record};
use kernel::{Entity, Error, Id, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::product::check;
use crate::slug::{self, Addressed};

const NAME_MAX: usize = 100;
/// All of them are read at once.
const CATEGORIES_MAX: usize = 5_000;

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

/// What a new category needs.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCategory {
    /// What it is called.
    #[schema(min_length = 1, max_length = 100, example = "Rain jackets")]
    pub name: String,
    /// What it is a part of; nothing when left out.
    pub parent_id: Option<CategoryId>,
    /// The words of its address; made of the name when left out.
    pub slug: Option<String>,
    /// HTML; what could act in it is taken out.
    #[serde(default)]
    pub description: String,
}

/// Makes a category, behind its siblings.
pub async fn create(tx: &mut Tx, new: NewCategory) -> Result<Category> {
    let all = store::all(tx).await?;
    if all.len() >= CATEGORIES_MAX {
        let detail = format!("There are at most {CATEGORIES_MAX} categories.");
        return Err(Error::conflict("too_many_categories", detail));
    }
    if let Some(parent) = new.parent_id {
        if !all.iter().any(|one| one.id == parent) {
            return Err(Error::invalid("parent_id", "unknown", "There is no such category."));
        }
        if tree::ancestors(&all, parent).len() >= tree::DEPTH_MAX {
            return Err(Error::invalid("parent_id", "too_deep", "Categories lie at most ten deep."));
        }
    }
    let slug = match &new.slug {
        Some(slug) => slug::check(slug)?,
        None => slug::free(tx, slug::slugify(&new.name, "category"), store::has_slug).await?,
    };
    let siblings = all.iter().filter(|one| one.parent_id == new.parent_id);
    let category = Category {
        id: tx.new_id(),
        parent_id: new.parent_id,
        position: siblings.map(|one| one.position + 1).max().unwrap_or(0),
        name: kernel::text::line("name", &new.name, NAME_MAX)?,
        slug,
        description: check::description(&new.description)?,
        seo_title: None,
        seo_description: None,
        version: 1,
        created_at: tx.now(),
    };
    let category = store::insert(tx, category).await?;
    slug::settle(tx, Addressed::Category, std::slice::from_ref(&category.slug)).await?;
    record(tx, Record::new("category.created").target("category", category.id).after(&category)).await?;
    Ok(category)
}

/// Moves a category with all that is below it. Rules that name a category see the new tree at once.
pub(crate) async fn move_to(
    tx: &mut Tx,
    id: CategoryId,
    parent: Option<CategoryId>,
    position: Option<usize>,
) -> Result<Category> {
    let before = store::get(tx, id).await?;
    let all = store::all(tx).await?;
    for (moved, parent, position) in tree::moved(&all, id, parent, position)? {
        store::place(tx, moved, parent, position).await?;
    }
    let after = store::get(tx, id).await?;
    let entry = Record::new("category.moved").target("category", id).change(&before, &after)?;
    if entry.says_something() {
        record(tx, entry).await?;
        crate::collection::rebuild_all(tx).await?;
        crate::search::category_changed(tx, id).await?;
    }
    Ok(after)
}

/// Deletes a category that has none below it.
pub(crate) async fn delete(tx: &mut Tx, id: CategoryId) -> Result<()> {
    let category = store::get(tx, id).await?;
    crate::translation::forget(tx, id).await?;
    slug::forget(tx, id).await?;
    crate::search::category_changed(tx, id).await?;
    store::delete(tx, id).await?;
    crate::collection::rebuild_all(tx).await?;
    let told = json!({"id": id, "name": category.name, "slug": category.slug});
    record(tx, Record::new("category.deleted").target("category", id).before(&told).tell(&told)).await
}
