//! What one costs: the moving average per variant, over all locations, in the organization's currency.
//!
//! **Rounding.** Costs of one are kept in ten-thousandths of the minor unit, because a cent is too coarse for screws.
//! Each is rounded once, half-up, when it is written: the landed cost of one when goods come, the average after them. An
//! amount of money is rounded once more, half-up, from an exact product. Nothing is ever rounded twice on the way.

mod store;

use db::Tx;
use kernel::{Currency, Error, Result};

use crate::VariantId;
use crate::movement::Movement;

pub(crate) use store::{averages, averages_at};

/// Ten-thousandths in one minor unit.
pub(crate) const FINE: i64 = 10_000;
/// Millionths in one unit of currency.
pub(crate) const MILLION: i64 = 1_000_000;

/// `numerator / denominator`, half-up, for amounts that are not negative.
pub(crate) fn divide(numerator: i128, denominator: i128) -> Result<i64> {
    let rounded = numerator
        .checked_mul(2)
        .and_then(|twice| twice.checked_add(denominator))
        .and_then(|sum| sum.checked_div(denominator.checked_mul(2)?));
    rounded.and_then(|value| i64::try_from(value).ok()).ok_or_else(too_large)
}

fn too_large() -> Error {
    Error::invalid("unit_cost_minor", "amount_too_large", "The amount is larger than can be kept.")
}

/// The average after `quantity` came at `unit_cost` each. What was there before counts as far as it is above zero: pieces
/// that are owed have no cost yet. Without an average, what was there cost what the new ones do.
pub(crate) fn moving_average(
    average_e4: Option<i64>,
    on_hand_before: i64,
    quantity: i64,
    unit_cost_e4: i64,
) -> Result<i64> {
    let there = i128::from(on_hand_before.max(0));
    let Some(average) = average_e4.filter(|_| there > 0) else { return Ok(unit_cost_e4) };
    let value = there * i128::from(average) + i128::from(quantity) * i128::from(unit_cost_e4);
    divide(value, there + i128::from(quantity))
}

/// What one costs when it has arrived: its share of `line_minor`, in the organization's currency.
pub(crate) fn landed(
    line_minor: i64,
    quantity: i64,
    from: Currency,
    to: Currency,
    rate_ppm: i64,
) -> Result<i64> {
    let power = |currency: Currency| 10_i128.pow(currency.exponent());
    let numerator = i128::from(line_minor) * i128::from(FINE) * i128::from(rate_ppm) * power(to);
    divide(numerator, i128::from(quantity) * i128::from(MILLION) * power(from))
}

/// What so many are worth, in minor units; below zero when fewer than nothing are there.
pub(crate) fn value(on_hand: i64, average_e4: i64) -> Result<i64> {
    let magnitude = divide(i128::from(on_hand.unsigned_abs()) * i128::from(average_e4), i128::from(FINE))?;
    Ok(if on_hand < 0 { -magnitude } else { magnitude })
}

/// Counts goods that have come into the average of their variant. Called once per receipt, after the levels have changed.
pub(crate) async fn take_in(tx: &mut Tx, receipt: &Movement) -> Result<()> {
    let Some(unit_cost_e4) = receipt.unit_cost_e4 else { return Ok(()) };
    let (variant, quantity) = (receipt.variant_id, receipt.on_hand_delta);
    // From here on nobody else changes this average until the transaction ends.
    let first = first_average(tx, variant).await?;
    let average = store::lock(tx, variant, first.unwrap_or(unit_cost_e4)).await?;
    let on_hand_before = store::on_hand(tx, variant).await? - quantity;
    let after = moving_average(Some(average), on_hand_before, quantity, unit_cost_e4)?;
    store::save(tx, variant, after).await?;
    store::note(tx, receipt, on_hand_before, unit_cost_e4, after).await
}

/// What the merchant said that one costs, before any receipt was priced.
async fn first_average(tx: &mut Tx, variant: VariantId) -> Result<Option<i64>> {
    let currency = store::currency(tx).await?;
    let told = catalog::variant::get(tx, variant).await?.unit_cost();
    Ok(told.filter(|cost| cost.currency == currency).and_then(|cost| cost.amount_minor.checked_mul(FINE)))
}

/// The organization's currency, which costs are kept in.
pub(crate) async fn currency(tx: &mut Tx) -> Result<Currency> {
    store::currency(tx).await
}

#[cfg(test)]
mod tests;
