//! What an order costs: pure rules, no I/O, checked against the vectors that Sylius, Vendure and Zuora publish.
//!
//! 1. Amounts are 64-bit minor units of one currency; nothing is a float, and what does not fit is an error.
//! 2. Every amount is rounded when it is made, half-up on the magnitude, per line: `total = Σ lines + shipping + tax −
//!    discount` holds exactly between stored amounts. Prices that include tax contain it in their lines and shipping
//!    already, so there the tax is shown, and added nowhere.
//! 3. Nothing is below zero: a discount takes at most what is there, line by line.
//! 4. A discount on the order is spread over its lines by largest remainder, so the shares add up to it exactly.
//! 5. Tax is worked out on what is left of a line after its discounts, with the rate of that line.

mod convert;
mod discount;
mod percent;
mod share;
mod sum;

#[cfg(test)]
mod tests;

pub use convert::{ExchangeRate, convert};
pub use discount::{Discount, DiscountValue};
pub use percent::Percent;
pub use share::{Part, part_of};
pub use sum::{LineSum, ShippingSum, Totals};

use kernel::{Currency, Error, Money, Result};

/// The most that a line may hold of one thing.
pub const QUANTITY_MAX: i64 = 1_000_000;

/// One line as it is to be priced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedLine {
    /// What one of it costs, in minor units.
    pub unit_price_minor: i64,
    /// How many.
    pub quantity: i64,
    /// The rate of its tax.
    pub tax_rate: Percent,
    /// What is taken off this line alone.
    pub discounts: Vec<Discount>,
}

/// Shipping as it is to be priced.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PricedShipping {
    /// What it costs, in minor units.
    pub price_minor: i64,
    /// The rate of its tax.
    pub tax_rate: Percent,
    /// What is taken off it.
    pub discounts: Vec<Discount>,
}

/// All that decides what an order costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basket {
    /// The one currency of all amounts.
    pub currency: Currency,
    /// Whether prices contain their tax.
    pub prices_include_tax: bool,
    /// The lines.
    pub lines: Vec<PricedLine>,
    /// What is taken off the whole, over all lines, one after the other.
    pub discounts: Vec<Discount>,
    /// Shipping.
    pub shipping: PricedShipping,
}

/// What the basket costs, line by line and in total.
pub fn total(basket: &Basket) -> Result<Totals> {
    let amount = |minor| Money::new(minor, basket.currency);
    let mut lines = Vec::with_capacity(basket.lines.len());
    for (index, line) in basket.lines.iter().enumerate() {
        check(index, line)?;
        let subtotal = amount(line.unit_price_minor).checked_mul(line.quantity)?;
        let own = discount::take_all(subtotal, &line.discounts)?;
        lines.push(LineSum { subtotal, own_discount: own, ..LineSum::zero(basket.currency) });
    }
    discount::spread(&mut lines, &basket.discounts, basket.currency)?;
    for (line, priced) in lines.iter_mut().zip(&basket.lines) {
        line.tax = tax(line.discounted()?, priced.tax_rate, basket.prices_include_tax)?;
        line.total = sum::with_tax(line.discounted()?, line.tax, basket.prices_include_tax)?;
    }
    let shipping = shipping(&basket.shipping, basket)?;
    Totals::of(basket.currency, basket.prices_include_tax, lines, shipping)
}

/// The tax on an amount: contained in it, tax first and net the rest, or to be added to it.
pub fn tax(amount: Money, rate: Percent, included: bool) -> Result<Money> {
    if included { amount.included_tax(rate.rate()?) } else { amount.times_rate(rate.rate()?) }
}

fn shipping(priced: &PricedShipping, basket: &Basket) -> Result<ShippingSum> {
    if priced.price_minor < 0 {
        return Err(Error::invalid("shipping.price", "invalid", "Shipping costs nothing or more."));
    }
    let price = Money::new(priced.price_minor, basket.currency);
    let discount = discount::take_all(price, &priced.discounts)?;
    let tax = tax(price.checked_sub(discount)?, priced.tax_rate, basket.prices_include_tax)?;
    Ok(ShippingSum { price, discount, tax })
}

fn check(index: usize, line: &PricedLine) -> Result<()> {
    if line.quantity < 0 || line.quantity > QUANTITY_MAX {
        let message = format!("Use a quantity between 0 and {QUANTITY_MAX}.");
        return Err(Error::invalid(format!("lines.{index}.quantity"), "out_of_range", message));
    }
    if line.unit_price_minor < 0 {
        let message = "A price is zero or more. Take something off with a discount.";
        return Err(Error::invalid(format!("lines.{index}.unit_price"), "out_of_range", message));
    }
    Ok(())
}
