//! Products as the API shows them.

use blobs::Files;
use db::Tx;
use kernel::{Currency, Result, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::listing::{self, Listing};
use super::{Attribute, Product, ProductId, ProductKind, ProductState, store};
use crate::category::CategoryId;
use crate::image::{self, ImageView};
use crate::variant::{self, VariantView};

/// A product with all that is its own.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProductDetail)]
pub struct ProductView {
    /// The product.
    #[serde(flatten)]
    product: Product,
    /// Words to find it by.
    tags: Vec<String>,
    /// What it can be filtered by.
    attributes: Vec<Attribute>,
    /// Where it stands in the tree of categories; the first is the main one.
    category_ids: Vec<CategoryId>,
    /// Its variants in their order.
    variants: Vec<VariantView>,
    /// The shops that list it.
    listings: Vec<Listing>,
    /// Its pictures in their order; the first is the main one.
    images: Vec<ImageView>,
}

impl ProductView {
    /// All of a product that was read. `files` signs the links to its pictures.
    pub(crate) async fn read(tx: &mut Tx, files: &Files, product: Product) -> Result<Self> {
        let id = product.id;
        let variants = variant::of_product(tx, id).await?;
        Ok(Self {
            tags: store::tags(tx, id).await?,
            attributes: store::attributes(tx, id).await?,
            category_ids: store::category_ids(tx, id).await?,
            variants: VariantView::read(tx, variants).await?,
            listings: listing::of_product(tx, id).await?,
            images: image::of_product(tx, files, id).await?,
            product,
        })
    }
}

/// A product in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProductLine {
    /// The id.
    id: ProductId,
    /// How it comes to be in a parcel.
    kind: ProductKind,
    /// Whether it can be bought.
    state: ProductState,
    /// What it is called.
    title: String,
    /// The words of its address.
    slug: String,
    /// Who makes it.
    #[schema(required)]
    vendor: Option<String>,
    /// How many variants it has.
    variant_count: i64,
    /// What its variants sell for by the base list; null when none has a price.
    #[schema(required)]
    prices: Option<PriceSpan>,
    /// A small main picture; null without one.
    #[schema(required)]
    image_url: Option<String>,
    /// When it was made.
    created_at: Timestamp,
    /// When it was last changed.
    updated_at: Timestamp,
}

/// From the cheapest to the dearest variant.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct PriceSpan {
    /// The lowest price.
    pub(crate) min_minor: i64,
    /// The highest price.
    pub(crate) max_minor: i64,
    /// The currency of both.
    pub(crate) currency: Currency,
}

/// Turns products into lines, in their order, with prices in `currency`.
pub(crate) async fn lines(
    tx: &mut Tx,
    files: &Files,
    products: Vec<Product>,
    currency: Currency,
) -> Result<Vec<ProductLine>> {
    let ids: Vec<_> = products.iter().map(|product| product.id).collect();
    let sums = store::sums(tx, &ids, currency).await?;
    let images = image::main_links(tx, files, &ids).await?;
    let line = |product: Product| {
        let sum = sums.iter().find(|sum| sum.product_id == product.id);
        let span = sum.and_then(|sum| {
            Some(PriceSpan { min_minor: sum.min_minor?, max_minor: sum.max_minor?, currency })
        });
        ProductLine {
            id: product.id,
            kind: product.kind,
            state: product.state,
            title: product.title,
            slug: product.slug,
            vendor: product.vendor,
            variant_count: sum.map_or(0, |sum| sum.variant_count),
            prices: span,
            image_url: images.get(&product.id).cloned(),
            created_at: product.created_at,
            updated_at: product.updated_at,
        }
    };
    Ok(products.into_iter().map(line).collect())
}
