//! Sheets that are drawn on in points from the top left, and the PDF that they become.

use std::ops::Range;
use std::rc::Rc;

use jiff::civil::Date;
use kernel::{Error, Result};
use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;

use super::font::{Face, Fonts};
use super::{Paper, Text};

/// A colour: red, green, blue.
pub(crate) type Ink = (u8, u8, u8);
/// What is read.
pub(crate) const INK: Ink = (27, 31, 36);
/// What says what something is.
pub(crate) const MUTED: Ink = (106, 115, 125);
/// Lines between rows.
pub(crate) const LINE: Ink = (221, 225, 230);

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// In points.
    pub size: f32,
    /// The weight.
    pub face: Face,
    /// The colour.
    pub ink: Ink,
}

impl Style {
    /// From one line to the next.
    pub(crate) fn leading(self) -> f32 {
        self.size * 1.42
    }

    /// The same in bold.
    pub(crate) const fn bold(self) -> Self {
        Self { face: Face::Bold, ..self }
    }

    /// The same in another colour.
    pub(crate) const fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }
}

/// Where text stands: from `x` on, at most `width` wide.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Its left side.
    pub x: f32,
    /// How wide it is.
    pub width: f32,
}

enum Mark {
    Text { x: f32, baseline: f32, style: Style, text: Rc<Text>, glyphs: Range<usize> },
    Bar { path: Path, ink: Ink },
    Outline { path: Path, ink: Ink },
}

/// A document in the making. What is drawn goes on the sheet that was chosen last.
pub(crate) struct Sheets {
    fonts: &'static Fonts,
    /// The size of every sheet.
    pub paper: Paper,
    sheets: Vec<Vec<Mark>>,
    current: usize,
}

impl Sheets {
    /// No sheet yet.
    pub(crate) fn new(paper: Paper) -> Result<Self> {
        Ok(Self { fonts: Fonts::get()?, paper, sheets: Vec::new(), current: 0 })
    }

    /// Begins a sheet.
    pub(crate) fn add(&mut self) {
        self.current = self.sheets.len();
        self.sheets.push(Vec::new());
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.sheets.len()
    }

    /// Goes back to a sheet, to write under it.
    pub(crate) fn turn_to(&mut self, sheet: usize) {
        self.current = sheet;
    }

    /// Shapes a text.
    pub(crate) fn text(&self, style: Style, text: &str) -> Rc<Text> {
        Rc::new(Text::new(self.fonts.cut(style.face), text))
    }

    /// How wide a text is in one line.
    pub(crate) fn width(&self, style: Style, text: &str) -> f32 {
        self.text(style, text).full_width() * style.size
    }

    /// The lines of a text in a column.
    pub(crate) fn lines(style: Style, text: &Text, width: f32) -> Vec<Range<usize>> {
        text.lines(width / style.size)
    }

    /// Draws one line; `y` is its top.
    pub(crate) fn line(&mut self, style: Style, text: &Rc<Text>, glyphs: Range<usize>, x: f32, y: f32) {
        let (text, baseline) = (Rc::clone(text), y + style.size * 1.07);
        self.mark(Mark::Text { x, baseline, style, text, glyphs });
    }

    /// Writes a text into a column, in as many lines as it takes; answers where the next one begins.
    pub(crate) fn write(&mut self, style: Style, text: &str, at: Column, mut y: f32) -> f32 {
        let text = self.text(style, text);
        for glyphs in Self::lines(style, &text, at.width) {
            self.line(style, &text, glyphs, at.x, y);
            y += style.leading();
        }
        y
    }

    /// Writes the beginning of a text that fits one line, with an ellipsis when there is more.
    pub(crate) fn write_short(&mut self, style: Style, text: &str, at: Column, y: f32) {
        if self.width(style, text) <= at.width {
            self.write(style, text, at, y);
            return;
        }
        let (shaped, ellipsis) = (self.text(style, text), self.width(style, "…"));
        let fitting = shaped.fitting((at.width - ellipsis).max(0.0) / style.size);
        let end = shaped.width(0..fitting) * style.size;
        self.line(style, &shaped, 0..fitting, at.x, y);
        self.write(style, "…", Column { x: at.x + end, width: ellipsis + 1.0 }, y);
    }

    /// Writes one line that ends at `right`.
    pub(crate) fn write_right(&mut self, style: Style, text: &str, right: f32, y: f32) {
        let text = self.text(style, text);
        let (width, all) = (text.full_width() * style.size, 0..text.glyphs.len());
        self.line(style, &text, all, right - width, y);
    }

    /// A line or a bar.
    pub(crate) fn bar(&mut self, at: Column, y: f32, height: f32, ink: Ink) {
        if let Some(path) = rectangle(at, y, height) {
            self.mark(Mark::Bar { path, ink });
        }
    }

    /// An empty box.
    pub(crate) fn outline(&mut self, at: Column, y: f32, height: f32, ink: Ink) {
        if let Some(path) = rectangle(at, y, height) {
            self.mark(Mark::Outline { path, ink });
        }
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(sheet) = self.sheets.get_mut(self.current) {
            sheet.push(mark);
        }
    }

    /// The PDF.
    pub(crate) fn finish(self, about: &About<'_>) -> Result<Vec<u8>> {
        let mut document = Document::new();
        let settings = PageSettings::from_wh(self.paper.width, self.paper.height)
            .ok_or_else(|| Error::internal("paper has a size"))?;
        for sheet in &self.sheets {
            let mut page = document.start_page_with(settings.clone());
            let mut surface = page.surface();
            for mark in sheet {
                draw(&mut surface, self.fonts, mark);
            }
            surface.finish();
            page.finish();
        }
        document.set_metadata(about.metadata());
        document.finish().map_err(|error| Error::internal(format!("writing a PDF: {error:?}")))
    }
}

/// What a PDF says about itself.
pub(crate) struct About<'a> {
    /// Its title.
    pub title: &'a str,
    /// Whose it is.
    pub author: &'a str,
    /// The language of its words.
    pub language: &'a str,
    /// Its date.
    pub date: Date,
}

impl About<'_> {
    fn metadata(&self) -> Metadata {
        let number = |part: i8| part.unsigned_abs();
        let date = DateTime::new(self.date.year().unsigned_abs())
            .month(number(self.date.month()))
            .day(number(self.date.day()));
        Metadata::new()
            .title(self.title.to_owned())
            .authors(vec![self.author.to_owned()])
            .language(self.language.to_owned())
            .creation_date(date)
            .producer("Tradepost".to_owned())
    }
}

fn rectangle(at: Column, y: f32, height: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(at.x, y, at.width, height)?);
    path.finish()
}

fn draw(surface: &mut Surface<'_>, fonts: &Fonts, mark: &Mark) {
    match mark {
        Mark::Text { x, baseline, style, text, glyphs } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(style.ink)));
            let Some(glyphs) = text.glyphs.get(glyphs.clone()).filter(|glyphs| !glyphs.is_empty()) else {
                return;
            };
            let font = fonts.cut(style.face).font.clone();
            surface.draw_glyphs(Point::from_xy(*x, *baseline), glyphs, font, &text.text, style.size, false);
        }
        Mark::Bar { path, ink } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(*ink)));
            surface.draw_path(path);
        }
        Mark::Outline { path, ink } => {
            surface.set_fill(None);
            let paint = rgb::Color::new(ink.0, ink.1, ink.2).into();
            surface.set_stroke(Some(Stroke { paint, width: 0.9, ..Stroke::default() }));
            surface.draw_path(path);
        }
    }
}

fn fill(ink: Ink) -> Fill {
    let paint = rgb::Color::new(ink.0, ink.1, ink.2).into();
    Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::default() }
}
