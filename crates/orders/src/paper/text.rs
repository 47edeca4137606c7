//! A piece of text with its glyphs: how wide it is, and where it breaks.

use std::ops::Range;

use krilla::text::KrillaGlyph;

use super::font::Cut;

/// Text that was shaped once, to be measured, broken and drawn.
pub(crate) struct Text {
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
}

impl Text {
    /// Control signs become spaces: names and titles come from anywhere.
    pub(super) fn new(cut: &Cut, text: &str) -> Self {
        let plain = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign });
        let text: String = plain.collect();
        let glyphs = cut.shape(&text);
        Self { text, glyphs }
    }

    /// How wide these glyphs are, in ems.
    pub(super) fn width(&self, glyphs: Range<usize>) -> f32 {
        self.glyphs.get(glyphs).into_iter().flatten().map(|glyph| glyph.x_advance).sum()
    }

    /// How wide the whole is, in ems.
    pub(super) fn full_width(&self) -> f32 {
        self.width(0..self.glyphs.len())
    }

    /// The glyphs of each line when lines are at most `width` ems wide. Lines break after spaces and hyphens; a word that
    /// is too wide for any line breaks where it must. No text is one empty line.
    pub(super) fn lines(&self, width: f32) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let (mut start, mut used, mut chance) = (0, 0.0_f32, None);
        for (index, glyph) in self.glyphs.iter().enumerate() {
            let space = self.is(index, char::is_whitespace);
            // What is left behind a break may be too wide again.
            while used + glyph.x_advance > width && index > start && !space {
                let end = chance.unwrap_or(index);
                lines.push(self.trimmed(start..end));
                used = self.width(end..index);
                start = end;
                chance = None;
            }
            used += glyph.x_advance;
            if space || self.is(index, |sign| matches!(sign, '-' | '–' | '—' | '/' | '\u{200b}')) {
                chance = Some(index + 1).filter(|chance| *chance > start);
            }
        }
        lines.push(self.trimmed(start..self.glyphs.len()));
        lines
    }

    /// How many glyphs from the left fit.
    pub(super) fn fitting(&self, width: f32) -> usize {
        let mut used = 0.0;
        let fits = |glyph: &&KrillaGlyph| {
            used += glyph.x_advance;
            used <= width
        };
        self.glyphs.iter().take_while(fits).count()
    }

    fn is(&self, index: usize, what: impl Fn(char) -> bool) -> bool {
        let range = self.glyphs.get(index).map(|glyph| glyph.text_range.clone());
        let text = range.and_then(|range| self.text.get(range));
        text.and_then(|text| text.chars().next()).is_some_and(what)
    }

    /// Without the spaces at the end of a line, which nobody sees and which would count on the right.
    fn trimmed(&self, mut line: Range<usize>) -> Range<usize> {
        while line.end > line.start && self.is(line.end - 1, char::is_whitespace) {
            line.end -= 1;
        }
        line
    }
}
