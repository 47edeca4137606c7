//! Packing slips: what goes into a parcel, for the hands that pack it. No prices: the parcel may be a present.

pub(crate) mod api;
mod pdf;

#[cfg(test)]
mod tests;

pub use pdf::render;

use jiff::civil::Date;
use kernel::Country;
use mail::Locale;

/// All that stands on a packing slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackingSlip {
    /// The language of its words.
    pub locale: Locale,
    /// Where it is printed; decides on the paper.
    pub country: Country,
    /// The shop.
    pub shop_name: String,
    /// The order's number as people read it; also its barcode.
    pub order_name: String,
    /// The day of the order, where the shop is.
    pub ordered_on: Date,
    /// Where the parcel goes, line by line.
    pub ship_to: Vec<String>,
    /// How it gets there: the way, the courier, the locker.
    pub delivery: Vec<String>,
    /// What goes into it.
    pub lines: Vec<PackingLine>,
    /// What the customer wrote.
    pub note: String,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackingLine {
    /// What it is.
    pub title: String,
    /// Which of them.
    pub variant_title: String,
    /// Its SKU.
    pub sku: Option<String>,
    /// How many.
    pub quantity: i64,
}
