//! What the catalog promises, from outside, on both databases.
#![expect(
    clippy::unwrap_used,
    reason = "a test ends where its ground is missing, also in functions that tests share"
)]

mod demo;
mod exports;
mod grouping;
mod images;
mod imports;
mod options;
mod prices;
mod products;
mod search;
mod selling;
mod shops;
mod support;
