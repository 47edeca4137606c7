//! Amounts as Stripe writes them: whole numbers of its own minor unit.

use kernel::Currency;
use rust_decimal::Decimal;

use crate::reading::{Field, Unreadable};

/// Currencies without a minor unit, at Stripe. ISO 4217 gives one to the ariary, which nobody pays with.
const WITHOUT_MINOR: [&str; 15] =
    ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"];
/// Currencies with three digits behind the point.
const WITH_THREE: [&str; 5] = ["BHD", "JOD", "KWD", "OMR", "TND"];

/// Digits behind the point. Stripe writes two for the króna and the Ugandan shilling, which have none.
fn digits(currency: Currency) -> u32 {
    match currency.code() {
        code if WITHOUT_MINOR.contains(&code) => 0,
        code if WITH_THREE.contains(&code) => 3,
        _ => 2,
    }
}

/// An amount, exactly; nothing where it is not said.
pub(super) fn amount(field: &Field<'_>, currency: Currency) -> Result<Option<Decimal>, Unreadable> {
    Ok(field.decimal()?.map(|minor| scaled(minor, currency)))
}

/// The same, and an error where it is not said.
pub(super) fn required(field: &Field<'_>, currency: Currency) -> Result<Decimal, Unreadable> {
    amount(field, currency)?.ok_or_else(|| field.unreadable("The amount is missing."))
}

/// The currency of an object, without which its amounts say nothing.
pub(super) fn currency(object: &Field<'_>) -> Result<Currency, Unreadable> {
    let field = object.at("currency");
    field.currency()?.ok_or_else(|| field.unreadable("The currency is missing."))
}

fn scaled(minor: Decimal, currency: Currency) -> Decimal {
    (minor * Decimal::new(1, digits(currency))).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_currency_has_its_digits() {
        for (minor, code, amount) in [
            ("1099", "USD", "10.99"),
            ("1099", "JPY", "1099"),
            ("1099", "KWD", "1.099"),
            ("500", "ISK", "5"),
            ("300", "UGX", "3"),
            ("1099", "MGA", "1099"),
            ("0.5", "EUR", "0.005"),
            ("9223372036854775807", "EUR", "92233720368547758.07"),
        ] {
            let scaled = scaled(minor.parse().unwrap(), code.parse().unwrap());
            assert_eq!(scaled.to_string(), amount, "{code}");
        }
    }
}
