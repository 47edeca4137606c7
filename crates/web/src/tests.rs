//! What this crate promises, proved on a real listener and, where the database matters, on both databases.

mod bodies;
mod client;
mod forgery;
mod handlers;
mod headers;
mod house;
mod idempotency;
mod idempotency_faults;
mod limiter;
mod log;
mod openapi;
mod paging;
mod problems;
mod proxies;
mod rate_limits;
mod server;
mod uploads;
