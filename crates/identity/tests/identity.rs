//! People and who may do what, from outside: every promise of the crate on both databases.

mod journey;
