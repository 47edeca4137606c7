//! Giving a product that is there what a file says of it. What the file leaves empty stays.

use db::Tx;
use kernel::Result;

use super::draft::Draft;
use super::resolve::{resolve, settle_states};
use crate::product::{self, ProductChange, ProductId};
use crate::variant::{self, NewVariant, Variant, VariantChange, VariantId};

/// Answers the draft's variants in their order, and whether each is new.
pub(super) async fn update(tx: &mut Tx, id: ProductId, draft: &Draft) -> Result<Vec<(VariantId, bool)>> {
    let new = resolve(tx, draft).await?;
    let categories = new.category_ids.clone();
    let filled = |list: &[String]| (!list.is_empty()).then(|| list.to_vec());
    let change = ProductChange {
        title: Some(new.title.clone()),
        state: Some(new.state),
        description: Some(new.description.clone()).filter(|text| !text.is_empty()),
        vendor: new.vendor.clone().map(Some),
        category_ids: (!categories.is_empty()).then_some(categories),
        tags: filled(&new.tags),
        attributes: (!new.attributes.is_empty()).then(|| new.attributes.clone()),
        seo_title: new.seo_title.clone().map(Some),
        seo_description: new.seo_description.clone().map(Some),
        ..ProductChange::default()
    };
    let before = product::get(tx, id).await?;
    product::change(tx, before, change).await?;
    let there = variant::of_product(tx, id).await?;
    let mut variants = Vec::with_capacity(new.variants.len());
    for variant in &new.variants {
        if let Some(other) = there.iter().find(|other| is_same(other, variant)) {
            variant::change(tx, other.clone(), change_of(variant)).await?;
            variants.push((other.id, false));
        } else {
            let product = product::get(tx, id).await?;
            variants.push((variant::add(tx, &product, variant.clone()).await?.id, true));
        }
    }
    let ids: Vec<VariantId> = variants.iter().map(|(id, _)| *id).collect();
    settle_states(tx, draft, &ids).await?;
    variant::settle(tx, id).await?;
    Ok(variants)
}

/// A variant is known by its SKU, and without one by its options.
fn is_same(there: &Variant, new: &NewVariant) -> bool {
    match (&there.sku, &new.sku) {
        (Some(there), Some(new)) if there.to_lowercase() == new.to_lowercase() => true,
        _ => there.options() == new.options,
    }
}

fn change_of(new: &NewVariant) -> VariantChange {
    VariantChange {
        sku: new.sku.clone().map(Some),
        barcode: new.barcode.clone().map(Some),
        prices: (!new.prices.is_empty()).then(|| new.prices.clone()),
        unit_cost: new.unit_cost.map(Some),
        weight_g: new.weight_g.map(Some),
        length_mm: new.length_mm.map(Some),
        width_mm: new.width_mm.map(Some),
        height_mm: new.height_mm.map(Some),
        requires_shipping: Some(new.requires_shipping),
        tax_class: Some(new.tax_class.clone()),
        track_stock: Some(new.track_stock),
        backorder: Some(new.backorder),
        components: (!new.components.is_empty()).then(|| new.components.clone()),
        ..VariantChange::default()
    }
}
