//! The rows of new products, and putting them into their tables.

use db::{OnForeignKey, OnUnique, Tx, bulk};
use kernel::{Error, Result};

use crate::category::CategoryId;
use crate::price;
use crate::product::{Attribute, Product, rows, store};
use crate::shop::ShopId;
use crate::slug::{self, Addressed};
use crate::variant::{self, NewComponent, NewPrice, Variant, VariantId};

/// A product that will be made, with all that is its own.
pub(super) struct Planned {
    pub(super) product: Product,
    pub(super) tags: Vec<String>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) category_ids: Vec<CategoryId>,
    pub(super) shops: Vec<ShopId>,
    pub(super) variants: Vec<PlannedVariant>,
}

/// One of its variants.
pub(super) struct PlannedVariant {
    pub(super) row: Variant,
    pub(super) prices: Vec<NewPrice>,
    pub(super) components: Vec<NewComponent>,
}

impl Planned {
    /// Its variants in their order.
    pub(super) fn variant_ids(&self) -> Vec<VariantId> {
        self.variants.iter().map(|variant| variant.row.id).collect()
    }
}

/// Writes products, each table once for all of them. Base price lists that are missing are made.
pub(super) async fn insert(tx: &mut Tx, lists: &mut price::Lists, plans: &[Planned]) -> Result<()> {
    if plans.is_empty() {
        return Ok(());
    }
    insert_products(tx, plans).await?;
    let variants: Vec<&PlannedVariant> = plans.iter().flat_map(|plan| &plan.variants).collect();
    let own: Vec<Variant> = variants.iter().map(|variant| variant.row.clone()).collect();
    bulk::insert(tx, own).await.on_unique(("variants", "sku_key"), || sku_taken(plans))?;
    let mut prices = Vec::new();
    for variant in &variants {
        prices.extend(lists.rows(tx, variant.row.id, &variant.prices).await?);
    }
    price::insert(tx, prices).await?;
    let parts = variants.iter().flat_map(|variant| variant::parts(variant.row.id, &variant.components));
    let parts: Vec<_> = parts.collect();
    bulk::insert(tx, parts).await.on_foreign_key(|| variant::unknown_part("variants.0."))
}

async fn insert_products(tx: &mut Tx, plans: &[Planned]) -> Result<()> {
    let since = tx.now();
    let (mut products, mut slugs, mut tags, mut attributes) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut places, mut listed) = (Vec::new(), Vec::new());
    for plan in plans {
        let product = plan.product.id;
        products.push(plan.product.clone());
        slugs.push(plan.product.slug.clone());
        tags.extend(rows::tags(product, &plan.tags));
        attributes.extend(rows::attributes(product, &plan.attributes));
        places.extend(rows::in_categories(product, &plan.category_ids));
        listed.extend(plan.shops.iter().map(|shop| rows::Listed { product, shop: *shop, since }));
    }
    bulk::insert(tx, products).await.on_unique(("products", "slug"), slug::taken)?;
    slug::settle(tx, Addressed::Product, &slugs).await?;
    bulk::insert(tx, tags).await?;
    bulk::insert(tx, attributes).await?;
    bulk::insert(tx, places).await.on_foreign_key(store::unknown_category)?;
    bulk::insert(tx, listed).await
}

/// Somebody else was faster with a SKU: nobody had it when it was looked for. Which one it was the database does not say.
fn sku_taken(plans: &[Planned]) -> Error {
    match plans {
        [Planned { variants, .. }] if variants.len() == 1 => variant::sku_taken("variants.0."),
        _ => Error::invalid("variants", "taken", "Another variant has one of these SKUs. Choose another."),
    }
}
