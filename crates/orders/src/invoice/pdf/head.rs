//! The head of an invoice: who sells, what it is, who pays, and the facts that people look for.

use super::{BODY, Layout, MARGIN, SMALL, TOP};
use crate::paper::words::{amount_in, day};
use crate::paper::{Column, Face, INK, Ink, Style};

const TITLE: Style = Style { size: 20.0, face: Face::Regular, ink: INK };
const SELLER: Style = Style { size: 13.0, face: Face::Bold, ink: INK };
const GUTTER: f32 = 16.0;

impl Layout<'_> {
    pub(super) fn head(&mut self) {
        self.sheets.add();
        self.y = TOP;
        self.letterhead();
        self.y += 30.0;
        let (top, full) = (self.y, self.full());
        let third = (full.width - 2.0 * GUTTER) / 3.0;
        let column = |index: f32| Column { x: MARGIN + index * (third + GUTTER), width: third };
        let content = self.content;
        let mut low = self.address(self.words.bill_to, &content.bill_to, column(0.0), top);
        if let Some(ship_to) = &content.ship_to {
            low = low.max(self.address(self.words.ship_to, ship_to, column(1.0), top));
        }
        low = low.max(self.facts(column(2.0), top));
        self.y = low + 26.0;
    }

    /// The seller on the left, the kind and number on the right, a line in the seller's colour below.
    fn letterhead(&mut self) {
        let (content, full, right) = (self.content, self.full(), self.right());
        let seller = &content.seller;
        let kind = self.kind();
        let left = Column { x: MARGIN, width: full.width - self.sheets.width(TITLE, kind) - GUTTER };
        let mut y = self.sheets.write(SELLER, &seller.name, left, TOP) + 2.0;
        let address = seller.lines.join(", ");
        y = self.sheets.write(SMALL, &address, Column { width: left.width.min(300.0), ..left }, y);
        let contact =
            [seller.tax_id.as_ref().map(|id| format!("{} {id}", self.words.tax_id)), seller.email.clone()];
        let contact = contact.into_iter().flatten().collect::<Vec<_>>().join("  ·  ");
        if !contact.is_empty() {
            y = self.sheets.write(SMALL, &contact, left, y);
        }
        self.sheets.write_right(TITLE, kind, right, TOP - 5.0);
        self.sheets.write_right(BODY.bold(), &content.name, right, TOP + 24.0);
        self.y = y.max(TOP + 40.0) + 14.0;
        self.sheets.bar(full, self.y, 1.4, accent(seller.accent.as_deref()));
    }

    fn address(&mut self, label: &str, lines: &[String], at: Column, top: f32) -> f32 {
        let mut y = self.sheets.write(SMALL, label, at, top) + 2.0;
        for (index, line) in lines.iter().enumerate() {
            let style = if index == 0 { BODY.bold() } else { BODY };
            y = self.sheets.write(style, line, at, y);
        }
        y
    }

    /// Number, dates, order, and what is to be paid.
    fn facts(&mut self, at: Column, top: f32) -> f32 {
        let (content, words) = (self.content, self.words);
        let country = content.seller.country;
        let mut facts = vec![
            (words.date, day(content.locale, country, content.issued_on)),
            (words.order, content.order_name.clone()),
            (words.order_date, day(content.locale, country, content.ordered_on)),
        ];
        if let Some(corrects) = &content.corrects {
            let word = if content.total_minor < 0 { words.reverses } else { words.replaces };
            facts.insert(0, (word, corrects.clone()));
        }
        if content.payment.due_minor > 0 {
            facts.push((words.due, amount_in(content.locale, content.money(content.payment.due_minor))));
        }
        let mut y = top;
        for (word, fact) in facts {
            let label = self.sheets.width(SMALL, word);
            self.sheets.write(SMALL, word, at, y + 1.2);
            let space = at.width - label - 8.0;
            if self.sheets.width(BODY, &fact) <= space {
                self.sheets.write_right(BODY, &fact, at.x + at.width, y);
                y += BODY.leading() + 1.5;
            } else {
                y = self.sheets.write(BODY, &fact, at, y + SMALL.leading() + 1.0) + 1.5;
            }
        }
        y
    }
}

/// The seller's colour; a quiet grey without one.
fn accent(color: Option<&str>) -> Ink {
    let part = |text: &str, at: usize| text.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
    let parse = |text: &str| Some((part(text, 0)?, part(text, 2)?, part(text, 4)?));
    color.and_then(|color| color.strip_prefix('#')).and_then(parse).unwrap_or(INK)
}
