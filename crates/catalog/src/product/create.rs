//! Making products with all that is their own, in one go: for the API, imports, channels and the demo.
//!
//! Many are made as if one after the other, with few statements: what each says is checked without looking, what is there
//! already is read for all of them at once, who may have which address and SKU is decided in their order, and every table
//! gets its rows together.

mod known;
mod planned;

use db::Tx;
use identity::audit::{Record, record_many};
use kernel::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use self::known::Known;
use self::planned::Planned;
use super::{Attribute, Product, ProductKind, ProductOption, ProductState, check};
use crate::category::CategoryId;
use crate::shop::ShopId;
use crate::slug;
use crate::variant::{self, NewVariant, VariantId};

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

/// A product that was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// The product.
    pub product: Product,
    /// Its variants, in the order in which they were named.
    pub variants: Vec<VariantId>,
}

/// Makes a product with its variants and prices.
pub async fn create(tx: &mut Tx, new: NewProduct) -> Result<Product> {
    let made = create_many(tx, vec![new]).await?.pop();
    let missing = || Error::internal("a product was neither made nor refused");
    Ok(made.ok_or_else(missing)??.product)
}

/// Makes products as if one after the other, and answers in their order. One that is refused leaves nothing behind and does
/// not keep the others from being made. An error of the whole says that the database did not take them, and that the
/// transaction, or the attempt in it, must not be kept.
pub async fn create_many(tx: &mut Tx, new: Vec<NewProduct>) -> Result<Vec<Result<Made>>> {
    let checked: Vec<Result<Checked>> = new.into_iter().map(checked).collect();
    let fine: Vec<&Checked> = checked.iter().flatten().collect();
    let mut known = Known::read(tx, &fine).await?;
    let (mut outcomes, mut plans) = (Vec::with_capacity(checked.len()), Vec::new());
    for one in checked {
        let planned = match one {
            Ok(one) => known.plan(tx, one).await?,
            Err(refusal) => Err(refusal),
        };
        outcomes.push(planned.map(|planned: Planned| {
            let made = Made { product: planned.product.clone(), variants: planned.variant_ids() };
            plans.push(planned);
            made
        }));
    }
    planned::insert(tx, &mut known.price_lists, &plans).await?;
    if let (Some(first), Some(last)) = (plans.first(), plans.last()) {
        crate::collection::refresh(tx, first.product.id, last.product.id).await?;
    }
    for planned in &plans {
        crate::search::changed(tx, planned.product.id);
    }
    record_many(tx, plans.iter().map(told)).await?;
    Ok(outcomes)
}

/// A product that is to be made, of which all is as it should be that can be told without looking.
struct Checked {
    /// As it will be, but for its address.
    new: NewProduct,
    slug: Slug,
}

/// The words of an address.
enum Slug {
    /// Somebody chose them: they are free, or the product is refused.
    Chosen(String),
    /// They were made of the title: a number is put behind them when they are not free.
    Made(String),
}

fn checked(mut new: NewProduct) -> Result<Checked> {
    let mut options = check::options(&new.options)?;
    new.variants = variant::check::all(&new, &mut options)?;
    new.options = options;
    let slug = match &new.slug {
        Some(slug) => Slug::Chosen(slug::check(slug)?),
        None => Slug::Made(slug::slugify(&new.title, "product")),
    };
    new.title = check::title(&new.title)?;
    new.description = check::description(&new.description)?;
    new.vendor = check::vendor(new.vendor.as_deref())?;
    new.seo_title = check::seo_title(new.seo_title.as_deref())?;
    new.seo_description = check::seo_description(new.seo_description.as_deref())?;
    new.tags = check::tags(&new.tags)?;
    new.attributes = check::attributes(&new.attributes)?;
    Ok(Checked { new, slug })
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

fn told(planned: &Planned) -> Record {
    let product = &planned.product;
    let told = Told {
        id: product.id,
        title: &product.title,
        slug: &product.slug,
        kind: product.kind,
        state: product.state,
        variant_count: planned.variants.len(),
    };
    Record::new("product.created").target("product", product.id).after(told)
}
