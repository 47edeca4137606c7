//! What documents for customers are drawn on: sheets of A4 or Letter, text in Noto Sans, lines and little else.
//!
//! Documents are laid out first and become a PDF at the end, when it is known how many sheets there are. Equal input
//! gives equal bytes: nothing is taken from a clock or a random source.

mod code128;
mod font;
mod sheet;
mod text;
pub(crate) mod words;

#[cfg(test)]
pub(crate) mod tests;

pub(crate) use code128::code128;
pub(crate) use font::Face;
pub(crate) use sheet::{About, Column, INK, Ink, LINE, MUTED, Sheets, Style};
pub(crate) use text::Text;

use kernel::Country;

/// Where paper is Letter; everywhere else it is A4.
const LETTER: [&str; 13] = ["US", "CA", "MX", "PH", "CL", "CO", "VE", "GT", "CR", "PA", "SV", "NI", "DO"];

/// The size of the sheets, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Paper {
    /// From left to right.
    pub width: f32,
    /// From top to bottom.
    pub height: f32,
}

impl Paper {
    /// ISO 216.
    pub(crate) const A4: Self = Self { width: 595.28, height: 841.89 };
    /// ANSI A.
    pub(crate) const LETTER: Self = Self { width: 612.0, height: 792.0 };

    /// What printers in this country hold.
    pub(crate) fn of(country: Country) -> Self {
        if LETTER.contains(&country.code()) { Self::LETTER } else { Self::A4 }
    }
}
