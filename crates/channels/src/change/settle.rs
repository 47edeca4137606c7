//! What an order's parts add up to.

use rust_decimal::Decimal;

use super::Order;

impl Order {
    /// What its parts come to: its lines and its ways, each less what was taken off, and its tax where that is not in the
    /// prices. It is the order's total, unless the platform's own figures contradict each other.
    pub fn charged(&self) -> Decimal {
        let lines: Decimal = self.lines.iter().flatten().map(|line| line.subtotal - line.discount).sum();
        let ways: Decimal = self.shipping.iter().map(|way| way.price - way.discount).sum();
        let tax = self.tax.filter(|_| !self.prices_include_tax).unwrap_or_default();
        lines + ways + tax
    }

    /// Takes up what the platform's rounding left between the parts and the total: at most a unit of the currency for each
    /// part. It goes to the line that costs most. A larger difference is the platform's own contradiction, and stays.
    pub(crate) fn settle_rounding(&mut self) {
        let (Some(total), Some(currency)) = (self.total, self.currency) else { return };
        let rest = total - self.charged();
        let parts = self.lines.iter().flatten().count() + self.shipping.len() + 1;
        let slack = Decimal::new(i64::try_from(parts).unwrap_or(i64::MAX), currency.exponent());
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
    use crate::change::{Line, ShippingLine};

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
    fn a_contradiction_stays() {
        let mut settled = order(&["8.26", "8.27"], "19.40");
        let before = settled.clone();
        settled.settle_rounding();
        assert_eq!(settled, before);
    }
}
