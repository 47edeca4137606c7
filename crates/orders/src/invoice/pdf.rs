//! The PDF of an invoice: head, lines, sums, foot.

mod head;
mod sums;
mod table;

use kernel::Result;

use super::{InvoiceContent, InvoiceKind};
use crate::paper::words::{Words, amount};
use crate::paper::{About, Column, Face, INK, Ink, LINE, MUTED, Paper, Sheets, Style};

/// Left and right of everything.
const MARGIN: f32 = 54.0;
/// Above everything.
const TOP: f32 = 50.0;
/// Kept free for the foot of a sheet.
const FOOT: f32 = 70.0;
const BODY: Style = Style { size: 9.0, face: Face::Regular, ink: INK };
const SMALL: Style = Style { size: 7.5, face: Face::Regular, ink: MUTED };

/// The PDF of this content. Equal content gives equal bytes.
pub fn render(content: &InvoiceContent) -> Result<Vec<u8>> {
    let mut layout = Layout::new(content)?;
    layout.head();
    layout.table();
    layout.sums();
    layout.notes();
    layout.feet();
    let title = layout.title();
    let about = About {
        title: &title,
        author: &content.seller.name,
        language: content.locale.as_str(),
        date: content.issued_on,
    };
    layout.sheets.finish(&about)
}

/// An invoice being laid out.
struct Layout<'a> {
    sheets: Sheets,
    content: &'a InvoiceContent,
    words: &'static Words,
    /// Where the next thing begins on the current sheet.
    y: f32,
}

impl<'a> Layout<'a> {
    fn new(content: &'a InvoiceContent) -> Result<Self> {
        let sheets = Sheets::new(Paper::of(content.seller.country))?;
        Ok(Self { sheets, content, words: Words::of(content.locale), y: TOP })
    }

    /// Between the margins.
    fn full(&self) -> Column {
        Column { x: MARGIN, width: self.sheets.paper.width - 2.0 * MARGIN }
    }

    fn right(&self) -> f32 {
        self.sheets.paper.width - MARGIN
    }

    fn bottom(&self) -> f32 {
        self.sheets.paper.height - FOOT
    }

    /// What it is called: `Invoice NB-7`.
    fn title(&self) -> String {
        format!("{} {}", self.kind(), self.content.name)
    }

    fn kind(&self) -> &'static str {
        match self.content.kind {
            InvoiceKind::Invoice => self.words.invoice,
            InvoiceKind::Corrected => self.words.corrected_invoice,
            InvoiceKind::CreditNote => self.words.credit_note,
        }
    }

    fn amount(&self, minor: i64) -> String {
        amount(self.content.locale, self.content.money(minor))
    }

    /// A new sheet, which says at its top what it belongs to.
    fn next_sheet(&mut self) {
        self.sheets.add();
        let (full, right) = (self.full(), self.right());
        let title = self.title();
        let half = Column { width: full.width * 0.55, ..full };
        self.sheets.write_short(SMALL, &self.content.seller.name, half, TOP);
        self.sheets.write_right(SMALL, &title, right, TOP);
        self.y = TOP + 24.0;
    }

    /// Makes sure that this much fits below, if need be on a new sheet.
    fn room(&mut self, height: f32) -> bool {
        let fits = self.y + height <= self.bottom();
        if !fits {
            self.next_sheet();
        }
        !fits
    }

    fn rule(&mut self, ink: Ink) {
        let full = self.full();
        self.sheets.bar(full, self.y, 0.6, ink);
    }

    fn notes(&mut self) {
        if self.content.notes.trim().is_empty() {
            return;
        }
        let width = self.full().width * 0.75;
        self.y += 22.0;
        self.room(SMALL.leading() + BODY.leading());
        self.sheets.write(SMALL, self.words.notes, self.full(), self.y);
        self.y += SMALL.leading() + 1.0;
        for paragraph in self.content.notes.lines() {
            let text = self.sheets.text(BODY, paragraph);
            for glyphs in Sheets::lines(BODY, &text, width) {
                self.room(BODY.leading());
                self.sheets.line(BODY, &text, glyphs, MARGIN, self.y);
                self.y += BODY.leading();
            }
        }
    }

    /// Who sells and which sheet it is, at the foot of every sheet.
    fn feet(&mut self) {
        let (content, pages) = (self.content, self.sheets.count());
        let seller = &content.seller;
        let tax_id = seller.tax_id.as_ref().map(|tax_id| format!("{} {tax_id}", self.words.tax_id));
        let parts = [Some(seller.name.clone()), tax_id, seller.email.clone()];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join("  ·  ");
        let (full, right, y) = (self.full(), self.right(), self.sheets.paper.height - 44.0);
        for page in 0..pages {
            self.sheets.turn_to(page);
            self.sheets.bar(full, y - 8.0, 0.6, LINE);
            self.sheets.write_short(SMALL, &text, Column { width: full.width - 80.0, ..full }, y);
            self.sheets.write_right(SMALL, &self.words.page_of(page + 1, pages), right, y);
        }
    }
}
