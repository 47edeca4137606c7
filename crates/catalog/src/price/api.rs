//! Price lists over HTTP.

use identity::audit::{Record, record};
use identity::permission::{PRODUCTS_MANAGE, PRODUCTS_READ, SHOPS_MANAGE, SHOPS_READ};
use kernel::{Currency, Cursor, Error, Money, Page, PageParams};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Created, Ctx, IfMatch, Json, NoContent, Path, Query, Result, Routes, Tagged};

use super::listed::{self, ListedVariant, Wanted};
use super::{PriceList, PriceListId, store};
use crate::product::ProductId;
use crate::shop::{self, ShopId};
use crate::variant::{self, VariantId};

const NAME_MAX: usize = 100;

/// What a new price list needs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPriceList {
    /// What it is called; no two lists of a merchant share a name.
    #[schema(min_length = 1, max_length = 100, example = "Wholesale")]
    name: String,
    /// ISO 4217; the currency of all its prices. It never changes.
    #[schema(value_type = String, example = "EUR")]
    currency: Currency,
}

/// What to change of a price list.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceListChange {
    /// What it is called.
    name: Option<String>,
}

/// By which list a shop sells.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShopPriceList {
    /// A list in the shop's currency; null for the base list.
    price_list_id: Option<PriceListId>,
}

/// A variant with its price by one list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListedPrice {
    /// The variant.
    variant_id: VariantId,
    /// Its product.
    product_id: ProductId,
    /// The product's title.
    title: String,
    /// What tells it from the product's other variants; empty when there are none.
    variant_title: String,
    /// What the merchant knows it by.
    #[schema(required)]
    sku: Option<String>,
    /// What it sells for by this list; null when the list has no price for it.
    #[schema(required)]
    price: Option<Money>,
    /// What that is compared with.
    #[schema(required)]
    compare_at: Option<Money>,
    /// What it sells for by the base list of the currency.
    #[schema(required)]
    base_price: Option<Money>,
    /// The variant's version, to change the price with.
    version: i64,
}

impl ListedPrice {
    fn new(row: ListedVariant, currency: Currency) -> Self {
        let money = |minor: Option<i64>| minor.map(|minor| Money::new(minor, currency));
        Self {
            variant_title: row.variant_title(),
            variant_id: row.variant_id,
            product_id: row.product_id,
            title: row.title,
            sku: row.sku,
            price: money(row.amount_minor),
            compare_at: money(row.compare_at_minor),
            base_price: money(row.base_minor),
            version: row.version,
        }
    }
}

/// Which variants are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListedFilter {
    /// Finds products as their list does, and looks into the 50 that fit best.
    q: Option<String>,
    /// Only those that have a price in this list; all when left out.
    priced: Option<bool>,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, get, update, delete, prices, remove_price, of_shop, set_for_shop]
}

/// List price lists
///
/// The base list of each currency is made with the first price in it.
#[utoipa::path(get, path = "/api/v1/price-lists", tag = "Products")]
async fn list(ctx: Ctx) -> Result<Json<Page<PriceList>>> {
    ctx.require(PRODUCTS_READ)?;
    Ok(Json(Page::all(ctx.read(async |tx| store::all(tx).await).await?)))
}

/// Create a price list
#[utoipa::path(post, path = "/api/v1/price-lists", tag = "Products")]
async fn create(ctx: Ctx, Json(new): Json<NewPriceList>) -> Result<Created<PriceList>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let list = ctx
        .write(async |tx| {
            let name = kernel::text::line("name", &new.name, NAME_MAX)?;
            let list = store::insert(tx, name, new.currency).await?;
            record(tx, Record::new("price_list.created").target("price_list", list.id).after(&list)).await?;
            Ok(list)
        })
        .await?;
    Ok(Created(list))
}

/// Get a price list
#[utoipa::path(get, path = "/api/v1/price-lists/{price_list_id}", tag = "Products")]
async fn get(ctx: Ctx, Path(id): Path<PriceListId>) -> Result<Tagged<PriceList>> {
    ctx.require(PRODUCTS_READ)?;
    let list = ctx.read(async |tx| store::get(tx, id).await).await?;
    Ok(Tagged { version: list.version, value: list })
}

/// Rename a price list
#[utoipa::path(patch, path = "/api/v1/price-lists/{price_list_id}", tag = "Products")]
async fn update(
    ctx: Ctx,
    Path(id): Path<PriceListId>,
    if_match: IfMatch,
    Json(change): Json<PriceListChange>,
) -> Result<Tagged<PriceList>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let list = ctx
        .write(async |tx| {
            let before = store::get(tx, id).await?;
            if_match.check(before.version)?;
            let name =
                change.name.as_deref().map(|name| kernel::text::line("name", name, NAME_MAX)).transpose()?;
            let edited = PriceList { name: name.unwrap_or_else(|| before.name.clone()), ..before.clone() };
            let after = store::update(tx, edited).await?;
            let entry = Record::new("price_list.changed").target("price_list", id).change(&before, &after)?;
            if entry.says_something() {
                record(tx, entry).await?;
            }
            Ok(after)
        })
        .await?;
    Ok(Tagged { version: list.version, value: list })
}

/// Delete a price list
///
/// With its prices; not a base list, and not one that a shop sells by.
#[utoipa::path(delete, path = "/api/v1/price-lists/{price_list_id}", tag = "Products")]
async fn delete(ctx: Ctx, Path(id): Path<PriceListId>) -> Result<NoContent> {
    ctx.require(PRODUCTS_MANAGE)?;
    ctx.write(async |tx| {
        let list = store::get(tx, id).await?;
        if list.is_base {
            let detail = "This is the list that shops of its currency sell by. It cannot be deleted.";
            return Err(Error::conflict("base_price_list", detail));
        }
        store::delete(tx, id).await?;
        record(tx, Record::new("price_list.deleted").target("price_list", id).before(&list).tell(&list)).await
    })
    .await?;
    Ok(NoContent)
}

/// List the prices of a price list
///
/// The variants in use in the order in which they were made, with their price by this list and by the base list of its
/// currency. Prices are set with the variants: `POST /api/v1/variants/bulk` sets many.
#[utoipa::path(get, path = "/api/v1/price-lists/{price_list_id}/prices", tag = "Products")]
async fn prices(
    ctx: Ctx,
    Path(id): Path<PriceListId>,
    Query(filter): Query<ListedFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<ListedPrice>>> {
    ctx.require(PRODUCTS_READ)?;
    let (limit, after) = (page.limit()?, page.after_ascending()?);
    let wanted = Wanted { q: filter.q, is_priced: filter.priced.unwrap_or(false) };
    let page = ctx
        .read(async |tx| {
            let list = store::get(tx, id).await?;
            let rows = listed::page(tx, &list, &wanted, after, limit + 1).await?;
            let page =
                Page::new(rows, limit, |row: &ListedVariant| Cursor::at(row.created_at, row.variant_id));
            Ok(page.map(|row| ListedPrice::new(row, list.currency)))
        })
        .await?;
    Ok(Json(page))
}

/// Take a price out of a price list
///
/// Shops that sell by the list do not sell the variant any more.
#[utoipa::path(delete, path = "/api/v1/price-lists/{price_list_id}/prices/{variant_id}", tag = "Products")]
async fn remove_price(ctx: Ctx, Path((id, of)): Path<(PriceListId, VariantId)>) -> Result<NoContent> {
    ctx.require(PRODUCTS_MANAGE)?;
    ctx.write(async |tx| {
        store::get(tx, id).await?;
        variant::remove_price(tx, of, id).await
    })
    .await?;
    Ok(NoContent)
}

/// Get the price list of a shop
///
/// Null when it sells by the base list of its currency.
#[utoipa::path(get, path = "/api/v1/shops/{shop_id}/price-list", tag = "Shops")]
async fn of_shop(ctx: Ctx, Path(id): Path<ShopId>) -> Result<Json<ShopPriceList>> {
    ctx.require(SHOPS_READ)?;
    let price_list_id = ctx
        .read(async |tx| {
            shop::get(tx, id).await?;
            store::of_shop(tx, id).await
        })
        .await?;
    Ok(Json(ShopPriceList { price_list_id }))
}

/// Set the price list of a shop
///
/// Null, or nothing, for the base list of its currency.
#[utoipa::path(put, path = "/api/v1/shops/{shop_id}/price-list", tag = "Shops")]
async fn set_for_shop(
    ctx: Ctx,
    Path(id): Path<ShopId>,
    Json(wanted): Json<ShopPriceList>,
) -> Result<Json<ShopPriceList>> {
    ctx.require(SHOPS_MANAGE)?;
    let set = ctx
        .write(async |tx| {
            let shop = shop::get(tx, id).await?;
            if let Some(list) = wanted.price_list_id {
                let fits = store::find(tx, list).await?.is_some_and(|list| list.currency == shop.currency);
                if !fits {
                    let message = "There is no price list with this id and the shop's currency.";
                    return Err(Error::invalid("price_list_id", "unknown", message));
                }
            }
            store::set_for_shop(tx, id, wanted.price_list_id).await?;
            record(tx, Record::new("shop.price_list_set").target("shop", id).after(&wanted)).await?;
            Ok(wanted)
        })
        .await?;
    Ok(Json(set))
}
