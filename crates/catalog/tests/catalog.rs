//! What the catalog promises, from outside, on both databases.

mod selling;
mod shops;
mod support;
