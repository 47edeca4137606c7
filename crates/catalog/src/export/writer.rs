//! Putting rows into the bytes of a file.

use std::fs::File;
use std::io::{Read, Seek};

use bytes::Bytes;
use kernel::{Error, Money, Result};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use web::{Cell, Csv};

/// More characters a cell of a workbook does not hold.
const CELL_MAX: usize = 32_767;
/// How much of a finished workbook is sent at a time.
const CHUNK_BYTES: usize = 64 * 1024;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Nothing,
    Text(String),
    Count(i64),
    Amount(Money),
    Flag(bool),
}

impl Value {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub(super) fn maybe(text: Option<&str>) -> Self {
        text.map_or(Self::Nothing, Self::text)
    }

    pub(super) fn count(number: Option<i64>) -> Self {
        number.map_or(Self::Nothing, Self::Count)
    }

    /// What would run in a spreadsheet gets an apostrophe in front, which the import takes away again; and so does what
    /// looks as if it had one already.
    fn csv(self) -> Cell {
        match self {
            Self::Nothing => Cell::from(String::new()),
            Self::Count(number) => Cell::from(number),
            Self::Amount(money) => Cell::amount(money),
            Self::Flag(yes) => Cell::from(if yes { "TRUE" } else { "FALSE" }.to_owned()),
            Self::Text(text) => {
                let looks_disarmed =
                    text.starts_with('\'') && text.trim_start_matches('\'').starts_with(['=', '+', '-', '@']);
                Cell::from(if looks_disarmed { format!("'{text}") } else { text })
            }
        }
    }

    fn write(&self, sheet: &mut Worksheet, row: u32, column: u16) -> std::result::Result<(), XlsxError> {
        match self {
            Self::Nothing => return Ok(()),
            // What does not fit is left out rather than cut: an empty cell leaves a product as it is.
            Self::Text(text) if text.is_empty() || text.chars().count() > CELL_MAX => return Ok(()),
            Self::Text(text) => sheet.write_string(row, column, text)?,
            #[expect(clippy::cast_precision_loss, reason = "spreadsheets know no other numbers")]
            Self::Count(number) => sheet.write_number(row, column, *number as f64)?,
            Self::Amount(money) => match money.decimal().parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number)?,
                Err(_) => sheet.write_string(row, column, money.decimal())?,
            },
            Self::Flag(yes) => sheet.write_boolean(row, column, *yes)?,
        };
        Ok(())
    }
}

/// Rows as CSV.
pub(super) fn csv(rows: Vec<Vec<Value>>) -> Result<Bytes> {
    let cells = rows.into_iter().map(|row| row.into_iter().map(Value::csv).collect());
    Ok(Bytes::from(Csv::rows(cells)?))
}

/// A workbook whose rows wait on the disk until it is finished.
pub(super) struct Book {
    workbook: Workbook,
    row: u32,
}

impl Book {
    pub(super) fn new() -> Result<Self> {
        let mut workbook = Workbook::new();
        workbook.add_worksheet_with_constant_memory().map_err(Error::internal)?;
        Ok(Self { workbook, row: 0 })
    }

    /// Puts rows below the others.
    pub(super) fn push(&mut self, rows: &[Vec<Value>]) -> Result<()> {
        let sheet = self.workbook.worksheet_from_index(0).map_err(Error::internal)?;
        for row in rows {
            for (column, value) in (0..).zip(row) {
                value.write(sheet, self.row, column).map_err(Error::internal)?;
            }
            self.row += 1;
        }
        Ok(())
    }

    /// The finished file, which is gone when it is closed.
    pub(super) fn finish(mut self) -> Result<File> {
        let mut file = tempfile::tempfile().map_err(Error::internal)?;
        self.workbook.save_to_writer(&mut file).map_err(Error::internal)?;
        file.rewind().map_err(Error::internal)?;
        Ok(file)
    }
}

/// The next part of a file; none at its end.
pub(super) fn next_part(file: &mut File) -> Result<Option<Bytes>> {
    let mut part = vec![0; CHUNK_BYTES];
    let length = file.read(&mut part).map_err(Error::internal)?;
    part.truncate(length);
    Ok((length > 0).then(|| Bytes::from(part)))
}
