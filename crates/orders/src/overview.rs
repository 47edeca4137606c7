//! How the day goes and what waits: the few figures of a home page. Each is counted from an index that holds just what is
//! counted, so a million orders that are done with cost nothing.

pub(crate) mod api;
pub(crate) mod store;
