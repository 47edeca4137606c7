//! People and who may do what, from outside: every promise of the crate on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where its ground is missing, also in functions that tests share"
)]

mod api_keys;
mod audit;
mod audit_export;
mod demo;
mod invitations;
mod isolation;
mod journey;
mod key_expiry;
mod key_limits;
mod members;
mod operations;
mod operator;
mod organizations;
mod passwords;
mod permissions;
mod secrets;
mod sessions;
mod sign_in;
mod sign_up;
mod support;
mod throttling;
