//! An order to be told of: what somebody has bought, reckoned once for all platforms.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Good;
use super::draw::{Draw, Person};

/// What is in the prices of taxes, in percent.
const TAX_PERCENT: i64 = 19;

/// So many of something. Prices have their tax in them.
pub(super) struct CartLine<'w> {
    pub(super) id: u64,
    pub(super) good: &'w Good,
    pub(super) quantity: i64,
    pub(super) total: Decimal,
    pub(super) tax: Decimal,
}

/// What somebody has bought.
pub(super) struct Cart<'w> {
    pub(super) id: u64,
    pub(super) number: u64,
    pub(super) buyer: Person,
    pub(super) lines: Vec<CartLine<'w>>,
    pub(super) shipping: Decimal,
    pub(super) shipping_tax: Decimal,
    pub(super) tax: Decimal,
    pub(super) total: Decimal,
}

impl<'w> Cart<'w> {
    /// One to three things, and a parcel.
    pub(super) fn draw(draw: &mut Draw<'w>) -> Self {
        let exponent = draw.world().currency.exponent();
        let lines: Vec<_> = (0..=draw.below(3)).map(|_| line(draw, exponent)).collect();
        let shipping = Decimal::from(draw.below(3)) + Decimal::new(5, 1).round_dp(exponent);
        let shipping_tax = included(shipping, exponent);
        let tax = lines.iter().map(|line| line.tax).sum::<Decimal>() + shipping_tax;
        let total = lines.iter().map(|line| line.total).sum::<Decimal>() + shipping;
        let id = draw.id();
        Self {
            id,
            number: 1_000 + id % 100_000,
            buyer: draw.person(),
            lines,
            shipping,
            shipping_tax,
            tax,
            total,
        }
    }
}

fn line<'w>(draw: &mut Draw<'w>, exponent: u32) -> CartLine<'w> {
    let good = draw.good();
    let quantity = i64::try_from(draw.below(3)).unwrap_or_default() + 1;
    let total = good.price * Decimal::from(quantity);
    CartLine { id: draw.id(), good, quantity, total, tax: included(total, exponent) }
}

/// The tax that is in a price.
fn included(gross: Decimal, exponent: u32) -> Decimal {
    let share = gross * Decimal::from(TAX_PERCENT) / Decimal::from(100 + TAX_PERCENT);
    share.round_dp_with_strategy(exponent, RoundingStrategy::MidpointAwayFromZero)
}
