//! Collections over HTTP.

use blobs::Files;
use identity::audit::{Record, record};
use identity::organization;
use identity::permission::{PRODUCTS_MANAGE, PRODUCTS_READ};
use kernel::{Cursor, Error, Json as Stored, Page, PageParams, present};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Created, Ctx, IfMatch, Json, NoContent, Path, Query, Result, Routes, Tagged};

use super::store::{self, Member};
use super::{CollectByRule, Collection, CollectionId, CollectionKind, NewCollection, Rule, facts};
use crate::product::{ProductId, ProductLine, check, lines};
use crate::slug::{self, Addressed};
use crate::translation::{self, Translation};

/// As many as a person puts in order.
const MEMBERS_MAX: usize = 5_000;
/// Products that are looked at at once.
const BATCH: i64 = 1_000;

/// What to change of a collection. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CollectionChange {
    /// What it is called.
    name: Option<String>,
    /// The words of its address. Links to the old address go on working.
    slug: Option<String>,
    /// HTML; what could act in it is taken out.
    description: Option<String>,
    /// Which products belong; only of a collection that has a rule.
    rule: Option<Rule>,
    /// The title for search engines; null for its own.
    #[serde(default, deserialize_with = "present")]
    seo_title: Option<Option<String>>,
    /// The description for search engines; null for none.
    #[serde(default, deserialize_with = "present")]
    seo_description: Option<Option<String>>,
}

/// A collection with how many products belong to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CollectionDetail {
    /// The collection.
    #[serde(flatten)]
    collection: Collection,
    /// How many products belong to it.
    product_count: i64,
}

/// The products of a manual collection.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Members {
    /// All of them, in their order.
    #[schema(max_items = 5000)]
    product_ids: Vec<ProductId>,
}

/// A rule to try.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleTrial {
    /// Which products would belong.
    rule: Rule,
}

/// What a rule would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleCount {
    /// How many products would belong.
    product_count: i64,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, get, update, delete, members, set_members, try_rule, translations, translate,]
}

/// List collections
///
/// Newest first.
#[utoipa::path(get, path = "/api/v1/collections", tag = "Products")]
async fn list(ctx: Ctx, Query(page): Query<PageParams>) -> Result<Json<Page<CollectionDetail>>> {
    ctx.require(PRODUCTS_READ)?;
    let (limit, after) = (page.limit()?, page.after_descending()?);
    let page = ctx
        .read(async |tx| {
            let rows = store::list(tx, after, limit + 1).await?;
            let page = Page::new(rows, limit, |row: &Collection| Cursor::at(row.created_at, row.id));
            let mut data = Vec::with_capacity(page.data.len());
            for collection in page.data {
                data.push(detail(tx, collection).await?);
            }
            Ok(Page { data, next: page.next })
        })
        .await?;
    Ok(Json(page))
}

async fn detail(tx: &mut db::Tx, collection: Collection) -> kernel::Result<CollectionDetail> {
    Ok(CollectionDetail { product_count: store::count(tx, collection.id).await?, collection })
}

/// Create a collection
///
/// With a rule, products that meet it join within moments, and every change of a product is followed.
#[utoipa::path(post, path = "/api/v1/collections", tag = "Products")]
async fn create(ctx: Ctx, Json(new): Json<NewCollection>) -> Result<Created<Collection>> {
    ctx.require(PRODUCTS_MANAGE)?;
    Ok(Created(ctx.write(async |tx| super::create(tx, new).await).await?))
}

/// Get a collection
#[utoipa::path(get, path = "/api/v1/collections/{collection_id}", tag = "Products")]
async fn get(ctx: Ctx, Path(id): Path<CollectionId>) -> Result<Tagged<CollectionDetail>> {
    ctx.require(PRODUCTS_READ)?;
    let value = ctx
        .read(async |tx| {
            let collection = store::get(tx, id).await?;
            detail(tx, collection).await
        })
        .await?;
    Ok(Tagged { version: value.collection.version, value })
}

/// Change a collection
///
/// Repeat the `ETag` that you read in `If-Match`, so that nobody's change is lost.
#[utoipa::path(patch, path = "/api/v1/collections/{collection_id}", tag = "Products")]
async fn update(
    ctx: Ctx,
    Path(id): Path<CollectionId>,
    if_match: IfMatch,
    Json(change): Json<CollectionChange>,
) -> Result<Tagged<CollectionDetail>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let value = ctx
        .write(async |tx| {
            let before = store::get(tx, id).await?;
            if_match.check(before.version)?;
            let after = store::update(tx, apply(before.clone(), change)?).await?;
            if after.slug != before.slug {
                slug::redirect(tx, Addressed::Collection, id, &before.slug, &after.slug).await?;
            }
            if after.rule != before.rule {
                jobs::enqueue(tx, CollectByRule { collection: id }).await?;
            }
            let entry = Record::new("collection.changed").target("collection", id).change(&before, &after)?;
            if entry.says_something() {
                record(tx, entry).await?;
            }
            detail(tx, after).await
        })
        .await?;
    Ok(Tagged { version: value.collection.version, value })
}

fn apply(mut edited: Collection, change: CollectionChange) -> kernel::Result<Collection> {
    if let Some(name) = change.name {
        edited.name = kernel::text::line("name", &name, super::NAME_MAX)?;
    }
    if let Some(slug) = change.slug {
        edited.slug = slug::check(&slug)?;
    }
    if let Some(description) = change.description {
        edited.description = check::description(&description)?;
    }
    if let Some(rule) = change.rule {
        if edited.kind == CollectionKind::Manual {
            let message = "The products of this collection are chosen by hand. Make another one for a rule.";
            return Err(Error::invalid("rule", "not_allowed", message));
        }
        edited.rule = Some(Stored(rule.checked()?));
    }
    if let Some(title) = change.seo_title {
        edited.seo_title = check::seo_title(title.as_deref())?;
    }
    if let Some(description) = change.seo_description {
        edited.seo_description = check::seo_description(description.as_deref())?;
    }
    Ok(edited)
}

/// Delete a collection
///
/// Its products stay.
#[utoipa::path(delete, path = "/api/v1/collections/{collection_id}", tag = "Products")]
async fn delete(ctx: Ctx, Path(id): Path<CollectionId>) -> Result<NoContent> {
    ctx.require(PRODUCTS_MANAGE)?;
    ctx.write(async |tx| {
        let collection = store::get(tx, id).await?;
        translation::forget(tx, id).await?;
        slug::forget(tx, id).await?;
        store::delete(tx, id).await?;
        let told = json!({"id": id, "name": collection.name, "slug": collection.slug});
        record(tx, Record::new("collection.deleted").target("collection", id).before(&told).tell(&told)).await
    })
    .await?;
    Ok(NoContent)
}

/// List a collection's products
///
/// In the order of the collection.
#[utoipa::path(get, path = "/api/v1/collections/{collection_id}/products", tag = "Products")]
async fn members(
    ctx: Ctx,
    Path(id): Path<CollectionId>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<ProductLine>>> {
    ctx.require(PRODUCTS_READ)?;
    let (limit, after, files) = (page.limit()?, page.after_ascending()?, ctx.service::<Files>()?);
    let page = ctx
        .read(async |tx| {
            store::get(tx, id).await?;
            let currency = organization::current(tx).await?.currency.parse()?;
            let rows = store::members(tx, id, after, limit + 1).await?;
            let at = |row: &Member| Cursor { key: row.member_position, id: row.product.id.uuid() };
            let page = Page::new(rows, limit, at);
            let products = page.data.into_iter().map(|member| member.product).collect();
            Ok(Page { data: lines(tx, files, products, currency).await?, next: page.next })
        })
        .await?;
    Ok(Json(page))
}

/// Set the products of a manual collection
///
/// All of them, in their order.
#[utoipa::path(put, path = "/api/v1/collections/{collection_id}/products", tag = "Products")]
async fn set_members(
    ctx: Ctx,
    Path(id): Path<CollectionId>,
    Json(members): Json<Members>,
) -> Result<Json<CollectionDetail>> {
    ctx.require(PRODUCTS_MANAGE)?;
    if members.product_ids.len() > MEMBERS_MAX {
        let message =
            format!("Put at most {MEMBERS_MAX} products into a collection by hand; use a rule for more.");
        return Err(Error::invalid("product_ids", "too_many", message).into());
    }
    let value = ctx
        .write(async |tx| {
            let collection = store::get(tx, id).await?;
            if collection.kind == CollectionKind::Rule {
                let detail = "The products of this collection are chosen by its rule.";
                return Err(Error::conflict("collection_has_rule", detail));
            }
            store::replace_members(tx, id, &members.product_ids).await?;
            let value = detail(tx, collection).await?;
            let entry = Record::new("collection.filled").target("collection", id);
            record(tx, entry.after(json!({"product_count": value.product_count}))).await?;
            Ok(value)
        })
        .await?;
    Ok(Json(value))
}

/// Try a rule
///
/// Counts the products that would belong, and keeps nothing.
#[utoipa::path(post, path = "/api/v1/collections/try-rule", tag = "Products")]
async fn try_rule(ctx: Ctx, Json(trial): Json<RuleTrial>) -> Result<Json<RuleCount>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let rule = trial.rule.checked()?;
    let product_count = ctx
        .read(async |tx| {
            let (mut first, last) = facts::ALL;
            let mut count = 0;
            loop {
                let facts = facts::between(tx, first, last, BATCH).await?;
                count += facts.iter().filter(|facts| rule.fits(facts)).count();
                let Some(end) = facts.last() else { break };
                first = ProductId::from_uuid(uuid::Uuid::from_u128(end.id.uuid().as_u128() + 1));
            }
            i64::try_from(count).map_err(Error::internal)
        })
        .await?;
    Ok(Json(RuleCount { product_count }))
}

/// List a collection's translations
#[utoipa::path(get, path = "/api/v1/collections/{collection_id}/translations", tag = "Products")]
async fn translations(ctx: Ctx, Path(id): Path<CollectionId>) -> Result<Json<Page<Translation>>> {
    ctx.require(PRODUCTS_READ)?;
    let rows = ctx
        .read(async |tx| {
            store::get(tx, id).await?;
            translation::list(tx, id).await
        })
        .await?;
    Ok(Json(Page::all(rows)))
}

/// Translate a collection
///
/// Sets its texts in one language; no texts at all take the language away.
#[utoipa::path(put, path = "/api/v1/collections/{collection_id}/translations", tag = "Products")]
async fn translate(
    ctx: Ctx,
    Path(id): Path<CollectionId>,
    Json(new): Json<Translation>,
) -> Result<Json<Page<Translation>>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let rows = ctx
        .write(async |tx| {
            store::get(tx, id).await?;
            translation::change(tx, Addressed::Collection, id, new).await
        })
        .await?;
    Ok(Json(Page::all(rows)))
}
