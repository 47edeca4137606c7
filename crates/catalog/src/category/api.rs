//! Categories over HTTP.

use identity::audit::{Record, record};
use identity::permission::{PRODUCTS_MANAGE, PRODUCTS_READ};
use kernel::{Page, present};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Created, Ctx, IfMatch, Json, NoContent, Path, Result, Routes, Tagged};

use super::{Category, CategoryId, NewCategory, store};
use crate::product::check;
use crate::search;
use crate::slug::{self, Addressed};
use crate::translation::{self, Translation};

/// A category of the tree, with how many products stand in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CategoryNode {
    /// The category.
    #[serde(flatten)]
    category: Category,
    /// How many products stand in it itself.
    product_count: i64,
}

/// What to change of a category. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryChange {
    /// What it is called.
    name: Option<String>,
    /// The words of its address. Links to the old address go on working.
    slug: Option<String>,
    /// HTML; what could act in it is taken out.
    description: Option<String>,
    /// The title for search engines; null for its own.
    #[serde(default, deserialize_with = "present")]
    seo_title: Option<Option<String>>,
    /// The description for search engines; null for none.
    #[serde(default, deserialize_with = "present")]
    seo_description: Option<Option<String>>,
}

/// Where a category goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryMove {
    /// What it is a part of; null for the top.
    parent_id: Option<CategoryId>,
    /// Its place among its new siblings, from 0; the last when left out.
    position: Option<usize>,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, get, update, delete, move_to, translations, translate]
}

/// List categories
///
/// The whole tree at once; siblings are in their order.
#[utoipa::path(get, path = "/api/v1/categories", tag = "Products")]
async fn list(ctx: Ctx) -> Result<Json<Page<CategoryNode>>> {
    ctx.require(PRODUCTS_READ)?;
    let (all, counts) = ctx.read(async |tx| Ok((store::all(tx).await?, store::counts(tx).await?))).await?;
    let count = |id| counts.iter().find(|(one, _)| *one == id).map_or(0, |(_, count)| *count);
    let node = |category: Category| CategoryNode { product_count: count(category.id), category };
    Ok(Json(Page::all(all.into_iter().map(node).collect())))
}

/// Create a category
///
/// Behind its siblings.
#[utoipa::path(post, path = "/api/v1/categories", tag = "Products")]
async fn create(ctx: Ctx, Json(new): Json<NewCategory>) -> Result<Created<Category>> {
    ctx.require(PRODUCTS_MANAGE)?;
    Ok(Created(ctx.write(async |tx| super::create(tx, new).await).await?))
}

/// Get a category
#[utoipa::path(get, path = "/api/v1/categories/{category_id}", tag = "Products")]
async fn get(ctx: Ctx, Path(id): Path<CategoryId>) -> Result<Tagged<Category>> {
    ctx.require(PRODUCTS_READ)?;
    let category = ctx.read(async |tx| store::get(tx, id).await).await?;
    Ok(Tagged { version: category.version, value: category })
}

/// Change a category
///
/// Repeat the `ETag` that you read in `If-Match`, so that nobody's change is lost.
#[utoipa::path(patch, path = "/api/v1/categories/{category_id}", tag = "Products")]
async fn update(
    ctx: Ctx,
    Path(id): Path<CategoryId>,
    if_match: IfMatch,
    Json(change): Json<CategoryChange>,
) -> Result<Tagged<Category>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let category = ctx
        .write(async |tx| {
            let before = store::get(tx, id).await?;
            if_match.check(before.version)?;
            let after = store::update(tx, apply(before.clone(), change)?).await?;
            if after.slug != before.slug {
                slug::redirect(tx, Addressed::Category, id, &before.slug, &after.slug).await?;
            }
            let entry = Record::new("category.changed").target("category", id).change(&before, &after)?;
            if entry.says_something() {
                record(tx, entry).await?;
                search::category_changed(tx, id).await?;
            }
            Ok(after)
        })
        .await?;
    Ok(Tagged { version: category.version, value: category })
}

fn apply(mut edited: Category, change: CategoryChange) -> kernel::Result<Category> {
    if let Some(name) = change.name {
        edited.name = kernel::text::line("name", &name, super::NAME_MAX)?;
    }
    if let Some(slug) = change.slug {
        edited.slug = slug::check(&slug)?;
    }
    if let Some(description) = change.description {
        edited.description = check::description(&description)?;
    }
    if let Some(title) = change.seo_title {
        edited.seo_title = check::seo_title(title.as_deref())?;
    }
    if let Some(description) = change.seo_description {
        edited.seo_description = check::seo_description(description.as_deref())?;
    }
    Ok(edited)
}

/// Delete a category
///
/// Only one with no others below it. Its products stay, and stand in it no more.
#[utoipa::path(delete, path = "/api/v1/categories/{category_id}", tag = "Products")]
async fn delete(ctx: Ctx, Path(id): Path<CategoryId>) -> Result<NoContent> {
    ctx.require(PRODUCTS_MANAGE)?;
    ctx.write(async |tx| super::delete(tx, id).await).await?;
    Ok(NoContent)
}

/// Move a category
///
/// With all that is below it, to another parent or another place among its siblings. Never below itself.
#[utoipa::path(post, path = "/api/v1/categories/{category_id}/move", tag = "Products")]
async fn move_to(
    ctx: Ctx,
    Path(id): Path<CategoryId>,
    Json(to): Json<CategoryMove>,
) -> Result<Json<Category>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let category = ctx.write(async |tx| super::move_to(tx, id, to.parent_id, to.position).await).await?;
    Ok(Json(category))
}

/// List a category's translations
#[utoipa::path(get, path = "/api/v1/categories/{category_id}/translations", tag = "Products")]
async fn translations(ctx: Ctx, Path(id): Path<CategoryId>) -> Result<Json<Page<Translation>>> {
    ctx.require(PRODUCTS_READ)?;
    let rows = ctx
        .read(async |tx| {
            store::get(tx, id).await?;
            translation::list(tx, id).await
        })
        .await?;
    Ok(Json(Page::all(rows)))
}

/// Translate a category
///
/// Sets its texts in one language; no texts at all take the language away.
#[utoipa::path(put, path = "/api/v1/categories/{category_id}/translations", tag = "Products")]
async fn translate(
    ctx: Ctx,
    Path(id): Path<CategoryId>,
    Json(new): Json<Translation>,
) -> Result<Json<Page<Translation>>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let rows = ctx
        .write(async |tx| {
            store::get(tx, id).await?;
            let translations = translation::change(tx, Addressed::Category, id, new).await?;
            search::category_changed(tx, id).await?;
            Ok(translations)
        })
        .await?;
    Ok(Json(Page::all(rows)))
}
