//! What a file names and the catalog knows by ids: categories, components of bundles.

use db::Tx;
use kernel::{Error, Result};

use super::cells::quoted;
use super::draft::Draft;
use crate::category;
use crate::product::{NewProduct, ProductKind};
use crate::variant::{self, NewComponent, VariantChange, VariantId};

/// The draft's product with ids in the place of names. Categories that are missing are made.
pub(super) async fn resolve(tx: &mut Tx, draft: &Draft) -> Result<NewProduct> {
    let mut new = draft.product.clone();
    new.category_ids = category::of_paths(tx, &draft.categories).await?;
    for (index, (parts, variant)) in draft.components.iter().zip(&mut new.variants).enumerate() {
        for (code, quantity) in parts {
            let variant_id = find(tx, code).await?.ok_or_else(|| {
                let message = format!("No variant has the SKU {}. Import it first.", quoted(code));
                Error::invalid(format!("variants.{index}.components"), "unknown", message)
            })?;
            variant.components.push(NewComponent { variant_id, quantity: *quantity });
        }
        if !variant.components.is_empty() {
            new.kind = ProductKind::Bundle;
        }
    }
    Ok(new)
}

async fn find(tx: &mut Tx, code: &str) -> Result<Option<VariantId>> {
    if let Some(variant) = variant::find_by_sku(tx, code).await? {
        return Ok(Some(variant.id));
    }
    let Ok(id) = code.parse() else { return Ok(None) };
    Ok(variant::find(tx, id).await?.map(|variant| variant.id))
}

/// Brings variants, which stand in the draft's order, into the states that the file says.
pub(super) async fn settle_states(tx: &mut Tx, draft: &Draft, variants: &[VariantId]) -> Result<()> {
    for (id, state) in variants.iter().zip(&draft.variant_states) {
        let before = variant::get(tx, *id).await?;
        if state.is_some_and(|state| state != before.state) {
            let change = VariantChange { state: *state, ..VariantChange::default() };
            variant::change(tx, before, change).await?;
        }
    }
    Ok(())
}
