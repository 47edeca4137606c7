//! What the crate promises, from outside, on both databases.
