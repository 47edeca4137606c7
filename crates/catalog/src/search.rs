//! Finding products by words: misspelt, in the plural, without accents, in any of the merchant's languages, half typed.
//!
//! What a product is found by is written at the end of the transaction that changes the product, so whoever reads it finds it. Terms
//! are rows of the organization like all others, and every process sees the same.

pub(crate) mod api;
mod document;
mod facets;
pub(crate) mod filter;
mod find;
mod hook;
mod jobs;
mod query;
mod store;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use document::forget;
pub use document::index;
pub use find::ids;
pub(crate) use find::page;
pub(crate) use hook::SearchIndex;
pub(crate) use hook::changed;
pub use jobs::{IndexEverywhere, IndexStale};
pub(crate) use jobs::{category_changed, registry, schedules};
pub(crate) use query::Query;

/// The rules by which products are indexed. Counting on makes every product be indexed anew.
const FORMAT: i64 = 2;

/// Before a SKU or barcode without its punctuation: nobody takes it for a word.
const CODE: char = ':';
/// Before a language in which a product is described. Sorts behind all other terms.
const SPOKEN: char = '~';
/// Sorts behind every letter and digit: the end of the terms that begin with something.
const AFTER_LETTERS: char = '{';
