//! Which program wrote a file, told by the names of its columns.

use kernel::{Currency, Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::cells::Columns;
use super::draft::Parsed;
use super::sheet::Sheet;
use super::{shopify, tradepost, woocommerce};

/// The way in which a file tells of products.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Dialect {
    /// Tradepost's own export.
    Tradepost,
    /// Shopify's product CSV, with its older or its newer column names.
    Shopify,
    /// WooCommerce's product CSV.
    Woocommerce,
}

impl Dialect {
    /// The dialect of a file with these columns.
    pub(crate) fn of(columns: &Columns) -> Result<Self> {
        let has = |names: &[&str]| names.iter().all(|name| columns.has(name));
        if has(&["slug", "title"]) {
            return Ok(Self::Tradepost);
        }
        if has(&["type", "name", "sku"]) && (columns.has("regular price") || columns.has("parent")) {
            return Ok(Self::Woocommerce);
        }
        if columns.has("title") && (columns.has("handle") || columns.has("url handle")) {
            return Ok(Self::Shopify);
        }
        let message = "The columns are not those of a product file. Use Tradepost's export (slug, title, …), Shopify's \
                       (Handle or URL handle, Title, …) or WooCommerce's (Type, SKU, Name, Regular price, …).";
        Err(Error::invalid("file", "unknown_columns", message))
    }

    /// What the file says, product by product in the order in which they first appear.
    pub(crate) fn parse(self, columns: &Columns, sheet: &Sheet, currency: Currency) -> Vec<Parsed> {
        match self {
            Self::Tradepost => tradepost::parse(columns, sheet, currency),
            Self::Shopify => shopify::parse(columns, sheet, currency),
            Self::Woocommerce => woocommerce::parse(columns, sheet, currency),
        }
    }
}
