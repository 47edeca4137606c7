//! Turning a file into rows of cells: CSV with any of the usual separators, or the first sheet of an XLSX workbook.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use kernel::{Error, Result};

use super::text;

/// More rows than this are imported in several files.
pub(crate) const ROWS_MAX: usize = 200_000;
const COLUMNS_MAX: usize = 1_000;
/// Unpacked, a workbook is refused beyond this: a small file can hold a sheet that fills any memory.
const UNPACKED_MAX: u64 = 256 * 1024 * 1024;
/// Cells at most, empty ones between others among them: each takes its place in memory.
const CELLS_MAX: usize = 16_000_000;
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// A file as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// What was found out about the file, for people: `UTF-8, separated by ;`.
    pub(crate) format: String,
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// A row below the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its number as a spreadsheet shows it: the header is row 1.
    pub(crate) number: i64,
    pub(crate) cells: Vec<String>,
}

/// Reads a file. Errors say what is wrong with the file as a whole; what is wrong in a row is found later.
pub(crate) fn read(bytes: &[u8]) -> Result<Sheet> {
    let sheet = if bytes.starts_with(b"PK\x03\x04") { read_workbook(bytes)? } else { read_csv(bytes)? };
    if sheet.header.iter().all(String::is_empty) {
        return Err(wrong("empty_file", "The file has no header row: its first row must name the columns."));
    }
    if sheet.rows.is_empty() {
        return Err(wrong("empty_file", "The file has a header row and nothing below it."));
    }
    if sheet.header.len() > COLUMNS_MAX {
        return Err(too_wide());
    }
    Ok(sheet)
}

fn wrong(code: &'static str, message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::invalid("file", code, message)
}

fn too_wide() -> Error {
    let message = format!("The file has more than {COLUMNS_MAX} columns. Leave out what is no product's.");
    wrong("too_many_columns", message)
}

fn too_long() -> Error {
    wrong("too_many_rows", format!("The file has more than {ROWS_MAX} rows. Split it into several."))
}

fn read_csv(bytes: &[u8]) -> Result<Sheet> {
    let decoded = text::decode(bytes);
    if decoded.text.contains('\0') {
        return Err(wrong("not_a_table", "This is no CSV or XLSX file. Export the products as one of them."));
    }
    if decoded.lossy {
        let message = format!(
            "The file is not written in one encoding: parts of it mean nothing in {}. Save it as “CSV UTF-8”.",
            decoded.encoding
        );
        return Err(wrong("invalid_encoding", message));
    }
    let separator = separator_of(&decoded.text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .has_headers(false)
        .flexible(true)
        .from_reader(decoded.text.as_bytes());
    let mut records = reader.records();
    let cells = |record: &csv::StringRecord| record.iter().map(plain).collect::<Vec<_>>();
    let unreadable = |_| wrong("not_a_table", "The file cannot be read as a table.");
    let header = records.next().transpose().map_err(unreadable)?.as_ref().map(cells).unwrap_or_default();
    let mut table = Table::default();
    for (number, record) in (2..).zip(records) {
        table.push(Row { number, cells: cells(&record.map_err(unreadable)?) })?;
    }
    let name = if separator == '\t' { "tabs".to_owned() } else { separator.to_string() };
    Ok(Sheet {
        format: format!("CSV, {}, separated by {name}", decoded.encoding),
        header: trimmed(header),
        rows: table.rows,
    })
}

/// A cell as it was before an export disarmed it ([`web::Cell`]).
fn plain(cell: &str) -> String {
    let cell = cell.trim();
    let disarmed = |rest: &&str| rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@']);
    cell.strip_prefix('\'').filter(disarmed).unwrap_or(cell).to_owned()
}

/// Rows as they come, within what memory bears.
#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    cells: usize,
}

impl Table {
    fn push(&mut self, row: Row) -> Result<()> {
        let row = Row { cells: trimmed(row.cells), ..row };
        if row.cells.is_empty() {
            return Ok(());
        }
        self.cells += row.cells.len();
        if self.rows.len() >= ROWS_MAX || self.cells > CELLS_MAX {
            return Err(too_long());
        }
        self.rows.push(row);
        Ok(())
    }
}

/// Without the empty cells at the end.
fn trimmed(mut cells: Vec<String>) -> Vec<String> {
    let length = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    cells.truncate(length);
    cells
}

/// The separator that the header row has most of, outside of quotes.
fn separator_of(text: &str) -> char {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    for character in text.chars().take(100_000) {
        match character {
            '"' => quoted = !quoted,
            '\n' if !quoted => break,
            _ if !quoted => {
                if let Some(place) = SEPARATORS.iter().position(|separator| *separator == character) {
                    counts[place] += 1;
                }
            }
            _ => {}
        }
    }
    // Of equals the first wins: the comma.
    let best = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count).map_or(0, |(place, _)| place);
    SEPARATORS[best]
}

/// Cell by cell: a sheet with one in its last corner is no reason to make room for all between.
fn read_workbook(bytes: &[u8]) -> Result<Sheet> {
    let unreadable =
        || wrong("not_a_table", "This is no XLSX workbook that can be read. Save it again, or export CSV.");
    check_unpacked_size(bytes).ok_or_else(unreadable)??;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let first = workbook.sheet_names().first().cloned().ok_or_else(unreadable)?;
    let mut reader = workbook.worksheet_cells_reader(&first).map_err(|_| unreadable())?;
    let (mut table, mut row) = (Table::default(), Row { number: 0, cells: Vec::new() });
    let mut header = None;
    let mut finish = |row: Row| match header {
        None if row.cells.is_empty() => Ok(()),
        None => {
            header = Some(row.cells);
            Ok(())
        }
        Some(_) => table.push(row),
    };
    while let Some(cell) = reader.next_cell().map_err(|_| unreadable())? {
        let (number, column) = cell.get_position();
        let (number, column) =
            (i64::from(number) + 1, usize::try_from(column).map_err(kernel::Error::internal)?);
        let text = text_of(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if column >= COLUMNS_MAX {
            return Err(too_wide());
        }
        if number != row.number {
            finish(std::mem::replace(&mut row, Row { number, cells: Vec::new() }))?;
        }
        row.cells.resize(row.cells.len().max(column + 1), String::new());
        if let Some(place) = row.cells.get_mut(column) {
            *place = text;
        }
    }
    finish(row)?;
    Ok(Sheet { format: "XLSX".to_owned(), header: header.unwrap_or_default(), rows: table.rows })
}

/// Numbers are written as people see them: a barcode is 4006381333931 and not 4.006381333931E12, and the sum of a dime
/// and two is 0.3, to the fifteen digits that spreadsheets show.
fn text_of(cell: &DataRef<'_>) -> String {
    let number = |value: f64| format!("{value:.14e}").parse().unwrap_or(value).to_string();
    match cell {
        DataRef::Empty => String::new(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::Int(value) => value.to_string(),
        DataRef::Float(value) => number(*value),
        DataRef::DateTime(value) => number(value.as_f64()),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.trim().to_owned()
        }
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// Unpacks the parts of the workbook into nothing, to see how large they are: what they say of themselves may be a lie.
/// `None` when they cannot be unpacked.
fn check_unpacked_size(bytes: &[u8]) -> Option<Result<()>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut left = UNPACKED_MAX + 1;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?.take(left);
        left -= std::io::copy(&mut part, &mut std::io::sink()).ok()?;
        if left == 0 {
            let message = "Unpacked, this workbook has more than 256 MB. Save only the products in it.";
            return Some(Err(wrong("file_too_large", message)));
        }
    }
    Some(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_quotes_and_empty_rows() {
        for separator in SEPARATORS {
            let text = format!(
                "Title{separator}\"Note, {separator} x\"\n\"A\nB\"{separator}1\n{separator}\n\nC{separator}2\n"
            );
            let sheet = read(text.as_bytes()).unwrap();
            assert_eq!(sheet.header, ["Title".to_owned(), format!("Note, {separator} x")]);
            let rows: Vec<_> = sheet.rows.iter().map(|row| (row.number, row.cells.clone())).collect();
            let cells = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
            assert_eq!(rows, [(2, cells("A\nB", "1")), (4, cells("C", "2"))], "{separator}");
        }
    }

    #[test]
    fn what_is_no_table_is_refused_with_the_reason() {
        for (bytes, code) in [
            (&b""[..], "empty_file"),
            (b"\n\n", "empty_file"),
            (b"Title,Price\n", "empty_file"),
            (b"PK\x03\x04 and then nothing", "not_a_table"),
            (b"GIF89a\x00\x01\x00 \x00", "not_a_table"),
        ] {
            let error = read(bytes).unwrap_err();
            assert_eq!(
                (error.fields()[0].field.as_ref(), error.fields()[0].code),
                ("file", code),
                "{bytes:?}"
            );
        }
        let long = "Title\n".to_owned() + &"x\n".repeat(ROWS_MAX + 1);
        assert_eq!(read(long.as_bytes()).unwrap_err().fields()[0].code, "too_many_rows");
    }
}
