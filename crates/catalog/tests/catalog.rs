//! What the catalog promises, from outside, on both databases.
#![expect(
    clippy::unwrap_used,
    reason = "a test ends where its ground is missing, also in functions that tests share"
)]

mod batches;
mod demo;
mod exports;
mod grouping;
mod images;
mod imports;
mod making;
mod options;
mod prices;
mod products;
mod search;
mod selling;
mod shops;
mod support;
