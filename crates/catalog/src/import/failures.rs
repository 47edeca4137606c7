//! Rows that were left out, and the file of them that people mend and import again.

use std::collections::{BTreeMap, HashSet};

use kernel::{Error, ErrorKind, FieldError, Json, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Cell, Csv};

use super::draft::{Draft, RowError};
use super::sheet::Sheet;

/// The column of the file of failures that says what to mend. An import does not read it.
const REASON: &str = "what to mend";

/// Something that is wrong in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportProblem)]
pub struct Problem {
    /// The column as the file names it, or the field of the product that it stands for.
    #[schema(example = "Variant Price")]
    pub field: String,
    /// The stable code of the rule that was broken.
    #[schema(example = "invalid_amount")]
    pub code: String,
    /// What is wrong and the way out.
    pub message: String,
}

impl Problem {
    /// `Variant Price: “ten” is no amount.`
    fn sentence(&self) -> String {
        if self.field.is_empty() { self.message.clone() } else { format!("{}: {}", self.field, self.message) }
    }
}

/// A row that was left out.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct ImportFailure {
    /// The row as a spreadsheet numbers it: the header is row 1.
    #[schema(example = 17)]
    pub row_number: i64,
    /// The first row of its product, which was left out as a whole.
    #[schema(example = 15)]
    pub product_row: i64,
    /// What is wrong in it.
    #[schema(value_type = Vec<Problem>)]
    pub problems: Json<Vec<Problem>>,
}

/// Errors by the row that they are in.
pub(super) fn by_row(errors: Vec<RowError>) -> BTreeMap<i64, Vec<Problem>> {
    let mut rows: BTreeMap<i64, Vec<Problem>> = BTreeMap::new();
    for RowError { row, field, code, message } in errors {
        rows.entry(row).or_default().push(Problem { field, code: code.to_owned(), message });
    }
    rows
}

/// What is said against a draft, at the rows that it came from: `variants.2.sku` is in the row of the third variant. An
/// error that is not about the input is none of a row, and is given back.
pub(super) fn of_refusal(draft: &Draft, error: Error) -> Result<Vec<RowError>> {
    let fields = error.fields();
    if fields.is_empty() {
        if !matches!(error.kind(), ErrorKind::Invalid | ErrorKind::Conflict | ErrorKind::NotFound) {
            return Err(error);
        }
        let row = draft.rows.first().copied().unwrap_or_default();
        let (code, message) = (error.code(), error.detail().to_owned());
        return Ok(vec![RowError { row, field: String::new(), code, message }]);
    }
    let told = |FieldError { field, code, message }: &FieldError| {
        let mut parts = field.split('.');
        let variant = match (parts.next(), parts.next().map(str::parse::<usize>)) {
            (Some("variants"), Some(Ok(index))) => Some(index),
            _ => None,
        };
        let row = variant.map(|index| draft.row_of_variant(index)).or(draft.rows.first().copied());
        let name = field.rsplit('.').find(|part| part.parse::<usize>().is_err()).unwrap_or(field);
        RowError { row: row.unwrap_or_default(), field: name.to_owned(), code, message: message.to_string() }
    };
    Ok(fields.iter().map(told).collect())
}

/// The rows of the products that were left out, all of each so that the file can be imported once it is mended, with what
/// is wrong in a last column.
pub(super) fn file(sheet: &Sheet, products: &[Vec<i64>], failures: &[ImportFailure]) -> Result<Csv> {
    let reasons: BTreeMap<i64, String> = failures
        .iter()
        .map(|failure| {
            let told = failure.problems.0.iter().map(Problem::sentence);
            (failure.row_number, told.collect::<Vec<_>>().join(" "))
        })
        .collect();
    let failed: HashSet<i64> = products
        .iter()
        .filter(|rows| rows.iter().any(|row| reasons.contains_key(row)))
        .flatten()
        .copied()
        .collect();
    let mut header: Vec<&str> = sheet.header.iter().map(String::as_str).collect();
    header.push(REASON);
    let rows = sheet.rows.iter().filter(|row| failed.contains(&row.number)).map(|row| {
        let mut cells = row.cells.clone();
        cells.resize(sheet.header.len(), String::new());
        cells.push(reasons.get(&row.number).cloned().unwrap_or_default());
        cells.into_iter().map(Cell::from).collect()
    });
    Csv::of("failed-products.csv", &header, rows)
}
