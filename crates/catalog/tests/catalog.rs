//! What the catalog promises, from outside, on both databases.

mod shops;
mod support;
