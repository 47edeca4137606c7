//! Noto Sans in two weights: Latin, Greek and Cyrillic. What it lacks is shown as an empty box.

use std::sync::LazyLock;

use harfrust::{Direction, FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use kernel::{Error, Result};
use krilla::text::{Font, GlyphId, KrillaGlyph};

static FONTS: LazyLock<Option<Fonts>> = LazyLock::new(|| {
    Some(Fonts { regular: Cut::read(notosans::REGULAR_TTF)?, bold: Cut::read(notosans::BOLD_TTF)? })
});

/// The weight of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    /// What is read.
    Regular,
    /// What is found.
    Bold,
}

/// The fonts, read once for the life of the program.
pub(super) struct Fonts {
    regular: Cut,
    bold: Cut,
}

/// One weight, as the PDF embeds it and as text is shaped with it.
pub(super) struct Cut {
    pub(super) font: Font,
    face: FontRef<'static>,
    shaper: ShaperData,
    per_em: f32,
}

impl Fonts {
    pub(super) fn get() -> Result<&'static Self> {
        FONTS.as_ref().ok_or_else(|| Error::internal("the fonts that are built in cannot be read"))
    }

    pub(super) fn cut(&self, face: Face) -> &Cut {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
        }
    }
}

impl Cut {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        let font = Font::new(bytes.into(), 0)?;
        let face = FontRef::new(bytes).ok()?;
        Some(Self { shaper: ShaperData::new(&face), per_em: font.units_per_em(), font, face })
    }

    /// The glyphs of a text from left to right, in ems. Also what is written from right to left stands in the order of
    /// its letters: the font has none of those scripts, and a mixed line keeps its numbers where they were.
    pub(super) fn shape(&self, text: &str) -> Vec<KrillaGlyph> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let shaped = self.shaper.shaper(&self.face).build().shape(buffer, ShapeOptions::new());
        let infos = shaped.glyph_infos();
        let starts: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
        let em = |units: i32| f32::from(i16::try_from(units).unwrap_or(i16::MAX)) / self.per_em;
        let glyph = |(index, (info, at)): (usize, (&harfrust::GlyphInfo, &harfrust::GlyphPosition))| {
            let start = info.cluster as usize;
            let later = starts.iter().skip(index).copied().find(|next| *next > start);
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                em(at.x_advance),
                em(at.x_offset),
                em(at.y_offset),
                em(at.y_advance),
                start..later.unwrap_or(text.len()),
                None,
            )
        };
        infos.iter().zip(shaped.glyph_positions()).enumerate().map(glyph).collect()
    }
}
