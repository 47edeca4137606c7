//! A platform's amounts and addresses as ours.

use kernel::{Country, Currency, Error, Result};
use orders::Address;
use orders::order::{ExternalLine, ExternalOrder};
use rust_decimal::Decimal;

use crate::change::{self, minor_rounded};

/// An address as ours; nothing where the platform does not say enough for a parcel.
pub(super) fn address(stated: change::Address, name: Option<&str>) -> Option<Address> {
    let country: Country = stated.country?.to_ascii_uppercase().parse().ok()?;
    let name = stated.name.or_else(|| name.map(str::to_owned)).or_else(|| stated.company.clone())?;
    let line1 = stated.line1.or_else(|| stated.line2.clone())?;
    Some(Address {
        name,
        company: stated.company,
        line2: stated.line2.filter(|line| *line != line1),
        line1,
        postal_code: stated.postal_code,
        city: stated.city.unwrap_or_default(),
        region: stated.region,
        country,
        phone: stated.phone,
    })
    .filter(|address| !address.city.is_empty())
}

/// Minor units of a decimal, rounded where a platform gives more digits than it charges.
pub(super) fn rounded(field: &str, amount: Decimal, currency: Currency) -> Result<i64> {
    minor_rounded(field, amount, currency)
}

/// What one of a line costs and what is taken off besides, so that both multiply out to the line's sum exactly: a sum that
/// does not divide by the quantity has a unit price that is rounded up, and a discount of what that is too much.
pub(super) fn unit_price(subtotal_minor: i64, quantity: i64) -> (i64, i64) {
    if quantity <= 0 {
        return (subtotal_minor, 0);
    }
    let unit = subtotal_minor.div_euclid(quantity) + i64::from(subtotal_minor.rem_euclid(quantity) > 0);
    (unit, unit * quantity - subtotal_minor)
}

/// Makes the parts of an order add up to what it cost. Each part was rounded by itself, so they may be off by half a minor
/// unit each; what is off is put where it changes least: into the discount of the largest line, or a line of its own. More
/// than that is no rounding, and is left for the order to refuse.
pub(super) fn settle_rounding(order: &mut ExternalOrder) {
    let parts = i64::try_from(order.lines.len() * 3 + 3).unwrap_or(i64::MAX);
    let difference = order.total_minor.saturating_sub(sum(order));
    if difference == 0 || difference.abs() > parts {
        return;
    }
    let largest = order.lines.iter_mut().max_by_key(|line| line.unit_price_minor * line.quantity);
    match largest {
        Some(line) if line.discount_minor - difference >= 0 => line.discount_minor -= difference,
        _ => order.lines.push(rounding(difference)),
    }
}

/// A line that only makes a sum right.
fn rounding(amount_minor: i64) -> ExternalLine {
    ExternalLine {
        external_id: None,
        variant_id: None,
        goods: Vec::new(),
        sku: None,
        title: "Rounding".to_owned(),
        variant_title: String::new(),
        quantity: 1,
        unit_price_minor: amount_minor,
        discount_minor: 0,
        tax_rate: orders::pricing::Percent::default(),
        tax_minor: 0,
        requires_shipping: false,
        weight_g: None,
    }
}

fn sum(order: &ExternalOrder) -> i64 {
    let tax = |tax_minor: i64| if order.prices_include_tax { 0 } else { tax_minor };
    let lines: i64 = order
        .lines
        .iter()
        .map(|line| line.unit_price_minor * line.quantity - line.discount_minor + tax(line.tax_minor))
        .sum();
    lines + order.shipping.price_minor - order.shipping_discount_minor + tax(order.shipping_tax_minor)
}

/// A rate in percent as ours; nothing that is not between 0 and 100.
pub(super) fn rate(percent: Option<Decimal>) -> orders::pricing::Percent {
    use rust_decimal::prelude::ToPrimitive;
    percent
        .and_then(|percent| percent.checked_mul(Decimal::from(10_000)))
        .and_then(|ppm| ppm.round().to_i64())
        .and_then(|ppm| orders::pricing::Percent::from_ppm(ppm).ok())
        .unwrap_or_default()
}

/// An amount that cannot be kept is named with its field.
pub(super) fn missing(field: &str) -> Error {
    Error::invalid(field.to_owned(), "missing", "The platform does not say it.")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::unit_price;

    proptest! {
        #[test]
        fn what_one_costs_multiplies_out(subtotal in 0_i64..10_000_000, quantity in 1_i64..1_000) {
            let (unit, off) = unit_price(subtotal, quantity);
            prop_assert_eq!(unit * quantity - off, subtotal);
            prop_assert!((0..quantity).contains(&off));
        }
    }
}
