//! Changing and deleting products.

use db::Tx;
use identity::audit::{Record, record};
use kernel::{Result, present};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::options::{self, OptionChange};
use super::{Attribute, Product, ProductId, ProductState, check, store};
use crate::category::CategoryId;
use crate::slug::{self, Addressed};
use crate::{translation, variant};

/// What to change of a product. What is left out stays; lists are replaced as a whole.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductChange {
    /// What it is called.
    pub title: Option<String>,
    /// Whether it can be bought.
    pub state: Option<ProductState>,
    /// The words of its address. Links to the old address go on working.
    pub slug: Option<String>,
    /// HTML; what could act in it is taken out.
    pub description: Option<String>,
    /// Who makes it; null for nobody.
    #[serde(default, deserialize_with = "present")]
    pub vendor: Option<Option<String>>,
    /// The options from now on; one that is left out is taken away. No variant is made or lost by it.
    pub options: Option<Vec<OptionChange>>,
    /// Where it stands in the tree of categories; the first is the main one.
    pub category_ids: Option<Vec<CategoryId>>,
    /// Words to find it by.
    pub tags: Option<Vec<String>>,
    /// What it can be filtered by.
    pub attributes: Option<Vec<Attribute>>,
    /// The title for search engines; null for its own.
    #[serde(default, deserialize_with = "present")]
    pub seo_title: Option<Option<String>>,
    /// The description for search engines; null for none.
    #[serde(default, deserialize_with = "present")]
    pub seo_description: Option<Option<String>>,
}

/// A product with what a change can change, to tell what did.
#[derive(Debug, Serialize)]
struct Whole {
    #[serde(flatten)]
    product: Product,
    tags: Vec<String>,
    attributes: Vec<Attribute>,
    category_ids: Vec<CategoryId>,
}

impl Whole {
    async fn read(tx: &mut Tx, mut product: Product) -> Result<Self> {
        let id = product.id;
        // When it was changed is no change of it.
        product.updated_at = product.created_at;
        Ok(Self {
            product,
            tags: store::tags(tx, id).await?,
            attributes: store::attributes(tx, id).await?,
            category_ids: store::category_ids(tx, id).await?,
        })
    }
}

/// Changes the product that was read as `before`. An error when somebody else was faster.
pub async fn change(tx: &mut Tx, before: Product, change: ProductChange) -> Result<Product> {
    let id = before.id;
    let old_slug = before.slug.clone();
    let mut edited = apply(before.clone(), &change)?;
    if let Some(wanted) = &change.options {
        let variants = variant::of_product(tx, id).await?;
        let settled = options::settle(wanted, &before.options.0, &variants)?;
        variant::move_options(tx, &settled.moved).await?;
        translation::rename_words(tx, id, &settled.words).await?;
        edited.options.0 = settled.options;
    }
    let old = Whole::read(tx, before).await?;
    let after = store::update(tx, edited).await?;
    if after.slug != old_slug {
        slug::redirect(tx, Addressed::Product, id, &old_slug, &after.slug).await?;
    }
    if let Some(tags) = &change.tags {
        store::replace_tags(tx, id, &check::tags(tags)?).await?;
    }
    if let Some(attributes) = &change.attributes {
        store::replace_attributes(tx, id, &check::attributes(attributes)?).await?;
    }
    if let Some(categories) = &change.category_ids {
        store::replace_categories(tx, id, categories).await?;
    }
    super::refresh(tx, id).await?;
    let new = Whole::read(tx, after.clone()).await?;
    let entry = Record::new("product.changed").target("product", id).change(&old, &new)?;
    if entry.says_something() {
        record(tx, entry).await?;
    }
    Ok(after)
}

fn apply(mut edited: Product, change: &ProductChange) -> Result<Product> {
    if let Some(title) = &change.title {
        edited.title = check::title(title)?;
    }
    if let Some(state) = change.state {
        edited.state = state;
    }
    if let Some(slug) = &change.slug {
        edited.slug = slug::check(slug)?;
    }
    if let Some(description) = &change.description {
        edited.description = check::description(description)?;
    }
    if let Some(vendor) = &change.vendor {
        edited.vendor = check::vendor(vendor.as_deref())?;
    }
    if let Some(title) = &change.seo_title {
        edited.seo_title = check::seo_title(title.as_deref())?;
    }
    if let Some(description) = &change.seo_description {
        edited.seo_description = check::seo_description(description.as_deref())?;
    }
    Ok(edited)
}

/// Deletes a product that nothing refers to; otherwise says that it can be archived.
pub async fn delete(tx: &mut Tx, id: ProductId) -> Result<()> {
    let product = store::get(tx, id).await?;
    translation::forget(tx, id).await?;
    slug::forget(tx, id).await?;
    crate::search::forget(tx, id).await?;
    store::delete(tx, id).await?;
    let told = json!({"id": id, "title": product.title, "slug": product.slug});
    record(tx, Record::new("product.deleted").target("product", id).before(&told).tell(&told)).await
}
