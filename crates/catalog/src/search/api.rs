//! Counting what a list or search could be narrowed to.

use identity::permission::PRODUCTS_READ;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ctx, Json, Query, Result, Routes};

use super::facets;
use crate::category::CategoryId;
use crate::product::store::Counted;
use crate::product::{PriceSpan, ProductFilter};

/// What the products that are found have, with how many have it. At most fifty of each, the most frequent first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Facets {
    /// How many products are found.
    pub(super) total: i64,
    /// Their states.
    pub(super) states: Vec<Counted>,
    /// How they come to be in a parcel.
    pub(super) kinds: Vec<Counted>,
    /// Who makes them.
    pub(super) vendors: Vec<Counted>,
    /// Their tags.
    pub(super) tags: Vec<Counted>,
    /// The categories that they are in themselves.
    pub(super) categories: Vec<CategoryCount>,
    /// Their attributes, by name.
    pub(super) attributes: Vec<AttributeFacet>,
    /// From the cheapest to the dearest variant, by the base list of the currency; null when none has a price in it.
    #[schema(required)]
    pub(super) prices: Option<PriceSpan>,
}

/// A category with how many of the products stand in it.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct CategoryCount {
    /// The category.
    pub(super) category_id: CategoryId,
    /// What it is called.
    pub(super) name: String,
    /// How many stand in it itself.
    pub(super) count: i64,
}

/// The values of one attribute.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttributeFacet {
    /// What the attribute is.
    #[schema(example = "Material")]
    pub(super) name: String,
    /// What it is, with how many products.
    pub(super) values: Vec<Counted>,
}

pub(crate) fn routes() -> Routes {
    web::routes![count]
}

/// Count what products have
///
/// Takes the filters and the search of the list of products, and counts what the products that they find have: so that
/// the list can be narrowed further.
#[utoipa::path(get, path = "/api/v1/products/facets", tag = "Products")]
async fn count(ctx: Ctx, Query(filter): Query<ProductFilter>) -> Result<Json<Facets>> {
    ctx.require(PRODUCTS_READ)?;
    let facets = ctx
        .read(async |tx| {
            let wanted = filter.checked(tx).await?;
            facets::count(tx, &wanted).await
        })
        .await?;
    Ok(Json(facets))
}
