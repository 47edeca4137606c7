//! Variants and the parts of bundles, as rows that are inserted.

use db::bulk::Row;
use db::{Query, Tx};

use super::{NewComponent, NewVariant, Variant, VariantId, VariantState, sku_key};
use crate::product::{Product, ProductKind};

impl Variant {
    /// A variant of a product that was checked, at its place.
    pub(crate) fn new(tx: &Tx, product: &Product, position: i64, new: &NewVariant) -> Self {
        let now = tx.now();
        let mut options = new.options.iter().cloned();
        let mut option = || options.next().unwrap_or_default();
        Self {
            id: tx.new_id(),
            product_id: product.id,
            position,
            state: VariantState::Active,
            option1: option(),
            option2: option(),
            option3: option(),
            sku: new.sku.clone(),
            barcode: new.barcode.clone(),
            unit_cost_minor: new.unit_cost.map(|cost| cost.amount_minor),
            unit_cost_currency: new.unit_cost.map(|cost| cost.currency),
            weight_g: new.weight_g,
            length_mm: new.length_mm,
            width_mm: new.width_mm,
            height_mm: new.height_mm,
            requires_shipping: new.requires_shipping,
            tax_class: new.tax_class.clone(),
            track_stock: new.track_stock && product.kind == ProductKind::Simple,
            backorder: new.backorder,
            image_id: None,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }
}

impl Row for Variant {
    const TABLE: &'static str = "variants";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "product_id",
        "position",
        "state",
        "option1",
        "option2",
        "option3",
        "sku",
        "sku_key",
        "barcode",
        "unit_cost_minor",
        "unit_cost_currency",
        "weight_g",
        "length_mm",
        "width_mm",
        "height_mm",
        "requires_shipping",
        "tax_class",
        "track_stock",
        "backorder",
        "image_id",
        "version",
        "created_at",
        "updated_at",
    ];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        let query = query.bind(self.id).bind(self.product_id).bind(self.position).bind(self.state);
        let query = query.bind(self.option1).bind(self.option2).bind(self.option3);
        let query = query.bind(self.sku.clone()).bind(self.sku.as_deref().map(sku_key)).bind(self.barcode);
        let query = query.bind(self.unit_cost_minor).bind(self.unit_cost_currency).bind(self.weight_g);
        let query = query.bind(self.length_mm).bind(self.width_mm).bind(self.height_mm);
        let query = query.bind(self.requires_shipping).bind(self.tax_class).bind(self.track_stock);
        let query = query.bind(self.backorder).bind(self.image_id).bind(self.version);
        query.bind(self.created_at).bind(self.updated_at)
    }
}

/// A part of a bundle, at its place.
pub(crate) struct Part {
    bundle: VariantId,
    part: NewComponent,
    position: i64,
}

impl Row for Part {
    const TABLE: &'static str = "bundle_components";
    const COLUMNS: &'static [&'static str] =
        &["bundle_variant_id", "component_variant_id", "position", "quantity"];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.bundle).bind(self.part.variant_id).bind(self.position).bind(self.part.quantity)
    }
}

/// The parts of a bundle, which were checked, in their order.
pub(crate) fn parts(bundle: VariantId, parts: &[NewComponent]) -> impl Iterator<Item = Part> {
    (0..).zip(parts).map(move |(position, part)| Part { bundle, part: *part, position })
}
