//! What an invoice comes to, and the tax in it.

use super::{BODY, Layout, SMALL};
use crate::paper::words::{amount_in, rate};
use crate::paper::{Column, Face, INK, LINE, MUTED, Style};

const TOTAL: Style = Style { size: 12.0, face: Face::Bold, ink: INK };
/// The sums stand on the right, the taxes on the left of them.
const SUMS_WIDTH: f32 = 220.0;
const STEP: f32 = 15.0;

impl Layout<'_> {
    /// Sums and taxes stay together: on a sheet of their own, if need be.
    pub(super) fn sums(&mut self) {
        let rows = self.rows();
        let after = self.after();
        let count = u16::try_from(rows.len() + after.len()).unwrap_or(u16::MAX);
        self.y += 8.0;
        self.room(f32::from(count) * STEP + 60.0);
        let top = self.y;
        let full = self.full();
        let at = Column { x: self.right() - SUMS_WIDTH, width: SUMS_WIDTH };
        for (word, sum) in rows {
            self.sum(BODY, at, &word, &sum);
        }
        self.y += 3.0;
        self.sheets.bar(at, self.y, 0.6, INK);
        self.y += 6.0;
        let total = amount_in(self.content.locale, self.content.money(self.content.total_minor));
        self.sheets.write(TOTAL, self.words.total, at, self.y);
        self.sheets.write_right(TOTAL, &total, self.right(), self.y);
        self.y += TOTAL.leading() + 3.0;
        for (word, sum) in after {
            self.sum(BODY.ink(MUTED), at, word, &sum);
        }
        self.due(at);
        let low = self.y;
        self.taxes(Column { width: full.width - SUMS_WIDTH - 40.0, ..full }, top);
        self.y = self.y.max(low);
    }

    fn sum(&mut self, style: Style, at: Column, word: &str, sum: &str) {
        let right = self.right();
        let width = at.width - self.sheets.width(style, sum) - 10.0;
        self.sheets.write_short(style, word, Column { width, ..at }, self.y);
        self.sheets.write_right(style, sum, right, self.y);
        self.y += STEP;
    }

    /// What is added up to the total, each with its sign.
    fn rows(&self) -> Vec<(String, String)> {
        let (content, words) = (self.content, self.words);
        let mut rows = vec![(words.subtotal.to_owned(), self.amount(content.subtotal_minor()))];
        if content.discount_minor != 0 {
            rows.push((words.discount.to_owned(), self.amount(content.discount_minor.saturating_neg())));
        }
        if let Some(shipping) = &content.shipping {
            let title = shipping.title.trim();
            let word = if title.is_empty() || title == words.shipping {
                words.shipping.to_owned()
            } else {
                format!("{} ({title})", words.shipping)
            };
            rows.push((word, self.amount(shipping.amount_minor)));
        }
        if !content.prices_include_tax {
            rows.push((words.tax.to_owned(), self.amount(content.tax_minor)));
        }
        rows
    }

    /// What is said below the total and changes it no more.
    fn after(&self) -> Vec<(&'static str, String)> {
        let (content, words) = (self.content, self.words);
        let mut rows = Vec::new();
        if content.prices_include_tax {
            rows.push((words.contained_tax, self.amount(content.tax_minor)));
        }
        if content.payment.paid_minor != 0 {
            rows.push((words.paid, self.amount(content.payment.paid_minor)));
        }
        if content.payment.refunded_minor != 0 {
            rows.push((words.refunded, self.amount(content.payment.refunded_minor)));
        }
        rows
    }

    fn due(&mut self, at: Column) {
        let payment = self.content.payment;
        if payment.due_minor > 0 {
            let due = amount_in(self.content.locale, self.content.money(payment.due_minor));
            self.sum(BODY.bold(), at, self.words.due, &due);
        } else if payment.paid_minor > 0 && payment.refunded_minor == 0 {
            self.y = self.sheets.write(BODY.ink(MUTED), self.words.settled, at, self.y);
        }
    }

    /// The tax, rate by rate.
    fn taxes(&mut self, at: Column, top: f32) {
        let content = self.content;
        self.y = top;
        let currency = format!("{} {}", self.words.amounts_in, content.currency.code());
        if content.taxes.is_empty() {
            self.y = self.sheets.write(SMALL, &currency, at, self.y);
            return;
        }
        let step = at.width / 4.0;
        let ends = [at.x + step * 2.0, at.x + step * 3.0, at.x + at.width];
        let words = [self.words.net, self.words.tax, self.words.gross];
        self.sheets.write(SMALL, self.words.rate, at, self.y);
        for (word, end) in words.into_iter().zip(ends) {
            self.sheets.write_right(SMALL, word, end, self.y);
        }
        self.y += SMALL.leading() + 3.0;
        self.sheets.bar(at, self.y, 0.6, LINE);
        self.y += 4.0;
        for tax in &content.taxes {
            let gross = tax.net_minor.saturating_add(tax.tax_minor);
            self.sheets.write(SMALL, &rate(content.locale, tax.rate), at, self.y);
            for (minor, end) in [tax.net_minor, tax.tax_minor, gross].into_iter().zip(ends) {
                let amount = self.amount(minor);
                self.sheets.write_right(SMALL, &amount, end, self.y);
            }
            self.y += SMALL.leading() + 1.5;
        }
        self.y = self.sheets.write(SMALL, &currency, at, self.y + 4.0);
    }
}
