//! Prices: what a variant sells for, per price list. Each list has one currency, and each currency one base list, by which
//! its shops sell unless they name another.

pub(crate) mod api;
mod listed;
mod store;

pub(crate) use store::{PriceRow, base_lists, remove};
pub use store::{base_list, list_of_shop, of_variants};

use db::{Tx, bulk};
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

/// The merchant's price lists, read once for many prices.
#[derive(Debug)]
pub(crate) struct Lists(Vec<PriceList>);

impl Lists {
    pub(crate) async fn read(tx: &mut Tx) -> Result<Self> {
        store::all(tx).await.map(Self)
    }

    /// The list that a price is for: the one that it names, or the base list of its currency.
    fn of(&self, price: &NewPrice) -> Option<PriceListId> {
        let is_meant = |list: &&PriceList| match price.price_list_id {
            Some(id) => list.id == id && list.currency == price.currency,
            None => list.is_base && list.currency == price.currency,
        };
        self.0.iter().find(is_meant).map(|list| list.id)
    }

    /// Refuses prices for lists that are not there, and two for one list. `at` is where they stand in the request.
    pub(crate) fn check(&self, at: &str, prices: &[NewPrice]) -> Result<()> {
        let mut seen = Vec::with_capacity(prices.len());
        for (index, price) in prices.iter().enumerate() {
            let list = self.of(price);
            if list.is_none() && price.price_list_id.is_some() {
                let message = "There is no price list with this id and currency.";
                return Err(Error::invalid(format!("{at}{index}.price_list_id"), "unknown", message));
            }
            // A base list that is not there yet will be that of the currency.
            if seen.contains(&(list, price.currency)) {
                let message = "The same price list is there twice.";
                return Err(Error::invalid(format!("{at}{index}.price_list_id"), "taken", message));
            }
            seen.push((list, price.currency));
        }
        Ok(())
    }

    /// Prices that were checked, as rows. A base list that is missing is made.
    pub(crate) async fn rows(
        &mut self,
        tx: &mut Tx,
        variant: VariantId,
        prices: &[NewPrice],
    ) -> Result<Vec<PriceRow>> {
        let mut rows = Vec::with_capacity(prices.len());
        for price in prices {
            let list = if let Some(list) = self.of(price) {
                list
            } else {
                let made = store::base_list(tx, price.currency).await?;
                let id = made.id;
                self.0.push(made);
                id
            };
            rows.push(PriceRow { list, variant, price: *price, since: tx.now() });
        }
        Ok(rows)
    }
}

/// Sets prices that were checked; those of other lists stay. `at` is where they stand in the request.
pub(crate) async fn set(tx: &mut Tx, at: &str, variant: VariantId, prices: &[NewPrice]) -> Result<()> {
    if prices.is_empty() {
        return Ok(());
    }
    let mut lists = Lists::read(tx).await?;
    lists.check(at, prices)?;
    let rows = lists.rows(tx, variant, prices).await?;
    insert(tx, rows).await
}

/// Writes prices, in place of those that are there.
pub(crate) async fn insert(tx: &mut Tx, prices: Vec<PriceRow>) -> Result<()> {
    bulk::insert(tx, prices).await
}
