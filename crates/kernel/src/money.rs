//! Money: 64-bit minor units of an ISO 4217 currency. Never floats; every operation is checked.
//!
//! There is one rounding mode, half-up on the magnitude, applied once per stored amount. Orders of magnitude differ
//! per currency: JPY has no minor unit, KWD has three digits.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use utoipa::ToSchema;

use crate::{Error, Result};

/// An ISO 4217 currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// Three upper-case letters: `EUR`.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Digits after the decimal point: 2 for EUR, 0 for JPY, 3 for KWD. Funds without minor units count as 0.
    pub fn exponent(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }
}

impl FromStr for Currency {
    type Err = Error;

    fn from_str(code: &str) -> Result<Self> {
        iso_currency::Currency::from_code(code).map(Self).ok_or_else(|| {
            Error::invalid("currency", "unknown_currency", "Use an ISO 4217 code in capitals, such as EUR.")
        })
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        code.parse().map_err(|error: Error| de::Error::custom(error.detail()))
    }
}

/// A rate such as a tax or a discount, as an exact fraction of whole numbers: 8.875 % is 8875 / 100000.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    numerator: i64,
    denominator: i64,
}

impl Rate {
    /// `numerator / denominator`; the denominator must be positive.
    pub fn new(numerator: i64, denominator: i64) -> Result<Self> {
        if denominator <= 0 {
            return Err(Error::invalid("rate", "invalid", "A rate needs a positive denominator."));
        }
        Ok(Self { numerator, denominator })
    }

    /// Hundredths of a percent: 1 950 is 19.5 %.
    pub const fn from_basis_points(basis_points: i64) -> Self {
        Self { numerator: basis_points, denominator: 10_000 }
    }
}

/// An amount of one currency, in its minor unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub struct Money {
    /// Minor units: cents for EUR, yen for JPY, fils for KWD.
    pub amount_minor: i64,
    /// ISO 4217 code.
    pub currency: Currency,
}

impl Money {
    /// `amount_minor` minor units of `currency`.
    pub const fn new(amount_minor: i64, currency: Currency) -> Self {
        Self { amount_minor, currency }
    }

    /// Nothing, in `currency`.
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// The sum; an error when the currencies differ or the sum does not fit.
    pub fn checked_add(self, other: Self) -> Result<Self> {
        self.combine(other, i64::checked_add)
    }

    /// The difference; an error when the currencies differ or it does not fit.
    pub fn checked_sub(self, other: Self) -> Result<Self> {
        self.combine(other, i64::checked_sub)
    }

    /// `quantity` times the amount.
    pub fn checked_mul(self, quantity: i64) -> Result<Self> {
        let amount = self.amount_minor.checked_mul(quantity).ok_or_else(overflow)?;
        Ok(Self::new(amount, self.currency))
    }

    fn combine(self, other: Self, operation: fn(i64, i64) -> Option<i64>) -> Result<Self> {
        if self.currency != other.currency {
            return Err(Error::invalid(
                "currency",
                "currency_mismatch",
                format!("{} and {} cannot be added up.", self.currency, other.currency),
            ));
        }
        let amount = operation(self.amount_minor, other.amount_minor).ok_or_else(overflow)?;
        Ok(Self::new(amount, self.currency))
    }

    /// `rate` of this amount, rounded half-up on the magnitude: a tax on a net price, a percentage discount.
    pub fn times_rate(self, rate: Rate) -> Result<Self> {
        let exact = i128::from(self.amount_minor) * i128::from(rate.numerator);
        let amount = round_half_up(exact, i128::from(rate.denominator)).ok_or_else(overflow)?;
        Ok(Self::new(amount, self.currency))
    }

    /// The tax that a gross price includes: `round(gross − gross / (1 + rate))`, tax first, net is the rest
    /// (Sylius rounds so too; 45.95 at 10 % would include 4.18).
    pub fn included_tax(self, rate: Rate) -> Result<Self> {
        // gross − gross / (1 + n/d) = gross · n / (d + n)
        let exact = i128::from(self.amount_minor) * i128::from(rate.numerator);
        let whole = i128::from(rate.denominator) + i128::from(rate.numerator);
        if whole <= 0 {
            return Err(Error::invalid("rate", "invalid", "A tax rate must be above −100 %."));
        }
        let amount = round_half_up(exact, whole).ok_or_else(overflow)?;
        Ok(Self::new(amount, self.currency))
    }

    /// Splits the amount over `weights` by largest remainder: the parts add up to it exactly, and equal remainders go
    /// to the earlier part. Weights that are all zero count as equal. No weights give no parts.
    pub fn allocate(self, weights: &[u64]) -> Vec<Self> {
        let equal;
        let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
        let (weights, total) = if total == 0 {
            equal = vec![1_u64; weights.len()];
            (equal.as_slice(), weights.len() as u128)
        } else {
            (weights, total)
        };
        let magnitude = u128::from(self.amount_minor.unsigned_abs());
        let mut shares: Vec<u128> = weights.iter().map(|w| magnitude * u128::from(*w) / total).collect();
        let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
        let remainder =
            |index: &usize| weights.get(*index).map_or(0, |weight| magnitude * u128::from(*weight) % total);
        by_remainder.sort_by_key(|index| std::cmp::Reverse(remainder(index)));
        let missing = magnitude.saturating_sub(shares.iter().sum());
        for index in by_remainder.into_iter().take(usize::try_from(missing).unwrap_or(usize::MAX)) {
            if let Some(share) = shares.get_mut(index) {
                *share += 1;
            }
        }
        let sign = self.amount_minor.signum();
        // A share never exceeds the magnitude, so it fits; i64::MIN as a single share is the one edge.
        let signed = |share: u128| i64::try_from(share).map_or(i64::MIN, |share| share * sign);
        shares.into_iter().map(|share| Self::new(signed(share), self.currency)).collect()
    }

    /// Reads a plain decimal such as `19.99` exactly. More digits than the currency has are an error, not a rounding.
    pub fn parse_decimal(text: &str, currency: Currency) -> Result<Self> {
        parse_minor(text.trim(), currency.exponent()).map(|amount| Self::new(amount, currency)).ok_or_else(
            || {
                let example = Self::new(1_999, currency);
                Error::invalid(
                    "amount",
                    "invalid_amount",
                    format!("Use an amount such as {}.", example.decimal()),
                )
            },
        )
    }

    /// The amount as a plain decimal with the currency's digits: `19.99`.
    pub fn decimal(self) -> String {
        let exponent = self.currency.exponent() as usize;
        let digits = self.amount_minor.unsigned_abs().to_string();
        let digits = format!("{digits:0>width$}", width = exponent + 1);
        let (whole, fraction) = digits.split_at(digits.len() - exponent);
        let sign = if self.amount_minor < 0 { "-" } else { "" };
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.decimal(), self.currency)
    }
}

fn overflow() -> Error {
    Error::invalid("amount", "amount_too_large", "The amount is larger than can be kept.")
}

/// `numerator / denominator` rounded half-up on the magnitude; `None` when it does not fit 64 bits.
fn round_half_up(numerator: i128, denominator: i128) -> Option<i64> {
    let magnitude = numerator.unsigned_abs();
    let denominator = denominator.unsigned_abs();
    let rounded = (magnitude.checked_mul(2)?.checked_add(denominator)?) / denominator.checked_mul(2)?;
    let rounded = i128::try_from(rounded).ok()?;
    i64::try_from(if numerator < 0 { -rounded } else { rounded }).ok()
}

fn parse_minor(text: &str, exponent: u32) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let exponent = exponent as usize;
    let (kept, beyond) = fraction.split_at(fraction.len().min(exponent));
    if beyond.bytes().any(|byte| byte != b'0') {
        return None;
    }
    format!("{whole}{kept:0<exponent$}").parse::<i64>().ok()?.checked_mul(sign)
}
