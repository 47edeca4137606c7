//! Stock at Wix: per variant, and in the catalog's third version per place.

use crate::change::{Change, Item, Stock, StockFigure};
use crate::reading::{Field, Unreadable};
use crate::{EntityKind, EntityRef};

/// The id under which a product without options has its only variant. It is the same for all of them.
const ONLY_VARIANT: &str = "00000000-0000-0000-0000-000000000000";

/// How many there are of a variant at a place; none where Wix does not count them.
pub(super) fn as_it_is(item: &Field<'_>) -> Result<Vec<Change>, Unreadable> {
    let product = item.at("product");
    let of = Item {
        variant_id: variant_id(&item.at("variantId")),
        product_id: item.at("productId").id(),
        inventory_id: Some(item.at("id").required_id()?),
        sku: product.at("variantSku").id(),
        barcode: None,
    };
    let quantity = item.at("quantity").whole()?;
    let location_id = item.at("locationId").id();
    let updated_at = item.at("updatedDate").instant();
    // What it is called and what may be ordered ahead stands with the product; the rest follows from the quantity.
    product.keep_raw(&["name", "directCategoryIds", "variantName", "variantVisible"]);
    item.keep_raw(&[
        "revision",
        "createdDate",
        "inStock",
        "trackQuantity",
        "availabilityStatus",
        "preorderInfo",
        "extendedFields",
    ]);
    // What is not counted is no stock.
    let figure = quantity.map(StockFigure::Available);
    let change = figure.map(|figure| Change::Stock(Stock { item: of, location_id, figure, updated_at }));
    Ok(change.into_iter().collect())
}

/// Variants of the catalog's first version, with what there is of each now.
pub(super) fn variants(event: &Field<'_>) -> Result<Vec<Change>, Unreadable> {
    let product_id = event.at("productId").id();
    let inventory = event.at("inventoryItemId").id();
    let updated_at = event.at("updatedDate").instant();
    let mut changes = Vec::new();
    for variant in event.at("variants").items() {
        let now = variant.at("newValue");
        let item = Item {
            variant_id: variant_id(&variant.at("id")),
            product_id: product_id.clone(),
            ..Item::default()
        };
        // What it was before, and what follows from the quantity.
        variant.keep_raw(&["oldValue"]);
        now.keep_raw(&["inStock", "availableForPreorder"]);
        if let Some(quantity) = now.at("quantity").whole()? {
            let figure = StockFigure::Available(quantity);
            changes.push(Change::Stock(Stock { item, location_id: None, figure, updated_at }));
        }
    }
    event.keep_raw(&["externalId", "fieldMask"]);
    if let (true, Some(id)) = (changes.is_empty(), inventory) {
        changes.push(Change::Fetch(EntityRef { kind: EntityKind::InventoryItem, id }));
    }
    Ok(changes)
}

/// A variant's id, where it tells it from those of other products.
pub(super) fn variant_id(field: &Field<'_>) -> Option<String> {
    field.id().filter(|id| id != ONLY_VARIANT)
}
