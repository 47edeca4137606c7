//! Products, listings and stock as platforms have them.

use catalog::product::ProductState;
use kernel::{Currency, Timestamp};
use rust_decimal::Decimal;
use serde::Serialize;

/// How a platform names something that is sold. It is looked for by its ids first, then by SKU and barcode.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The variant's id there.
    pub variant_id: Option<String>,
    /// The product's id there.
    pub product_id: Option<String>,
    /// The id of what is counted there, where it is another one.
    pub inventory_id: Option<String>,
    /// What the merchant knows it by.
    pub sku: Option<String>,
    /// GTIN, EAN, UPC or ISBN.
    pub barcode: Option<String>,
}

/// A product as it is there now.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Product {
    /// Its id there.
    pub external_id: String,
    /// What it is called.
    pub title: Option<String>,
    /// HTML.
    pub description: Option<String>,
    /// The words of its address.
    pub slug: Option<String>,
    /// Who makes it.
    pub vendor: Option<String>,
    /// Whether it can be bought.
    pub state: Option<ProductState>,
    /// Words to find it by.
    pub tags: Option<Vec<String>>,
    /// What it is sorted under there, by name.
    pub categories: Vec<String>,
    /// What it can be filtered by: names and values.
    pub attributes: Vec<(String, String)>,
    /// What its variants differ in, in order.
    pub options: Vec<String>,
    /// Its variants; `None` when the delivery does not list them.
    pub variants: Option<Vec<Variant>>,
    /// Its images, in order.
    pub images: Option<Vec<Image>>,
    /// The title for search engines.
    pub seo_title: Option<String>,
    /// The description for search engines.
    pub seo_description: Option<String>,
    /// The currency of its prices, where the platform says it; otherwise the shop's.
    pub currency: Option<Currency>,
    /// When it was made there.
    pub created_at: Option<Timestamp>,
    /// When it was last changed there.
    pub updated_at: Option<Timestamp>,
}

/// A variant as it is there now.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Variant {
    /// How the platform names it.
    pub item: Item,
    /// The values of its product's options, in their order.
    pub options: Vec<String>,
    /// What it sells for.
    pub price: Option<Decimal>,
    /// What that is compared with.
    pub compare_at: Option<Decimal>,
    /// What one costs the merchant.
    pub unit_cost: Option<Decimal>,
    /// What one weighs.
    pub weight_g: Option<i64>,
    /// Whether it is sent in a parcel.
    pub requires_shipping: Option<bool>,
    /// Whether its stock is counted.
    pub track_stock: Option<bool>,
    /// Whether it can be bought when it is not there.
    pub backorder: Option<bool>,
    /// How many can be sold, over all places, where the platform says it with the product.
    pub available: Option<i64>,
}

/// One variant as it is there now. Its product and its other variants stay as they are, and so does what is `None`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct VariantUpdate {
    /// The variant. It is known here already, by an id or by its SKU, or there is nothing to do.
    pub variant: Variant,
    /// The currency of its prices, where the platform says it; otherwise the shop's.
    pub currency: Option<Currency>,
    /// When it was last changed there.
    pub updated_at: Option<Timestamp>,
}

/// An image as it is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Image {
    /// Its id there.
    pub external_id: Option<String>,
    /// Where it can be fetched.
    pub url: String,
    /// What it shows.
    pub alt: Option<String>,
    /// The variants that it shows, by their ids there.
    pub variant_ids: Vec<String>,
}

/// An offer on a marketplace, as far as a delivery speaks of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Listing {
    /// How the platform names what is offered.
    pub item: Item,
    /// Its title there.
    pub title: Option<String>,
    /// Whether it can be bought now.
    pub is_buyable: Option<bool>,
    /// The platform's own words for how it stands.
    pub status: Vec<String>,
    /// What it sells for.
    pub price: Option<Decimal>,
    /// The currency of that.
    pub currency: Option<Currency>,
    /// When that became so.
    pub updated_at: Option<Timestamp>,
}

/// How much there is of something at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stock {
    /// How the platform names the thing.
    pub item: Item,
    /// The place's id there; `None` when the platform has one figure for all.
    pub location_id: Option<String>,
    /// How many.
    pub figure: StockFigure,
    /// When it was so.
    pub updated_at: Option<Timestamp>,
}

/// What a figure of stock counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StockFigure {
    /// What can still be sold: what is promised to orders is taken off already.
    Available(i64),
    /// What lies there.
    OnHand(i64),
}
