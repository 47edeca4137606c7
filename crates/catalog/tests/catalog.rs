//! What the catalog promises, from outside, on both databases.

mod grouping;
mod images;
mod products;
mod selling;
mod shops;
mod support;
