//! What is missing when there is not enough, for those who want more than the sentence.

use std::error::Error as StdError;
use std::fmt;

use kernel::Error;

use crate::VariantId;

/// There is less of a variant than was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortfall {
    /// The variant; of a bundle, the component.
    pub variant_id: VariantId,
    /// Its SKU, or what the product is called.
    pub name: String,
    /// How many were asked for.
    pub wanted: i64,
    /// How many there are.
    pub available: i64,
}

#[derive(Debug)]
struct OutOfStock(Vec<Shortfall>);

impl fmt::Display for OutOfStock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} variants are short", self.0.len())
    }
}

impl StdError for OutOfStock {}

pub(super) fn out_of_stock(missing: Vec<Shortfall>) -> Error {
    let detail: Vec<_> = missing
        .iter()
        .map(|one| match one.available {
            0 => format!("{} is sold out.", one.name),
            available => format!("Only {available} of {} are left.", one.name),
        })
        .collect();
    Error::conflict("out_of_stock", detail.join(" ")).with_source(OutOfStock(missing))
}

/// What was missing, when this error says that something was.
pub fn shortfalls(error: &Error) -> &[Shortfall] {
    let source = StdError::source(error).and_then(|source| source.downcast_ref::<OutOfStock>());
    source.map_or(&[], |short| short.0.as_slice())
}
