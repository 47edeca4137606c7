//! Shops over HTTP.

use identity::audit::{Record, record};
use identity::organization::{self, OrganizationKind};
use identity::permission::{SHOPS_MANAGE, SHOPS_READ};
use kernel::{Country, Currency, Cursor, Error, Language, Page, PageParams};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use web::{Created, Ctx, IfMatch, Json, Path, Query, Result, Routes, Tagged};

use super::{
    Platform, Shop, ShopId, ShopKind, ShopSeller, ShopState, check_order_prefix, check_platform, store,
};

/// What a new shop needs. What is left out is taken from the organization.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewShop {
    /// What it is called; no two shops of a merchant share a name.
    #[schema(min_length = 1, max_length = 100, example = "Nordlicht Berlin")]
    name: String,
    /// Where its storefront runs.
    kind: ShopKind,
    /// The platform of a connected shop.
    platform: Option<Platform>,
    /// ISO 4217; what it sells in. It never changes.
    currency: Option<Currency>,
    /// The language of its texts.
    language: Option<Language>,
    /// IANA time zone.
    #[schema(example = "Europe/Berlin")]
    time_zone: Option<String>,
    /// ISO 3166-1 alpha-2; where it sells from.
    country: Option<Country>,
    /// Whether its prices include tax; yes when left out.
    prices_include_tax: Option<bool>,
    /// What its order numbers begin with; nothing when left out.
    #[schema(max_length = 10, example = "NB-")]
    order_prefix: Option<String>,
    /// Who sells, as invoices say it; the organization's name alone when left out.
    seller: Option<ShopSeller>,
}

/// What to change of a shop. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShopChange {
    /// What it is called.
    name: Option<String>,
    /// The language of its texts.
    language: Option<Language>,
    /// IANA time zone.
    time_zone: Option<String>,
    /// ISO 3166-1 alpha-2.
    country: Option<Country>,
    /// Whether its prices include tax. Orders that were placed keep what they were placed with.
    prices_include_tax: Option<bool>,
    /// What its order numbers begin with, from the next order on.
    order_prefix: Option<String>,
    /// Who sells, as invoices say it from the next one on; replaced as a whole.
    seller: Option<ShopSeller>,
    /// Whether it is in use.
    state: Option<ShopState>,
}

/// Which shops are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ShopFilter {
    /// Only those in use, or only archived ones; all when left out.
    state: Option<ShopState>,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, get, update]
}

/// List shops
///
/// In the order in which they were made.
#[utoipa::path(get, path = "/api/v1/shops", tag = "Shops")]
async fn list(
    ctx: Ctx,
    Query(filter): Query<ShopFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<Shop>>> {
    ctx.require(SHOPS_READ)?;
    let (limit, after) = (page.limit()?, page.after_ascending()?);
    let rows = ctx.read(async |tx| store::list(tx, filter.state, after, limit + 1).await).await?;
    Ok(Json(Page::new(rows, limit, |row: &Shop| Cursor::at(row.created_at, row.id))))
}

/// Create a shop
///
/// Only a merchant has shops.
#[utoipa::path(post, path = "/api/v1/shops", tag = "Shops")]
async fn create(ctx: Ctx, Json(new): Json<NewShop>) -> Result<Created<Shop>> {
    ctx.require(SHOPS_MANAGE)?;
    let shop = ctx
        .write(async |tx| {
            let organization = organization::current(tx).await?;
            if organization.kind != OrganizationKind::Merchant {
                return Err(Error::conflict("not_a_merchant", "Only a merchant has shops."));
            }
            let shop = complete(new, &organization, tx)?;
            let shop = store::insert(tx, shop).await?;
            record(tx, Record::new("shop.created").target("shop", shop.id).after(&shop)).await?;
            Ok(shop)
        })
        .await?;
    Ok(Created(shop))
}

fn complete(new: NewShop, organization: &organization::Organization, tx: &db::Tx) -> kernel::Result<Shop> {
    check_platform(new.kind, new.platform)?;
    let from_organization = organization.country.as_deref().map(str::parse::<Country>).transpose()?;
    let country = new.country.or(from_organization).ok_or_else(|| {
        Error::invalid("country", "required", "Say which country the shop sells from, such as DE.")
    })?;
    let time_zone = new.time_zone.unwrap_or_else(|| organization.time_zone.clone());
    let language = new.language.map_or_else(|| organization.locale.as_str().parse(), Ok)?;
    Ok(Shop {
        id: tx.new_id(),
        name: kernel::text::name("name", &new.name)?,
        kind: new.kind,
        platform: new.platform,
        currency: new.currency.map_or_else(|| organization.currency.parse(), Ok)?,
        language,
        time_zone: organization::check_time_zone(&time_zone)?,
        country,
        prices_include_tax: new.prices_include_tax.unwrap_or(true),
        order_prefix: check_order_prefix(&new.order_prefix.unwrap_or_default())?,
        seller: kernel::Json(new.seller.unwrap_or_default().checked()?),
        state: ShopState::Active,
        version: 1,
        created_at: tx.now(),
    })
}

/// Get a shop
#[utoipa::path(get, path = "/api/v1/shops/{shop_id}", tag = "Shops")]
async fn get(ctx: Ctx, Path(id): Path<ShopId>) -> Result<Tagged<Shop>> {
    ctx.require(SHOPS_READ)?;
    let shop = ctx.read(async |tx| store::get(tx, id).await).await?;
    Ok(Tagged { version: shop.version, value: shop })
}

/// Change a shop
///
/// Repeat the `ETag` that you read in `If-Match`, so that nobody's change is lost. An archived shop keeps its history
/// and can come back.
#[utoipa::path(patch, path = "/api/v1/shops/{shop_id}", tag = "Shops")]
async fn update(
    ctx: Ctx,
    Path(id): Path<ShopId>,
    if_match: IfMatch,
    Json(change): Json<ShopChange>,
) -> Result<Tagged<Shop>> {
    ctx.require(SHOPS_MANAGE)?;
    let shop = ctx
        .write(async |tx| {
            let before = store::get(tx, id).await?;
            if_match.check(before.version)?;
            let after = store::update(tx, apply(before.clone(), change)?).await?;
            let entry = Record::new("shop.changed").target("shop", id).change(&before, &after)?;
            if entry.says_something() {
                record(tx, entry).await?;
            }
            Ok(after)
        })
        .await?;
    Ok(Tagged { version: shop.version, value: shop })
}

fn apply(mut edited: Shop, change: ShopChange) -> kernel::Result<Shop> {
    if let Some(name) = change.name {
        edited.name = kernel::text::name("name", &name)?;
    }
    if let Some(language) = change.language {
        edited.language = language;
    }
    if let Some(time_zone) = change.time_zone {
        edited.time_zone = organization::check_time_zone(&time_zone)?;
    }
    if let Some(country) = change.country {
        edited.country = country;
    }
    if let Some(included) = change.prices_include_tax {
        edited.prices_include_tax = included;
    }
    if let Some(prefix) = change.order_prefix {
        edited.order_prefix = check_order_prefix(&prefix)?;
    }
    if let Some(seller) = change.seller {
        edited.seller = kernel::Json(seller.checked()?);
    }
    if let Some(state) = change.state {
        edited.state = state;
    }
    Ok(edited)
}
