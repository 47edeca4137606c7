//! What the crate promises, from outside, on both databases.
#![expect(
    clippy::unwrap_used,
    reason = "a test ends where its ground is missing, also in functions that tests share"
)]

mod customers;
mod history;
mod invoices;
mod money;
mod overview;
mod placing;
mod returning;
mod support;
mod taxes;
mod walking;
