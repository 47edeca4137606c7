//! What comes out: the sums of lines, of shipping and of the whole.

use kernel::{Currency, Error, Money, Result};

/// What one line costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineSum {
    /// Price times quantity.
    pub subtotal: Money,
    /// What was taken off this line alone.
    pub own_discount: Money,
    /// Its share of what was taken off the whole order.
    pub order_discount: Money,
    /// The tax on what is left.
    pub tax: Money,
    /// What it comes to, tax and discounts counted.
    pub total: Money,
}

impl LineSum {
    pub(super) fn zero(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self { subtotal: zero, own_discount: zero, order_discount: zero, tax: zero, total: zero }
    }

    /// All that was taken off.
    pub fn discount(&self) -> Result<Money> {
        self.own_discount.checked_add(self.order_discount)
    }

    pub(super) fn discounted(&self) -> Result<Money> {
        self.subtotal.checked_sub(self.discount()?)
    }
}

/// What shipping costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShippingSum {
    /// Its price.
    pub price: Money,
    /// What was taken off it.
    pub discount: Money,
    /// The tax on what is left.
    pub tax: Money,
}

/// What an order costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// Its lines, in the order in which they came.
    pub lines: Vec<LineSum>,
    /// Shipping.
    pub shipping: ShippingSum,
    /// Σ price × quantity.
    pub subtotal: Money,
    /// All that was taken off: lines, order and shipping.
    pub discount: Money,
    /// All tax, whether prices contain it or not.
    pub tax: Money,
    /// What is to be paid.
    pub total: Money,
}

impl Totals {
    pub(super) fn of(
        currency: Currency,
        prices_include_tax: bool,
        lines: Vec<LineSum>,
        shipping: ShippingSum,
    ) -> Result<Self> {
        let mut subtotal = Money::zero(currency);
        let (mut discount, mut tax) = (shipping.discount, shipping.tax);
        for line in &lines {
            subtotal = subtotal.checked_add(line.subtotal)?;
            discount = discount.checked_add(line.discount()?)?;
            tax = tax.checked_add(line.tax)?;
        }
        let before_tax = subtotal.checked_add(shipping.price)?.checked_sub(discount)?;
        let total = with_tax(before_tax, tax, prices_include_tax)?;
        let totals = Self { lines, shipping, subtotal, discount, tax, total };
        totals.check(prices_include_tax)?;
        Ok(totals)
    }

    /// Whether the sums are what they must be. Amounts from outside are checked with it before they are kept.
    pub fn check(&self, prices_include_tax: bool) -> Result<()> {
        let wrong = |what: &'static str| Error::invalid("totals", "inconsistent", what);
        let zero = Money::zero(self.total.currency);
        let (mut subtotal, mut discount, mut tax, mut total) =
            (zero, self.shipping.discount, self.shipping.tax, zero);
        for line in &self.lines {
            let line_total = with_tax(line.discounted()?, line.tax, prices_include_tax)?;
            if line_total != line.total || line.discounted()?.amount_minor < 0 || line.tax.amount_minor < 0 {
                return Err(wrong("A line's total is not its subtotal less its discount, with its tax."));
            }
            subtotal = subtotal.checked_add(line.subtotal)?;
            discount = discount.checked_add(line.discount()?)?;
            tax = tax.checked_add(line.tax)?;
            total = total.checked_add(line.total)?;
        }
        let shipping = self.shipping.price.checked_sub(self.shipping.discount)?;
        if shipping.amount_minor < 0 {
            return Err(wrong("More was taken off shipping than it costs."));
        }
        total = total.checked_add(with_tax(shipping, self.shipping.tax, prices_include_tax)?)?;
        if (subtotal, discount, tax, total) != (self.subtotal, self.discount, self.tax, self.total) {
            return Err(wrong("The total is not the lines and shipping, with tax, less the discount."));
        }
        Ok(())
    }
}

/// An amount with its tax, which it may contain already.
pub(super) fn with_tax(amount: Money, tax: Money, included: bool) -> Result<Money> {
    if included { Ok(amount) } else { amount.checked_add(tax) }
}
