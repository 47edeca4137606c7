//! Prices: what a variant sells for, per price list. Each list has one currency, and each currency one base list, by which
//! its shops sell unless they name another.

pub(crate) mod api;
mod listed;
mod store;

pub use store::{base_list, list_of_shop, of_variants};
pub(crate) use store::{base_lists, remove};

use db::Tx;
use kernel::{Currency, Entity, Error, Id, Result, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::variant::{NewPrice, VariantId};

/// A list of prices in one currency.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct PriceList {
    /// The id.
    pub id: PriceListId,
    /// What it is called; no two lists of a merchant share a name.
    #[schema(example = "Wholesale")]
    pub name: String,
    /// The currency of all its prices. Never changes.
    pub currency: Currency,
    /// Whether shops of this currency sell by it unless they name another.
    pub is_base: bool,
    /// Counts changes; the `ETag`.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Entity for PriceList {
    const PREFIX: &'static str = "plist";
}

/// The id of a price list.
pub type PriceListId = Id<PriceList>;

/// What a variant sells for by one list.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Price {
    /// The variant.
    #[serde(skip)]
    pub variant_id: VariantId,
    /// The list.
    pub price_list_id: PriceListId,
    /// Minor units: cents for EUR.
    #[schema(example = 12_900)]
    pub amount_minor: i64,
    /// What it is compared with, crossed out beside it.
    #[schema(required)]
    pub compare_at_minor: Option<i64>,
    /// The list's currency.
    pub currency: Currency,
}

/// Sets prices that were checked; those of other lists stay. `at` is where they stand in the request.
pub(crate) async fn set(tx: &mut Tx, at: &str, variant: VariantId, prices: &[NewPrice]) -> Result<()> {
    let mut lists = Vec::with_capacity(prices.len());
    for (index, price) in prices.iter().enumerate() {
        let list = match price.price_list_id {
            None => store::base_list(tx, price.currency).await?,
            Some(id) => store::find(tx, id)
                .await?
                .filter(|list| list.currency == price.currency)
                .ok_or_else(|| {
                    let message = "There is no price list with this id and currency.";
                    Error::invalid(format!("{at}{index}.price_list_id"), "unknown", message)
                })?,
        };
        if lists.contains(&list.id) {
            let message = "The same price list is there twice.";
            return Err(Error::invalid(format!("{at}{index}.price_list_id"), "taken", message));
        }
        store::set(tx, list.id, variant, *price).await?;
        lists.push(list.id);
    }
    Ok(())
}
