//! An import's file, read whole: off the threads that answer requests, because a large one takes a second.

use std::collections::HashMap;

use blobs::{Blobs, ContentHash};
use kernel::{Currency, Error, Result, TenantId};

use super::cells::Columns;
use super::dialect::Dialect;
use super::draft::{Draft, Parsed, RowError};
use super::sheet::{self, Sheet};

/// What stands in a file.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) dialect: Dialect,
    pub(crate) sheet: Sheet,
    pub(crate) products: Vec<Parsed>,
}

/// Reads the stored file.
pub(crate) async fn read(
    blobs: &Blobs,
    tenant: TenantId,
    file: &ContentHash,
    currency: Currency,
) -> Result<Reading> {
    let bytes = blobs.get(tenant, file).await?;
    let reading = tokio::task::spawn_blocking(move || parse(&bytes, currency)).await;
    reading.map_err(Error::internal)?
}

pub(super) fn parse(bytes: &[u8], currency: Currency) -> Result<Reading> {
    let sheet = sheet::read(bytes)?;
    let columns = Columns::of(&sheet.header);
    let dialect = Dialect::of(&columns)?;
    let products = refuse_repetitions(dialect.parse(&columns, &sheet, currency));
    Ok(Reading { dialect, sheet, products })
}

/// Two products of one file cannot share a SKU: the second is broken. The database would say so too, but not in a trial,
/// which keeps nothing of the first.
fn refuse_repetitions(products: Vec<Parsed>) -> Vec<Parsed> {
    let mut seen: HashMap<String, i64> = HashMap::new();
    let check = |parsed: Parsed| match parsed {
        Parsed::Whole(draft) => {
            let errors = repetitions(&draft, &mut seen);
            Parsed::new(*draft, errors)
        }
        broken @ Parsed::Broken { .. } => broken,
    };
    products.into_iter().map(check).collect()
}

fn repetitions(draft: &Draft, seen: &mut HashMap<String, i64>) -> Vec<RowError> {
    let mut errors = Vec::new();
    for (index, variant) in draft.product.variants.iter().enumerate() {
        let Some(sku) = variant.sku.as_deref().map(str::to_lowercase) else { continue };
        let row = draft.row_of_variant(index);
        if let Some(first) = seen.insert(sku, row) {
            errors.push(RowError {
                row,
                field: "SKU".to_owned(),
                code: "taken",
                message: format!("Row {first} has the same SKU. Each variant needs its own, or none."),
            });
        }
    }
    errors
}
