//! Shops: the outlets of a merchant, hosted here or connected on a platform.

pub(crate) mod api;
mod seller;
pub(crate) mod store;

pub use seller::ShopSeller;
pub use store::{find, get, insert, list};

use kernel::{Country, Currency, Entity, Error, Id, Json, Language, Result, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const PREFIX_MAX: usize = 10;

/// Where a shop's storefront runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ShopKind {
    /// Here: Tradepost's own storefront.
    Hosted,
    /// On a platform, whose channel tells Tradepost what happens.
    Connected,
}

/// An e-commerce platform that shops can be connected on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Platform {
    /// Shopify.
    Shopify,
    /// Amazon.
    Amazon,
    /// eBay.
    Ebay,
    /// WooCommerce.
    Woocommerce,
    /// Wix.
    Wix,
    /// PrestaShop.
    Prestashop,
    /// OpenCart.
    Opencart,
    /// Magento and Adobe Commerce.
    Magento,
}

/// Whether a shop is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ShopState {
    /// Sells.
    Active,
    /// Sells no more; its history stays.
    Archived,
}

/// One outlet of a merchant.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Shop {
    /// The id.
    pub id: ShopId,
    /// What it is called; no two shops of a merchant share a name.
    #[schema(example = "Nordlicht Berlin")]
    pub name: String,
    /// Where its storefront runs.
    pub kind: ShopKind,
    /// The platform of a connected shop; null for a hosted one.
    #[schema(required)]
    pub platform: Option<Platform>,
    /// What it sells in. Never changes.
    pub currency: Currency,
    /// The language of its texts.
    pub language: Language,
    /// IANA time zone; its days begin there.
    #[schema(example = "Europe/Berlin")]
    pub time_zone: String,
    /// ISO 3166-1 alpha-2; where it sells from.
    pub country: Country,
    /// Whether its prices include tax.
    pub prices_include_tax: bool,
    /// What its order numbers begin with.
    #[schema(example = "NB-")]
    pub order_prefix: String,
    /// Who sells, as invoices say it.
    #[schema(value_type = ShopSeller)]
    pub seller: Json<ShopSeller>,
    /// Whether it is in use.
    pub state: ShopState,
    /// Counts changes; the `ETag`.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Entity for Shop {
    const PREFIX: &'static str = "shop";
}

/// The id of a shop.
pub type ShopId = Id<Shop>;

/// A prefix stands in file names, links and on paper.
pub(crate) fn check_order_prefix(prefix: &str) -> Result<String> {
    let plain = prefix.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_/.#".contains(&byte));
    if plain && prefix.len() <= PREFIX_MAX {
        return Ok(prefix.to_owned());
    }
    let message = format!("Use at most {PREFIX_MAX} plain letters, digits and the signs - _ / . #");
    Err(Error::invalid("order_prefix", "invalid", message))
}

/// A hosted shop has no platform, a connected one has.
pub(crate) fn check_platform(kind: ShopKind, platform: Option<Platform>) -> Result<()> {
    match (kind, platform) {
        (ShopKind::Hosted, Some(_)) => {
            Err(Error::invalid("platform", "not_allowed", "A hosted shop runs here: leave the platform out."))
        }
        (ShopKind::Connected, None) => {
            Err(Error::invalid("platform", "required", "Say which platform the shop is connected on."))
        }
        _ => Ok(()),
    }
}
