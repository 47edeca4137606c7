//! Variants as the API shows them.

use db::Tx;
use kernel::{Money, Result, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Backorder, NewComponent, Variant, VariantId, VariantState, store};
use crate::image::ImageId;
use crate::price::{self, Price};
use crate::product::ProductId;

/// A variant with its prices.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Variant)]
pub struct VariantView {
    /// The id.
    id: VariantId,
    /// The product that it is a variant of.
    product_id: ProductId,
    /// Its place among the variants of its product, from 0.
    position: i64,
    /// Whether it can be bought.
    state: VariantState,
    /// What tells it from the others: `M / Red`; empty when there are no others.
    title: String,
    /// The value of each of the product's options.
    options: Vec<String>,
    /// What the merchant knows it by.
    #[schema(required)]
    sku: Option<String>,
    /// GTIN, EAN, UPC or ISBN.
    #[schema(required)]
    barcode: Option<String>,
    /// What it sells for, base lists first.
    prices: Vec<Price>,
    /// What one costs the merchant.
    #[schema(required)]
    unit_cost: Option<Money>,
    /// What one weighs.
    #[schema(required)]
    weight_g: Option<i64>,
    /// How long one is.
    #[schema(required)]
    length_mm: Option<i64>,
    /// How wide.
    #[schema(required)]
    width_mm: Option<i64>,
    /// How high.
    #[schema(required)]
    height_mm: Option<i64>,
    /// Whether it is sent in a parcel.
    requires_shipping: bool,
    /// Which tax rates are its.
    tax_class: String,
    /// Whether its stock is counted.
    track_stock: bool,
    /// What happens when more is wanted than there is.
    backorder: Backorder,
    /// The picture that shows it.
    #[schema(required)]
    image_id: Option<ImageId>,
    /// What a bundle consists of.
    components: Vec<NewComponent>,
    /// Counts changes; the `ETag`.
    pub(super) version: i64,
    /// When it was made.
    created_at: Timestamp,
}

impl VariantView {
    /// All of these variants, in their order.
    pub(crate) async fn read(tx: &mut Tx, variants: Vec<Variant>) -> Result<Vec<Self>> {
        let ids: Vec<_> = variants.iter().map(|variant| variant.id).collect();
        let mut prices = std::collections::HashMap::<_, Vec<Price>>::new();
        for price in price::of_variants(tx, &ids).await? {
            prices.entry(price.variant_id).or_default().push(price);
        }
        let mut parts = std::collections::HashMap::<_, Vec<NewComponent>>::new();
        for part in store::components(tx, &ids).await? {
            let component = NewComponent { variant_id: part.component_variant_id, quantity: part.quantity };
            parts.entry(part.bundle_variant_id).or_default().push(component);
        }
        let view = |variant: Variant| {
            let prices = prices.remove(&variant.id).unwrap_or_default();
            let components = parts.remove(&variant.id).unwrap_or_default();
            Self::new(variant, prices, components)
        };
        Ok(variants.into_iter().map(view).collect())
    }

    /// All of one variant.
    pub(crate) async fn of(tx: &mut Tx, variant: Variant) -> Result<Self> {
        let prices = price::of_variants(tx, &[variant.id]).await?;
        let parts = store::components(tx, &[variant.id]).await?;
        let component = |part: super::BundlePart| NewComponent {
            variant_id: part.component_variant_id,
            quantity: part.quantity,
        };
        Ok(Self::new(variant, prices, parts.into_iter().map(component).collect()))
    }

    fn new(variant: Variant, prices: Vec<Price>, components: Vec<NewComponent>) -> Self {
        Self {
            title: variant.title(),
            options: variant.options(),
            unit_cost: variant.unit_cost(),
            id: variant.id,
            product_id: variant.product_id,
            position: variant.position,
            state: variant.state,
            sku: variant.sku,
            barcode: variant.barcode,
            prices,
            weight_g: variant.weight_g,
            length_mm: variant.length_mm,
            width_mm: variant.width_mm,
            height_mm: variant.height_mm,
            requires_shipping: variant.requires_shipping,
            tax_class: variant.tax_class,
            track_stock: variant.track_stock,
            backorder: variant.backorder,
            image_id: variant.image_id,
            components,
            version: variant.version,
            created_at: variant.created_at,
        }
    }
}
