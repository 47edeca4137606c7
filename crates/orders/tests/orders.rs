//! What the crate promises, from outside, on both databases.

mod customers;
mod support;
