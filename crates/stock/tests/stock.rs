//! What stock promises, from outside, on both databases.
#![expect(
    clippy::unwrap_used,
    reason = "a test ends where its ground is missing, also in functions that tests share"
)]

mod ledger;
mod locations;
mod reservations;
mod support;
