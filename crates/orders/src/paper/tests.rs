use super::words::{amount, amount_in, day, number, rate};
use super::*;
use jiff::civil::date;
use kernel::Money;
use mail::Locale;

const BODY: Style = Style { size: 10.0, face: Face::Regular, ink: INK };

fn money(minor: i64, currency: &str) -> Money {
    Money::new(minor, currency.parse().unwrap())
}

fn broken(text: &str, width: f32) -> Vec<String> {
    let text = Sheets::new(Paper::A4).unwrap().text(BODY, text);
    let of = |line: std::ops::Range<usize>| {
        let glyphs = &text.glyphs[line];
        let start = glyphs.first().map_or(0, |glyph| glyph.text_range.start);
        let end = glyphs.last().map_or(0, |glyph| glyph.text_range.end);
        text.text[start..end].to_owned()
    };
    Sheets::lines(BODY, &text, width).into_iter().map(of).collect()
}

/// What the PDF says, sheet by sheet.
pub(crate) fn read(pdf: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages = document.get_pages();
    pages.keys().map(|page| document.extract_text(&[*page]).unwrap()).collect()
}

#[test]
fn amounts_have_the_digits_of_their_currency_and_the_signs_of_the_language() {
    assert_eq!(amount(Locale::En, money(123_456_789, "EUR")), "1,234,567.89");
    assert_eq!(amount(Locale::Es, money(123_456_789, "EUR")), "1.234.567,89");
    assert_eq!(amount(Locale::En, money(1_234_567, "JPY")), "1,234,567");
    assert_eq!(amount(Locale::En, money(-1_234_567, "KWD")), "\u{2212}1,234.567");
    assert_eq!(amount(Locale::En, money(5, "EUR")), "0.05");
    assert_eq!(amount_in(Locale::En, money(100, "USD")), "USD\u{a0}1.00");
    assert_eq!(amount_in(Locale::Es, money(100, "USD")), "1,00\u{a0}USD");
    assert_eq!(number(Locale::Es, 1_000), "1.000");
}

#[test]
fn rates_and_days_are_written_as_the_language_has_them() {
    let percent = "8.875".parse().unwrap();
    assert_eq!(rate(Locale::En, percent), "8.875%");
    assert_eq!(rate(Locale::Es, percent), "8,875\u{a0}%");
    let (us, de, on) = ("US".parse().unwrap(), "DE".parse().unwrap(), date(2026, 11, 1));
    assert_eq!(day(Locale::En, us, on), "November 1, 2026");
    assert_eq!(day(Locale::En, de, on), "1 November 2026");
    assert_eq!(day(Locale::Es, de, on), "1 de noviembre de 2026");
}

#[test]
fn lines_break_after_words_and_inside_them_only_when_they_must() {
    assert_eq!(broken("one two three", 1_000.0), ["one two three"]);
    assert_eq!(broken("one two three", 45.0), ["one two", "three"]);
    assert_eq!(broken("well-known", 40.0), ["well-", "known"]);
    assert_eq!(broken("", 45.0), [""]);
    let long = broken(&"W".repeat(100), 45.0);
    assert!(long.len() > 10 && long.concat().len() == 100, "{long:?}");
}

proptest::proptest! {
    /// Whatever the text is, breaking it ends, loses nothing but spaces, and no line is too wide unless one sign is.
    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,80}", width in 5.0_f32..200.0) {
        let shaped = Sheets::new(Paper::A4).unwrap().text(BODY, &text);
        let lines = Sheets::lines(BODY, &shaped, width);
        let mut next = 0;
        for line in &lines {
            proptest::prop_assert!(line.start >= next);
            next = line.end.max(line.start);
            let fits = shaped.width(line.clone()) * BODY.size <= width + 0.01;
            proptest::prop_assert!(fits || line.len() == 1, "{text:?} {line:?}");
        }
    }
}

#[test]
fn barcodes_are_code_128() {
    // Start B, then five symbols of eleven modules for letters, the check symbol, and the stop of thirteen.
    let modules = code128("NB-1001").unwrap();
    assert_eq!(modules.len(), 11 * 9 + 13);
    let start_b = [1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0].map(|module| module == 1);
    let stop = [1, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 1, 1].map(|module| module == 1);
    assert_eq!(modules[..11], start_b);
    assert_eq!(modules[modules.len() - 13..], stop);
    assert_eq!(code128("Größe"), None);
    assert_eq!(code128(""), None);
}
