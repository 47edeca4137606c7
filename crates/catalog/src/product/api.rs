//! Products over HTTP.

use blobs::Files;
use db::Tx;
use identity::audit::{Record, record};
use identity::organization;
use identity::permission::{PRODUCTS_MANAGE, PRODUCTS_READ};
use kernel::{Currency, Cursor, Error, Page, PageParams};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use web::{Created, Ctx, IfMatch, Json, NoContent, Path, Query, Result, Routes, Tagged};

use super::listing::{self, Listing, ListingState};
use super::store::{self, Counted};
use super::view::{self, ProductLine, ProductView};
use super::{NewProduct, Product, ProductChange, ProductId, ProductKind, ProductState};
use crate::category::CategoryId;
use crate::collection::CollectionId;
use crate::search::{self, filter::Filter};
use crate::shop::{self, ShopId};
use crate::slug::{self, Addressed};
use crate::translation::{self, Translation};

/// Words that a filter offers at most.
const WORDS_MAX: i64 = 1_000;

/// Which products are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProductFilter {
    /// Only those in this state.
    state: Option<ProductState>,
    /// Only those that come to be in a parcel like this.
    kind: Option<ProductKind>,
    /// Only those that this shop lists; their prices are in its currency.
    shop: Option<ShopId>,
    /// Only those of this vendor.
    vendor: Option<String>,
    /// Only those in this category or below it.
    category: Option<CategoryId>,
    /// Only those in this collection.
    collection: Option<CollectionId>,
    /// Only those with this tag.
    tag: Option<String>,
    /// Only those with these attributes: at most four, as `name:value` with `|` between them.
    #[param(example = "Material:Merino wool|Line:Fjell")]
    attributes: Option<String>,
    /// Only those with a variant that costs this or more, by the base list of the currency that prices are shown in.
    #[param(minimum = 0)]
    min_price_minor: Option<i64>,
    /// Only those with a variant that costs this or less.
    #[param(minimum = 0)]
    max_price_minor: Option<i64>,
    /// Words to find products by: title, SKU, barcode, vendor, tags, categories, options, attributes and description, in
    /// every language that they have. The last word may be half typed, and words may be misspelt. At most 200
    /// characters.
    #[param(max_length = 200)]
    q: Option<String>,
}

impl ProductFilter {
    /// All of it, checked, with prices in the currency of the shop or else the organization's.
    pub(crate) async fn checked(self, tx: &mut Tx) -> kernel::Result<Wanted> {
        let query = search::Query::parse(self.q.as_deref())?;
        let currency = match self.shop {
            Some(shop) => shop::get(tx, shop).await?.currency,
            None => organization::current(tx).await?.currency.parse()?,
        };
        let filter = Filter {
            state: self.state,
            kind: self.kind,
            vendor: sought("vendor", self.vendor)?,
            shop: self.shop,
            tag: sought("tag", self.tag)?,
            collection: self.collection,
            category: self.category,
            currency: Some(currency),
            min_price_minor: self.min_price_minor,
            max_price_minor: self.max_price_minor,
            attributes: search::filter::attributes(sought("attributes", self.attributes)?.as_deref())?,
        };
        Ok(Wanted { filter, query, currency })
    }
}

/// What a list, a search or a count is about.
pub(crate) struct Wanted {
    pub(crate) filter: Filter,
    pub(crate) query: Option<search::Query>,
    /// What prices are shown in.
    pub(crate) currency: Currency,
}

impl Wanted {
    /// The products, each with its place: the newest first, or the best when something is searched for.
    pub(crate) async fn page(
        &self,
        tx: &mut Tx,
        after: Cursor,
        limit: i64,
    ) -> kernel::Result<Vec<(Cursor, Product)>> {
        if let Some(query) = &self.query {
            return search::page(tx, query, &self.filter, after, limit).await;
        }
        let rows = store::list(tx, &self.filter, after, limit).await?.into_iter();
        Ok(rows.map(|row| (Cursor::at(row.created_at, row.id), row)).collect())
    }
}

/// A text to look for; databases do not take every character in one.
fn sought(field: &'static str, text: Option<String>) -> kernel::Result<Option<String>> {
    match text {
        Some(text) if text.chars().any(char::is_control) => {
            Err(Error::invalid(field, "invalid", "Control characters cannot be searched for."))
        }
        text => Ok(text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())),
    }
}

/// How a shop lists a product.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListingChange {
    /// Whether it shows the product.
    state: ListingState,
}

pub(crate) fn routes() -> Routes {
    web::routes![
        list,
        create,
        get,
        update,
        delete,
        find_by_slug,
        list_in_shop,
        unlist,
        translations,
        translate,
        tags,
        vendors,
    ]
}

/// List products
///
/// Newest first; those that `q` finds with the best first.
#[utoipa::path(get, path = "/api/v1/products", tag = "Products")]
async fn list(
    ctx: Ctx,
    Query(filter): Query<ProductFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<ProductLine>>> {
    ctx.require(PRODUCTS_READ)?;
    let (limit, after, files) = (page.limit()?, page.after_descending()?, ctx.service::<Files>()?);
    let page = ctx
        .read(async |tx| {
            let wanted = filter.checked(tx).await?;
            let rows = wanted.page(tx, after, limit + 1).await?;
            let page = Page::new(rows, limit, |(place, _): &(Cursor, Product)| place.clone());
            let rows = page.data.into_iter().map(|(_, product)| product).collect();
            Ok(Page { data: view::lines(tx, files, rows, wanted.currency).await?, next: page.next })
        })
        .await?;
    Ok(Json(page))
}

/// Create a product
///
/// With its variants and prices. Without options it has one variant.
#[utoipa::path(post, path = "/api/v1/products", tag = "Products")]
async fn create(ctx: Ctx, Json(new): Json<NewProduct>) -> Result<Created<ProductView>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let files = ctx.service::<Files>()?;
    let view = ctx
        .write(async |tx| {
            let product = super::create(tx, new).await?;
            ProductView::read(tx, files, product).await
        })
        .await?;
    Ok(Created(view))
}

/// Get a product
///
/// With its variants, prices, pictures and listings.
#[utoipa::path(get, path = "/api/v1/products/{product_id}", tag = "Products")]
async fn get(ctx: Ctx, Path(id): Path<ProductId>) -> Result<Tagged<ProductView>> {
    ctx.require(PRODUCTS_READ)?;
    let files = ctx.service::<Files>()?;
    let (version, value) = ctx
        .read(async |tx| {
            let product = store::get(tx, id).await?;
            Ok((product.version, ProductView::read(tx, files, product).await?))
        })
        .await?;
    Ok(Tagged { version, value })
}

/// Which address is looked up.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SlugQuery {
    /// The words of the address, also of one that was renamed.
    slug: Option<String>,
}

/// Find a product by its address
///
/// An old address leads to the product too; its present one stands in the answer.
#[utoipa::path(get, path = "/api/v1/products/by-slug", tag = "Products")]
async fn find_by_slug(ctx: Ctx, Query(query): Query<SlugQuery>) -> Result<Json<Page<ProductView>>> {
    ctx.require(PRODUCTS_READ)?;
    let (files, slug) = (ctx.service::<Files>()?, sought("slug", query.slug)?.unwrap_or_default());
    let found = ctx
        .read(async |tx| {
            let mut product = store::find_by_slug(tx, &slug).await?;
            if product.is_none()
                && let Some(id) = slug::target(tx, Addressed::Product, &slug).await?
            {
                product = store::find(tx, id).await?;
            }
            let mut found = Vec::new();
            if let Some(product) = product {
                found.push(ProductView::read(tx, files, product).await?);
            }
            Ok(found)
        })
        .await?;
    Ok(Json(Page::all(found)))
}

/// Change a product
///
/// Repeat the `ETag` that you read in `If-Match`, so that nobody's change is lost. Lists are replaced as a whole;
/// variants are changed by themselves.
#[utoipa::path(patch, path = "/api/v1/products/{product_id}", tag = "Products")]
async fn update(
    ctx: Ctx,
    Path(id): Path<ProductId>,
    if_match: IfMatch,
    Json(change): Json<ProductChange>,
) -> Result<Tagged<ProductView>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let files = ctx.service::<Files>()?;
    let (version, value) = ctx
        .write(async |tx| {
            let before = store::get(tx, id).await?;
            if_match.check(before.version)?;
            let after = super::change(tx, before, change).await?;
            Ok((after.version, ProductView::read(tx, files, after).await?))
        })
        .await?;
    Ok(Tagged { version, value })
}

/// Delete a product
///
/// Only one that nothing refers to: what was ordered or stocked is archived instead.
#[utoipa::path(delete, path = "/api/v1/products/{product_id}", tag = "Products")]
async fn delete(ctx: Ctx, Path(id): Path<ProductId>) -> Result<NoContent> {
    ctx.require(PRODUCTS_MANAGE)?;
    ctx.write(async |tx| super::delete(tx, id).await).await?;
    Ok(NoContent)
}

/// List a product in a shop
///
/// Or change whether the shop shows it.
#[utoipa::path(put, path = "/api/v1/products/{product_id}/shops/{shop_id}", tag = "Products")]
async fn list_in_shop(
    ctx: Ctx,
    Path((id, shop)): Path<(ProductId, ShopId)>,
    Json(change): Json<ListingChange>,
) -> Result<Json<Listing>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let listing = ctx
        .write(async |tx| {
            store::get(tx, id).await?;
            shop::get(tx, shop).await?;
            let listing = listing::set(tx, id, shop, change.state, None).await?;
            record(tx, Record::new("product.listed").target("product", id).after(&listing)).await?;
            Ok(listing)
        })
        .await?;
    Ok(Json(listing))
}

/// Take a product out of a shop
#[utoipa::path(delete, path = "/api/v1/products/{product_id}/shops/{shop_id}", tag = "Products")]
async fn unlist(ctx: Ctx, Path((id, shop)): Path<(ProductId, ShopId)>) -> Result<NoContent> {
    ctx.require(PRODUCTS_MANAGE)?;
    ctx.write(async |tx| {
        store::get(tx, id).await?;
        shop::get(tx, shop).await?;
        if listing::remove(tx, id, shop).await? {
            let entry = Record::new("product.unlisted").target("product", id);
            record(tx, entry.after(serde_json::json!({"shop_id": shop}))).await?;
        }
        Ok(())
    })
    .await?;
    Ok(NoContent)
}

/// List a product's translations
#[utoipa::path(get, path = "/api/v1/products/{product_id}/translations", tag = "Products")]
async fn translations(ctx: Ctx, Path(id): Path<ProductId>) -> Result<Json<Page<Translation>>> {
    ctx.require(PRODUCTS_READ)?;
    let rows = ctx
        .read(async |tx| {
            store::get(tx, id).await?;
            translation::list(tx, id).await
        })
        .await?;
    Ok(Json(Page::all(rows)))
}

/// Translate a product
///
/// Sets its texts in one language; no texts at all take the language away.
#[utoipa::path(put, path = "/api/v1/products/{product_id}/translations", tag = "Products")]
async fn translate(
    ctx: Ctx,
    Path(id): Path<ProductId>,
    Json(new): Json<Translation>,
) -> Result<Json<Page<Translation>>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let rows = ctx
        .write(async |tx| {
            let product = store::get(tx, id).await?;
            if product.state == ProductState::Archived {
                return Err(Error::conflict(
                    "product_archived",
                    "An archived product is not translated any more.",
                ));
            }
            let rows = translation::change(tx, Addressed::Product, id, new).await?;
            super::refresh(tx, id).await?;
            Ok(rows)
        })
        .await?;
    Ok(Json(Page::all(rows)))
}

/// List tags
///
/// All that products have, the most used first.
#[utoipa::path(get, path = "/api/v1/products/tags", tag = "Products")]
async fn tags(ctx: Ctx) -> Result<Json<Page<Counted>>> {
    ctx.require(PRODUCTS_READ)?;
    Ok(Json(Page::all(ctx.read(async |tx| store::all_tags(tx, WORDS_MAX).await).await?)))
}

/// List vendors
///
/// All that products have, the most used first.
#[utoipa::path(get, path = "/api/v1/products/vendors", tag = "Products")]
async fn vendors(ctx: Ctx) -> Result<Json<Page<Counted>>> {
    ctx.require(PRODUCTS_READ)?;
    Ok(Json(Page::all(ctx.read(async |tx| store::all_vendors(tx, WORDS_MAX).await).await?)))
}
