//! The lines of an invoice. The head of the table stands on every sheet that has lines.

use super::{BODY, Layout, MARGIN, SMALL};
use crate::invoice::InvoiceLine;
use crate::paper::words::{number, rate};
use crate::paper::{Column, INK, LINE, Sheets, Style};

const GAP: f32 = 14.0;
const PAD: f32 = 6.0;

/// Where the figures of a line end, from left to right.
#[derive(Clone, Copy)]
struct Columns {
    text: Column,
    quantity: f32,
    price: f32,
    tax: f32,
    amount: f32,
}

/// The figures of a line, written.
struct Figures {
    quantity: String,
    price: String,
    tax: String,
    amount: String,
}

impl Layout<'_> {
    pub(super) fn table(&mut self) {
        let content = self.content;
        let figures: Vec<Figures> = content.lines.iter().map(|line| self.figures(line)).collect();
        let columns = self.columns(&figures);
        self.table_head(columns);
        for (line, figures) in content.lines.iter().zip(&figures) {
            self.row(columns, line, figures);
        }
    }

    fn figures(&self, line: &InvoiceLine) -> Figures {
        Figures {
            quantity: number(self.content.locale, line.quantity),
            price: self.amount(line.unit_price_minor),
            tax: rate(self.content.locale, line.tax_rate),
            amount: self.amount(line.amount_minor),
        }
    }

    /// As wide as their widest figure, so that none runs into another; the text has the rest.
    fn columns(&self, figures: &[Figures]) -> Columns {
        // Figures have one width, so the longest is the widest, and one measure is enough.
        let widest = |word: &str, of: fn(&Figures) -> &String| {
            let longest = figures.iter().map(of).max_by_key(|text| text.chars().count());
            let figure = longest.map_or(0.0, |text| self.sheets.width(BODY, text));
            figure.max(self.sheets.width(SMALL, word))
        };
        let words = self.words;
        let amount = self.right();
        let tax = amount - widest(words.amount, |line| &line.amount) - GAP;
        let price = tax - widest(words.tax, |line| &line.tax) - GAP;
        let quantity = price - widest(words.unit_price, |line| &line.price) - GAP;
        let text = quantity - widest(words.quantity, |line| &line.quantity) - GAP - MARGIN;
        Columns { text: Column { x: MARGIN, width: text.max(90.0) }, quantity, price, tax, amount }
    }

    fn table_head(&mut self, columns: Columns) {
        self.room(SMALL.leading() + 40.0);
        let (words, y) = (self.words, self.y);
        self.sheets.write(SMALL, words.description, columns.text, y);
        let heads = [
            (words.quantity, columns.quantity),
            (words.unit_price, columns.price),
            (words.tax, columns.tax),
            (words.amount, columns.amount),
        ];
        for (word, right) in heads {
            self.sheets.write_right(SMALL, word, right, y);
        }
        self.y += SMALL.leading() + 4.0;
        self.rule(INK);
        self.y += PAD;
    }

    /// A line stays on one sheet, unless it is longer than a sheet.
    fn row(&mut self, columns: Columns, line: &InvoiceLine, figures: &Figures) {
        let texts = self.texts(line);
        let texts: Vec<_> =
            texts.into_iter().map(|(style, text)| (style, self.sheets.text(style, &text))).collect();
        let broken = texts.iter().flat_map(|(style, text)| {
            let lines = Sheets::lines(*style, text, columns.text.width);
            lines.into_iter().map(move |glyphs| (*style, text, glyphs))
        });
        let broken: Vec<_> = broken.collect();
        let height: f32 = broken.iter().map(|(style, ..)| style.leading()).sum();
        self.fit(columns, height + PAD);
        let top = self.y;
        for (text, right) in [
            (&figures.quantity, columns.quantity),
            (&figures.price, columns.price),
            (&figures.tax, columns.tax),
            (&figures.amount, columns.amount),
        ] {
            self.sheets.write_right(BODY, text, right, top);
        }
        for (style, text, glyphs) in broken {
            self.fit(columns, style.leading());
            self.sheets.line(style, text, glyphs, columns.text.x, self.y);
            self.y += style.leading();
        }
        self.y += PAD;
        self.rule(LINE);
        self.y += PAD;
    }

    /// A new sheet with a new head of the table, when this much does not fit here but would there.
    fn fit(&mut self, columns: Columns, height: f32) {
        let sheet = self.bottom() - super::TOP - 60.0;
        if self.y + height.min(sheet) > self.bottom() {
            self.next_sheet();
            self.table_head(columns);
        }
    }

    /// What stands in the first column: the title, and below it what belongs to it.
    fn texts(&self, line: &InvoiceLine) -> Vec<(Style, String)> {
        let mut texts = vec![(BODY, line.title.clone())];
        let below = [Some(line.variant_title.clone()).filter(|title| !title.is_empty()), line.sku.clone()];
        let below = below.into_iter().flatten().collect::<Vec<_>>().join("  ·  ");
        if !below.is_empty() {
            texts.push((SMALL, below));
        }
        if line.discount_minor != 0 {
            let discount = self.amount(line.discount_minor.saturating_neg());
            texts.push((SMALL, format!("{} {discount}", self.words.discount)));
        }
        texts
    }
}
