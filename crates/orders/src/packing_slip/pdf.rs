//! The PDF of packing slips, each on sheets of its own. Large where hands are busy: what, how many, and a box to tick.

use kernel::{Error, Result};

use super::{PackingLine, PackingSlip};
use crate::paper::words::{Words, day, number};
use crate::paper::{About, Column, Face, INK, LINE, MUTED, Paper, Sheets, Style, code128};

const MARGIN: f32 = 54.0;
const TOP: f32 = 50.0;
const FOOT: f32 = 66.0;
const BOX: f32 = 12.0;
const ROW_PAD: f32 = 9.0;
/// As wide as the bars of a label printer are, so that a phone reads them too.
const MODULE: f32 = 1.1;
const BARS_HEIGHT: f32 = 34.0;
const SMALL: Style = Style { size: 7.5, face: Face::Regular, ink: MUTED };
const BODY: Style = Style { size: 10.0, face: Face::Regular, ink: INK };
const ADDRESS: Style = Style { size: 11.5, face: Face::Regular, ink: INK };
const SHOP: Style = Style { size: 13.0, face: Face::Bold, ink: INK };
const ORDER: Style = Style { size: 20.0, face: Face::Bold, ink: INK };
const QUANTITY: Style = Style { size: 16.0, face: Face::Bold, ink: INK };

/// One PDF with all slips, one after the other. The paper is that of the first.
pub fn render(slips: &[PackingSlip]) -> Result<Vec<u8>> {
    let first = slips
        .first()
        .ok_or_else(|| Error::invalid("ids", "required", "Say which orders to print packing slips for."))?;
    let mut sheets = Sheets::new(Paper::of(first.country))?;
    for slip in slips {
        let begin = sheets.count();
        let mut layout = Layout { words: Words::of(slip.locale), slip, y: TOP, sheets: &mut sheets };
        layout.head();
        layout.lines();
        layout.note();
        layout.feet(begin);
    }
    let words = Words::of(first.locale);
    let title = match slips {
        [only] => format!("{} {}", words.packing_slip, only.order_name),
        _ => words.packing_slip.to_owned(),
    };
    sheets.finish(&About {
        title: &title,
        author: &first.shop_name,
        language: first.locale.as_str(),
        date: first.ordered_on,
    })
}

struct Layout<'a> {
    sheets: &'a mut Sheets,
    slip: &'a PackingSlip,
    words: &'static Words,
    y: f32,
}

impl Layout<'_> {
    fn full(&self) -> Column {
        Column { x: MARGIN, width: self.sheets.paper.width - 2.0 * MARGIN }
    }

    fn right(&self) -> f32 {
        self.sheets.paper.width - MARGIN
    }

    fn head(&mut self) {
        self.sheets.add();
        let (slip, words, full, right) = (self.slip, self.words, self.full(), self.right());
        let left = Column { x: MARGIN, width: full.width * 0.5 };
        let y = self.sheets.write(SHOP, &slip.shop_name, left, TOP);
        self.sheets.write(SMALL, words.packing_slip, left, y + 1.0);
        let name = self.sheets.width(ORDER, &slip.order_name).min(full.width * 0.46);
        self.sheets.write_short(
            ORDER,
            &slip.order_name,
            Column { x: right - name, width: name + 1.0 },
            TOP - 6.0,
        );
        self.y = self.barcode(TOP + 26.0).max(y + 14.0) + 20.0;
        self.sheets.bar(full, self.y, 1.4, INK);
        self.y += 20.0;
        let (top, half) = (self.y, Column { width: full.width * 0.52, ..full });
        let mut low = self.sheets.write(SMALL, words.ship_to, half, top) + 3.0;
        for (index, line) in slip.ship_to.iter().enumerate() {
            let style = if index == 0 { ADDRESS.bold() } else { ADDRESS };
            low = self.sheets.write(style, line, half, low);
        }
        low = low.max(self.facts(top));
        self.y = low + 24.0;
        self.sheets.bar(full, self.y, 0.6, INK);
        self.y += ROW_PAD;
    }

    /// The order's number for a scanner. What it cannot say is left out: the number above says it.
    fn barcode(&mut self, top: f32) -> f32 {
        let Some(modules) = code128(&self.slip.order_name) else { return top };
        let count = f32::from(u16::try_from(modules.len()).unwrap_or(u16::MAX));
        if count * MODULE > self.full().width * 0.46 {
            return top;
        }
        let mut x = self.right() - count * MODULE;
        for run in modules.chunk_by(|one, other| one == other) {
            let width = f32::from(u16::try_from(run.len()).unwrap_or(u16::MAX)) * MODULE;
            if run.first() == Some(&true) {
                self.sheets.bar(Column { x, width }, top, BARS_HEIGHT, INK);
            }
            x += width;
        }
        top + BARS_HEIGHT
    }

    fn facts(&mut self, top: f32) -> f32 {
        let (slip, words, full) = (self.slip, self.words, self.full());
        let at = Column { x: MARGIN + full.width * 0.6, width: full.width * 0.4 };
        let units = slip.lines.iter().map(|line| line.quantity).fold(0, i64::saturating_add);
        let mut facts = vec![
            (words.order_date, day(slip.locale, slip.country, slip.ordered_on)),
            (words.units, number(slip.locale, units)),
        ];
        if !slip.delivery.is_empty() {
            facts.push((words.delivery, slip.delivery.join("\u{a0}· ")));
        }
        let mut y = top;
        for (word, fact) in facts {
            y = self.sheets.write(SMALL, word, at, y);
            y = self.sheets.write(BODY, &fact, at, y) + 4.0;
        }
        y
    }

    fn lines(&mut self) {
        let count = |line: &PackingLine| format!("{}\u{a0}×", number(self.slip.locale, line.quantity));
        let counts: Vec<String> = self.slip.lines.iter().map(count).collect();
        let widest = counts.iter().max_by_key(|count| count.chars().count());
        let width = widest.map_or(0.0, |count| self.sheets.width(QUANTITY, count)).max(32.0);
        for (line, count) in self.slip.lines.iter().zip(&counts) {
            self.line(line, count, width);
        }
    }

    fn line(&mut self, line: &PackingLine, count: &str, counts: f32) {
        let x = MARGIN + BOX + 14.0 + counts + 14.0;
        let width = self.right() - x;
        let variant = Some(line.variant_title.clone()).filter(|title| !title.is_empty());
        let texts = [
            Some((BODY, line.title.clone())),
            variant.map(|title| (BODY.ink(MUTED), title)),
            line.sku.clone().map(|sku| (BODY.bold(), sku)),
        ];
        let texts: Vec<_> = texts
            .into_iter()
            .flatten()
            .map(|(style, text)| (style, self.sheets.text(style, &text)))
            .collect();
        let broken: Vec<_> = texts
            .iter()
            .flat_map(|(style, text)| {
                Sheets::lines(*style, text, width).into_iter().map(move |glyphs| (*style, text, glyphs))
            })
            .collect();
        let height: f32 = broken.iter().map(|(style, ..)| style.leading()).sum();
        self.fit(height.max(QUANTITY.leading()) + ROW_PAD);
        let top = self.y;
        self.sheets.outline(Column { x: MARGIN + 0.5, width: BOX }, top + 2.5, BOX, INK);
        self.sheets.write_right(QUANTITY, count, MARGIN + BOX + 14.0 + counts, top - 4.0);
        for (style, text, glyphs) in broken {
            self.fit(style.leading());
            self.sheets.line(style, text, glyphs, x, self.y);
            self.y += style.leading();
        }
        self.y += ROW_PAD;
        let full = self.full();
        self.sheets.bar(full, self.y, 0.6, LINE);
        self.y += ROW_PAD;
    }

    fn note(&mut self) {
        if self.slip.note.trim().is_empty() {
            return;
        }
        self.y += 8.0;
        self.fit(SMALL.leading() + BODY.leading());
        let full = self.full();
        self.y = self.sheets.write(SMALL, self.words.customer_note, full, self.y) + 1.0;
        for paragraph in self.slip.note.lines() {
            let text = self.sheets.text(BODY, paragraph);
            for glyphs in Sheets::lines(BODY, &text, full.width) {
                self.fit(BODY.leading());
                self.sheets.line(BODY, &text, glyphs, MARGIN, self.y);
                self.y += BODY.leading();
            }
        }
    }

    /// A new sheet when this much does not fit here but would there.
    fn fit(&mut self, height: f32) {
        let bottom = self.sheets.paper.height - FOOT;
        if self.y + height.min(bottom - TOP - 40.0) <= bottom {
            return;
        }
        self.sheets.add();
        let (full, y) = (self.full(), TOP);
        self.sheets.write_short(BODY.bold(), &self.slip.order_name, full, y);
        self.y = y + BODY.leading() + 6.0;
        self.sheets.bar(full, self.y, 0.6, INK);
        self.y += ROW_PAD;
    }

    fn feet(&mut self, begin: usize) {
        let (end, full, right) = (self.sheets.count(), self.full(), self.right());
        let y = self.sheets.paper.height - 44.0;
        for sheet in begin..end {
            self.sheets.turn_to(sheet);
            let text = format!("{}  ·  {}", self.slip.shop_name, self.slip.order_name);
            self.sheets.write_short(SMALL, &text, Column { width: full.width - 90.0, ..full }, y);
            self.sheets.write_right(SMALL, &self.words.page_of(sheet - begin + 1, end - begin), right, y);
        }
    }
}
