//! Making a product with all that is its own, in one go: for the API, imports, channels and the demo.

use db::Tx;
use identity::audit::{Record, record};
use kernel::{Error, Json, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Attribute, Product, ProductKind, ProductOption, ProductState, check, store};
use crate::category::CategoryId;
use crate::shop::{self, ShopId, ShopKind, ShopState};
use crate::slug::{self, Addressed};
use crate::variant::{self, NewVariant};

/// More variants than this a product does not have.
pub(crate) const VARIANTS_MAX: usize = 2_000;

/// What a new product needs.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProduct {
    /// What it is called.
    #[schema(min_length = 1, max_length = 255, example = "Fjell rain jacket")]
    pub title: String,
    /// How it comes to be in a parcel; simple when left out.
    #[serde(default)]
    pub kind: ProductKind,
    /// Whether it can be bought; a draft when left out.
    #[serde(default)]
    pub state: ProductState,
    /// The words of its address; made of the title when left out.
    pub slug: Option<String>,
    /// HTML; what could act in it is taken out.
    #[serde(default)]
    pub description: String,
    /// Who makes it.
    pub vendor: Option<String>,
    /// What its variants differ in, at most three. Values that only variants name are added behind the others.
    #[serde(default)]
    pub options: Vec<ProductOption>,
    /// Its variants; a single one without a price when left out.
    #[serde(default)]
    #[schema(max_items = 2000)]
    pub variants: Vec<NewVariant>,
    /// Where it stands in the tree of categories; the first is the main one.
    #[serde(default)]
    pub category_ids: Vec<CategoryId>,
    /// Words to find it by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// What it can be filtered by.
    #[serde(default)]
    pub attributes: Vec<Attribute>,
    /// The title for search engines, when it is another one.
    pub seo_title: Option<String>,
    /// The description for search engines.
    pub seo_description: Option<String>,
    /// The shops that list it; every hosted shop in use when left out.
    pub shop_ids: Option<Vec<ShopId>>,
}

/// What is told of a new product: enough to look, and not its whole description.
#[derive(Debug, Serialize)]
struct Told<'p> {
    id: super::ProductId,
    title: &'p str,
    slug: &'p str,
    kind: ProductKind,
    state: ProductState,
    variant_count: usize,
}

/// Makes a product with its variants and prices.
pub async fn create(tx: &mut Tx, new: NewProduct) -> Result<Product> {
    let mut options = check::options(&new.options)?;
    let variants = variant::check::all(&new, &mut options)?;
    let slug = match &new.slug {
        Some(slug) => slug::check(slug)?,
        None => slug::free(tx, slug::slugify(&new.title, "product"), store::has_slug).await?,
    };
    let product = Product {
        id: tx.new_id(),
        kind: new.kind,
        state: new.state,
        title: check::title(&new.title)?,
        slug,
        description: check::description(&new.description)?,
        vendor: check::vendor(new.vendor.as_deref())?,
        options: Json(options),
        seo_title: check::seo_title(new.seo_title.as_deref())?,
        seo_description: check::seo_description(new.seo_description.as_deref())?,
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
    };
    let product = store::insert(tx, product).await?;
    slug::settle(tx, Addressed::Product, &product.slug).await?;
    store::replace_tags(tx, product.id, &check::tags(&new.tags)?).await?;
    store::replace_attributes(tx, product.id, &check::attributes(&new.attributes)?).await?;
    store::replace_categories(tx, product.id, &new.category_ids).await?;
    list_in_shops(tx, &product, new.shop_ids).await?;
    let variant_count = variants.len();
    for (position, variant) in variants.into_iter().enumerate() {
        variant::insert(tx, &product, position, variant).await?;
    }
    super::refresh(tx, product.id).await?;
    let told = Told {
        id: product.id,
        title: &product.title,
        slug: &product.slug,
        kind: product.kind,
        state: product.state,
        variant_count,
    };
    record(tx, Record::new("product.created").target("product", product.id).after(told)).await?;
    Ok(product)
}

async fn list_in_shops(tx: &mut Tx, product: &Product, wanted: Option<Vec<ShopId>>) -> Result<()> {
    let shops = shop::store::all(tx).await?;
    let chosen = match wanted {
        None => {
            let hosted =
                |shop: &&shop::Shop| shop.kind == ShopKind::Hosted && shop.state == ShopState::Active;
            shops.iter().filter(hosted).map(|shop| shop.id).collect()
        }
        Some(wanted) => wanted,
    };
    for id in chosen {
        if !shops.iter().any(|shop| shop.id == id) {
            return Err(Error::invalid("shop_ids", "unknown", "One of these shops does not exist."));
        }
        store::list_in_shop(tx, product.id, id).await?;
    }
    Ok(())
}
