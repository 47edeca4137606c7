//! Reading the cells of a row by the names of their columns, and keeping what is wrong with them.

use std::collections::HashMap;

use kernel::{Currency, Money};

use super::draft::RowError;
use super::sheet::Row;

/// Where the columns of a file are. Capitals and spaces at the ends do not matter.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    names: Vec<String>,
    places: HashMap<String, usize>,
}

impl Columns {
    pub(crate) fn of(header: &[String]) -> Self {
        let mut places = HashMap::new();
        for (place, name) in header.iter().enumerate() {
            places.entry(name.trim().to_lowercase()).or_insert(place);
        }
        Self { names: header.to_vec(), places }
    }

    /// Whether the file has a column of this name, in lower case.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// The first of these names that the file has.
    fn place(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.places.get(*name).copied())
    }
}

/// One row, and what was found wrong in it so far. A column is asked for by all the names it may have; an empty cell is
/// like none.
#[derive(Debug)]
pub(crate) struct Cells<'s> {
    columns: &'s Columns,
    row: &'s Row,
    errors: Vec<RowError>,
}

impl<'s> Cells<'s> {
    pub(crate) fn new(columns: &'s Columns, row: &'s Row) -> Self {
        Self { columns, row, errors: Vec::new() }
    }

    pub(crate) fn number(&self) -> i64 {
        self.row.number
    }

    pub(crate) fn into_errors(self) -> Vec<RowError> {
        self.errors
    }

    pub(crate) fn text(&self, names: &[&str]) -> Option<&'s str> {
        let place = self.columns.place(names)?;
        self.row.cells.get(place).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    pub(crate) fn owned(&self, names: &[&str]) -> Option<String> {
        self.text(names).map(str::to_owned)
    }

    /// What follows `prefix` in the names of columns, in lower case and in their order: `usd` of `price_usd`.
    pub(crate) fn codes(&self, prefix: &str) -> Vec<String> {
        let lower = self.columns.names.iter().map(|name| name.trim().to_lowercase());
        lower.filter_map(|name| name.strip_prefix(prefix).map(str::to_owned)).collect()
    }

    /// Words that are separated by commas.
    pub(crate) fn list(&self, names: &[&str]) -> Vec<String> {
        let words = self.text(names).unwrap_or_default().split(',').map(str::trim);
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    /// An amount in minor units. A comma stands for the decimal point where there is no other.
    pub(crate) fn money(&mut self, names: &[&str], currency: Currency) -> Option<i64> {
        let text = self.text(names)?;
        let plain = decimal_point(text);
        match Money::parse_decimal(&plain, currency) {
            Ok(money) if money.amount_minor >= 0 => Some(money.amount_minor),
            Ok(_) => self.wrong(names, "negative", format!("{} is below zero.", quoted(text))),
            Err(_) => {
                let example = Money::new(1_999, currency).decimal();
                self.wrong(
                    names,
                    "invalid_amount",
                    format!("{} is no amount in {currency} such as {example}.", quoted(text)),
                )
            }
        }
    }

    /// A whole number; decimals of zero are let pass, because spreadsheets add them.
    pub(crate) fn whole(&mut self, names: &[&str]) -> Option<i64> {
        let text = self.text(names)?;
        let plain = decimal_point(text);
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        match whole.parse() {
            Ok(number) if fraction.bytes().all(|byte| byte == b'0') => Some(number),
            _ => self.wrong(names, "invalid_number", format!("{} is no whole number.", quoted(text))),
        }
    }

    /// A measure in another unit, of which one is `numerator / denominator` of ours; rounded half-up.
    pub(crate) fn measure(&mut self, names: &[&str], (numerator, denominator): (i128, i128)) -> Option<i64> {
        let text = self.text(names)?;
        match scaled(&decimal_point(text), numerator, denominator) {
            Some(measure) => Some(measure),
            None => self.wrong(names, "invalid_number", format!("{} is no weight or length.", quoted(text))),
        }
    }

    pub(crate) fn flag(&mut self, names: &[&str]) -> Option<bool> {
        let text = self.text(names)?;
        match text.to_lowercase().as_str() {
            "true" | "1" | "yes" | "y" => Some(true),
            "false" | "0" | "no" | "n" => Some(false),
            _ => self.wrong(names, "invalid_choice", format!("{} is neither TRUE nor FALSE.", quoted(text))),
        }
    }

    /// Keeps an error about the first of these columns that the file has.
    pub(crate) fn wrong<T>(&mut self, names: &[&str], code: &'static str, message: String) -> Option<T> {
        let place = self.columns.place(names).and_then(|place| self.columns.names.get(place));
        let field = place.cloned().unwrap_or_else(|| (*names.first().unwrap_or(&"")).to_owned());
        self.errors.push(RowError { row: self.row.number, field, code, message });
        None
    }
}

/// A cell as an error names it: a few words of it, whatever its length.
pub(crate) fn quoted(text: &str) -> String {
    const SHOWN: usize = 60;
    let start: String = text.chars().take(SHOWN).collect();
    if start.len() < text.len() { format!("“{start}…”") } else { format!("“{start}”") }
}

/// `12,50` as `12.50`; `1.234,50` and `1,234.50` without what groups the thousands.
fn decimal_point(text: &str) -> String {
    match (text.rfind(','), text.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => text.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => text.replace(',', ""),
        (Some(_), None) if text.matches(',').count() == 1 => text.replace(',', "."),
        _ => text.to_owned(),
    }
}

fn scaled(text: &str, numerator: i128, denominator: i128) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.len() <= 12 && part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return None;
    }
    let unscaled: i128 = format!("{whole}{fraction}").parse().ok()?;
    let divisor = denominator.checked_mul(10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?)?;
    let doubled = unscaled.checked_mul(numerator)?.checked_mul(2)?.checked_add(divisor)?;
    i64::try_from(doubled / (divisor * 2)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(value: &str) -> (Columns, Row) {
        let row = Row { number: 7, cells: vec![value.to_owned()] };
        (Columns::of(&["Price ".to_owned()]), row)
    }

    #[test]
    fn amounts_in_either_spelling() {
        let eur = "EUR".parse().unwrap();
        for (text, minor) in
            [("12.5", 1_250), ("12,50", 1_250), ("1.234,50", 123_450), ("1,234.50", 123_450), ("7", 700)]
        {
            let (columns, row) = cells(text);
            assert_eq!(Cells::new(&columns, &row).money(&["price"], eur), Some(minor), "{text}");
        }
        for (text, code) in [
            ("-1", "negative"),
            ("12.345", "invalid_amount"),
            ("ten", "invalid_amount"),
            ("99999999999999999999", "invalid_amount"),
        ] {
            let (columns, row) = cells(text);
            let mut cells = Cells::new(&columns, &row);
            assert_eq!(cells.money(&["variant price", "price"], eur), None);
            let error = cells.into_errors().remove(0);
            assert_eq!((error.row, error.field.as_str(), error.code), (7, "Price ", code), "{text}");
        }
    }

    #[test]
    fn measures_are_exact() {
        // One pound is 453.59237 g, one ounce 28.349523125 g (international yard and pound agreement, 1959).
        for (text, unit, measure) in [
            ("0.35", (1_000, 1), 350),
            ("1", (45_359_237, 100_000), 454),
            ("16", (28_349_523_125, 1_000_000_000), 454),
            ("2,5", (10, 1), 25),
            ("0.0005", (1_000, 1), 1),
        ] {
            let (columns, row) = cells(text);
            assert_eq!(Cells::new(&columns, &row).measure(&["price"], unit), Some(measure), "{text}");
        }
        for text in ["-1", "1e9", "9999999999999", "kg"] {
            let (columns, row) = cells(text);
            assert_eq!(Cells::new(&columns, &row).measure(&["price"], (1, 1)), None, "{text}");
        }
    }
}
