//! Gathering the rows that belong to one product.

use std::collections::HashMap;

use super::draft::{Parsed, RowError};
use super::sheet::Row;

/// Rows by their product's key, in the order in which the keys first appear. Rows without a key stand alone.
pub(super) fn by_key<'s>(
    rows: &'s [Row],
    key: impl Fn(&'s Row) -> Option<String>,
) -> Vec<(Option<String>, Vec<&'s Row>)> {
    let mut groups: Vec<(Option<String>, Vec<&Row>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let Some(key) = key(row) else {
            groups.push((None, vec![row]));
            continue;
        };
        let place = *places.entry(key.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, group)) => group.push(row),
            None => groups.push((Some(key), vec![row])),
        }
    }
    groups
}

/// A row that names no product.
pub(super) fn without_key(row: &Row, field: &str, message: &str) -> Parsed {
    let error =
        RowError { row: row.number, field: field.to_owned(), code: "required", message: message.to_owned() };
    Parsed::Broken { rows: vec![row.number], errors: vec![error] }
}
