//! Variants over HTTP.

use std::collections::BTreeSet;

use identity::permission::{PRODUCTS_MANAGE, PRODUCTS_READ};
use kernel::{Cursor, Error, ErrorKind, Page, PageParams};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Created, Ctx, IfMatch, Json, NoContent, Path, Query, Result, Routes, Tagged};

use super::{NewVariant, Variant, VariantChange, VariantId, VariantView, change, store};
use crate::product::{self, ProductId};

/// Changes in one request.
const CHANGES_MAX: usize = 500;

/// Which variants are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct VariantFilter {
    /// Only the one with this SKU, whatever its capitals.
    sku: Option<String>,
    /// Only those with this barcode.
    barcode: Option<String>,
    /// Only those of this product.
    product: Option<ProductId>,
}

/// Changes of several variants.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkChange {
    /// At most 500, each by itself: one that cannot be made does not stop the others.
    #[schema(max_items = 500)]
    changes: Vec<OneChange>,
}

/// A change within many.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OneChange {
    /// Which variant.
    variant_id: VariantId,
    /// The version that was edited; whatever the present one is when left out.
    version: Option<i64>,
    /// What to change.
    change: VariantChange,
}

/// What became of the changes, in their order.
#[derive(Debug, Serialize, ToSchema)]
pub struct BulkOutcome {
    /// One per change.
    outcomes: Vec<OneOutcome>,
}

/// What became of one change.
#[derive(Debug, Serialize, ToSchema)]
pub struct OneOutcome {
    /// Which variant.
    variant_id: VariantId,
    /// The variant as it is now; null when it was not changed.
    #[schema(required)]
    variant: Option<VariantView>,
    /// Why it was not changed; null when it was.
    #[schema(required)]
    error: Option<ChangeError>,
}

/// Why a change could not be made.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeError {
    /// The stable code.
    code: String,
    /// The field that needs attention, when it is one.
    #[schema(required)]
    field: Option<String>,
    /// What is wrong and the way out.
    message: String,
}

impl ChangeError {
    fn new(error: &Error) -> Self {
        match error.fields() {
            [first, ..] => Self {
                code: first.code.to_owned(),
                field: Some(first.field.clone().into_owned()),
                message: first.message.clone().into_owned(),
            },
            [] => Self { code: error.code().to_owned(), field: None, message: error.detail().to_owned() },
        }
    }
}

pub(crate) fn routes() -> Routes {
    web::routes![list, add, get, update, delete, change_many]
}

/// List variants
///
/// In the order in which they were made. By SKU or barcode, as a scanner reads them.
#[utoipa::path(get, path = "/api/v1/variants", tag = "Products")]
async fn list(
    ctx: Ctx,
    Query(filter): Query<VariantFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<VariantView>>> {
    ctx.require(PRODUCTS_READ)?;
    let (limit, after) = (page.limit()?, page.after_ascending()?);
    let page = ctx
        .read(async |tx| {
            let rows = match filter.sku.as_deref().filter(|sku| !sku.trim().is_empty()) {
                Some(sku) => store::find_by_sku(tx, sku).await?.into_iter().collect(),
                None => store::list(tx, filter.barcode, filter.product, after, limit + 1).await?,
            };
            let page = Page::new(rows, limit, |row: &Variant| Cursor::at(row.created_at, row.id));
            Ok(Page { data: VariantView::read(tx, page.data).await?, next: page.next })
        })
        .await?;
    Ok(Json(page))
}

/// Add a variant
///
/// Behind the product's others.
#[utoipa::path(post, path = "/api/v1/products/{product_id}/variants", tag = "Products")]
async fn add(
    ctx: Ctx,
    Path(id): Path<ProductId>,
    Json(new): Json<NewVariant>,
) -> Result<Created<VariantView>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let view = ctx
        .write(async |tx| {
            let product = product::get(tx, id).await?;
            let variant = change::add(tx, &product, new).await?;
            VariantView::of(tx, variant).await
        })
        .await?;
    Ok(Created(view))
}

/// Get a variant
#[utoipa::path(get, path = "/api/v1/variants/{variant_id}", tag = "Products")]
async fn get(ctx: Ctx, Path(id): Path<VariantId>) -> Result<Tagged<VariantView>> {
    ctx.require(PRODUCTS_READ)?;
    let view = ctx
        .read(async |tx| {
            let variant = store::get(tx, id).await?;
            VariantView::of(tx, variant).await
        })
        .await?;
    Ok(Tagged { version: view.version, value: view })
}

/// Change a variant
///
/// Repeat the `ETag` that you read in `If-Match`, so that nobody's change is lost.
#[utoipa::path(patch, path = "/api/v1/variants/{variant_id}", tag = "Products")]
async fn update(
    ctx: Ctx,
    Path(id): Path<VariantId>,
    if_match: IfMatch,
    Json(wanted): Json<VariantChange>,
) -> Result<Tagged<VariantView>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let view = ctx
        .write(async |tx| {
            let before = store::get(tx, id).await?;
            if_match.check(before.version)?;
            let after = change::change(tx, before, wanted).await?;
            change::settle(tx, after.product_id).await?;
            VariantView::of(tx, after).await
        })
        .await?;
    Ok(Tagged { version: view.version, value: view })
}

/// Delete a variant
///
/// Only one that nothing refers to: what was ordered or stocked is archived instead.
#[utoipa::path(delete, path = "/api/v1/variants/{variant_id}", tag = "Products")]
async fn delete(ctx: Ctx, Path(id): Path<VariantId>) -> Result<NoContent> {
    ctx.require(PRODUCTS_MANAGE)?;
    ctx.write(async |tx| change::delete(tx, id).await).await?;
    Ok(NoContent)
}

/// Change many variants
///
/// Each by itself: the answer says which could not be changed and why, and the others are.
#[utoipa::path(post, path = "/api/v1/variants/bulk", tag = "Products")]
async fn change_many(ctx: Ctx, Json(bulk): Json<BulkChange>) -> Result<Json<BulkOutcome>> {
    ctx.require(PRODUCTS_MANAGE)?;
    if bulk.changes.len() > CHANGES_MAX {
        let message = format!("Change at most {CHANGES_MAX} variants at once.");
        return Err(Error::invalid("changes", "too_many", message).into());
    }
    let outcomes = ctx
        .write(async |tx| {
            let (mut outcomes, mut products) = (Vec::with_capacity(bulk.changes.len()), BTreeSet::new());
            for one in bulk.changes {
                let id = one.variant_id;
                let outcome = match tx.attempt(async |tx| change_one(tx, one).await).await {
                    Ok(variant) => {
                        products.insert(variant.product_id);
                        let view = VariantView::of(tx, variant).await?;
                        OneOutcome { variant_id: id, variant: Some(view), error: None }
                    }
                    // What is not about this change stops all of them.
                    Err(error) if matches!(error.kind(), ErrorKind::Internal | ErrorKind::Unavailable) => {
                        return Err(error);
                    }
                    Err(error) => {
                        OneOutcome { variant_id: id, variant: None, error: Some(ChangeError::new(&error)) }
                    }
                };
                outcomes.push(outcome);
            }
            for product in products {
                change::settle(tx, product).await?;
            }
            Ok(outcomes)
        })
        .await?;
    Ok(Json(BulkOutcome { outcomes }))
}

async fn change_one(tx: &mut db::Tx, one: OneChange) -> kernel::Result<Variant> {
    let before = store::get(tx, one.variant_id).await?;
    if one.version.is_some_and(|version| version != before.version) {
        return Err(Error::changed_meanwhile());
    }
    change::change(tx, before, one.change).await
}
