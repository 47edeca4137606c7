//! What stock promises, from outside, on both databases.
#![expect(
    clippy::unwrap_used,
    reason = "a test ends where its ground is missing, also in functions that tests share"
)]

mod counts;
mod drafts;
mod ledger;
mod levels;
mod locations;
mod nightly;
mod openings;
mod properties;
mod purchasing;
mod races;
mod reservations;
mod supply;
mod support;
