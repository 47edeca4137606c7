//! Showing an amount in another currency.

use std::fmt;
use std::str::FromStr;

use kernel::{Currency, Error, Money, Rate, Result};

const DIGITS_MAX: usize = 12;

/// What one unit of a currency is in another, as a decimal: `0.9737`. Exact, and kept as the text that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeRate {
    digits: i64,
    /// Digits after the point.
    scale: u32,
}

impl FromStr for ExchangeRate {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let joined = format!("{whole}{fraction}");
        let plain = !whole.is_empty() && joined.bytes().all(|byte| byte.is_ascii_digit());
        let digits = joined.parse::<i64>().unwrap_or(0);
        if !plain || joined.len() > DIGITS_MAX || digits == 0 {
            let message = "Use a rate above zero with at most twelve digits, such as 0.9737.";
            return Err(Error::invalid("exchange_rate", "invalid", message));
        }
        let scale = u32::try_from(fraction.len()).unwrap_or(0);
        Ok(Self { digits, scale })
    }
}

impl fmt::Display for ExchangeRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = self.scale as usize;
        let digits = format!("{:0>width$}", self.digits, width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        if fraction.is_empty() { f.write_str(whole) } else { write!(f, "{whole}.{fraction}") }
    }
}

/// `amount` in another currency, rounded once. Convert a total, never a unit's price: two times $7.00 at 0.9737 are
/// €13.63, while two of the converted €6.82 would be €13.64.
pub fn convert(amount: Money, to: Currency, rate: &ExchangeRate) -> Result<Money> {
    let power = |exponent: u32| 10_i64.checked_pow(exponent).ok_or_else(too_fine);
    let numerator = rate.digits.checked_mul(power(to.exponent())?).ok_or_else(too_fine)?;
    let denominator =
        power(rate.scale)?.checked_mul(power(amount.currency.exponent())?).ok_or_else(too_fine)?;
    let converted = amount.times_rate(Rate::new(numerator, denominator)?)?;
    Ok(Money::new(converted.amount_minor, to))
}

fn too_fine() -> Error {
    Error::invalid("exchange_rate", "invalid", "The rate has more digits than can be worked with.")
}
