//! What an order's parts add up to.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Line, Order, shared, shared_within};

impl Line {
    /// Something that is charged and is no goods: a duty, a wrapping, a tip.
    pub(crate) fn fee(title: &str, amount: Decimal) -> Self {
        Self {
            title: title.to_owned(),
            quantity: 1,
            subtotal: amount,
            requires_shipping: Some(false),
            ..Self::default()
        }
    }
}

impl Order {
    /// What its parts come to: its lines and its ways, each less what was taken off, and its tax where that is not in the
    /// prices. It is the order's total, unless the platform's own figures contradict each other.
    pub fn charged(&self) -> Decimal {
        let lines: Decimal = self.lines.iter().flatten().map(|line| line.subtotal - line.discount).sum();
        let ways: Decimal = self.shipping.iter().map(|way| way.price - way.discount).sum();
        let tax = self.tax.filter(|_| !self.prices_include_tax).unwrap_or_default();
        lines + ways + tax
    }

    /// Makes the taxes of lines and ways come to the order's tax: old bodies and plugins state it for the whole order alone,
    /// and rounding leaves something over. Each gets its share by the tax that it has, or by what it costs where none has
    /// any. All amounts are in whole units of the currency afterwards.
    pub(crate) fn settle_tax(&mut self) {
        self.round();
        let exponent = self.exponent();
        let Some(tax) = self.tax else { return };
        let lines =
            self.lines.iter_mut().flatten().map(|line| (line.subtotal - line.discount, &mut line.tax));
        let ways = self.shipping.iter_mut().map(|way| (way.price - way.discount, &mut way.tax));
        let (costs, mut taxes): (Vec<_>, Vec<_>) = lines.chain(ways).unzip();
        let known: Vec<Decimal> = taxes.iter().map(|tax| **tax).collect();
        let sum: Decimal = known.iter().sum();
        let weights = if sum > Decimal::ZERO { known } else { costs };
        for (own, share) in taxes.iter_mut().zip(shared(tax - sum, &weights, exponent)) {
            **own += share;
        }
    }

    fn exponent(&self) -> u32 {
        self.currency.map_or(2, kernel::Currency::exponent)
    }

    /// Some platforms write more digits than they charge.
    fn round(&mut self) {
        let exponent = self.exponent();
        let round = |amount: &mut Decimal| {
            *amount = amount.round_dp_with_strategy(exponent, RoundingStrategy::MidpointAwayFromZero);
        };
        for line in self.lines.iter_mut().flatten() {
            for amount in [&mut line.subtotal, &mut line.discount, &mut line.tax] {
                round(amount);
            }
        }
        for way in &mut self.shipping {
            for amount in [&mut way.price, &mut way.discount, &mut way.tax] {
                round(amount);
            }
        }
        for amount in [&mut self.tax, &mut self.total] {
            amount.iter_mut().for_each(round);
        }
    }

    /// Charges for what the platform's total has and its parts lack, so that they add up: more is a line of its own that is
    /// called `title`, less is taken off the lines. For platforms whose plugins add totals of their own.
    pub(crate) fn settle_charges(&mut self, title: &str) {
        self.settle_rounding();
        let Some(total) = self.total else { return };
        let rest = total - self.charged();
        let exponent = self.exponent();
        let Some(lines) = self.lines.as_mut().filter(|lines| !lines.is_empty()) else { return };
        if rest > Decimal::ZERO {
            lines.push(Line::fee(title, rest));
        } else if rest < Decimal::ZERO {
            self.take_off(-rest, exponent);
        }
    }

    /// Takes an amount off the lines, each its share, and what they do not have off the ways.
    pub(crate) fn take_off(&mut self, amount: Decimal, exponent: u32) {
        let lines: Vec<&mut Line> = self.lines.iter_mut().flatten().collect();
        let left: Vec<_> = lines.iter().map(|line| line.subtotal - line.discount).collect();
        let (shares, rest) = shared_within(amount, &left, exponent);
        for (line, share) in lines.into_iter().zip(shares) {
            line.discount += share;
        }
        let left: Vec<_> = self.shipping.iter().map(|way| way.price - way.discount).collect();
        let (shares, _) = shared_within(rest, &left, exponent);
        for (way, share) in self.shipping.iter_mut().zip(shares) {
            way.discount += share;
        }
    }

    /// Takes up what the platform's rounding left between the parts and the total: at most a unit of the currency for each
    /// part. It goes to the line that costs most. A larger difference is the platform's own contradiction, and stays.
    pub(crate) fn settle_rounding(&mut self) {
        self.settle_tax();
        let Some(total) = self.total else { return };
        let rest = total - self.charged();
        let exponent = self.exponent();
        let parts = self.lines.iter().flatten().count() + self.shipping.len() + 1;
        let slack = Decimal::new(i64::try_from(parts).unwrap_or(i64::MAX), exponent);
        if rest.is_zero() || rest.abs() > slack {
            return;
        }
        let lines = self.lines.iter_mut().flatten();
        let heaviest =
            lines.filter(|line| line.subtotal + rest >= line.discount).max_by_key(|line| line.subtotal);
        if let Some(line) = heaviest {
            line.subtotal += rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::ShippingLine;

    fn order(lines: &[&str], total: &str) -> Order {
        let line = |text: &&str| Line { subtotal: text.parse().unwrap(), ..Line::default() };
        Order {
            currency: "EUR".parse().ok(),
            lines: Some(lines.iter().map(line).collect()),
            shipping: vec![ShippingLine { price: Decimal::ONE, ..ShippingLine::default() }],
            tax: Some(Decimal::TWO),
            total: total.parse().ok(),
            ..Order::default()
        }
    }

    #[test]
    fn a_difference_that_rounding_makes_is_taken_up() {
        let mut settled = order(&["8.26", "8.27"], "19.50");
        settled.settle_rounding();
        assert_eq!(settled.charged(), settled.total.unwrap());
        assert_eq!(settled.lines.unwrap()[1].subtotal.to_string(), "8.24");
    }

    #[test]
    fn tax_that_is_stated_for_the_whole_order_is_shared() {
        let mut settled = order(&["30", "10"], "43");
        settled.settle_tax();
        let taxes = |order: &Order| -> Vec<String> {
            order.lines.iter().flatten().map(|line| line.tax.to_string()).collect()
        };
        assert_eq!(taxes(&settled), ["1.46", "0.49"]);
        assert_eq!(settled.shipping[0].tax.to_string(), "0.05");
        // What was stated too high comes down.
        settled.tax = Some(Decimal::ONE);
        settled.settle_tax();
        assert_eq!(taxes(&settled), ["0.73", "0.24"]);
        assert_eq!(settled.shipping[0].tax.to_string(), "0.03");
    }

    #[test]
    fn what_plugins_charge_and_take_off_is_settled() {
        let mut charged = order(&["8.26", "8.27"], "29.53");
        charged.settle_charges("Other charges");
        assert_eq!(charged.charged(), charged.total.unwrap());
        assert_eq!(charged.lines.unwrap()[2].subtotal, Decimal::TEN);
        let mut reduced = order(&["8.26", "8.27"], "2.50");
        reduced.settle_charges("Other charges");
        assert_eq!(reduced.charged(), reduced.total.unwrap());
        let lines = reduced.lines.unwrap();
        assert!(lines.len() == 2 && lines.iter().all(|line| line.discount <= line.subtotal), "{lines:?}");
        assert_eq!(reduced.shipping[0].discount.to_string(), "0.50");
    }

    #[test]
    fn a_contradiction_stays() {
        let mut settled = order(&["8.26", "8.27"], "19.40");
        let before = settled.charged();
        settled.settle_rounding();
        assert_eq!(settled.charged(), before);
        assert_ne!(settled.total, Some(before));
    }
}
