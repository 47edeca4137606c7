//! Which tax is on what: the rates that a shop sells by, per country or region and per tax class of what is sold.
//!
//! 1. A rate that was given by hand wins over all others.
//! 2. What decides is where the parcel goes; without an address, the country that the shop sells from.
//! 3. A rate of the region goes before one of the country.
//! 4. Rates are the merchant's own word. Where there is none, no tax is taken, and that is said.

pub(crate) mod api;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use store::{of_shop, replace};

use catalog::shop::Shop;
use db::Tx;
use kernel::text::{line, optional_line};
use kernel::{Country, Error, Json, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::address::Address;
use crate::pricing::Percent;

/// The tax class of what is not in the catalog.
pub const STANDARD: &str = "standard";
/// The tax class of what is never taxed.
const UNTAXED: &str = "none";

/// More rates than this a shop does not have: room for every country and its states.
const RATES_MAX: usize = 1_000;
const CLASS_MAX: usize = 40;
const REGION_MAX: usize = 100;

/// One rate of tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxRate {
    /// ISO 3166-1 alpha-2; where the parcel goes.
    pub country: Country,
    /// Only this state, province or county, written as addresses have it; the whole country when left out.
    #[serde(default)]
    #[schema(max_length = 100, example = "NY")]
    pub region: Option<String>,
    /// Of which variants: those with this tax class.
    #[schema(min_length = 1, max_length = 40, example = "standard")]
    pub tax_class: String,
    /// The rate.
    pub rate: Percent,
    /// Whether shipping to there is taxed at this rate: at most one of a place.
    #[serde(default)]
    pub on_shipping: bool,
}

/// All rates of a shop.
#[derive(Debug, Clone, Default, Serialize, ToSchema, sqlx::FromRow)]
#[schema(as = TaxRates)]
pub struct ShopTaxRates {
    /// The rates.
    #[schema(value_type = Vec<TaxRate>)]
    pub rates: Json<Vec<TaxRate>>,
    /// Counts changes; the `ETag`. 0 as long as nobody has said anything.
    pub version: i64,
}

/// Where something is sold to, which decides its tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TaxPlace {
    /// ISO 3166-1 alpha-2.
    pub country: Country,
    /// State, province or county, as the address has it.
    #[schema(required)]
    pub region: Option<String>,
    /// Whether the shop has any rate for it. Where it has none, no tax is taken.
    pub is_known: bool,
    /// Whether the delivery address says so. Without one it is the country that the shop sells from.
    pub is_delivery: bool,
}

/// Why something is taxed as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaxSource {
    /// The rate was given by hand, or agreed on when the order was placed.
    Given,
    /// By a rate of the shop.
    Shop,
    /// It is not taxed: its tax class is `none`, or the shop takes no tax on shipping to there.
    Exempt,
    /// The shop has no rate for it there, so no tax is taken.
    Missing,
}

/// A rate, and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AppliedTax {
    /// The rate.
    pub rate: Percent,
    /// Where it comes from.
    pub source: TaxSource,
}

impl AppliedTax {
    /// A rate that was given.
    pub const fn given(rate: Percent) -> Self {
        Self { rate, source: TaxSource::Given }
    }

    const fn none(source: TaxSource) -> Self {
        Self { rate: Percent::ZERO, source }
    }
}

/// The rates of a shop that hold for one place.
#[derive(Debug, Clone)]
pub struct Taxes {
    /// The place.
    pub place: TaxPlace,
    /// Those of the region first.
    rates: Vec<TaxRate>,
}

impl Taxes {
    /// The rates by which this shop sells to this address.
    pub async fn of(tx: &mut Tx, shop: &Shop, to: Option<&Address>) -> Result<Self> {
        let rates = of_shop(tx, shop.id).await?.rates.0;
        let region = to.and_then(|address| address.region.as_deref());
        Ok(Self::at(shop.country, to.map(|address| address.country), region, rates))
    }

    fn at(shop: Country, delivery: Option<Country>, region: Option<&str>, mut rates: Vec<TaxRate>) -> Self {
        let country = delivery.unwrap_or(shop);
        let region = region.map(str::trim).filter(|region| !region.is_empty());
        let is_there = |rate: &TaxRate| {
            let here = rate.region.as_deref();
            rate.country == country && here.is_none_or(|here| region.is_some_and(|region| same(here, region)))
        };
        rates.retain(is_there);
        rates.sort_by_key(|rate| rate.region.is_none());
        let place = TaxPlace {
            country,
            region: region.map(str::to_owned),
            is_known: !rates.is_empty(),
            is_delivery: delivery.is_some(),
        };
        Self { place, rates }
    }

    /// The tax on something of this class, unless a rate is given.
    pub fn on(&self, given: Option<Percent>, tax_class: &str) -> AppliedTax {
        if let Some(rate) = given {
            return AppliedTax::given(rate);
        }
        if same(tax_class, UNTAXED) {
            return AppliedTax::none(TaxSource::Exempt);
        }
        let found = self.rates.iter().find(|rate| same(&rate.tax_class, tax_class));
        found.map_or(AppliedTax::none(TaxSource::Missing), by_shop)
    }

    /// The tax on shipping, unless a rate is given.
    pub fn on_shipping(&self, given: Option<Percent>) -> AppliedTax {
        if let Some(rate) = given {
            return AppliedTax::given(rate);
        }
        let untaxed = if self.place.is_known { TaxSource::Exempt } else { TaxSource::Missing };
        let found = self.rates.iter().find(|rate| rate.on_shipping);
        found.map_or(AppliedTax::none(untaxed), by_shop)
    }
}

const fn by_shop(rate: &TaxRate) -> AppliedTax {
    AppliedTax { rate: rate.rate, source: TaxSource::Shop }
}

/// Classes and regions are the same whatever their capitals.
fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// The rates with no stray spaces; an error names the first that is not right.
pub(crate) fn checked(rates: Vec<TaxRate>) -> Result<Vec<TaxRate>> {
    if rates.len() > RATES_MAX {
        let message = format!("A shop has at most {RATES_MAX} tax rates.");
        return Err(Error::invalid("rates", "too_many", message));
    }
    let mut checked: Vec<TaxRate> = Vec::with_capacity(rates.len());
    for (index, rate) in rates.into_iter().enumerate() {
        let at = |field: &str| format!("rates.{index}.{field}");
        let rate = TaxRate {
            region: optional_line(at("region"), rate.region.as_deref(), REGION_MAX)?,
            tax_class: line(at("tax_class"), &rate.tax_class, CLASS_MAX)?,
            ..rate
        };
        if same(&rate.tax_class, UNTAXED) {
            let message = "What has the tax class none is never taxed. Use another class.";
            return Err(Error::invalid(at("tax_class"), "not_allowed", message));
        }
        let mut there = checked.iter().filter(|other| is_same_place(other, &rate));
        if there.clone().any(|other| same(&other.tax_class, &rate.tax_class)) {
            let message = "There is a rate for this place and tax class already. Keep one of them.";
            return Err(Error::invalid(at("tax_class"), "taken", message));
        }
        if rate.on_shipping && there.any(|other| other.on_shipping) {
            let message = "Shipping to a place is taxed at one rate. Choose which.";
            return Err(Error::invalid(at("on_shipping"), "taken", message));
        }
        checked.push(rate);
    }
    Ok(checked)
}

fn is_same_place(one: &TaxRate, other: &TaxRate) -> bool {
    let region = |rate: &TaxRate| rate.region.as_deref().map(str::to_lowercase);
    one.country == other.country && region(one) == region(other)
}
