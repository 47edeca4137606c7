//! Variants: the things that are sold, with a SKU, a price and a stock.

pub(crate) mod api;
mod change;
pub(crate) mod check;
mod rows;
mod store;
mod view;

pub(crate) use change::remove_price;
pub use change::{VariantChange, add, change, delete, settle};
pub use check::{NewComponent, NewPrice, NewVariant};
pub(crate) use rows::parts;
pub(crate) use store::{
    by_sku_keys, first_like, forget_image, move_options, of_simple_products, sku_key, sku_taken, unknown_part,
};
pub use store::{components, find, find_by_barcode, find_by_sku, get, of_product};
pub(crate) use view::VariantView;

use kernel::{Currency, Entity, Id, Money, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::image::ImageId;
use crate::product::ProductId;

/// Whether a variant can be bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum VariantState {
    /// When its product can.
    Active,
    /// No more; its history stays.
    Archived,
}

/// What happens when more is wanted than there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Backorder {
    /// It cannot be bought.
    #[default]
    Deny,
    /// It can be bought, and is sent when it is there again.
    Allow,
}

/// A variant as it is stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Variant {
    /// The id.
    pub id: VariantId,
    /// The product that it is a variant of.
    pub product_id: ProductId,
    /// Its place among the variants of its product, from 0.
    pub position: i64,
    /// Whether it can be bought.
    pub state: VariantState,
    /// The value of the product's first option; empty when the product has none.
    pub option1: String,
    /// The value of the second.
    pub option2: String,
    /// The value of the third.
    pub option3: String,
    /// What the merchant knows it by.
    pub sku: Option<String>,
    /// GTIN, EAN, UPC or ISBN.
    pub barcode: Option<String>,
    /// What one costs the merchant, in minor units.
    pub unit_cost_minor: Option<i64>,
    /// The currency of that.
    pub unit_cost_currency: Option<Currency>,
    /// What one weighs.
    pub weight_g: Option<i64>,
    /// How long one is.
    pub length_mm: Option<i64>,
    /// How wide.
    pub width_mm: Option<i64>,
    /// How high.
    pub height_mm: Option<i64>,
    /// Whether it is sent in a parcel.
    pub requires_shipping: bool,
    /// Which tax rates are its: `standard`, `reduced`, `none`, or the merchant's own word.
    pub tax_class: String,
    /// Whether its stock is counted.
    pub track_stock: bool,
    /// What happens when more is wanted than there is.
    pub backorder: Backorder,
    /// The picture that shows it.
    pub image_id: Option<ImageId>,
    /// Counts changes.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Entity for Variant {
    const PREFIX: &'static str = "var";
}

/// The id of a variant.
pub type VariantId = Id<Variant>;

/// The options of a variant as one text: `M / Red`; empty when there are none.
pub(crate) fn title_of(options: [&str; 3]) -> String {
    options.into_iter().filter(|value| !value.is_empty()).collect::<Vec<_>>().join(" / ")
}

impl Variant {
    /// The values of its options: as many as its product has.
    pub fn options(&self) -> Vec<String> {
        let all = [&self.option1, &self.option2, &self.option3];
        all.into_iter().filter(|value| !value.is_empty()).cloned().collect()
    }

    /// What tells it from the other variants of its product: `M / Red`; empty when there are no others.
    pub fn title(&self) -> String {
        title_of([&self.option1, &self.option2, &self.option3])
    }

    /// What one costs the merchant, when that is known.
    pub fn unit_cost(&self) -> Option<Money> {
        Some(Money::new(self.unit_cost_minor?, self.unit_cost_currency?))
    }
}

/// A variant within a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct BundlePart {
    /// The bundle.
    pub bundle_variant_id: VariantId,
    /// What is in it.
    pub component_variant_id: VariantId,
    /// How many of it.
    pub quantity: i64,
}
